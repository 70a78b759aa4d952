"""Take secrets out of what is to be kept: exchanges recorded for tests."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, cast
from urllib.parse import urlsplit

SCRUBBED: Final = "***"

# Headers by allow-list: what is not known to be harmless is not kept.
_HEADERS: Final = re.compile(
    r"content-(?:type|length|range|encoding|disposition)|accept-ranges|date|link|etag"
    r"|last-modified|retry-after|deprecation|sunset|location"
    r"|x-ratelimit-\w+|x-accepted-[\w-]+|x-github-(?:request-id|media-type"
    r"|api-version-selected)"
)
# Members that hold what opens something, such as `token` and `temp_download_token`.
_MEMBERS: Final = re.compile(r"(?:\w*_)?(?:token|password|secret|jit_config)")
_TOKENS: Final = re.compile(
    r"\bgh[a-z]_\w{16,}|\bgithub_pat_\w{16,}|\beyJ[\w-]{8,}\.[\w.-]{8,}"
    r"|(?<=\bsig=)[^&\s\"]+|(?<=[Ss]ignature=)[^&\s\"]+"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----",
    re.DOTALL,
)


def headers(given: Mapping[str, str], *, url: str) -> dict[str, str]:
    """Return the headers of an answer that can be kept.

    Args:
        given: The headers, lower case.
        url: What was asked. A link to another origin is signed: it loses its query.
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
    """Return the address of a link without its query, where signatures stand."""
    return urlsplit(url)._replace(query="", fragment="").geturl()


def body(data: bytes | None) -> bytes | None:
    """Return a body that can be kept: JSON by its members, other text by its looks.

    What is neither, such as an archive, is returned as it is.
    """
    if not data:
        return data
    try:
        words = data.decode()
    except UnicodeDecodeError:
        return data
    try:
        value = json.loads(words)
    except ValueError:
        return text(words).encode()
    clean = _value(value)
    return data if clean == value else json.dumps(clean).encode()


def text(words: str) -> str:
    """Return a text without what looks like a credential."""
    return _TOKENS.sub(SCRUBBED, words)


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
