"""Plan the modules of models and enums."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from openapi_python_client.parser.properties import ModelProperty

from codegen import fragment, members, names
from codegen.fragment import Node
from codegen.members import Member, Sibling
from codegen.shapes import enum_table, properties, shape

# So many members that may be missing are counted faster than all names are looked up.
_FEW: Final = 6
# From how many members on it pays to rely on them.
_WORTH_RELYING: Final = 4
# Of how many optional members on it is quicker to check first if any came.
_WORTH_CHECKING: Final = 17


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
    def identity(self) -> tuple[Member, ...]:
        """What an object cannot be read without."""
        return tuple(m for m in self.members if m.identity)

    @property
    def relied_on(self) -> tuple[Member, ...]:
        """What every server sends, if it pays to rely on that."""
        others = [m for m in self._others if not m.nested]
        documented = tuple(m for m in others if m.documented or self._is_always_whole)
        return documented if len(documented) >= _WORTH_RELYING else ()

    @property
    def rest(self) -> tuple[Member, ...]:
        """What may be missing, or may itself lack a member."""
        relied_on = self.relied_on
        return tuple(m for m in self._others if m not in relied_on)

    @property
    def nested(self) -> tuple[Member, ...]:
        """What every documented edition sends, beside ``relied_on``."""
        return tuple(m for m in self.rest if m.documented)

    @property
    def optional(self) -> tuple[Member, ...]:
        """What some editions leave out."""
        return tuple(m for m in self.rest if not m.documented)

    @property
    def often_bare(self) -> bool:
        """Whether it pays to check first if any of the optional members came."""
        return len(self.optional) >= _WORTH_CHECKING and bool(self.relied_on)

    @property
    def is_counted(self) -> bool:
        """Whether counting the known members beats looking up every name."""
        return len(self.rest) <= max(len(self.members) // 2, _FEW)

    @property
    def known(self) -> str:
        """What is subtracted from the number of an object's members."""
        rest = self.nested if self.often_bare else self.rest
        sure = len(self.identity) + len(self.relied_on)
        counted = [f'("{m.name}" in data)' for m in rest]
        return " - ".join([str(sure), *counted] if sure else counted or ["0"])

    @property
    def _is_always_whole(self) -> bool:
        """Whether github.com always sends all members, and none of them is nested."""
        return all((m.documented or m.sent) and not m.nested for m in self._others)

    @property
    def _others(self) -> tuple[Member, ...]:
        return tuple(m for m in self.members if not m.identity)


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
    items = fragment.pages(document).get(name, "")
    identity = _identity(schema, items)
    planned = {
        key: members.member(key, schema, shapes[key], sibling, identity=key in identity)
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
        items=planned.get(items),
        sibling=sibling,
    )


def _identity(schema: Node, items: str) -> tuple[str, ...]:
    """Return the members without which an object of ``schema`` cannot be read."""
    if items:
        return (items,)
    by_default = ["id"] if "id" in schema.get("required", ()) else []
    return tuple(schema.get("x-identity", by_default))


def plan_enum(name: str, schema: Node) -> OpenEnum:
    """Plan the module of the enum ``schema``."""
    values = {names.enum_member(value): value for value in schema["enum"]}
    return OpenEnum(name=name, text=schema["description"], values=values)
