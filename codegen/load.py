"""Read the fragment: checked-in files, never anything else that they point to."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from attrs import frozen
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from codegen import bundle
from codegen.bundle import FragmentError
from codegen.fragment import Node, is_array, is_object

LIMIT: Final = 2 * 2**20
"""Bytes; the largest file of the fragment has some 25 kB."""
ROOT: Final = "actions.yaml"


@frozen
class Fragment:
    """The fragment as one document, and the SHA-256 of what it was read from."""

    document: dict[str, Any]
    sha256: str


def load(path: Path) -> Fragment:
    """Return the fragment in ``path``: one file, or a folder of files.

    A folder is bundled: references between its files become references to the
    components of one OpenAPI document.

    Raises:
        FragmentError: A file is too large, not YAML, or has values that JSON lacks; or
            a reference leads nowhere.
    """
    if path.is_file():
        raw = _read(path)
        return Fragment(_parse(path, raw), hashlib.sha256(raw).hexdigest())
    digest = hashlib.sha256()
    files: dict[str, Node] = {}
    for file in _files(path):
        raw = _read(file)
        name = file.relative_to(path).as_posix()
        digest.update(f"{name}\0{len(raw)}\0".encode() + raw)
        files[name] = _parse(file, raw)
    return Fragment(bundle.document(files.pop(ROOT), files), digest.hexdigest())


def _files(folder: Path) -> Iterator[Path]:
    yield folder / ROOT
    for kind in bundle.KINDS:
        if (single := folder / f"{kind}.yaml").is_file():
            yield single
        yield from sorted((folder / kind).glob("*.yaml"))


def _read(path: Path) -> bytes:
    raw = path.read_bytes()
    if len(raw) > LIMIT:
        raise FragmentError(f"{path}: more than {LIMIT} bytes")
    return raw


def _parse(path: Path, raw: bytes) -> Node:
    try:
        # The pure loader knows YAML 1.2 (`on` is a string, `010` is ten) and
        # refuses duplicate keys.
        loader: Any = YAML(typ="safe", pure=True)
        document = loader.load(raw)
    except (YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise FragmentError(f"{path}: {error}") from None
    if not is_object(document):
        raise FragmentError(f"{path}: not an object")
    _check(document, f"{path.name}#", set())
    return document


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
