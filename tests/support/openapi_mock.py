"""A mock of GitHub made of an OpenAPI description: a transport without a network.

It validates each request with openapi-core (path, query, headers, body), and responds
with the first example of the first success that the description has.
"""

import json
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from attrs import define, field
from jsonschema_path import SchemaPath
from openapi_core import Config, OpenAPI
from openapi_core.exceptions import OpenAPIError

from aioghactions._core.messages import Request, Response
from aioghactions.testing import RecordedRequest
from codegen.drift.description import Description, Route
from tests.support.contract import OpenAPIRequest, sentence

_API: Final = "https://api.github.com"
_LINK: Final = {"location": "https://storage.example.com/file?sig=CANARY"}
MISSING: Final = object()


def _openapi(description: Description, routes: set[Route]) -> OpenAPI:
    """Return the validator of some operations: the others make it slow."""
    paths = {path for _, path in routes}
    every = description.document["paths"]
    document = {
        **description.document,
        "paths": {path: node for path, node in every.items() if path in paths},
        "servers": [{"url": _API}],
    }
    # None: the description is taken as it is. The library's types do not have it.
    unchecked: Any = None
    config = Config(spec_validator_cls=unchecked)
    return OpenAPI(SchemaPath.from_dict(document), config=config)


@define
class OpenAPIMock:
    """A transport that behaves as a description says.

    Attributes:
        description: The description.
        routes: Method and path of the operations that it has.
        route: Method and path of the operation that is sent next.
        wrong: Why the last request is not valid; "" if it is.
        status: Status of the last response.
        example: Whether an example was its body.
    """

    description: Description
    routes: set[Route]
    route: Route = ("", "")
    wrong: str = ""
    status: int = 0
    example: bool = False
    _validator: OpenAPI = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._validator = _openapi(self.description, self.routes)

    async def open(self) -> None:
        """Acquire nothing."""

    async def close(self) -> None:
        """Release nothing."""

    async def exchange(self, request: Request, _timeouts: object) -> Response:
        """Validate a request, and return an example of the response."""
        target = urlsplit(request.url)
        recorded = RecordedRequest(
            method=request.method,
            path=target.path,
            query=tuple(parse_qsl(target.query, keep_blank_values=True)),
            headers=request.headers,
            body=request.body or b"",
            time=0,
        )
        self.wrong, self.example = "", False
        try:
            self._validator.validate_request(OpenAPIRequest(recorded))
        except OpenAPIError as error:
            self.wrong = sentence(error)
            return Response(status=400, headers={}, body=b'{"message": "Invalid"}')
        return self._success()

    def _success(self) -> Response:
        self.status, example = success(self.description, self.route)
        self.example = example is not MISSING
        return Response(
            status=self.status,
            headers={"content-type": "application/json", **_LINK},
            body=json.dumps(example).encode() if self.example else b"",
        )


def success(description: Description, route: Route) -> tuple[int, Any]:
    """Return the first success of an operation, and its first example, or MISSING."""
    responses = description.responses(description.operations()[route])
    status = min(map(int, responses))  # a success comes before any error
    content = responses[str(status)].get("content", {}).get("application/json", {})
    for example in content.get("examples", {}).values():
        return status, description.follow(example)[1]["value"]
    return status, content.get("example", MISSING)
