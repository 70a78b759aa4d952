"""Targets: repositories and organizations, as words, files and standard input."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from aioghactions._params import checks
from aioghactions.cli.exits import UsageError


def read(words: Sequence[str], stdin: TextIO) -> list[str]:
    """Return the targets that ``words`` name, each one once, in their order.

    Args:
        words: ``octo-org/hello``, ``octo-org``, ``@FILE``, or ``-``.
        stdin: What ``-`` reads.

    Raises:
        UsageError: None is named, a name is not valid, or a file cannot be read.
    """
    found = dict.fromkeys(name for word in words for name in _names(word, stdin))
    if not found:
        raise UsageError(
            "no target: name a repository (octo-org/hello), an organization"
            " (octo-org), @FILE, or - for standard input"
        )
    for name in found:
        _check(name)
    return list(found)


def repository(name: str) -> str:
    """Return ``name`` if it is that of a repository.

    Raises:
        UsageError: It is not.
    """
    try:
        checks.repository(name)
    except ValueError as error:
        raise _usage_error(error, "a repository is octo-org/hello") from None
    return name


def is_repository(name: str) -> bool:
    """Return whether a target is a repository, and not an organization."""
    return "/" in name


def _names(word: str, stdin: TextIO) -> Iterable[str]:
    if word == "-":
        return _lines(stdin.read())
    if not word.startswith("@"):
        return [word]
    try:
        return _lines(Path(word[1:]).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the targets of {word}: {error}") from None


def _lines(text: str) -> Iterable[str]:
    """Return the words of a file, without comments."""
    return " ".join(line.partition("#")[0] for line in text.splitlines()).split()


def _check(name: str) -> None:
    try:
        if is_repository(name):
            checks.repository(name)
        else:
            checks.organization(name)
    except ValueError as error:
        raise _usage_error(error, "a target is octo-org/hello or octo-org") from None


def _usage_error(error: ValueError, instead: str) -> UsageError:
    """Return ``error`` without its advice, which is for programs."""
    return UsageError(f"{str(error).partition('; use')[0]}; {instead}")
