"""Check references, unused components and the names of schemas."""

from collections.abc import Iterator

from openapi_python_client.strings import ClassName

from codegen import fragment, imports, names
from codegen.fragment import Node


def problems(document: Node) -> Iterator[str]:
    """Yield what is wrong with references and with the names of schemas."""
    used = set(fragment.references(document))
    for reference in sorted(used):
        _, _, kind, name = reference.split("/")
        if name not in fragment.component(document, kind):
            yield f"{reference}: no such component"
    for kind in ("headers", "parameters", "schemas"):
        for name in fragment.component(document, kind):
            if f"#/components/{kind}/{name}" not in used:
                yield f"{name}: nothing refers to this component; it would be lost"
    yield from _classes(document)


def _classes(document: Node) -> Iterator[str]:
    """Check that schemas become classes and modules of the expected names."""
    taken: dict[str, str] = dict.fromkeys(
        (*imports.IN_MODELS, *imports.IN_CALLS), "the generator"
    )
    for name, node in fragment.component(document, "schemas").items():
        if ClassName(name, "") != name:
            yield f"{name}: the parser would call it {ClassName(name, '')}"
        if name.endswith("Arg"):
            yield f"{name}: names in Arg are for arguments that take an enum"
        claimed = [name, names.module(name)] + [f"{name}Arg"] * ("enum" in node)
        for claim in claimed:
            if claim in taken:
                yield f"{name}: {claim} is used by {taken[claim]}"
            taken[claim] = name
