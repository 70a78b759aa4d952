"""Check the components as wholes: that references hold, and what is never used."""

import re
from collections.abc import Iterator
from typing import Final

from openapi_python_client.strings import ClassName

from codegen import fragment, imports, names
from codegen.fragment import Node

_VERSION: Final = re.compile(r"3\.1\.\d+")
_REFERENCE: Final = re.compile(r"#/components/(headers|parameters|schemas)/(\w+)")


def problems(document: Node) -> Iterator[str]:
    """Yield what is wrong with the document's version, references and names."""
    if not _VERSION.fullmatch(document["openapi"]):
        yield f"openapi {document['openapi']}: the parser wants three parts, 3.1.x"
    used: set[str] = set()
    for reference in fragment.references(document):
        match = _REFERENCE.fullmatch(reference)
        if match is None or match[2] not in fragment.component(document, match[1]):
            yield f"{reference}: there is no such component"
        used.add(reference)
    for kind in ("headers", "parameters", "schemas"):
        for name, node in fragment.component(document, kind).items():
            if f"#/components/{kind}/{name}" not in used:
                yield f"{name}: nothing refers to this component; it would be lost"
            if "$ref" in node:
                yield f"{name}: a component cannot be a mere $ref"
    yield from _classes(document)


def _classes(document: Node) -> Iterator[str]:
    """Check that schemas become classes and modules of the expected names."""
    taken: dict[str, str] = dict.fromkeys(
        (*imports.IN_MODELS, *imports.IN_CALLS), "the generator"
    )
    for name, node in fragment.component(document, "schemas").items():
        if not names.SCHEMA.fullmatch(name):
            yield f"{name}: the name of a schema is made of letters and digits"
            continue
        if ClassName(name, "") != name:
            yield f"{name}: the parser would call it {ClassName(name, '')}"
        if name.endswith("Arg"):
            yield f"{name}: names in Arg are for arguments that take an enum"
        claimed = [name, names.module(name)] + [f"{name}Arg"] * ("enum" in node)
        for claim in claimed:
            if claim in taken:
                yield f"{name}: {claim} is used by {taken[claim]}"
            taken[claim] = name
