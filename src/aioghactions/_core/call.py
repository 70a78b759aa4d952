"""Operations of the API, and calls of them that have not been sent."""

from collections.abc import Mapping
from typing import Any, Final, Generic, Literal, TypeVar
from urllib.parse import urlsplit

from attrs import evolve, field, frozen

# Items on the smallest page that helps a server which cannot bear a larger one.
MIN_PAGE_SIZE: Final = 10


def without_query(url: str) -> str:
    """Return ``url`` without user, query and fragment, for messages."""
    parts = urlsplit(url)
    host = parts.hostname or ""
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"


@frozen
class Location:
    """A signed link to a download, which needs no token and expires in a minute.

    Attributes:
        url: The whole link. A secret until it expires, so the repr omits its query.
            Fetch it at once and do not store it.
    """

    url: str = field(repr=without_query)


T_co = TypeVar("T_co", covariant=True)

Method = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]


@frozen(repr=False)
class Returns:
    """The documented body of a successful response.

    Attributes:
        model: Name of the model in :mod:`aioghactions.models`, or None if the body
            is empty or has no documented content.
        many: Whether the body is an array of that model.
    """

    model: str | None = None
    many: bool = False


@frozen(kw_only=True, repr=False, eq=False)
class Operation(Generic[T_co]):
    """One documented endpoint.

    Attributes:
        id: GitHub's operation id without its category, ``get-workflow-run``.
        method: HTTP method.
        path: Path template, ``/repos/{owner}/{repo}/actions/runs/{run_id}``.
        tag: Scope and resource, such as ``repo-runs`` for ``Repo.runs``; the scope
            alone, such as ``client``, for a method of ``Client`` itself.
        name: Name of the method on that resource, ``get``.
        answers: The documented bodies of successful responses, by status. A 302 is
            the success of a download; its Location is the result.
        refusals: The documented statuses of error responses.
        query: Names of the documented query parameters.
        items: The member that contains the items of a page; "" if the page is an
            array of them; None if the response is not a page.
        capped_by: Query parameters with which GitHub returns at most 1,000 results.
        editions: Editions whose documentation describes it, oldest first.
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
        """Compare by id, which is unique, so that a pickled operation stays equal."""
        return isinstance(other, Operation) and self.id == other.id

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def is_read(self) -> bool:
        """Whether the operation changes nothing."""
        return self.method == "GET"

    @property
    def is_download(self) -> bool:
        """Whether the documented success is a redirect to storage."""
        return 302 in self.answers  # noqa: PLR2004


@frozen(kw_only=True)
class Call(Generic[T_co]):
    """One call of an operation, created by ``operations`` and sent by a client.

    A call is a value: it can be compared, logged, queued, pickled and tested without
    a network.

    Attributes:
        operation: The operation.
        path: The path, percent-encoded.
        query: Names and formatted values, in documented order.
        body: The JSON object to send, or None for no body.
    """

    operation: Operation[T_co]
    path: str
    query: tuple[tuple[str, str], ...] = ()
    # A mapping is not hashable; equal calls have equal hashes without it.
    body: Mapping[str, Any] | None = field(default=None, hash=False)

    def __str__(self) -> str:
        """Method, path and query, for a log."""
        query = "&".join(f"{name}={value}" for name, value in self.query)
        return f"{self.operation.method} {self.path}{'?' * bool(query)}{query}"

    def at(self, path: str, query: tuple[tuple[str, str], ...]) -> "Call[T_co]":
        """Return the same call for another page of the same list.

        Args:
            path: Path of the page.
            query: Names and formatted values of the page's query.
        """
        return evolve(self, path=path, query=query)
