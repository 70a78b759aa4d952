"""Decide what becomes an identifier, by allow-list."""

import keyword
import re
from typing import Final

WORD: Final = r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+"
"""The words of a class name, which are those of its module."""


def identifier(name: str) -> str:
    """Return ``name`` itself: GitHub's spelling, but for Python's keywords."""
    return f"{name}_" if keyword.iskeyword(name) else name


def module(schema: str) -> str:
    """Return ``workflow_run`` for ``WorkflowRun``."""
    return "_".join(re.findall(WORD, schema)).lower()


def structure(schema: str) -> str:
    """Return ``structure_workflow_run`` for ``WorkflowRun``."""
    return f"structure_{module(schema)}"


def function(operation: str) -> str:
    """Return ``get_workflow_run`` for ``get-workflow-run``."""
    return operation.replace("-", "_").replace(".", "_")


def resource(tag: str, group: str = "") -> str:
    """Return ``RepoRuns`` for ``repo-runs``, and another name for each group in it."""
    return "".join(map(str.capitalize, re.findall(r"[a-z0-9]+", f"{tag}.{group}")))


def scope(tag: str) -> str:
    """Return ``repo`` for ``repo-runs``, and ``client`` for ``client`` itself."""
    return tag.partition("-")[0]


def handle(tag: str) -> str:
    """Return ``Repo.runs`` for ``repo-runs``, and ``Client`` for ``client``."""
    words = tag.split("-", 1)
    return ".".join(words).replace("-", "_").capitalize()


def enum_member(value: str) -> str:
    """Return ``READ_ONLY`` for ``read-only``; no identifier if there is none."""
    return re.sub(r"[-_ .]+", "_", value).upper()
