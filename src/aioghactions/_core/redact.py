"""Make text from outside fit to be shown."""

import re
from typing import Final, NoReturn


class Unpicklable:
    """Holds a token, a key or a password, here or further in.

    It is neither pickled nor copied. Its classes are no attrs classes: whatever
    holds one, ``attrs.asdict`` shows what it is and not what is in it.
    """

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        """Refuse: what is written down is read by others.

        Raises:
            TypeError: Always.
        """
        raise TypeError(
            "what holds a token is not pickled or copied: make one in each process"
        )


_LONGEST_READ: Final = 4_096
# Controls and invisible formatting (bidi overrides among them), lone surrogates.
_UNSHOWABLE: Final = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_TITLE: Final = re.compile(r"<title[^<>]*>([^<]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
# What a chatty proxy may repeat of the request: tokens, and queries that sign.
_CREDENTIAL: Final = re.compile(
    r"\bgh[a-z]_\w+|\bgithub_pat_\w+|\beyJ[\w-]+\.[\w.-]+|(?<=bearer )\S+"
    r"|(?:(?<=basic )|(?<=token ))(?=\S*[0-9=])\S{8,}|(?<=[\w/]\?)\S+",
    re.IGNORECASE,
)


def one_line(text: str, *, longest: int = 300) -> str:
    """Return ``text`` as one line of bounded length, without secrets in it.

    Controls, line breaks and invisible characters become single spaces.
    """
    shown = _UNSHOWABLE.sub(" ", text[:_LONGEST_READ]).strip()
    shown = _CREDENTIAL.sub("***", shown)
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def body_excerpt(body: bytes) -> str:
    """Return what a body that is no JSON says: its title, or its first words."""
    text = body[:_LONGEST_READ].decode("utf-8", "replace")
    title = _TITLE.search(text)
    return one_line(title[1] if title else _TAG.sub(" ", text), longest=200)
