"""Lay out docstrings: the fragment's sentences, wrapped, escaped and inert."""

import re
import textwrap
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

WIDTH: Final = 88

_CODE: Final = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"])")
# Control, format (bidirectional overrides too), surrogate, line and paragraph
# separators: none is text, and some make Python refuse the file.
_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def clean(text: str) -> str:
    """Return ``text`` in one line, without anything invisible."""
    flat = " ".join(text.split())
    return "".join(c for c in flat if unicodedata.category(c) not in _INVISIBLE)


def prose(text: str, names: Mapping[str, str] | None = None) -> str:
    """Return a sentence or more as docstrings have it.

    Args:
        text: From the fragment, where single backticks mark code.
        names: What to call what the fragment calls by another name.
    """

    def code(span: re.Match[str]) -> str:
        return f"``{(names or {}).get(span[1], span[1])}``"

    flat = _CODE.sub(code, clean(text))
    return flat if flat.endswith((".", "!", "?", ":")) else f"{flat}."


def split(text: str) -> tuple[str, str]:
    """Return the first sentence, and the rest."""
    first, *rest = _SENTENCE_END.split(text, maxsplit=1)
    return first, " ".join(rest)


def wrap(text: str, width: int, hang: str = "") -> list[str]:
    """Return the lines of a paragraph; all but the first begin with ``hang``."""
    return textwrap.wrap(
        _escape(text),
        width,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def section(title: str, entries: Iterable[tuple[str, str]], width: int) -> list[str]:
    """Return a Google style section such as ``Args:``; nothing without entries."""
    lines: list[str] = []
    for name, text in entries:
        lines += wrap(f"{name}: {text}", width - 4, hang=" " * 4)
    return [
        f"{title}:",
        *textwrap.indent("\n".join(lines), " " * 4).split("\n"),
    ] * bool(lines)


def docstring(blocks: Sequence[Sequence[str]], indent: int) -> str:
    """Return the literal of a docstring.

    Args:
        blocks: Paragraphs and sections as lines, escaped; empty ones are left out.
        indent: By how many columns the docstring is indented.
    """
    body = "\n\n".join("\n".join(block) for block in blocks if block)
    if "\n" in body:
        return textwrap.indent(f'"""{body}\n"""', " " * indent).lstrip()
    if body.endswith('"'):
        body = f'{body[:-1]}\\"'
    return f'"""{body}"""'


def described(text: str, indent: int) -> str:
    """Return the docstring of something that has one description and no more."""
    width = WIDTH - indent
    summary, rest = split(prose(text))
    # Quotes on both sides of the summary, should it be all there is.
    return docstring([wrap(summary, width - 6), wrap(rest, width)], indent)


def remark(text: str, indent: int) -> str:
    """Return the docstring of an attribute: one paragraph."""
    return docstring([wrap(prose(text), WIDTH - indent - 6)], indent)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
