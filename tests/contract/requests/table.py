"""The documented requests as rows, one for each operation.

A row has the method of the handle and its return type, the request line without the
query, the values of the path besides owner and repository or organization (``path``;
those of ``preset`` have a default), every query parameter (``needed`` are the names of
those that are required), the members of the body
(``required``, ``optional``, and ``either`` for those of which one is required), and the
documented values of enumerations. ``largest_page`` is the largest ``per_page``, and
``members`` are the members of the body whose arguments have other names. ``added``
are arguments of the method alone, with their defaults.
"""

from contextlib import asynccontextmanager
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import define, evolve, field, frozen

from aioghactions import (
    Client,
    ConnectFailedError,
    Download,
    Pager,
    Patience,
    operations,
)
from aioghactions._generated import resources
from aioghactions.scopes import AppDeliveries

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
    "app": {},
    "client": {},
    "installation": {},
    "user": {},
    "repo.hooks": {"owner": "octo-org", "repo": "hello-world", "hook_id": 7},
    "org.hooks": {"org": "octo-org", "hook_id": 7},
}


class AppHandle(resources.App):
    """The documented operations of an App, whose tokens do not matter here."""

    __slots__ = ()

    @property
    def deliveries(self):
        return AppDeliveries(self._pipeline)


@frozen
class RepoHook:
    """A webhook, as a tag names it."""

    hooks: Any
    owner: str
    repo: str
    hook_id: int

    @property
    def deliveries(self):
        hooks = evolve(self.hooks, owner=self.owner, repo=self.repo)
        return hooks.deliveries(self.hook_id)


@frozen
class OrgHook:
    """A webhook, as a tag names it."""

    hooks: Any
    org: str
    hook_id: int

    @property
    def deliveries(self):
        return evolve(self.hooks, org=self.org).deliveries(self.hook_id)


def handle_of(client, kind, *names):
    """Return a handle by the scope in a tag and the values of its path."""
    if kind == "environment":
        return client.repo(*names[:2]).environment(names[2])
    if kind.endswith(".hooks"):
        owner = handle_of(client, kind.removesuffix(".hooks"), *names[:-1])
        return (RepoHook if kind == "repo.hooks" else OrgHook)(owner.hooks, *names)
    if kind == "app":
        return AppHandle(client._pipeline)
    if kind == "client":
        return client
    if not names:
        return getattr(client, kind)
    return getattr(client, kind)(*names)


def split_handle(handle):
    """Return the scope, and the attributes that lead from it to the method."""
    lower = handle.lower()
    scope = max((s for s in SCOPES if lower.startswith(f"{s}.")), key=len)
    return scope, handle[len(scope) + 1 :]


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
    added: dict[str, Any] = field(factory=dict)

    @property
    def function(self):
        return getattr(operations, self.id.replace("-", "_"))

    @property
    def kind(self):
        return split_handle(self.handle)[0]

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
        kind, attributes = split_handle(self.handle)
        handle = handle or handle_of(client, kind, *self.scope.values())
        return attrgetter(attributes)(handle)


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
