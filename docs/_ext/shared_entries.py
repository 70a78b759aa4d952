"""Link names in signatures that have no separate entry.

A handle's class leads to the page of its operations, and the type of an argument, such
as ``WorkflowRunStatusFilterArg``, to the enumeration whose values it takes.
"""

from typing import Any, Final

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from aioghactions import Enterprise, Environment, Org, Repo


def _handles() -> dict[str, str]:
    """Return the page of each handle by the name of its class."""
    return {
        type(getattr(scope, name)).__name__: (
            f"reference/{type(scope).__name__.lower()}-{name.replace('_', '-')}"
        )
        for scope in (
            Repo(None, "octo-org", "hello"),
            Environment(None, "octo-org", "hello", "production"),
            Org(None, "octo-org"),
            Enterprise(None, "octo-corp"),
        )
        for name, handle in vars(type(scope)).items()
        if isinstance(handle, property)
    }


PAGES: Final = _handles()


def _lead(
    app: Sphinx, env: BuildEnvironment, node: pending_xref, text: nodes.TextElement
) -> nodes.Node | None:
    name = node.get("reftarget", "").rpartition(".")[2]
    if page := PAGES.get(name):
        return make_refnode(app.builder, node["refdoc"], page, "", text)
    if name.endswith("Arg"):
        model = f"aioghactions.models.{name.removesuffix('Arg')}"
        return env.domains.python_domain.resolve_xref(
            env, node["refdoc"], app.builder, "class", model, node, text
        )
    return None


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    app.connect("missing-reference", _lead)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
