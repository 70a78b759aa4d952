"""Read the body of a refusal, which a hostile server may have written."""

import json
from typing import Any, Final, cast

from attrs import frozen

from aioghactions._core import redact

# An error body of GitHub has a few hundred bytes, a validation error some kilobytes.
_LONGEST_JSON: Final = 2**20
_MOST_ERRORS: Final = 20


@frozen
class ErrorBody:
    """What the body says, fit to be shown.

    Attributes:
        message: GitHub's sentence, an excerpt of a body that is no JSON, or "".
        documentation_url: The page it points to, or "".
        errors: What it objects to: sentences, or mappings with ``resource``,
            ``field``, ``code`` and ``message``.
    """

    message: str = ""
    documentation_url: str = ""
    errors: tuple[str | dict[str, str], ...] = ()


def read_error_body(body: bytes) -> ErrorBody:
    """Return what ``body`` says; never raises."""
    if len(body) > _LONGEST_JSON:
        return ErrorBody(redact.body_excerpt(body))
    try:
        data: object = json.loads(body)
    except (ValueError, RecursionError):
        return ErrorBody(redact.body_excerpt(body))
    said = _strings(data, "message", "documentation_url")
    return ErrorBody(**said, errors=_objections(_members(data).get("errors")))


def _objections(value: object) -> tuple[str | dict[str, str], ...]:
    listed = cast("list[object]", value) if isinstance(value, list) else [value]
    objections = (
        # Only what names the refused value: the value itself may be a secret.
        redact.one_line(entry)
        if isinstance(entry, str)
        else _strings(entry, "resource", "field", "code", "message")
        for entry in listed[:_MOST_ERRORS]
    )
    return tuple(objection for objection in objections if objection)


def _strings(data: object, *names: str) -> dict[str, str]:
    found = ((name, _members(data).get(name)) for name in names)
    return {
        name: redact.one_line(text) for name, text in found if isinstance(text, str)
    }


def _members(data: object) -> dict[str, Any]:
    return cast("dict[str, Any]", data) if isinstance(data, dict) else {}
