"""The API: from a recorded request to its response, without I/O."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

from attrs import define, evolve, field

from aioghactions.testing._handlers.request import Blob, Request
from aioghactions.testing._handlers.response import HTTPError, Response, not_found
from aioghactions.testing._handlers.table import ORG, REPO
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._server import access
from aioghactions.testing._server.rate_limiter import RateLimiter
from aioghactions.testing._server.rendering import (
    RawResponse,
    error_payload,
    html_page,
    render,
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
    """The REST API of one server.

    Attributes:
        directory: The repositories and organizations.
        edition: The edition of GitHub.
        router: The routes of the documented operations.
        limiter: The rate limiter.
        journal: The requests that arrived.
        identities: The identity of each valid token.
        prefix: The path prefix of the API, "" or ``/api/v3``.
        base: The base URL of the API, known once the server listens.
        html: The base URL of web pages.
        store: Returns a signed link to a file in storage.
    """

    directory: Directory
    edition: Edition
    router: Router
    limiter: RateLimiter
    journal: Journal = field(factory=Journal)
    identities: dict[str, Identity] = field(factory=dict[str, Identity], repr=False)
    prefix: str = ""
    base: str = ""
    html: str = ""
    store: Callable[[Blob], str]

    def identify(self, recorded: RecordedRequest) -> tuple[str, str]:
        """Return the operation and the repository of a request, or ""."""
        route = self._route(recorded)
        if route is None:
            return "", ""
        known = self.directory.repositories.by_id.get(access.id_in(route))
        return route.operation.id, known.full_name if known else route.name

    def respond(self, recorded: RecordedRequest) -> RawResponse:
        """Execute a request, and return the response."""
        if not recorded.path.startswith(f"{self.prefix}/"):
            return html_page(404, "Page not found")
        now, route = self.directory.world.now(), self._route(recorded)
        caller = access.ANONYMOUS
        window: Window | None = None
        version, docs = "", _DOCS
        try:
            caller = access.authenticate(recorded.headers, self.identities, now)
            version = access.select_version(recorded.headers, self.edition)
            if route is None:
                response = self._undocumented(recorded, caller, now)
            else:
                docs = route.operation.docs or docs
                in_flight = self.journal.in_flight
                window = self.limiter.admit(route.operation, caller, now, in_flight)
                response = self._execute(recorded, route, caller, version, now)
        except HTTPError as error:
            payload = error_payload(error, docs)
            response = Response(error.status, payload, error.headers)
        raw = render(response, recorded.headers, caller, now)
        if raw.status == HTTPStatus.NOT_MODIFIED and window and not caller.anonymous:
            window.used -= 1
        common = self._common_headers(caller, version, window)
        return evolve(raw, headers={**common, **raw.headers})

    def _route(self, recorded: RecordedRequest) -> Route | None:
        if not recorded.path.startswith(f"{self.prefix}/"):
            return None
        route = self.router.find(recorded.method, recorded.path[len(self.prefix) :])
        known = route is not None and self.edition.has(route.operation.since)
        return route if known else None

    def _execute(
        self,
        recorded: RecordedRequest,
        route: Route,
        caller: Identity,
        version: str,
        now: float,
    ) -> Response:
        def request(canonical: str) -> Request:
            return Request(
                operation=operation,
                path=route.values,
                query={
                    name: value
                    for name, value in recorded.query
                    if self.edition.reads(operation.tag, name)
                },
                body=_body(recorded),
                caller=caller,
                context=Context(self.base, self.html, self.edition, version),
                directory=self.directory,
                now=now,
                canonical=canonical + route.rest,
                store=self.store,
            )

        operation, directory = route.operation, self.directory
        if route.scope == "org":
            org = access.find_organization(route, directory)
            access.authorize_for_organization(operation, org, caller)
            path = f"/organizations/{org.account.id}"
            return ORG[operation.id](request(path), org)
        repo = access.find_repository(route, recorded, directory, self.base)
        access.authorize_for_repository(operation, repo, caller)
        repo.runs.catch_up(now)
        return REPO[operation.id](request(f"/repositories/{repo.id}"), repo)

    def _undocumented(
        self, recorded: RecordedRequest, caller: Identity, now: float
    ) -> Response:
        """Return the response to ``GET /rate_limit``; raise a 404 for other paths."""
        if recorded.path != f"{self.prefix}/rate_limit" or recorded.method != "GET":
            raise not_found()
        windows = self.limiter.windows(caller, now)
        if not windows:
            raise HTTPError(404, "Rate limiting is not enabled.")
        resources = {
            window.resource: {
                "limit": window.limit,
                "used": window.used,
                "remaining": window.remaining,
                "reset": int(window.reset),
            }
            for window in windows
        }
        return Response(200, {"resources": resources, "rate": resources["core"]})

    def _common_headers(
        self, caller: Identity, version: str, window: Window | None
    ) -> Mapping[str, str]:
        """Return the headers of every response."""
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


def _body(recorded: RecordedRequest) -> Mapping[str, Any]:
    """Return the JSON object in the body; empty without a body.

    Raises:
        HTTPError: 400: the body is not a JSON object.
    """
    if not recorded.is_write or not recorded.body:
        return {}
    try:
        body: Any = json.loads(recorded.body)
    except ValueError:
        raise HTTPError(400, "Problems parsing JSON") from None
    if body is None:
        return {}
    if not isinstance(body, dict):
        raise HTTPError(400, "Body should be a JSON object")
    return cast("dict[str, Any]", body)
