"""Phrase the sentences about editions and permissions."""

from collections.abc import Iterator
from typing import Final

from codegen.fragment import Node

EDITIONS: Final = ("ghes-2.22", "ghes-3.5", "github.com", "ghes-3.12", "ghec")
"""The documentation pages, oldest first."""
OLDEST: Final = EDITIONS[0]
CLOUD: Final = "github.com"


def since(node: Node) -> Iterator[str]:
    """Yield the sentence about a parameter or member that some editions lack."""
    first = node.get("x-since", OLDEST)
    if first == CLOUD:
        yield "Not on GitHub Enterprise Server."
    elif first != OLDEST:
        yield f"Since GitHub Enterprise Server {_version(first)}."


def servers(operation: Node) -> str:
    """Return the sentence about the editions that have an operation."""
    first = operation["x-since"]
    if first == CLOUD:
        return "Not available on GitHub Enterprise Server."
    if first == OLDEST:
        return "Available on all editions."
    return f"Available on GitHub Enterprise Server since {_version(first)}."


def permissions(operation: Node) -> str:
    """Return the sentence about the permissions that a token needs."""
    need = operation["x-permissions"]
    if need["fine-grained"].startswith("app:"):
        return "Requires the JSON Web Token of a GitHub App, as `App` sends it."
    if need["fine-grained"].startswith("none:"):
        if need["classic"] != "none":
            return f"Requires the classic scope `{need['classic']}`."
        return "Requires no permission, and no token."
    if need["classic"] == "none":
        return (
            "Requires the token of an installation of a GitHub App, with the "
            f"permission `{need['fine-grained']}`."
        )
    sentence = (
        f"Requires the classic scope `{need['classic']}` or the fine-grained "
        f"permission `{need['fine-grained']}`"
    )
    return f"{sentence}{', unless the repository is public' * need['public']}."


def _version(edition: str) -> str:
    return edition.removeprefix("ghes-")
