"""Find the neighbours of a page in its ``Link`` header (RFC 8288)."""

from collections.abc import Mapping

from attrs import frozen

Target = tuple[str, tuple[tuple[str, str], ...]]


@frozen
class Links:
    """Where a page's neighbours are, each as a path and a query for ``Call.at``."""

    next: Target | None = None
    last: Target | None = None


def neighbours(header: str, *, base: str, template: str) -> Links:
    """Return the checked neighbours of a page.

    Args:
        header: The ``Link`` header, or "".
        base: The API's base URL.
        template: Path template of the operation.

    Raises:
        UnexpectedAnswerError: The header cannot be read, or leads elsewhere.
    """
    ...


def parse(header: str) -> Mapping[str, str]:
    """Return the target of each relation, the first one where several claim it.

    Raises:
        ValueError: It is no ``Link`` header.
    """
    ...
