"""Know which server an address means, and which credentials are meant for it."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Place:
    """A URL taken apart, with nothing in it that two programs may read differently.

    Attributes:
        scheme: ``http`` or ``https``.
        host: Lower case; an IPv6 address without its brackets.
        port: The port, also where it is the scheme's own.
        path: "" or from the first slash on.
        query: What follows the question mark, or "".
    """

    scheme: str
    host: str
    port: int
    path: str
    query: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, the port only where it is not the scheme's own."""
        ...


def place(url: str) -> Place:
    """Take an absolute URL apart.

    Raises:
        ValueError: It is none, or one that could be read in two ways. The message
            does not hold the URL.
    """
    ...


def api_base(url: str, *, token: bool = True) -> str:
    """Return the base URL of the API that ``url`` means, without a final slash.

    Args:
        url: ``https://api.github.com``, ``https://github.com``,
            ``https://HOSTNAME``, ``https://HOSTNAME/api/v3``,
            ``https://SUBDOMAIN.ghe.com`` or ``https://api.SUBDOMAIN.ghe.com``.
        token: Whether credentials will be sent there.

    Raises:
        ValueError: It is not an address of an API, or unsafe for a token.
    """
    ...


def origin(url: str) -> str:
    """Return scheme, host and port of ``url``, normalised.

    Raises:
        ValueError: It has none.
    """
    ...


def is_cloud(base: str) -> bool:
    """Return whether ``base`` is github.com's or ghe.com's API."""
    ...


def env_base(environ: Mapping[str, str]) -> str:
    """Return the API that the environment asks for, github.com's by default.

    Raises:
        ValueError: ``GITHUB_API_URL`` or ``GH_HOST`` cannot be used.
    """
    ...


def env_token_names(base: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the environment variables whose token is meant for ``base``."""
    ...
