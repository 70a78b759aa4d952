"""Render the package by openapi-python-client's machinery and our templates."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from openapi_python_client import Project

from codegen import docs, imports, names, text
from codegen.load import Fragment
from codegen.parse import configuration, parse
from codegen.plan import Plan, plan

TEMPLATES: Final = Path(__file__).parent / "templates"
HEADER: Final = "# Made by `python -m codegen` from openapi/actions.yaml. Do not edit."

Files = dict[PurePosixPath, str]


class Package(Project):
    """The generated package, as text: ``render`` writes nothing."""

    def __init__(self, source: Fragment) -> None:
        config = configuration()
        super().__init__(openapi=parse(source.document, config), config=config)
        self.sha256 = source.sha256
        self.plan = plan(source.document, self.openapi)
        self._ours = _modules(self.plan, f"{imports.MODELS}.")
        # Our templates and no others, and a misspelt name is an error.
        self.env.loader = FileSystemLoader(TEMPLATES)
        self.env.undefined = StrictUndefined
        self.env.filters.update(_filters(self.plan))

    def render(self) -> Files:
        """Return every file, unformatted, by its path within the package."""
        return {
            PurePosixPath("__init__.py"): self._root(),
            **self._models(),
            **self._operations(),
            **self._resources(),
        }

    def _root(self) -> str:
        about = "What ``python -m codegen`` makes of ``openapi/actions.yaml``."
        body = f'FRAGMENT_SHA256: Final = "{self.sha256}"\n"""Of the fragment."""\n'
        return self._module(about, body, imports.IN_MODELS)

    def _models(self) -> Files:
        folder = PurePosixPath("models")
        files = {
            folder / f"{model.module}.py": self._module(
                f"The model ``{model.name}``, and how it is made of JSON.",
                self._fill("model", model=model),
                {**imports.IN_MODELS, **_modules(self.plan, ".")},
            )
            for model in self.plan.models
        }
        files |= {
            folder / f"{enum.module}.py": self._module(
                f"The values of ``{enum.name}``.",
                self._fill("enum", enum=enum),
                imports.IN_MODELS,
            )
            for enum in self.plan.enums
        }
        exports = {model.module: [model.name] for model in self.plan.models}
        exports |= {
            enum.module: [enum.name, f"{enum.name}Arg"] for enum in self.plan.enums
        }
        about = (
            "Models and enums, each imported when it is first named. A model is frozen "
            "all the way down. Members that it has no attribute for are in ``extra``, "
            "which counts when models are compared: what GitHub says differently is "
            "different, known to us or not."
        )
        index = self._index(about, dict(sorted(exports.items())))
        return {folder / "__init__.py": index, **files}

    def _operations(self) -> Files:
        folder = PurePosixPath("operations")
        files = {
            folder / f"{resource.module}.py": self._module(
                resource.text,
                self._fill("operations", operations=resource.operations),
                {**imports.IN_CALLS, **self._ours},
                deferred={*self._ours, "Location"},
            )
            for resource in self.plan.resources
        }
        exports = {
            resource.module: [operation.function for operation in resource.operations]
            for resource in self.plan.resources
        }
        about = (
            "Every documented operation as a function that makes a call. Nothing is "
            "sent, and no model is imported: a call names what comes back."
        )
        exports["table"] = ["OPERATIONS"]
        table = self._module(
            "The table of all operations, which client, fakes, tests and docs read.",
            self._fill("table", operations=self.plan.operations, twins=self.plan.twins),
            imports.IN_CALLS,
        )
        index = self._index(about, exports, table=True)
        return {folder / "__init__.py": index, folder / "table.py": table, **files}

    def _resources(self) -> Files:
        folder = PurePosixPath("resources")
        files = {
            folder / f"{resource.module}.py": self._module(
                f"The handle ``{resource.name}``.",
                self._fill("resource", resource=resource),
                {**imports.IN_CALLS, **self._ours},
                deferred=self._ours,
            )
            for resource in self.plan.resources
        }
        exports = {resource.module: [resource.name] for resource in self.plan.resources}
        about = "Handles: the operations of one repository or organization, as methods."
        return {
            folder / "__init__.py": self._index(about, exports),
            **files,
        }

    def _fill(self, template: str, **values: Any) -> str:
        return self.env.get_template(f"{template}.py.jinja").render(**values)

    def _module(
        self,
        about: str,
        body: str,
        known: Mapping[str, str],
        deferred: Iterable[str] = (),
    ) -> str:
        needed = imports.block(body, known, deferred)
        docstring = text.described(about, 0)
        return f"{HEADER}\n{docstring}\n\n{needed}\n\n{body}"

    def _index(
        self,
        about: str,
        modules: Mapping[str, list[str]],
        *,
        table: bool = False,
    ) -> str:
        exported = sorted(name for found in modules.values() for name in found)
        body = self._fill(
            "index",
            modules=modules,
            exported=exported,
            table=table,
            word=names.WORD,
        )
        return f"{HEADER}\n{text.described(about, 0)}\n\n{body}"


def _modules(found: Plan, package: str) -> dict[str, str]:
    """Return the module of every name that models and enums bring."""
    modules: dict[str, str] = {}
    for model in found.models:
        where = f"{package}{model.module}"
        modules |= {model.name: where, names.structure(model.name): where}
    for enum in found.enums:
        where = f"{package}{enum.module}"
        modules |= {enum.name: where, f"{enum.name}Arg": where}
    return modules


def _filters(found: Plan) -> dict[str, Any]:
    methods = {op.id: docs.handle(op) for op in found.operations}
    return {
        "literal": repr,
        "literals": _literals,
        "tuple": tuple,
        "described": text.described,
        "remark": text.remark,
        "of_function": docs.of_function,
        "of_method": partial(docs.of_method, methods=methods),
    }


def _literals(values: Iterable[Any], attribute: str = "") -> str:
    """Return the literals of several values, or of an attribute of theirs."""
    chosen = [getattr(v, attribute) for v in values] if attribute else values
    return ", ".join(map(repr, chosen))
