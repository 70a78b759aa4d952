"""Decide what a model's module holds."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from openapi_python_client.parser.properties import ModelProperty, Property

from codegen import fragment, names
from codegen.editions import since
from codegen.fragment import Node
from codegen.shapes import Shape, enum_table, shape

_WORTH_ASKING: Final = 8


@frozen(kw_only=True)
class Member:
    """One member of a JSON object, and the attribute it becomes.

    Attributes:
        name: As JSON has it.
        annotation: The attribute's type.
        default: What stands behind the annotation, or "".
        text: What it means.
        expression: Makes the attribute's value of ``data``.
        always: Whether it is read by ``data[...]``: today's servers send it.
        required: Whether every documented edition sends it.
        usual: The texts that it mostly is: each is held once.
    """

    name: str
    annotation: str
    default: str
    text: str
    expression: str
    always: bool
    required: bool
    usual: tuple[str, ...] = ()

    @property
    def attribute(self) -> str:
        """The attribute's name."""
        return names.identifier(self.name)

    @property
    def table(self) -> str:
        """Name of the table of what it usually is."""
        return usual_table(self.name)


@frozen(kw_only=True)
class Sibling:
    """A member whose model another member names.

    Attributes:
        name: The member.
        told_by: The member that says which model it is.
        models: Model by what that member says.
    """

    name: str
    told_by: str
    models: Mapping[str, str]

    @property
    def table(self) -> str:
        """Name of the table of structuring functions."""
        return f"_{self.name.upper()}"

    @property
    def structures(self) -> dict[str, str]:
        """Structuring function by what ``told_by`` says."""
        return {kind: structure(model) for kind, model in self.models.items()}


@frozen(kw_only=True)
class Model:
    """What the template of a model needs to know.

    Attributes:
        name: Class name.
        text: What it is.
        members: In the order of the document.
        enums: Tables of known values by enum.
        dedup: Whether equal ones of one id are shared.
        items: The member that holds the items of a page.
        sibling: A member whose model another member names.
    """

    name: str
    text: str
    members: tuple[Member, ...]
    enums: Mapping[str, str]
    dedup: bool = False
    items: Member | None = None
    sibling: Sibling | None = None

    @property
    def module(self) -> str:
        """The module's name."""
        return names.module(self.name)

    @property
    def structure(self) -> str:
        """The name of the structuring function."""
        return structure(self.name)

    @property
    def sent(self) -> tuple[Member, ...]:
        """What today's servers always send."""
        return tuple(m for m in self.members if m.always)

    @property
    def seldom(self) -> tuple[Member, ...]:
        """What they send only sometimes."""
        return tuple(m for m in self.members if not m.always)

    @property
    def often_bare(self) -> bool:
        """Whether it pays to ask first if any of the seldom members came."""
        return len(self.seldom) > _WORTH_ASKING and bool(self.sent)

    @property
    def nothing_unknown(self) -> str:
        """The cheapest condition under which every member is known.

        Where as many members came as are always sent, and they were all there,
        there is no room for others.
        """
        exact, subset = f"len(data) == {len(self.sent)}", "data.keys() <= _MEMBERS"
        if not self.seldom:
            return exact
        return f"{exact} or {subset}" if self.sent else subset

    @property
    def newer(self) -> tuple[Member, ...]:
        """What they always send and older ones do not."""
        return tuple(m for m in self.sent if not m.required)


def structure(model: str) -> str:
    """Return the name of a model's structuring function."""
    return f"structure_{names.module(model)}"


def usual_table(member: str) -> str:
    """Return the name of the table of what a member usually is."""
    return f"_USUAL_{member.upper()}"


def plan(model: ModelProperty, document: Node) -> Model:
    """Decide what the module of ``model`` holds."""
    name = model.class_info.name
    schema = fragment.component(document, "schemas")[name]
    properties = _by_name(model)
    sibling = _sibling(schema)
    members = {
        key: _member(key, schema, shape(properties[key]), sibling)
        for key in schema["properties"]
    }
    enums = {
        ref
        for node in schema["properties"].values()
        for ref in map(_last, fragment.references(node))
        if "enum" in fragment.component(document, "schemas")[ref]
    }
    return Model(
        name=name,
        text=schema["description"],
        members=tuple(members.values()),
        enums={enum: enum_table(enum) for enum in sorted(enums)},
        dedup=schema.get("x-dedup", False),
        items=members.get(fragment.pages(document).get(name, "")),
        sibling=sibling,
    )


def _by_name(model: ModelProperty) -> dict[str, Property]:
    both = [*(model.required_properties or ()), *(model.optional_properties or ())]
    return {prop.name.get_untrusted_value(): prop for prop in both}


def _member(key: str, schema: Node, form: Shape, sibling: Sibling | None) -> Member:
    node = schema["properties"][key]
    required = key in schema.get("required", ())
    always = required or key in schema.get("x-always", ())
    source = f'data["{key}"]' if always else f'get("{key}")'
    told = sibling if sibling and sibling.name == key else None
    if told:
        kind = f'get("{told.told_by}")'
        expression = f"told_by({kind}, {source}, {told.table}, memo)"
    elif "x-usual" in node:
        expression = f"{usual_table(key)}.get(value := {source}, value)"
    else:
        expression = form.expression(source, optional=not required)
    return Member(
        name=key,
        annotation=form.type
        + " | None" * ((form.nullable or not required) and form.type != "Any"),
        default=_default(node, told, required=required),
        text=" ".join([node["description"], *since(node)]),
        expression=expression,
        always=always,
        required=required,
        usual=tuple(node.get("x-usual", ())),
    )


def _default(node: Node, sibling: Sibling | None, *, required: bool) -> str:
    options = [] if required else ["default=None"]
    if node.get("format") == "password":
        options.append("repr=False")
    if sibling is not None:
        models = ", ".join(f"{k!r}: {m}" for k, m in sibling.models.items())
        told = f'"told_by": "{sibling.told_by}", "models": {{{models}}}'
        options.append(f"metadata={{{told}}}")
    if options in ([], ["default=None"]):
        return " = None" * bool(options)
    return f" = field({', '.join(options)})"


def _sibling(schema: Node) -> Sibling | None:
    for name, node in schema["properties"].items():
        if told := node.get("x-sibling"):
            return Sibling(name=name, told_by=told["property"], models=told["mapping"])
    return None


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
