"""The documented requests as rows, one for each operation.

A row has the method of the handle and its return type, the request line without the
query, the values of the path besides owner and repository or organization (``path``;
those of ``preset`` have a default), every query parameter (``needed`` are the names of
those that are required), the members of the body
(``required``, ``optional``, and ``either`` for those of which one is required), and the
documented values of enumerations. ``largest_page`` is the largest ``per_page``, and
``members`` are the members of the body whose arguments have other names.
"""

from contextlib import asynccontextmanager
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import define, field, frozen

from aioghactions import (
    Client,
    ConnectFailedError,
    Download,
    Pager,
    Patience,
    operations,
)

API = "https://api.github.com"
SCOPES = {
    "repo": {"owner": "octo-org", "repo": "hello-world"},
    "org": {"org": "octo-org"},
    "enterprise": {"enterprise": "octo-corp"},
    "environment": {
        "owner": "octo-org",
        "repo": "hello-world",
        "environment_name": "eu/production",
    },
}


def handle_of(client, kind, *names):
    """Return a handle by the first word of a tag and the values of its path."""
    if kind == "environment":
        return client.repo(*names[:2]).environment(names[2])
    return getattr(client, kind)(*names)


@frozen(kw_only=True)
class Row:
    """The documentation of one operation."""

    id: str
    handle: str
    returns: str
    request: str
    path: dict[str, Any] = field(factory=dict)
    preset: dict[str, Any] = field(factory=dict)
    query: dict[str, Any] = field(factory=dict)
    needed: list[str] = field(factory=list)
    required: dict[str, Any] = field(factory=dict)
    either: dict[str, Any] = field(factory=dict)
    optional: dict[str, Any] = field(factory=dict)
    values: dict[str, list[str]] = field(factory=dict)
    largest_page: int = 100
    members: dict[str, str] = field(factory=dict)

    @property
    def function(self):
        return getattr(operations, self.id.replace("-", "_"))

    @property
    def kind(self):
        return self.handle.partition(".")[0].lower()

    @property
    def scope(self):
        return SCOPES[self.kind]

    @property
    def is_paged(self):
        return self.returns.startswith("Pager[")

    @property
    def paged_by(self):
        """The query parameter that links to other pages set; "" without pages."""
        return next((n for n in ("page", "after", "cursor") if n in self.query), "")

    @property
    def body(self):
        return {**self.required, **self.either, **self.optional}

    @property
    def least_query(self):
        """The required query parameters."""
        return {name: self.query[name] for name in self.needed}

    @property
    def least_body(self):
        """The required members of the body."""
        return {**self.required, **dict([*self.either.items()][:1])}

    @property
    def least(self):
        """The required keyword arguments."""
        return {**self.least_query, **self.least_body}

    @property
    def most(self):
        """All keyword arguments."""
        return {**self.query, **self.body}

    def sent(self, arguments):
        """Return the body with these arguments."""
        return {self.members.get(name, name): v for name, v in arguments.items()}

    def call(self, **keywords):
        """Call the function with the row's path and ``keywords``."""
        return self.function(*self.scope.values(), *self.path.values(), **keywords)

    def method(self, client, handle=None):
        """Return the method of the handle, by default the handle of the row's scope."""
        handle = handle or handle_of(client, self.kind, *self.scope.values())
        return attrgetter(self.handle.partition(".")[2])(handle)


def _rows():
    files = sorted(Path(__file__).parent.glob("*.yaml"))
    return [
        Row(id=operation, **row)
        for file in files
        for operation, row in yaml.safe_load(file.read_text()).items()
    ]


ROWS = {row.id: row for row in _rows()}
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())


@define
class OfflineTransport:
    """A transport that records requests and cannot connect."""

    requests: list[Any] = field(factory=list)

    async def open(self):
        pass

    async def close(self):
        pass

    async def exchange(self, request, timeouts):
        self.requests.append(request)
        raise ConnectFailedError("offline")


@asynccontextmanager
async def offline():
    """Yield a client and its offline transport."""
    transport = OfflineTransport()
    async with Client(
        "CANARY", base_url=API, transport=transport, patience=Patience.none()
    ) as client:
        yield client, transport


async def begin(result):
    """Send the first request of the result of a method."""
    if isinstance(result, Pager):
        await anext(aiter(result))
    elif isinstance(result, Download):
        async with result:
            pass
    else:
        await result
