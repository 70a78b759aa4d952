"""Remove secrets from recordings."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast
from urllib.parse import urlsplit

SCRUBBED: Final = "***"

# The harmless headers; all others are removed.
_HEADERS: Final = re.compile(
    r"content-(?:type|length|range|encoding|disposition)|accept-ranges|date|link|etag"
    r"|last-modified|retry-after|deprecation|sunset|location"
    r"|x-ratelimit-\w+|x-accepted-[\w-]+|x-github-(?:request-id|media-type"
    r"|api-version-selected)"
)
# Members that contain credentials, such as `token` and `temp_download_token`.
_MEMBERS: Final = re.compile(r"(?:\w*_)?(?:token|password|secret|jit_config)")
_TOKENS: Final = re.compile(
    r"\bgh[a-z]_\w{16,}|\bgithub_pat_\w{16,}|\beyJ[\w-]{8,}\.[\w.-]{8,}"
    r"|(?<=\bsig=)[^&\s\"]+|(?<=[Ss]ignature=)[^&\s\"]+"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----",
    re.DOTALL,
)


def headers(given: Mapping[str, str], *, url: str) -> dict[str, str]:
    """Return the harmless headers of a response, without credentials.

    Args:
        given: The headers, names in lower case.
        url: The requested URL. A link to another origin is signed: its query is
            removed.
    """
    kept = {name: text(value) for name, value in given.items() if _known(name)}
    if "location" in kept:
        elsewhere = urlsplit(kept["location"])[:2] != urlsplit(url)[:2]
        if elsewhere:
            kept["location"] = unsigned(given["location"])
    return kept


def _known(name: str) -> bool:
    return _HEADERS.fullmatch(name) is not None


def unsigned(url: str) -> str:
    """Return a URL without its query, which contains the signature."""
    return urlsplit(url)._replace(query="", fragment="").geturl()


def body(data: bytes | None) -> bytes | None:
    """Return a body without credentials.

    They are removed from JSON by the names of members, and from all text by their
    format. Other bodies, such as archives, are returned unchanged.
    """
    if not data:
        return data
    try:
        decoded = data.decode()
    except UnicodeDecodeError:
        return data
    try:
        value = json.loads(decoded)
    except ValueError:
        return text(decoded).encode()
    clean = _value(value)
    return data if clean == value else json.dumps(clean).encode()


def text(value: str) -> str:
    """Return a text without credentials, which are recognized by their format."""
    return _TOKENS.sub(SCRUBBED, value)


def _value(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: SCRUBBED
            if _MEMBERS.fullmatch(name) and isinstance(one, str)
            else _value(one)
            for name, one in cast("dict[str, Any]", value).items()
        }
    if isinstance(value, list):
        return [_value(one) for one in cast("Iterable[Any]", value)]
    return text(value) if isinstance(value, str) else value
