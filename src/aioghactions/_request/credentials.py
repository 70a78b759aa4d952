"""Check what will stand in a header for every request."""

import re
from hashlib import blake2b
from typing import Final

_VISIBLE: Final = re.compile(r"[\x21-\x7e]+")
_WORDS: Final = re.compile(r"[\x21-\x7e]+(?: [\x21-\x7e]+)*")
_SCHEME: Final = re.compile(r"(?:bearer|token|basic) ", re.IGNORECASE)
# GitHub's longest are signed claims of one or two kilobytes.
_LONGEST_TOKEN: Final = 8_192
_LONGEST_USER_AGENT: Final = 256
_LONGEST_VERSION: Final = 64


def check_token(token: object) -> str:
    """Return ``token`` if it can stand in a header.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or too long, or holds white space, a control
            character or anything that is not ASCII. The message does not show it.
    """
    if not isinstance(token, str):
        raise TypeError(f"a token is a string, not {type(token).__name__}")
    if not token:
        raise ValueError("the token is empty: is its variable set? None asks without")
    if _SCHEME.match(token):
        raise ValueError("give the token alone, without the word before it")
    if len(token) > _LONGEST_TOKEN or not _VISIBLE.fullmatch(token):
        raise ValueError(
            "a token is visible ASCII without spaces or line breaks;"
            " was it read from a file without stripping it?"
        )
    return token


def check_user_agent(text: object) -> str:
    """Return ``text`` if it can stand in ``User-Agent``.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or too long, or holds anything but words of visible
            ASCII with single spaces between them.
    """
    if not isinstance(text, str):
        raise TypeError(f"a user agent is a string, not {type(text).__name__}")
    if len(text) > _LONGEST_USER_AGENT or not _WORDS.fullmatch(text):
        raise ValueError(
            "a user agent is words of ASCII with single spaces between, of at most "
            f"{_LONGEST_USER_AGENT} characters"
        )
    return text


def check_api_version(text: object) -> str:
    """Return ``text`` if it can stand in ``X-GitHub-Api-Version``.

    Which versions there are is for the server to say.

    Raises:
        TypeError: It is no string.
        ValueError: It is empty or too long, or holds white space, a control
            character or anything that is not ASCII.
    """
    if not isinstance(text, str):
        raise TypeError(f"an API version is a string, not {type(text).__name__}")
    if len(text) > _LONGEST_VERSION or not _VISIBLE.fullmatch(text):
        raise ValueError("an API version is a date such as 2022-11-28")
    return text


def token_digest(token: str | None) -> str:
    """Return a digest that tells tokens apart and does not give them away.

    Args:
        token: The token, or None for anonymous requests.
    """
    return blake2b(token.encode(), digest_size=16).hexdigest() if token else ""
