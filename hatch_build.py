"""Take the links to files of the repository out of the README that a wheel carries.

An index shows the README where these files are not: there each link becomes its text
and the path. Links with a scheme and links within the page stay.
"""

import re
from pathlib import Path
from typing import Any, Final

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK: Final = re.compile(r"\[([^\]]+)\]\((?!#|[a-z]+:)([^)]+)\)")


def without_file_links(markdown: str) -> str:
    """Return ``markdown`` with paths in place of links to files."""

    def path(link: re.Match[str]) -> str:
        text, target = link.groups()
        return f"`{target}`" if text == target else f"{text} (`{target}`)"

    return _LINK.sub(path, markdown)


class ReadmeHook(MetadataHookInterface):
    """Set the metadata's ``readme``."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Read the README and store it without links to files."""
        text = Path(self.root, "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {
            "content-type": "text/markdown",
            "text": without_file_links(text),
        }
