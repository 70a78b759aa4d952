"""Read the fragment: a checked-in file, never anything it points to."""

import hashlib
from pathlib import Path
from typing import Any, Final

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

LIMIT: Final = 2 * 2**20
"""Bytes; the fragment has some 200 kB."""


class FragmentError(Exception):
    """The fragment cannot be generated from; each line says one reason."""


@frozen
class Fragment:
    """The fragment as parsed, and the SHA-256 of the bytes it was parsed from."""

    document: dict[str, Any]
    sha256: str


def load(path: Path) -> Fragment:
    """Return the fragment in ``path``.

    Raises:
        FragmentError: It is too large, no YAML, or holds what JSON has not.
    """
    raw = path.read_bytes()
    if len(raw) > LIMIT:
        raise FragmentError(f"{path}: more than {LIMIT} bytes")
    try:
        # The pure loader knows YAML 1.2 (`on` is a string, `010` is ten) and
        # refuses duplicate keys.
        document = YAML(typ="safe", pure=True).load(raw)
    except (YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise FragmentError(f"{path}: {error}") from None
    if not isinstance(document, dict):
        raise FragmentError(f"{path}: not an object")
    _check_plain(document, "#", set())
    return Fragment(document, hashlib.sha256(raw).hexdigest())


def _check_plain(node: object, where: str, seen: set[int]) -> None:
    """Refuse aliases, which can unfold a small file without end, and non-JSON."""
    if isinstance(node, dict | list):
        if id(node) in seen:
            raise FragmentError(f"{where}: an alias; use $ref")
        seen.add(id(node))
    if isinstance(node, dict):
        for key, value in node.items():
            if not isinstance(key, str):
                raise FragmentError(f"{where}: the key {key!r} needs quotes")
            _check_plain(value, f"{where}/{key}", seen)
    elif isinstance(node, list):
        for index, item in enumerate(node):
            _check_plain(item, f"{where}/{index}", seen)
    elif not (node is None or isinstance(node, str | int | float | bool)):
        raise FragmentError(f"{where}: a {type(node).__name__}; put it in quotes")
