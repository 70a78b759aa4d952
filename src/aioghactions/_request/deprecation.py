"""Read that an endpoint is on its way out (RFC 9745 and RFC 8594).

https://docs.github.com/rest/about-the-rest-api/breaking-changes
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from aioghactions._http import dates

# The structured date of RFC 9745; ten digits always fit a datetime.
_DATE: Final = re.compile(r"@([0-9]{1,10})")


def deprecation_notice(operation: str, headers: Mapping[str, str]) -> str | None:
    """Return a sentence if the headers say that ``operation`` will go, else None.

    Args:
        operation: Operation id.
        headers: Headers of an answer, in lower case.
    """
    if "deprecation" not in headers and "sunset" not in headers:
        return None
    since = _day(headers.get("deprecation", ""))
    until = _day(headers.get("sunset", ""))
    text = f"GitHub has deprecated {operation}"
    if since:
        text += f" since {since}"
    return f"{text}; it works until {until}" if until else text


def _day(text: str) -> str:
    structured = _DATE.fullmatch(text.strip())
    when = float(structured[1]) if structured else dates.timestamp(text.strip())
    return "" if when is None else f"{datetime.fromtimestamp(when, UTC):%Y-%m-%d}"
