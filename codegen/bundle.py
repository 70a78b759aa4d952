"""Join the files of the fragment into one OpenAPI document.

A file is named after what it contains: ``schemas/runs.yaml`` has schemas by name,
``paths/repo-runs.yaml`` the paths of the tag ``repo-runs``. A reference to another file
is relative to the file that it is in, as in any OpenAPI description of several files:
``../schemas/runs.yaml#/WorkflowRun``, and ``#/WorkflowRun`` within the same file.
"""

import posixpath
from collections.abc import Mapping
from typing import Any, Final

from codegen.fragment import Node, is_array, is_object

KINDS: Final = ("paths", "webhooks", "parameters", "headers", "schemas")
_COMPONENTS: Final = ("parameters", "headers", "schemas")

Files = Mapping[str, Node]


class FragmentError(Exception):
    """The fragment cannot be generated from; each line says one reason."""


def document(root: Node, files: Files) -> Node:
    """Return ``root`` with the paths and components of ``files``.

    Paths are in the order of the tags in ``root``, components in that of the files.

    Raises:
        FragmentError: Two files have the same name, a reference leads nowhere, or the
            paths of a tag are not in the file of that name.
    """
    tags = [str(tag["name"]) for tag in root.get("tags", [])]
    order = {f"paths/{tag}.yaml": index for index, tag in enumerate(tags)}
    if unknown := [n for n in files if _kind(n) == "paths" and n not in order]:
        raise FragmentError(f"{', '.join(unknown)}: no tag has this name")
    joined: dict[str, Node] = {kind: {} for kind in KINDS}
    for name in sorted(files, key=lambda name: order.get(name, 0)):
        kind = _kind(name)
        for key, node in files[name].items():
            _add(joined[kind], key, _linked(node, name, files), name)
    components = {kind: joined[kind] for kind in _COMPONENTS if joined[kind]}
    webhooks = {"webhooks": joined["webhooks"]} if joined["webhooks"] else {}
    return {**root, "paths": joined["paths"], **webhooks, "components": components}


def _kind(name: str) -> str:
    return name.partition("/")[0].removesuffix(".yaml")


def _add(joined: Node, key: str, node: Any, name: str) -> None:
    """Add a component, or the operations of a path that another file has, too."""
    known = joined.setdefault(key, node)
    if known is node:
        return
    if _kind(name) != "paths" or known.keys() & node.keys():
        raise FragmentError(f"{name}: {key} is in another file, too")
    known.update(node)


def _linked(node: Any, name: str, files: Files) -> Any:
    """Return ``node`` with references to the components of one document."""
    if is_array(node):
        return [_linked(item, name, files) for item in node]
    if not is_object(node):
        return node
    return {
        key: _link(value, name, files)
        if key == "$ref" and isinstance(value, str)
        else _linked(value, name, files)
        for key, value in node.items()
    }


def _link(reference: str, name: str, files: Files) -> str:
    relative, _, pointer = reference.partition("#/")
    target = name
    if relative:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), relative))
    if pointer not in files.get(target, {}) or _kind(target) not in _COMPONENTS:
        raise FragmentError(f"{name}: {reference} leads nowhere")
    return f"#/components/{_kind(target)}/{pointer}"
