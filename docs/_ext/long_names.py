"""Let a long name break at its joints, so that it fits a phone: `repo.runs.` `list`.

The HTML gets ``<wbr>``, which is not a character: a copied name stays intact.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from docutils import nodes
from sphinx.application import Sphinx

# After a dot, a slash or an underscore, and before a hump.
_JOINT: Final = re.compile(r"(?<=\w[._/])(?=\w)|(?<=[a-z])(?=[A-Z])")
_SHORT: Final = 20  # characters, for which there is always room


def parts(text: str) -> Iterator[nodes.Node]:
    """Yield the pieces of a name, and between them the places where it may break."""
    for number, piece in enumerate(_JOINT.split(text)):
        if number:
            yield nodes.raw("", "<wbr>", format="html")
        yield nodes.Text(piece)


def _let_break(_app: Sphinx, document: nodes.document, _name: str) -> None:
    for place in (nodes.literal, nodes.title):
        for found in list(document.findall(place)):
            for text in list(found.findall(nodes.Text)):
                if len(text) > _SHORT and not isinstance(text.parent, nodes.raw):
                    text.parent.replace(text, list(parts(text)))


def setup(app: Sphinx) -> dict[str, Any]:
    """Connect to Sphinx."""
    app.connect("doctree-resolved", _let_break)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
