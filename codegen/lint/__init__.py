"""Refuse what the generator would drop silently, fail on or misread.

Each stage relies on what the one before has ruled out: keys and their values (by
``openapi/fragment.schema.json``), the references, then operations and schemas.
"""

from codegen.fragment import Node
from codegen.lint import components, keys, operations, schemas


def problems(document: Node) -> list[str]:
    """Return the reasons not to generate from ``document``, one sentence each."""
    stages = (
        (keys.problems,),
        (components.problems,),
        (operations.problems, schemas.problems),
    )
    for stage in stages:
        if found := [problem for rule in stage for problem in rule(document)]:
            return found
    return []
