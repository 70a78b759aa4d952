"""Render the package by our templates."""

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from codegen import docs, imports, names, text
from codegen.load import Fragment
from codegen.parse import parse
from codegen.plan import Plan, plan

TEMPLATES: Final = Path(__file__).parent / "templates"
HEADER: Final = "# Made by `python -m codegen` from openapi/actions.yaml. Do not edit."

Files = dict[PurePosixPath, str]


class Package:
    """The generated package, as text: ``render`` writes nothing."""

    def __init__(self, source: Fragment) -> None:
        self.sha256 = source.sha256
        self.plan = plan(source.document, parse(source.document))
        self.env = Environment(
            loader=FileSystemLoader(TEMPLATES),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            autoescape=False,  # noqa: S701  # the output is Python, not HTML
        )
        self.env.filters.update(_filters(self.plan))

    def render(self) -> Files:
        """Return every file, unformatted, by its path within the package."""
        about = "What ``python -m codegen`` makes of ``openapi/actions.yaml``."
        body = f'FRAGMENT_SHA256: Final = "{self.sha256}"\n"""Of the fragment."""\n'
        root = _laid_out(about, imports.block(body, imports.IN_MODELS), body)
        return {
            PurePosixPath("__init__.py"): root,
            **self._models(),
            **self._operations(),
            **self._resources(),
        }

    def _models(self) -> Files:
        known = {**imports.IN_MODELS, **_modules(self.plan, ".")}
        files: dict[str, str] = {}
        exports: dict[str, list[str]] = {}
        for model in self.plan.models:
            about = f"The model ``{model.name}``, and how it is made of JSON."
            files[model.module] = self._module(about, known, "model", model=model)
            exports[model.module] = [model.name]
        for enum in self.plan.enums:
            about = f"The values of ``{enum.name}``."
            files[enum.module] = self._module(about, known, "enum", enum=enum)
            exports[enum.module] = [enum.name, f"{enum.name}Arg"]
        about = (
            "Models and enums, each imported when it is first named. A model is frozen "
            "all the way down. Members that it has no attribute for are in ``extra``, "
            "which counts when models are compared: what GitHub says differently is "
            "different, known to us or not."
        )
        return self._package("models", about, files, exports)

    def _operations(self) -> Files:
        ours = _modules(self.plan, f"{imports.MODELS}.")
        known, deferred = {**imports.IN_CALLS, **ours}, {*ours, "Location"}
        files: dict[str, str] = {}
        exports: dict[str, list[str]] = {}
        for resource in self.plan.resources:
            ops = resource.operations
            files[resource.module] = self._module(
                resource.text, known, "operations", deferred, operations=ops
            )
            exports[resource.module] = [operation.function for operation in ops]
        about = "The table of all operations, which client, fakes, tests and docs read."
        files["table"] = self._module(about, known, "table", plan=self.plan)
        exports["table"] = ["OPERATIONS"]
        about = (
            "Every documented operation as a function that makes a call. Nothing is "
            "sent, and no model is imported: a call names what comes back."
        )
        return self._package("operations", about, files, exports)

    def _resources(self) -> Files:
        ours = _modules(self.plan, f"{imports.MODELS}.")
        files = {
            resource.module: self._module(
                f"The handle ``{resource.name}``.",
                {**imports.IN_CALLS, **ours},
                "resource",
                ours,
                resource=resource,
            )
            for resource in self.plan.resources
        }
        exports = {resource.module: [resource.name] for resource in self.plan.resources}
        about = "Handles: the operations of one repository or organization, as methods."
        return self._package("resources", about, files, exports)

    def _module(
        self,
        about: str,
        known: Mapping[str, str],
        template: str,
        deferred: Iterable[str] = (),
        **values: Any,
    ) -> str:
        body = self.env.get_template(f"{template}.py.jinja").render(**values)
        return _laid_out(about, imports.block(body, known, deferred), body)

    def _package(
        self,
        folder: str,
        about: str,
        files: Mapping[str, str],
        exports: Mapping[str, list[str]],
    ) -> Files:
        """Return the files of a subpackage, with an index of what they export."""
        index = self.env.get_template("index.py.jinja").render(
            modules=exports,
            exported=sorted(name for found in exports.values() for name in found),
            table="table" in exports,
            word=names.WORD,
        )
        every = {"__init__": _laid_out(about, index), **files}
        return {PurePosixPath(folder, f"{name}.py"): every[name] for name in every}


def _laid_out(about: str, *parts: str) -> str:
    """Return the text of a module."""
    return "\n\n".join([f"{HEADER}\n{text.described(about, 0)}", *parts])


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
