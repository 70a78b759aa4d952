"""Decide what the members of a JSON object become."""

from collections.abc import Mapping

from attrs import frozen

from codegen import names
from codegen.editions import since
from codegen.fragment import Node
from codegen.shapes import Shape


@frozen(kw_only=True)
class Member:
    """One member of a JSON object, and the attribute it becomes.

    Attributes:
        name: As JSON has it.
        annotation: The attribute's type.
        default: What follows the annotation, or "".
        text: What it means.
        expression: Makes the attribute's value of ``data``.
        identity: Whether an object without it cannot be read.
        documented: Whether every documented edition sends it.
        sent: Whether github.com sends it always, other servers perhaps not.
        nested: Whether it has objects, which may raise KeyError themselves.
        usual: The texts that it mostly is: each is held once.
    """

    name: str
    annotation: str
    default: str
    text: str
    expression: str
    identity: bool
    documented: bool
    sent: bool
    nested: bool
    usual: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """The attribute's name."""
        return names.identifier(self.name)

    @property
    def present(self) -> str:
        """The expression of a member that is known to be there."""
        looked_up = f'data.get("{self.name}")'
        return self.expression.replace(looked_up, f'data["{self.name}"]')

    @property
    def table(self) -> str:
        """Name of the table of what it usually is."""
        return _usual_table(self.name)


@frozen(kw_only=True)
class Sibling:
    """A member whose model another member names.

    Attributes:
        name: The member.
        discriminator: The member that says which model it is.
        models: Model by what that member says.
    """

    name: str
    discriminator: str
    models: Mapping[str, str]

    @property
    def table(self) -> str:
        """Name of the table of structuring functions."""
        return f"_{self.name.upper()}"

    @property
    def structures(self) -> dict[str, str]:
        """Structuring function by what ``discriminator`` says."""
        return {kind: names.structure(model) for kind, model in self.models.items()}


def member(
    key: str, schema: Node, form: Shape, sibling: Sibling | None, *, identity: bool
) -> Member:
    """Decide what a member becomes.

    Null passes wherever it does not make the object useless: a server that sends it
    where it is not documented must not make a page unreadable.

    Args:
        key: Its name.
        schema: The object that has it.
        form: How its values are written.
        sibling: The member of that object whose model another one names.
        identity: Whether it says which object this is.
    """
    node = schema["properties"][key]
    documented = key in schema.get("required", ())
    plain = form.make is None
    optional = not (identity or (documented and plain))
    source = f'data["{key}"]' if identity else f'data.get("{key}")'
    union = sibling if sibling and sibling.name == key else None
    if union:
        kind = f'data.get("{union.discriminator}")'
        expression = f"by_discriminator({kind}, {source}, {union.table}, shared)"
    elif "x-usual" in node:
        expression = f"{_usual_table(key)}(v := {source}, v)"
    else:
        expression = form.expression(source, optional=optional)
    return Member(
        name=key,
        annotation=form.type
        + " | None" * ((form.nullable or optional) and form.type != "Any"),
        default=_default(node, union, optional=optional),
        text=" ".join([node["description"], *since(node)]),
        expression=expression,
        identity=identity,
        documented=documented,
        sent=key in schema.get("x-always", ()),
        nested="shared)" in expression,
        usual=tuple(node.get("x-usual", ())),
    )


def _default(node: Node, sibling: Sibling | None, *, optional: bool) -> str:
    options = ["default=None"] if optional else []
    if node.get("format") == "password":
        options.append("repr=False")
    if sibling is not None:
        models = ", ".join(f"{k!r}: {m}" for k, m in sibling.models.items())
        metadata = f'"discriminator": "{sibling.discriminator}", "models": {{{models}}}'
        options.append(f"metadata={{{metadata}}}")
    if options in ([], ["default=None"]):
        return " = None" * bool(options)
    return f" = field({', '.join(options)})"


def find_sibling(schema: Node) -> Sibling | None:
    """Return the member of an object whose model another one names, if there is one."""
    for name, node in schema["properties"].items():
        if by := node.get("x-sibling"):
            return Sibling(
                name=name, discriminator=by["property"], models=by["mapping"]
            )
    return None


def _usual_table(key: str) -> str:
    return f"_USUAL_{key.upper()}"
