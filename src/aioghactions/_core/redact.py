"""Keep secrets and control characters out of texts, pickles and copies."""

import re
from base64 import b64encode
from collections.abc import Callable
from typing import Any, Final, NoReturn, cast
from urllib.parse import unquote

_MAX_INPUT: Final = 4_096
# Patterns are strings, which ``re`` compiles when the first error needs them.
# Control characters, invisible formatting such as bidi overrides, lone surrogates.
_UNPRINTABLE: Final = (
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]+"
)
_TITLE: Final = r"<title[^<>]*>([^<]+)"
_TAG: Final = r"<[^<>]*>"
# Parts of the request that a proxy may repeat: tokens, and queries with signatures.
_CREDENTIAL: Final = (
    r"\bgh[a-z]_\w+|\bgithub_pat_\w+|\beyJ[\w-]+\.[\w.-]+|(?<=bearer )\S+"
    r"|(?:(?<=basic )|(?<=token ))(?=\S*[0-9=])\S{8,}|(?<=[\w/]\?)\S+"
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


class KnownSecrets(Unpicklable):
    """The secrets that a client has sent, to be masked where a server repeats them.

    They are found in any case, percent-encoded, in base64 and in hexadecimal, and as
    character references of HTML and JSON. Shapes alone do not suffice: a token of 40
    hexadecimal digits looks like a commit.
    """

    __slots__ = ("_forms", "_tokens")

    def __init__(self) -> None:
        self._forms: dict[str, dict[str, str]] = {}
        self._tokens: tuple[bytes, ...] = ()

    def add(self, secret: str | None, *, is_token: bool = True) -> None:
        """Mask ``secret`` from now on; the last 16 are remembered.

        One that is not a token may be a common word: it is not masked in models.
        """
        if secret is None or len(secret) < _SHORTEST or secret in self._forms:
            return
        self._forms[secret] = _forms(secret)
        if is_token:
            self._tokens = (*self._tokens, secret.encode())[-_MOST_IN_BODIES:]
        if len(self._forms) > _MOST_SECRETS:
            del self._forms[next(iter(self._forms))]

    def are_in(self, body: bytes) -> bool:
        """Return whether a body has one of the last tokens in it, as it was sent."""
        # From the end, which takes CPython a quarter of the time of `in`.
        return max(map(body.rfind, self._tokens), default=-1) >= 0

    def mask(self, text: str) -> str:
        """Return ``text`` with ``***`` for each secret; the same object without one.

        If a secret was encoded, the result is decoded.
        """
        text = seen = self._replace(text)
        for sign, decode in _DECODERS:
            if sign in seen:
                seen = decode(seen)
                masked = self._replace(seen)
                if masked is not seen:
                    text = seen = masked
        return text

    def masked(self, value: Any) -> Any:
        """Return a string, mapping, list or tuple with the strings in it masked."""
        if isinstance(value, str):
            return self.mask(value)
        if isinstance(value, dict):
            members = cast("dict[str, Any]", value)
            try:  # one search for all thirty headers
                text = "\n".join((*members, *members.values()))
            except TypeError:  # not only strings
                text = None
            if text is not None and self.mask(text) is text:
                return members
            mask = self.masked
            return type(members)((mask(k), mask(v)) for k, v in members.items())
        if type(value) in {list, tuple}:
            return type(value)(map(self.masked, value))
        return value

    def scrub(self, error: Exception) -> None:
        """Mask the message, the attributes and the notes of ``error``."""
        error.args = self.masked(error.args)
        error.__dict__.update(self.masked(error.__dict__))

    def _replace(self, text: str) -> str:
        folded = text.lower()
        found = [
            pattern
            for forms in self._forms.values()
            for form, pattern in forms.items()
            if form in folded
        ]
        for pattern in found:
            text = re.sub(pattern, "***", text, flags=re.IGNORECASE)
        return text


# Shorter ones are placeholders of tests and would mask parts of words.
_SHORTEST: Final = 8
_MOST_SECRETS: Final = 16  # an App has two new ones in an hour
# A search takes 0.15 ms for a megabyte, of which a model takes 20.
_MOST_IN_BODIES: Final = 4
_ESCAPE: Final = r"\\u00([0-9a-f]{2})"
NO_SECRETS: Final = KnownSecrets()


def _from_json(text: str) -> str:
    return re.sub(
        _ESCAPE, lambda found: chr(int(found[1], 16)), text, flags=re.IGNORECASE
    )


def _from_html(text: str) -> str:
    from html import unescape  # noqa: PLC0415 - its table takes 2 ms to load

    return unescape(text)


# Twice, because a proxy encodes what was encoded before.
_DECODERS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("%", unquote),
    ("%", unquote),
    ("&", _from_html),
    ("\\", _from_json),
)


def _forms(secret: str) -> dict[str, str]:
    """Return what is searched for, in lower case, and the pattern that is masked."""
    plain = {secret.lower(), secret.encode().hex()}
    coded: set[str] = set()
    for cased in (secret, secret.lower(), secret.upper()):
        for shift in range(3):  # the position of its first byte in a group of three
            text = b64encode(b"\0" * shift + cased.encode()).decode()
            whole = text[4 * bool(shift) : (shift + len(secret)) // 3 * 4].lower()
            coded |= {whole, whole.replace("+", "-").replace("/", "_")}
    # In base64, its first and last bytes may share a character with others.
    near = "[A-Za-z0-9+/_-]{0,3}"
    patterns = {form: f"{near}{re.escape(form)}{near}=*" for form in coded}
    return patterns | {form: re.escape(form) for form in plain}


def one_line(
    text: str, *, max_length: int = 300, secrets: KnownSecrets = NO_SECRETS
) -> str:
    """Return ``text`` as one line of bounded length, with secrets masked.

    Runs of control, white space and invisible characters become single spaces.
    """
    # Masked before anything is cut off, so that no part of a secret is left.
    text = secrets.mask(text[: 4 * _MAX_INPUT])[:_MAX_INPUT]
    line = re.sub(_UNPRINTABLE, " ", text).strip()
    line = re.sub(_CREDENTIAL, "***", line, flags=re.IGNORECASE)
    return line if len(line) <= max_length else line[: max_length - 1].rstrip() + "…"


def body_excerpt(body: bytes, *, secrets: KnownSecrets = NO_SECRETS) -> str:
    """Return the title of a body that is not JSON, or its first words."""
    text = secrets.mask(body[: 4 * _MAX_INPUT].decode("utf-8", "replace"))[:_MAX_INPUT]
    title = re.search(_TITLE, text, re.IGNORECASE)
    return one_line(title[1] if title else re.sub(_TAG, " ", text), max_length=200)
