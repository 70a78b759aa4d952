"""Validate every exchange with the fake server against the API description.

Requests and responses of all tests are validated with openapi-core against
``openapi``.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from itertools import chain
from typing import Any, Final

from attrs import define, field
from openapi_core import OpenAPI
from openapi_core.datatypes import RequestParameters
from openapi_core.exceptions import OpenAPIError
from openapi_schema_validator import OAS31Validator
from werkzeug.datastructures import Headers, ImmutableMultiDict

from aioghactions.testing import RecordedAnswer, RecordedRequest
from tests.support import fragment

_HOST: Final = "https://api.github.com"
# Paths by id of repositories and organizations, as `Link` headers have them.
_NAMES: Final = {
    "repositories": ("repos", "octo-org", "hello"),
    "organizations": ("orgs", "octo-org"),
}

# At most so many responses per operation and status are validated in a test: validating
# a page of a hundred runs takes a tenth of a second, and later pages are alike.
_ENOUGH: Final = 9


@cache
def _openapi() -> OpenAPI:
    return OpenAPI.from_dict(fragment.document())


@cache
def _basic_error() -> Any:  # the library is not typed
    return OAS31Validator(fragment.schemas()["BasicError"])


Exchange = tuple[RecordedRequest, RecordedAnswer]


class OpenAPIRequest:
    """Adapter of a recorded request for openapi-core."""

    host_url = _HOST

    def __init__(self, request: RecordedRequest) -> None:
        self.method = request.method.lower()
        self.path = documented_path(request.path)
        self.body = request.body or None
        self.content_type = request.headers.get("content-type", "").partition(";")[0]
        self.parameters = RequestParameters(
            query=ImmutableMultiDict(request.query), header=Headers(request.headers)
        )


class _Response:
    """Adapter of a recorded response for openapi-core."""

    def __init__(self, answer: RecordedAnswer) -> None:
        self.status_code = answer.status
        self.data = answer.body
        self.headers = Headers(answer.headers)
        self.content_type = answer.headers.get("content-type", "").partition(";")[0]


@define
class Contract:
    """Collects exchanges and reports those that violate the contract.

    Every request is validated, and the first few responses of each operation and
    status. Responses with a fault that departs from the description are exempt.

    Attributes:
        bad_requests: Whether the test sends invalid requests on purpose.
    """

    bad_requests: bool = False
    _requests: list[RecordedRequest] = field(factory=list[RecordedRequest])
    _responses: dict[tuple[str, int], list[Exchange]] = field(
        factory=lambda: defaultdict[tuple[str, int], list[Exchange]](list)
    )

    def observe(self, request: RecordedRequest, answer: RecordedAnswer) -> None:
        """Record one exchange."""
        if not request.operation:
            return
        self._requests.append(request)
        alike = self._responses[request.operation, answer.status]
        departs = request.fault is not None and request.fault.departs
        if not departs and len(alike) < _ENOUGH:
            alike.append((request, answer))

    def violations(self) -> Iterator[str]:
        """Yield a description of each violation."""
        for request in () if self.bad_requests else self._requests:
            if wrong := _wrong_request(request):
                yield f"request of {request.operation} {request.path}: {wrong}"
        for request, answer in chain.from_iterable(self._responses.values()):
            if wrong := _wrong_response(request, answer):
                yield f"{answer.status} to {request.operation} {request.path}: {wrong}"


def documented_path(path: str) -> str:
    """Return ``path`` in the form of the fragment."""
    path = path.removeprefix("/api/v3")
    _, first, *rest = path.split("/")
    if first in _NAMES:
        return "/".join(("", *_NAMES[first], *rest[1:]))
    return path


def _wrong_request(request: RecordedRequest) -> str:
    try:
        _openapi().validate_request(OpenAPIRequest(request))
    except OpenAPIError as error:
        return sentence(error)
    return ""


def _wrong_response(request: RecordedRequest, answer: RecordedAnswer) -> str:
    documented = fragment.endpoints()[request.operation].node["responses"]
    if answer.status == HTTPStatus.NOT_MODIFIED:
        return "a 304 has no body" if answer.body else ""
    if str(answer.status) not in documented:
        return _wrong_error(answer)
    try:
        _openapi().validate_response(OpenAPIRequest(request), _Response(answer))
    except OpenAPIError as error:
        return sentence(error)
    return ""


def _wrong_error(answer: RecordedAnswer) -> str:
    """Return what is wrong with a response that the fragment does not list."""
    if answer.status < HTTPStatus.MULTIPLE_CHOICES:
        return "this success status is not documented"
    body: Mapping[str, Any] = json.loads(answer.body)
    return "; ".join(error.message for error in _basic_error().iter_errors(body))


def sentence(error: Exception) -> str:
    """Return all reasons; the last one names the member."""
    causes = getattr(error.__cause__, "schema_errors", ())
    reasons = [f"{cause.json_path}: {cause.message[:200]}" for cause in causes]
    return " | ".join([str(error), *reasons])
