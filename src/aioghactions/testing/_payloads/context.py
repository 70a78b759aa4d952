"""The context of a payload: base URLs, edition and API version."""

from attrs import frozen

from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing.edition import Edition


@frozen
class Context:
    """What the URLs and members of a payload depend on.

    Attributes:
        api: The base URL of the API, without a trailing slash.
        html: The base URL of web pages.
        edition: The edition of GitHub.
        version: The API version of the request.
    """

    api: str
    html: str
    edition: Edition
    version: str

    def repo_api(self, repo: FakeRepository) -> str:
        """Return the API URL of ``repo``."""
        return f"{self.api}/repos/{repo.full_name}"

    def repo_html(self, repo: FakeRepository) -> str:
        """Return the URL of the web page of ``repo``."""
        return f"{self.html}/{repo.full_name}"
