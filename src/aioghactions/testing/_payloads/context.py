"""Where a document is served from, and to whom."""

from typing import Any

from attrs import frozen

from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing.edition import Edition


@frozen
class Context:
    """What the addresses and the members of a document depend on.

    Attributes:
        api: Base of API addresses, without a slash at its end.
        html: Base of addresses for people.
        edition: The edition that is played.
        version: The API version that the request selected.
    """

    api: str
    html: str
    edition: Edition
    version: str

    def repo_api(self, repo: FakeRepository) -> str:
        """Return the API address of ``repo``."""
        return f"{self.api}/repos/{repo.full_name}"

    def repo_html(self, repo: FakeRepository) -> str:
        """Return the address of ``repo`` for people."""
        return f"{self.html}/{repo.full_name}"

    def trim(self, model: str, document: dict[str, Any]) -> dict[str, Any]:
        """Return ``document`` without what the edition lacks."""
        return self.edition.trim(model, document)
