"""Parse the body of an error response, which may be malformed or hostile."""

import json
from typing import Any, Final, cast

from attrs import frozen

from aioghactions._core import redact
from aioghactions._core.redact import KnownSecrets

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


def parse_error_body(
    body: bytes, secrets: KnownSecrets = redact.NO_SECRETS
) -> ErrorBody:
    """Parse ``body`` and mask ``secrets``; never raises."""
    if len(body) > _MAX_JSON:
        return ErrorBody(redact.body_excerpt(body, secrets=secrets))
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        return ErrorBody(redact.body_excerpt(body, secrets=secrets))
    texts = _strings(data, secrets, "message", "documentation_url")
    rejected = _validation_errors(_members(data).get("errors"), secrets)
    return ErrorBody(**texts, errors=rejected)


def _validation_errors(
    value: object, secrets: KnownSecrets
) -> tuple[str | dict[str, str], ...]:
    entries = cast("list[object]", value) if isinstance(value, list) else [value]
    parsed = (
        # Without the rejected value, which may be a secret.
        redact.one_line(entry, secrets=secrets)
        if isinstance(entry, str)
        else _strings(entry, secrets, "resource", "field", "code", "message")
        for entry in entries[:_MAX_ERRORS]
    )
    return tuple(entry for entry in parsed if entry)


def _strings(data: object, secrets: KnownSecrets, *names: str) -> dict[str, str]:
    found = ((name, _members(data).get(name)) for name in names)
    return {
        name: redact.one_line(text, secrets=secrets)
        for name, text in found
        if isinstance(text, str)
    }


def _members(data: object) -> dict[str, Any]:
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}
