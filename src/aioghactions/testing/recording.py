"""The entries of a recording: one request and its outcome each, without secrets.

An entry contains the method, URL and body of the request. It contains the status,
body and harmless headers of the response; or the error, if there was no response.
"""

import json
from base64 import b64decode, b64encode
from typing import Any, TypeAlias

from aioghactions import errors
from aioghactions._core.messages import Request, Response
from aioghactions.testing import scrubbing

Entry: TypeAlias = dict[str, Any]


def request_entry(request: Request, url: str) -> Entry:
    """Return the entry of a request to ``url``."""
    body = scrubbing.body(request.body)
    return {
        "method": request.method,
        "url": scrubbing.text(url),
        "sent": None if body is None else body.decode(),
    }


def key(entry: Entry) -> str:
    """Return the key that equal requests share."""
    return json.dumps([entry["method"], entry["url"], entry["sent"]])


def response_entry(response: Response, url: str) -> Entry:
    """Return the entry of a response to a request to ``url``."""
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


def response_body(entry: Entry) -> bytes:
    """Return the body in the entry of a response."""
    if "base64" in entry:
        return b64decode(entry["base64"])
    return str(entry["text"]).encode()


def error_entry(error: errors.TransportError) -> Entry:
    """Return the entry of an error."""
    return {
        "class": type(error).__name__,
        "message": scrubbing.text(str(error.args[0])),
        "outcome_unknown": error.outcome_unknown,
    }
