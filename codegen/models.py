"""Decide what a model's module holds."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen
from openapi_python_client.parser.properties import ModelProperty, Property

from codegen import fragment, members, names
from codegen.fragment import Node
from codegen.members import Member, Sibling
from codegen.shapes import enum_table, shape

_WORTH_ASKING: Final = 8


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
        return names.structure(self.name)

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


def plan(model: ModelProperty, document: Node) -> Model:
    """Decide what the module of ``model`` holds."""
    name = model.class_info.name
    schema = fragment.component(document, "schemas")[name]
    properties = _by_name(model)
    sibling = members.find_sibling(schema)
    planned = {
        key: members.member(key, schema, shape(properties[key]), sibling)
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
        members=tuple(planned.values()),
        enums={enum: enum_table(enum) for enum in sorted(enums)},
        dedup=schema.get("x-dedup", False),
        items=planned.get(fragment.pages(document).get(name, "")),
        sibling=sibling,
    )


def _by_name(model: ModelProperty) -> dict[str, Property]:
    both = [*(model.required_properties or ()), *(model.optional_properties or ())]
    return {prop.name.get_untrusted_value(): prop for prop in both}


def _last(reference: str) -> str:
    return reference.rpartition("/")[2]
