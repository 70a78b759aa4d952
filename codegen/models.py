"""Plan the modules of models and enums."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from openapi_python_client.parser.properties import ModelProperty

from codegen import fragment, members, names
from codegen.fragment import Node
from codegen.members import Member, Sibling
from codegen.shapes import enum_table, properties, shape

# Of how many optional members on it is quicker to check first if any came...
_WORTH_CHECKING: Final = 17
# ...and up to how many counting those that came beats looking every name up.
_WORTH_COUNTING: Final = 4


@frozen(kw_only=True)
class Model:
    """What the template of a model needs to know.

    Attributes:
        name: Class name.
        text: What it is.
        members: In the order of the document.
        enums: Tables of known values by enum.
        dedup: Whether equal ones of one id are shared.
        items: The member with the items of a page.
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
        return names.structure(self.name)

    @property
    def required(self) -> tuple[Member, ...]:
        """What every documented edition sends."""
        return tuple(m for m in self.members if m.required)

    @property
    def optional(self) -> tuple[Member, ...]:
        """What some editions leave out."""
        return tuple(m for m in self.members if not m.required)

    @property
    def often_bare(self) -> bool:
        """Whether it pays to check first if any of the optional members came."""
        return len(self.optional) >= _WORTH_CHECKING and bool(self.required)

    @property
    def nothing_unknown(self) -> str:
        """The cheapest condition under which every member is known.

        The required ones were read, so an object with as many members as these and
        the optional ones that are present cannot have others.
        """
        if len(self.optional) <= _WORTH_COUNTING:
            came = [f'("{member.name}" in data)' for member in self.optional]
            return f"len(data) == {' + '.join([str(len(self.required)), *came])}"
        return "_MEMBERS.issuperset(data)"


@frozen(kw_only=True)
class OpenEnum:
    """What the template of an enum needs to know.

    Attributes:
        name: Class name.
        text: What it is about.
        values: String by member.
    """

    name: str
    text: str
    values: Mapping[str, str]

    @property
    def module(self) -> str:
        """The module's name."""
        return names.module(self.name)


def plan(model: ModelProperty, document: Node) -> Model:
    """Plan the module of ``model``."""
    name = model.class_info.name
    schemas = fragment.component(document, "schemas")
    schema = schemas[name]
    shapes = {p.name.get_untrusted_value(): shape(p) for p in properties(model)}
    sibling = members.find_sibling(schema)
    planned = {
        key: members.member(key, schema, shapes[key], sibling)
        for key in schema["properties"]
    }
    named = {fragment.target({"$ref": r}) for r in fragment.references(schema)}
    enums = sorted(name for name in named if "enum" in schemas[name])
    return Model(
        name=name,
        text=schema["description"],
        members=tuple(planned.values()),
        enums={enum: enum_table(enum) for enum in enums},
        dedup=schema.get("x-dedup", False),
        items=planned.get(fragment.pages(document).get(name, "")),
        sibling=sibling,
    )


def plan_enum(name: str, schema: Node) -> OpenEnum:
    """Plan the module of the enum ``schema``."""
    values = {names.enum_member(value): value for value in schema["enum"]}
    return OpenEnum(name=name, text=schema["description"], values=values)
