"""The API: from a recorded request to its response, without I/O."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

from attrs import define, evolve, field

from aioghactions._core.call import Operation
from aioghactions.testing._handlers.request import Blob, Request
from aioghactions.testing._handlers.response import HTTPError, Response, not_found
from aioghactions.testing._handlers.table import ENTERPRISE, ORG, REPO, SENDER
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._server import access
from aioghactions.testing._server.apps import Apps, installation_in
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
        apps: The Apps, which sign JSON Web Tokens and get tokens of installations.
    """

    directory: Directory
    edition: Edition
    router: Router
    limiter: RateLimiter
    journal: Journal = field(factory=Journal)
    identities: dict[str, Identity] = field(factory=dict[str, Identity], repr=False)
    apps: Apps = field(init=False)
    prefix: str = ""
    base: str = ""
    html: str = ""
    store: Callable[[Blob], str]

    def __attrs_post_init__(self) -> None:
        self.apps = Apps(self.identities, self.directory)

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
            caller = access.authenticate(
                recorded.headers, self.identities, self.apps.sender, now
            )
            version = access.select_version(recorded.headers, self.edition)
            if route is None:
                response = self._undocumented(recorded, caller, now)
            else:
                docs = route.operation.docs or docs
                window = self._admit(route.operation, caller, now)
                response = self._execute(recorded, route, caller, version, now)
        except HTTPError as error:
            payload = error_payload(error, docs)
            response = Response(error.status, payload, error.headers)
        raw = render(response, recorded.headers, caller, now)
        is_free = raw.status == HTTPStatus.NOT_MODIFIED and not caller.anonymous
        if is_free and window and route and route.operation.id != "get-rate-limit":
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
                rate_limits=lambda: self._rate_limits(caller, now),
                store=self.store,
            )

        operation, directory = route.operation, self.directory
        if route.scope == "sender":
            access.authorize_sender(operation, caller)
            return SENDER[operation.id](request(""))
        if route.scope == "enterprise":
            name = access.find_enterprise(route, directory)
            access.authorize_for_enterprise(operation, caller)
            return ENTERPRISE[operation.id](request(f"/enterprises/{name}"), name)
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
        """Return a new token of an installation; raise a 404 for other paths."""
        path = recorded.path[len(self.prefix) :]
        number = installation_in(path) if recorded.method == "POST" else 0
        if not number:
            raise not_found()
        return self.apps.create_token(number, caller, _body(recorded), now)

    def _admit(
        self, operation: Operation[Any], caller: Identity, now: float
    ) -> Window | None:
        """Count a request; reading the rate limits does not count."""
        if operation.id == "get-rate-limit":
            return self.limiter.window(caller, "core", now)
        return self.limiter.admit(operation, caller, now, self.journal.in_flight)

    def _rate_limits(
        self, caller: Identity, now: float
    ) -> Mapping[str, Mapping[str, int]]:
        return {
            window.resource: {
                "limit": window.limit,
                "used": window.used,
                "remaining": window.remaining,
                "reset": int(window.reset),
            }
            for window in self.limiter.windows(caller, now)
        }

    def _common_headers(
        self, caller: Identity, version: str, window: Window | None
    ) -> Mapping[str, str]:
        """Return the headers of every response."""
        number = self.directory.world.ids.next("Request")
        headers = {
            "Server": "github.com",
            "X-GitHub-Request-Id": f"{number:04X}:{number * 7919 % 65536:04X}:1:FAKE",
        }
        if not self.edition.is_cloud:
            release = self.edition.name.removeprefix("ghes-")
            headers["X-GitHub-Enterprise-Version"] = f"{release}.1"
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
