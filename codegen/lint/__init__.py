"""Refuse what the generator would lose in silence, choke on or misread.

Each stage relies on what the one before has ruled out: the grammar (which keys,
of which types), the references, then operations and schemas.
"""

from codegen.fragment import Node
from codegen.lint import components, grammar, operations, schemas


def problems(document: Node) -> list[str]:
    """Return what stands against generating from ``document``, one sentence each."""
    stages = (
        (grammar.problems,),
        (components.problems,),
        (operations.problems, schemas.problems),
    )
    for stage in stages:
        if found := [problem for rule in stage for problem in rule(document)]:
            return found
    return []
