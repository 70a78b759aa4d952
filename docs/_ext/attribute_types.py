"""Attributes as a reader wants them: the type behind the name, the text below.

Napoleon makes a field of the type, after the text, and takes what comes before the
first colon of a member's docstring for its type.
"""

import re
from typing import Any, Final

from sphinx.application import Sphinx

_ATTRIBUTE: Final = re.compile(
    r"^(\.\. attribute:: \w+\n)((?:(?! {3}:type:|\.\. ).*\n)*?) {3}:type: (.*)$",
    re.MULTILINE,
)
# Leave out the module of a type, unless it is public.
_HOME: Final = re.compile(
    r"\b(?:collections\.abc|datetime|pathlib|aioghactions\._[\w.]+)\."
)
_as_written: Final[dict[str, list[str]]] = {}


def _remember(_app: Sphinx, kind: str, name: str, *rest: Any) -> None:
    if kind == "attribute":
        _as_written[name] = list(rest[-1])


def _show_types(_app: Sphinx, kind: str, name: str, *rest: Any) -> None:
    lines: list[str] = rest[-1]
    if kind == "attribute":  # it has no sections, so nothing is lost
        lines[:] = _as_written.pop(name)
    elif kind in {"class", "exception"}:
        lines[:] = _ATTRIBUTE.sub(_with_type, "\n".join(lines)).split("\n")


def _with_type(found: re.Match[str]) -> str:
    head, text, kind = found.groups()
    return f"{head}   :type: {_HOME.sub('', kind)}\n{text}"


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect twice: before napoleon, which has priority 500, and after it."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-docstring", _remember, priority=400)
    app.connect("autodoc-process-docstring", _show_types, priority=600)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
