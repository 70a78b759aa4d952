"""Know which server a host means, and which credentials are meant for it."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final

from aioghactions._http.urls import ParsedUrl, parse_url

_FORM: Final = "a proxy's address is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT"
# What RFC 3986 allows before the @; all else is percent-encoded.
_CREDENTIALS: Final = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=%:]*")


def check_proxy(proxy: object, *, base: str, token: bool) -> str:
    """Return ``proxy`` if requests to ``base`` may go through it.

    Args:
        proxy: ``http://HOST:PORT`` or ``https://HOST:PORT``, with ``USER:PASSWORD@``
            before the host if it asks for them, both percent-encoded.
        base: The API's base URL.
        token: Whether credentials will be sent to ``base``.

    Raises:
        TypeError: It is no string.
        ValueError: It is no address of a proxy, or would see the token: over plain
            http a request passes a proxy in the clear. The message does not show it.
    """
    if not isinstance(proxy, str):
        raise TypeError(f"a proxy is given as its address, not {type(proxy).__name__}")
    scheme, _, rest = proxy.partition("://")
    credentials, _, host = rest.rpartition("@")
    try:
        there = parse_url(f"{scheme}://{host}")
    except ValueError:
        raise ValueError(_FORM) from None
    if there.path.strip("/") or there.query or not _CREDENTIALS.fullmatch(credentials):
        raise ValueError(_FORM)
    if token and base.startswith("http:"):
        raise ValueError("a proxy would see the token: the API is not asked by https")
    return proxy


GITHUB: Final = "https://api.github.com"
_CLOUD: Final = re.compile(r"https://api\.(?:github\.com|[a-z0-9-]+\.ghe\.com)")
_PREFIX: Final = "/api/v3"
_OTHER_APIS: Final = frozenset({"/api", "/api/graphql"})
_TENANT: Final = re.compile(r"(?:api\.)?(?!api\.)([a-z0-9-]+\.ghe\.com)")
_IN_CLOUD: Final = re.compile(r"(?:.*\.)?(?:github|ghe)\.com")
_CLOUD_TOKENS: Final = ("GH_TOKEN", "GITHUB_TOKEN")
_SERVER_TOKENS: Final = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")


def api_base(url: object, *, token: bool = True, name: str = "base_url") -> str:
    """Return the base URL of the API that ``url`` means, without a final slash.

    A GitHub Enterprise Server has its API under ``/api/v3``, which is added where no
    path is given; a loopback address is taken as it is.

    Args:
        url: ``https://api.github.com``, ``https://github.com``,
            ``https://HOSTNAME``, ``https://HOSTNAME/api/v3``,
            ``https://SUBDOMAIN.ghe.com`` or ``https://api.SUBDOMAIN.ghe.com``.
        token: Whether credentials will be sent there.
        name: What the address is called where it was given.

    Raises:
        TypeError: It is no string.
        ValueError: It is not an address of an API, or unsafe for a token.
    """
    if not isinstance(url, str):
        raise TypeError(f"{name} must be a string, not {type(url).__name__}")
    try:
        return _api_base(url, token=token)
    except ValueError as wrong:
        raise ValueError(f"{name}: {wrong}") from None


def _api_base(url: str, *, token: bool) -> str:
    if not url:
        raise ValueError("an address is missing; github.com needs none")
    if "?" in url or "#" in url:
        raise ValueError("an API's address has no query and no fragment")
    here = parse_url(url)
    path = here.path.rstrip("/")
    if _IN_CLOUD.fullmatch(here.host):
        return _cloud(here, path)
    loopback = _is_loopback(here.host)
    if here.scheme == "http" and token and not loopback:
        raise ValueError(
            "a token is sent over https only, or over http to a loopback address"
            " such as 127.0.0.1"
        )
    if path in _OTHER_APIS:
        raise ValueError(f"the REST API of a server is at {_PREFIX}, not {path}")
    return here.origin + (path or ("" if loopback else _PREFIX))


def origin(url: str) -> str:
    """Return scheme, host and port of ``url``, normalised.

    Raises:
        ValueError: As :func:`parse_url`.
    """
    return parse_url(url).origin


def is_cloud(base: str) -> bool:
    """Return whether ``base`` is the API of github.com or of a ghe.com subdomain.

    Raises:
        ValueError: As :func:`parse_url`.
    """
    return bool(_CLOUD.fullmatch(origin(base)))


def env_base(environ: Mapping[str, str]) -> str:
    """Return the API that the environment asks for, github.com's by default.

    ``GITHUB_API_URL`` is what a job of GitHub Actions finds, ``GH_HOST`` what users
    of the command line tool set.

    Raises:
        ValueError: One of them cannot be used, or they name different servers.
    """
    host, url = environ.get("GH_HOST", ""), environ.get("GITHUB_API_URL", "")
    if "/" in host:
        raise ValueError("GH_HOST is a host name, not an address")
    asked = {api_base(url, name="GITHUB_API_URL")} if url else set[str]()
    if host:
        asked.add(api_base(f"https://{host}", name="GH_HOST"))
    if len(asked) > 1:
        raise ValueError("GH_HOST and GITHUB_API_URL name different servers")
    return asked.pop() if asked else GITHUB


def env_token(base: str, environ: Mapping[str, str]) -> str:
    """Return the token that the environment has for ``base``.

    Raises:
        ValueError: It has none; or as :func:`api_base` and :func:`env_base`.
    """
    names = env_token_names(base, environ)
    for name in names:
        if token := environ.get(name, "").strip():
            return token
    wanted = " or ".join(names) or "GH_ENTERPRISE_TOKEN with GH_HOST"
    raise ValueError(f"no token for {base}: set {wanted}")


def env_token_names(base: str, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the environment variables whose token is meant for ``base``, in order.

    A token of github.com never goes to another server, and a token of an Enterprise
    Server only to the one that the environment names.

    Args:
        base: An address that :func:`api_base` takes.
        environ: The environment.

    Raises:
        ValueError: As :func:`api_base` and :func:`env_base`.
    """
    base = api_base(base)
    if is_cloud(base):
        return _CLOUD_TOKENS
    return _SERVER_TOKENS if env_base(environ) == base else ()


def _cloud(here: ParsedUrl, path: str) -> str:
    if here.host in {"github.com", "api.github.com"}:
        base = GITHUB
    elif tenant := _TENANT.fullmatch(here.host):
        base = f"https://api.{tenant[1]}"
    else:
        raise ValueError(
            "not an API: github.com has https://api.github.com, and ghe.com has"
            " https://api.SUBDOMAIN.ghe.com"
        )
    if path or here.origin != f"https://{here.host}":
        raise ValueError(f"the address of this API is {base}")
    return base


def _is_loopback(host: str) -> bool:
    """Only addresses: where a name leads is for others to say."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
