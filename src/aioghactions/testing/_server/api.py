"""The API origin: from a recorded request to the answer, without any I/O."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

from attrs import define, evolve, field

from aioghactions.testing._handlers.request import Ask, Blob
from aioghactions.testing._handlers.response import RefusalError, Reply, not_found
from aioghactions.testing._handlers.table import ORG, REPO
from aioghactions.testing._payloads.context import Site
from aioghactions.testing._server import access
from aioghactions.testing._server.rate_limiter import Judge
from aioghactions.testing._server.rendering import (
    Wire,
    error_document,
    render,
    web_page,
)
from aioghactions.testing._server.routing import Route, Router
from aioghactions.testing._server.window import Window
from aioghactions.testing._state.directory import Directory
from aioghactions.testing.edition import Edition
from aioghactions.testing.identity import Identity
from aioghactions.testing.journal import Journal, RecordedRequest

_DOCS: Final = "https://docs.github.com/rest"


@define(eq=False, kw_only=True)
class Api:
    """Answers requests from, and by changing, the state of a world.

    Attributes:
        directory: The repositories and organizations.
        edition: The edition that is played.
        router: The documented operations.
        judge: The limits.
        journal: What arrived.
        identities: Who has which token.
        prefix: Where the API is mounted, "" or ``/api/v3``.
        base: Its address, known once the server listens.
        html: Base of addresses for people.
        store: Makes a signed link to bytes in storage.
    """

    directory: Directory
    edition: Edition
    router: Router
    judge: Judge
    journal: Journal = field(factory=Journal)
    identities: dict[str, Identity] = field(factory=dict[str, Identity], repr=False)
    prefix: str = ""
    base: str = ""
    html: str = ""
    store: Callable[[Blob], str]

    def identify(self, request: RecordedRequest) -> tuple[str, str]:
        """Return the operation that is asked for, and of which repository."""
        route = self._route(request)
        if route is None:
            return "", ""
        known = self.directory.repositories.by_id.get(access.id_in(route))
        return route.operation.id, known.full_name if known else route.name

    def answer(self, request: RecordedRequest) -> Wire:
        """Do what is asked for, and return what to say about it."""
        if not request.path.startswith(f"{self.prefix}/"):
            return web_page(404, "Page not found")
        now, route = self.directory.world.now(), self._route(request)
        caller = access.ANONYMOUS
        window: Window | None = None
        version, docs = "", _DOCS
        try:
            caller = access.authenticate(request.headers, self.identities)
            version = access.select_version(request.headers, self.edition)
            if route is None:
                reply = self._undocumented(request, caller, now)
            else:
                docs = route.operation.docs or docs
                flight = self.journal.flight
                window = self.judge.admit(route.operation, caller, now, flight)
                site = Site(self.base, self.html, self.edition, version)
                reply = self._execute(request, route, caller, site, now)
        except RefusalError as refusal:
            document = error_document(refusal, docs)
            reply = Reply(refusal.status, document, refusal.headers)
        wire = render(reply, request.headers, caller, now)
        if wire.status == HTTPStatus.NOT_MODIFIED and window and not caller.anonymous:
            window.used -= 1
        around = self._around(caller, version, window)
        return evolve(wire, headers={**around, **wire.headers})

    def _route(self, request: RecordedRequest) -> Route | None:
        if not request.path.startswith(f"{self.prefix}/"):
            return None
        route = self.router.find(request.method, request.path[len(self.prefix) :])
        known = route is not None and self.edition.has(route.operation.since)
        return route if known else None

    def _execute(
        self,
        request: RecordedRequest,
        route: Route,
        caller: Identity,
        site: Site,
        now: float,
    ) -> Reply:
        def ask(canonical: str) -> Ask:
            return Ask(
                operation=route.operation,
                path=route.values,
                query={k: v for k, v in request.query if self.edition.reads(k)},
                body=_body(request),
                caller=caller,
                site=site,
                directory=self.directory,
                now=now,
                canonical=canonical + route.rest,
                store=self.store,
            )

        operation = route.operation
        if route.scope == "org":
            org = access.find_organization(route, self.directory)
            access.admit_to_organization(operation, org, caller)
            return ORG[operation.id](ask(f"/organizations/{org.account.id}"), org)
        repo = access.find_repository(route, request.method, self.directory, self.base)
        access.admit_to_repository(operation, repo, caller)
        repo.runs.catch_up(now)
        return REPO[operation.id](ask(f"/repositories/{repo.id}"), repo)

    def _undocumented(
        self, request: RecordedRequest, caller: Identity, now: float
    ) -> Reply:
        """Answer what is asked for beside the documented operations."""
        if request.path != f"{self.prefix}/rate_limit" or request.method != "GET":
            raise not_found()
        windows = self.judge.every_window(caller, now)
        if not windows:
            raise RefusalError(404, "Rate limiting is not enabled.")
        resources = {
            window.resource: {
                "limit": window.limit,
                "used": window.used,
                "remaining": window.remaining,
                "reset": int(window.reset),
            }
            for window in windows
        }
        return Reply(200, {"resources": resources, "rate": resources["core"]})

    def _around(
        self, caller: Identity, version: str, window: Window | None
    ) -> Mapping[str, str]:
        """Return the headers that every answer has."""
        number = self.directory.world.ids.next("Request")
        headers = {
            "Server": "github.com",
            "X-GitHub-Request-Id": f"{number:04X}:{number * 7919 % 65536:04X}:1:FAKE",
        }
        if version and self.edition.versions:
            headers["X-GitHub-Api-Version-Selected"] = version
        if caller.scopes is not None:
            headers["X-OAuth-Scopes"] = ", ".join(caller.scopes)
        return headers | (window.headers() if window is not None else {})


def _body(request: RecordedRequest) -> Mapping[str, Any]:
    """Return the JSON object in a request; empty if there is none.

    Raises:
        RefusalError: 400, as the body is no JSON object.
    """
    if not request.is_write or not request.body:
        return {}
    try:
        body: Any = json.loads(request.body)
    except ValueError:
        raise RefusalError(400, "Problems parsing JSON") from None
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise RefusalError(400, "Body should be a JSON object")
    return cast("dict[str, Any]", body)
