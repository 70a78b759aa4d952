"""Parse the body of an error response, which may be malformed or hostile."""

import json
from typing import Any, Final, cast

from attrs import frozen

from aioghactions._core import redact

# An error body of GitHub has a few hundred bytes, a validation error some kilobytes.
_MAX_JSON: Final = 2**20
_MAX_ERRORS: Final = 20


@frozen
class ErrorBody:
    """The members of an error body, redacted and bounded."""

    message: str = ""  # GitHub's, or an excerpt of a body that is not JSON
    documentation_url: str = ""
    # Validation errors: texts, or ``resource``, ``field``, ``code`` and ``message``.
    errors: tuple[str | dict[str, str], ...] = ()


def parse_error_body(body: bytes) -> ErrorBody:
    """Parse ``body``; never raises."""
    if len(body) > _MAX_JSON:
        return ErrorBody(redact.body_excerpt(body))
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        return ErrorBody(redact.body_excerpt(body))
    texts = _strings(data, "message", "documentation_url")
    return ErrorBody(**texts, errors=_validation_errors(_members(data).get("errors")))


def _validation_errors(value: object) -> tuple[str | dict[str, str], ...]:
    entries = cast("list[object]", value) if isinstance(value, list) else [value]
    parsed = (
        # Without the rejected value, which may be a secret.
        redact.one_line(entry)
        if isinstance(entry, str)
        else _strings(entry, "resource", "field", "code", "message")
        for entry in entries[:_MAX_ERRORS]
    )
    return tuple(entry for entry in parsed if entry)


def _strings(data: object, *names: str) -> dict[str, str]:
    found = ((name, _members(data).get(name)) for name in names)
    return {
        name: redact.one_line(text) for name, text in found if isinstance(text, str)
    }


def _members(data: object) -> dict[str, Any]:
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}
