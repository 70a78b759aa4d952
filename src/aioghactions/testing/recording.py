"""What a line of a recording holds: one exchange, without its secrets.

Of a request: method, address and body. Of an answer: status, headers that are known to
be harmless, and body; or, where there was none, the failure.
"""

import json
from base64 import b64decode, b64encode
from typing import Any, TypeAlias

from aioghactions import errors
from aioghactions._core.messages import Request, Response
from aioghactions.testing import scrubbing

Entry: TypeAlias = dict[str, Any]


def asked(request: Request, url: str) -> Entry:
    """Return the entry of a request, whose address is ``url``."""
    body = scrubbing.body(request.body)
    return {
        "method": request.method,
        "url": scrubbing.text(url),
        "sent": None if body is None else body.decode(),
    }


def key(entry: Entry) -> str:
    """Return what tells requests apart."""
    return json.dumps([entry["method"], entry["url"], entry["sent"]])


def answer(response: Response, url: str) -> Entry:
    """Return the entry of an answer to what was asked at ``url``."""
    body = scrubbing.body(response.body) or b""
    headers = scrubbing.headers(response.headers, url=url)
    if (length := headers.get("content-length", "")).isdecimal():
        shorter = len(response.body) - len(body)
        headers["content-length"] = str(int(length) - shorter)
    try:
        return {"status": response.status, "headers": headers, "text": body.decode()}
    except UnicodeDecodeError:
        packed = b64encode(body).decode()
        return {"status": response.status, "headers": headers, "base64": packed}


def content(answer: Entry) -> bytes:
    """Return the body of an answer."""
    if "base64" in answer:
        return b64decode(answer["base64"])
    return str(answer["text"]).encode()


def failure(error: errors.TransportError) -> Entry:
    """Return the entry of a failure."""
    return {
        "class": type(error).__name__,
        "message": scrubbing.text(str(error.args[0])),
        "outcome_unknown": error.outcome_unknown,
    }
