"""Directives that write the reference of operations and models from their tables.

* ``{methods} repo-runs``: a table of the methods of a handle;
* ``{operations} repo-runs``: every operation of a tag, with its method's docstring;
* ``{every-operation}``: all of them, with permission, first edition and request;
* ``{operation-names}``: what each operation is called here and in other clients;
* ``{model-names}``: a table of the models;
* ``{models}``: every model;
* ``{errors}``: the tree of errors, and each of them;
* ``{columns} RUN``: the columns of a table of rows.
"""

import csv
import inspect
import re
from abc import abstractmethod
from collections.abc import Iterator
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

import yaml
from docutils import nodes
from other_clients import OCTOKIT_LACKS, PYGITHUB
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import aioghactions
from aioghactions import (
    Enterprise,
    Environment,
    GitHubActionsError,
    Operation,
    Org,
    Repo,
    models,
    rows,
)
from aioghactions._generated.webhooks import EVENTS
from aioghactions.operations import OPERATIONS
from aioghactions.scopes import AppDeliveries, OrgDeliveries, RepoDeliveries

# Where a handle applies, not what it can do.
_PLACE: Final = {"owner", "repo", "org", "environment_name", "hook_id", "enterprise"}
# Handles that a method returns.
_HANDLES: Final = {
    "repo.hooks.deliveries": RepoDeliveries,
    "org.hooks.deliveries": OrgDeliveries,
    "app.deliveries": AppDeliveries,
}
# Operations that are methods of a scope itself.
_METHODS: Final = {
    "list-repos-for-org": "Org.repositories",
    "list-repos-for-authenticated-user": "scopes.AuthenticatedUser.repositories",
    "list-repos-accessible-to-installation": (
        "scopes.AuthenticatedInstallation.repositories"
    ),
    "get-rate-limit": "Client.rate_limit",
    "list-installations": "App.installations",
    "get-installation": "App.installation",
    "get-org-installation": "App.installation_for",
    "get-repo-installation": "App.installation_for",
}
SERVERS: Final = {"ghes-2.22": "always", "github.com": "not on GHES"}
RECEIVED: Final = {
    f"aioghactions.{name}"
    for name in (
        *("Answer", "Call", "Change", "Download", "Event", "FanOut"),
        *("Enterprise", "Environment", "History"),
        *("Location", "Operation", "Org", "Page", "Pager", "RateLimit", "Repo"),
        *("Repos", "TokenProvider", "Watch"),
    )
}
_NO_WORD: Final = re.compile(r"[\W_]")
WEBHOOKS: Final = Path(__file__).parents[2] / "openapi" / "webhooks.yaml"
LEDGER: Final = Path(__file__).parents[2] / "openapi" / "ledger.csv"
PATHS: Final = Path(__file__).parents[2] / "openapi" / "paths"


class Written(SphinxDirective):
    """A directive that is the Markdown it writes."""

    def run(self) -> list[nodes.Node]:
        """Return the nodes of what is written."""
        text = "\n".join(self.lines())
        return self.parse_text_to_nodes(text, allow_section_headings=True)

    @abstractmethod
    def lines(self) -> Iterator[str]:
        """Yield lines of Markdown."""


class OperationsOf(Written):
    """What the handle of one tag can do."""

    required_arguments = 1

    @property
    def prefix(self) -> str:
        """The handle, such as ``repo.runs``."""
        scope, _, resource = self.arguments[0].partition("-")
        return f"{scope}.{resource.replace('-', '_')}"

    def methods(self) -> dict[str, Operation[Any] | None]:
        """Return each method with its operation; last the verbs the API lacks."""
        tag = self.arguments[0]
        documented = {op.name: op for op in OPERATIONS.values() if op.tag == tag}
        groups = {name.partition(".")[0] for name in documented if "." in name}
        public = [it for it in dir(_handle_class(self.prefix)) if it[0] != "_"]
        verbs = [it for it in public if it not in {*documented, *groups, *_PLACE}]
        return {**documented, **dict.fromkeys(verbs)}

    def lines(self) -> Iterator[str]:
        """Yield a section for each method."""
        note = ":Beyond the API: made of several documented operations"
        for method, operation in self.methods().items():
            field = note
            if operation is not None:
                # The docstring has the request, the permissions and the oldest server.
                name = operation.id.replace("-", "_")
                field = f":As a value: ``operations.{name}``"
            yield from _section(f"{self.prefix}.{method}", field)


class MethodsOf(OperationsOf):
    """The methods of the handle of one tag at a glance."""

    def lines(self) -> Iterator[str]:
        """Yield a table of the methods."""
        yield from ("| method | purpose |", "|---|---|")
        for method in self.methods():
            name = f"{self.prefix}.{method}"
            yield f"| [`{method}`](#{_anchor(name)}) | {_summary(_method(name))} |"


class EveryOperation(Written):
    """All operations at a glance."""

    def lines(self) -> Iterator[str]:
        """Yield a table."""
        permissions = _permissions()
        yield "| method | permission | since | request |"
        yield "|---|---|---|---|"
        for operation in OPERATIONS.values():
            section = _anchor(_handle(operation).strip("`"))
            link = f"[{_handle(operation)}]({operation.tag}.md#{section})"
            if operation.id in _METHODS:
                name = _handle(operation).strip("`")
                link = f"{{py:meth}}`{name} <aioghactions.{_METHODS[operation.id]}>`"
            yield (
                f"| {link} "
                f"| `{permissions[operation.id]}` | {_server(operation.since)} "
                f"| [{operation.method}]({operation.docs}) `{operation.path}` |"
            )


class EveryEvent(Written):
    """All webhook events at a glance."""

    def lines(self) -> Iterator[str]:
        """Yield a table."""
        described = yaml.safe_load(WEBHOOKS.read_text(encoding="utf-8"))
        yield "| event | model | when |"
        yield "|---|---|---|"
        for name, model in EVENTS.items():
            event = described[name]["post"]
            link = f"[`{name}`]({event['externalDocs']['url']})"
            shown = f"{{py:class}}`~aioghactions.models.{model}`"
            yield f"| {link} | {shown} | {event['summary']} |"


class OperationNames(Written):
    """What each operation is called here and elsewhere."""

    def lines(self) -> Iterator[str]:
        """Yield a table."""
        yield "| aioghactions | octokit | githubkit | PyGithub |"
        yield "|---|---|---|---|"
        ids = _github_ids()
        for operation in OPERATIONS.values():
            found = ids[operation.id]
            octokit = None if operation.id in OCTOKIT_LACKS else _camel(*found)
            theirs = (octokit, _snake(*found), PYGITHUB.get(operation.id))
            cells = " | ".join(f"`{name}`" if name else "-" for name in theirs)
            yield f"| {_handle(operation)} | {cells} |"


class Models(Written):
    """Every model that is neither a page nor a type of an argument."""

    names = tuple(it for it in models.__all__ if not it.endswith(("Page", "Arg")))

    def lines(self) -> Iterator[str]:
        """Yield the documentation of each model."""
        for name in self.names:
            yield from (f"## {name}", "", "```{eval-rst}")
            yield f".. autoclass:: aioghactions.models.{name}"
            yield "   :no-inherited-members:"
            if issubclass(getattr(models, name), Enum):
                yield "   :undoc-members:"
            yield from ("```", "")


class ModelNames(Models):
    """The models at a glance."""

    def lines(self) -> Iterator[str]:
        """Yield a table of the models."""
        yield from ("| model | meaning |", "|---|---|")
        for name in self.names:
            link = f"[`{name}`](#{name.lower()})"
            yield f"| {link} | {_summary(getattr(models, name))} |"


class Columns(Written):
    """The columns of a table of rows."""

    required_arguments = 1

    def lines(self) -> Iterator[str]:
        """Yield a table."""
        yield from ("| Column | Type | Contents |", "|---|---|---|")
        for column in getattr(rows, self.arguments[0]):
            yield f"| `{column.name}` | {column.type} | {column.description} |"


class Errors(Written):
    """The errors, general ones first."""

    def lines(self) -> Iterator[str]:
        """Yield their tree, then the documentation of each."""
        tree = list(_tree(GitHubActionsError))
        yield from (
            f"{'  ' * depth}* {{py:exc}}`aioghactions.{error.__name__}`"
            for depth, error in tree
        )
        yield ""
        yield "```{eval-rst}"
        for _, error in tree:
            yield f".. autoexception:: aioghactions.{error.__name__}"
            yield from ("   :no-inherited-members:", "   :show-inheritance:", "")
        yield "```"


def _tree(
    error: type[Exception], depth: int = 0
) -> Iterator[tuple[int, type[Exception]]]:
    yield depth, error
    for kind in error.__subclasses__():
        if kind.__name__ in aioghactions.__all__:  # a few never leave the library
            yield from _tree(kind, depth + 1)


def _server(since: str) -> str:
    return SERVERS.get(since) or since.upper().replace("-", " ")


def _anchor(title: str) -> str:
    return _NO_WORD.sub("-", title)


def _summary(documented: object) -> str:
    # A cell is Markdown: roles and literals of the docstring become code.
    first = (inspect.getdoc(documented) or "").partition("\n\n")[0]
    text = re.sub(r":\w+:`~?(?:\w+\.)*(\w+)`", r"`\1`", " ".join(first.split()))
    return text.replace("``", "`").replace("|", r"\|")


def _permissions() -> dict[str, str]:
    return {
        operation["operationId"]: _permission(operation["x-permissions"])
        for file in PATHS.glob("*.yaml")
        for path in yaml.safe_load(file.read_text(encoding="utf-8")).values()
        for operation in path.values()
        if "operationId" in operation
    }


def _permission(need: dict[str, str]) -> str:
    """Return the fine-grained permission, or the scope if there is none."""
    if need["fine-grained"].startswith("none:") and need["classic"] != "none":
        return f"scope {need['classic']}"
    return need["fine-grained"]


def _handle_class(name: str) -> type:
    """Return the class of a handle or of one of its groups."""
    if name in _HANDLES:
        return _HANDLES[name]
    scope, _, resource = name.partition(".")
    scopes = {
        "repo": Repo(None, "octo-org", "hello"),
        "environment": Environment(None, "octo-org", "hello", "production"),
        "org": Org(None, "octo-org"),
        "enterprise": Enterprise(None, "octo-corp"),
    }
    return type(attrgetter(resource)(scopes[scope]))


def _method(name: str) -> object:
    handle, _, method = name.rpartition(".")
    return getattr(_handle_class(handle), method)


def _section(name: str, field: str) -> Iterator[str]:
    handle, _, method = name.rpartition(".")
    owner = _handle_class(handle)
    yield from (f"## {name}", "", "```{eval-rst}")
    yield f".. automethod:: {owner.__module__}.{owner.__qualname__}.{method}"
    yield ""
    yield from (f"   {field}", "```", "")


def _handle(operation: Operation[Any]) -> str:
    scope, _, resource = operation.tag.partition("-")
    if not resource:
        return f"`{scope}.{operation.name}`"
    return f"`{scope}.{resource.replace('-', '_')}.{operation.name}`"


def _github_ids() -> dict[str, tuple[str, str]]:
    """Return GitHub's category and id of each operation, which the ledger has."""
    with LEDGER.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ids: dict[str, tuple[str, str]] = {}
    for row in rows:
        category, _, id_ = row["lines"].partition("/")
        # The rows of documentation pages, all about Actions, have lines instead.
        ids[row["operation"]] = (
            (category, id_) if id_ else ("actions", row["operation"])
        )
    return ids


def _snake(category: str, id_: str) -> str:
    return f"{_within(category.replace('-', '_'))}{id_.replace('-', '_')}"


def _camel(category: str, id_: str) -> str:
    return f"{_within(_camel_case(category))}{_camel_case(id_)}"


def _within(category: str) -> str:
    return "" if category == "actions" else f"{category}."


def _camel_case(name: str) -> str:
    first, *rest = name.split("-")
    return first + "".join(word.capitalize() for word in rest)


def _without_signature(
    _app: Sphinx,
    kind: str,
    name: str,
    _it: object,
    _options: object,
    signature: str | None,
    _returns: str | None,
) -> tuple[str, None] | None:
    # Received or implemented by programs, not created: the members are enough.
    received = kind == "exception" or (
        kind == "class"
        and (name.startswith("aioghactions.models.") or name in RECEIVED)
    )
    return ("", None) if signature and received else None


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives."""
    app.add_directive("methods", MethodsOf)
    app.add_directive("operations", OperationsOf)
    app.add_directive("every-operation", EveryOperation)
    app.add_directive("webhook-events", EveryEvent)
    app.add_directive("operation-names", OperationNames)
    app.add_directive("model-names", ModelNames)
    app.add_directive("models", Models)
    app.add_directive("errors", Errors)
    app.add_directive("columns", Columns)
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-signature", _without_signature)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
