"""Keep secrets and control characters out of texts, pickles and copies."""

import re
from typing import Final, NoReturn

_MAX_INPUT: Final = 4_096
# Control characters, invisible formatting such as bidi overrides, lone surrogates.
_UNPRINTABLE: Final = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_TITLE: Final = re.compile(r"<title[^<>]*>([^<]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^<>]*>")
# Parts of the request that a proxy may repeat: tokens, and queries with signatures.
_CREDENTIAL: Final = re.compile(
    r"\bgh[a-z]_\w+|\bgithub_pat_\w+|\beyJ[\w-]+\.[\w.-]+|(?<=bearer )\S+"
    r"|(?:(?<=basic )|(?<=token ))(?=\S*[0-9=])\S{8,}|(?<=[\w/]\?)\S+",
    re.IGNORECASE,
)


class Unpicklable:
    """Base of classes that hold a token, a key or a password.

    Rejects pickling and copying. Its subclasses are not attrs classes, so that
    ``attrs.asdict`` of an object that refers to one does not include its attributes.
    """

    __slots__ = ()

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            "an object that holds a token cannot be pickled or copied; create one in"
            " each process"
        )


def one_line(text: str, *, max_length: int = 300) -> str:
    """Return ``text`` as one line of bounded length, with secrets masked.

    Runs of control, white space and invisible characters become single spaces.
    """
    line = _UNPRINTABLE.sub(" ", text[:_MAX_INPUT]).strip()
    line = _CREDENTIAL.sub("***", line)
    return line if len(line) <= max_length else line[: max_length - 1].rstrip() + "…"


def body_excerpt(body: bytes) -> str:
    """Return the title of a body that is not JSON, or its first words."""
    text = body[:_MAX_INPUT].decode("utf-8", "replace")
    title = _TITLE.search(text)
    return one_line(title[1] if title else _TAG.sub(" ", text), max_length=200)
