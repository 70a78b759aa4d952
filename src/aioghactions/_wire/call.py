"""A documented request, described but not sent."""

from collections.abc import Mapping
from typing import Any, Generic, Literal, TypeVar

from attrs import evolve, field, frozen

from aioghactions._wire import paths

T_co = TypeVar("T_co", covariant=True)

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@frozen
class Returns:
    """What the body of a successful answer holds.

    Attributes:
        model: Name of the model in :mod:`aioghactions.models`, or None where
            nothing worth reading is promised.
        many: The body is an array of that model.
    """

    model: str | None = None
    many: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Operation(Generic[T_co]):
    """One documented endpoint: the row that client, fakes, tests and docs share.

    Attributes:
        id: GitHub's operation id without its category, ``get-workflow-run``.
        method: HTTP method.
        path: Path template, ``/repos/{owner}/{repo}/actions/runs/{run_id}``.
        tag: Scope and resource, ``repo-runs``: the handle ``Repo.runs``.
        name: The method's name on that handle, ``get``.
        answers: What each documented success holds, by status. A 302 is the
            success of a download and holds nothing: its Location counts.
        refusals: The documented statuses that are not a success.
        query: Names of the documented query parameters.
        items: The member that holds the items of a page, or None where the
            answer is not a page.
        capped_by: Query parameters whose presence makes GitHub stop the list at
            1,000 results.
        editions: Documentation pages that describe it, oldest first.
        since: The first edition that has it: ``ghes-2.22`` ... ``github.com``.
        docs: The documentation page.
    """

    id: str
    method: Method
    path: str
    tag: str
    name: str
    answers: Mapping[int, Returns]
    refusals: tuple[int, ...] = ()
    query: tuple[str, ...] = ()
    items: str | None = None
    capped_by: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    since: str = ""
    docs: str = ""

    def __repr__(self) -> str:
        return f"<Operation {self.id}: {self.method} {self.path}>"

    def __eq__(self, other: object) -> bool:
        """Ids are unique, so they decide, also after unpickling."""
        return isinstance(other, Operation) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def is_read(self) -> bool:
        """Whether sending it changes nothing."""
        return self.method == "GET"

    @property
    def is_download(self) -> bool:
        """Whether the documented success is a redirect to storage."""
        return 302 in self.answers  # noqa: PLR2004


@frozen(kw_only=True)
class Call(Generic[T_co]):
    """What to send and what comes back: made by ``operations``, sent by a client.

    A call is a value: it can be compared, logged, queued, pickled and tested
    without a network.

    Attributes:
        operation: The documented endpoint.
        path: The template with its values filled in and percent-encoded.
        query: Names and formatted values, in documented order.
        body: The JSON object to send, or None for no body.
    """

    operation: Operation[T_co]
    path: str
    query: tuple[tuple[str, str], ...] = ()
    # A mapping has no hash; equal calls hash alike without it.
    body: Mapping[str, Any] | None = field(default=None, hash=False)

    def __str__(self) -> str:
        """Method and address, for a log."""
        query = "&".join(f"{name}={value}" for name, value in self.query)
        return f"{self.operation.method} {self.path}{'?' * bool(query)}{query}"

    def at(self, path: str, query: tuple[tuple[str, str], ...]) -> "Call[T_co]":
        """Return the same call for another page of the same list.

        Args:
            path: Where that page is.
            query: Names and values that ask for it.
        """
        return evolve(self, path=path, query=query)


def make_call(
    operation: Operation[T_co],
    /,
    *,
    query: tuple[tuple[str, str], ...] = (),
    body: Mapping[str, Any] | None = None,
    **values: str | int,
) -> Call[T_co]:
    """Return a call of ``operation``; ``values`` fill its path.

    Raises:
        TypeError: A value of the path is neither a string nor an integer.
        ValueError: A value cannot stand in a path.
    """
    path = paths.fill(operation.path, **values)
    return Call(operation=operation, path=path, query=query, body=body)
