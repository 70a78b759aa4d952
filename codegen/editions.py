"""Say in words which servers have something."""

from collections.abc import Iterator
from typing import Final

from codegen.fragment import Node

EDITIONS: Final = ("ghes-2.22", "ghes-3.5", "github.com", "ghes-3.12", "ghec")
"""The documenting pages, oldest first."""
OLDEST: Final = EDITIONS[0]
CLOUD: Final = "github.com"


def since(node: Node) -> Iterator[str]:
    """Yield the sentence about a parameter or member that is not everywhere."""
    first = node.get("x-since", OLDEST)
    if first == CLOUD:
        yield "Not on GitHub Enterprise Server."
    elif first != OLDEST:
        yield f"Since GitHub Enterprise Server {_version(first)}."


def servers(operation: Node) -> str:
    """Return the sentence about where an operation can be sent to."""
    first = operation["x-since"]
    if first == CLOUD:
        return "Not on GitHub Enterprise Server."
    if first == OLDEST:
        return "On all editions."
    return f"On GitHub Enterprise Server since {_version(first)}."


def permissions(operation: Node) -> str:
    """Return the sentence about what a token must be allowed."""
    need = operation["x-permissions"]
    sentence = (
        f"Needs the classic scope `{need['classic']}` or the fine-grained permission "
        f"`{need['fine-grained']}`"
    )
    return f"{sentence}{', unless the repository is public' * need['public']}."


def _version(edition: str) -> str:
    return edition.removeprefix("ghes-")
