"""Decide what an enum's module holds."""

from collections.abc import Mapping

from attrs import frozen

from codegen import names
from codegen.fragment import Node


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


def plan(name: str, schema: Node) -> OpenEnum:
    """Decide what the module of the enum ``schema`` holds."""
    values = {names.enum_member(value): value for value in schema["enum"]}
    return OpenEnum(name=name, text=schema["description"], values=values)
