"""Read the fragment: a checked-in file, never anything it points to."""

import hashlib
from pathlib import Path
from typing import Any, Final, cast

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from codegen.fragment import is_array, is_object

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
        FragmentError: It is too large, not YAML, or has values that JSON lacks.
    """
    raw = path.read_bytes()
    if len(raw) > LIMIT:
        raise FragmentError(f"{path}: more than {LIMIT} bytes")
    try:
        # The pure loader knows YAML 1.2 (`on` is a string, `010` is ten) and
        # refuses duplicate keys.
        loader: Any = YAML(typ="safe", pure=True)
        document = loader.load(raw)
    except (YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise FragmentError(f"{path}: {error}") from None
    if not is_object(document):
        raise FragmentError(f"{path}: not an object")
    _check(document, "#", set())
    return Fragment(document, hashlib.sha256(raw).hexdigest())


def _check(node: object, where: str, seen: set[int]) -> None:
    """Refuse what is not JSON, and aliases: they unfold a small file without end."""
    if node is None or isinstance(node, str | int | float):
        return
    if id(node) in seen:
        raise FragmentError(f"{where}: an alias; use $ref")
    seen.add(id(node))
    if is_array(node):
        for index, item in enumerate(node):
            _check(item, f"{where}/{index}", seen)
    elif is_object(node):
        for key, value in node.items():
            if not isinstance(cast("object", key), str):
                raise FragmentError(f"{where}: the key {key!r} needs quotes")
            _check(value, f"{where}/{key}", seen)
    else:
        kind = type(node).__name__
        raise FragmentError(f"{where}: {kind}: put it in quotes")
