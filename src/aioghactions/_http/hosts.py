"""Base URLs of APIs, and the tokens and proxies that may be used with them."""

import re
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Final

from aioghactions._http.urls import ParsedUrl, parse_url
from aioghactions._params.checks import string

GITHUB: Final = "https://api.github.com"
_CLOUD: Final = re.compile(r"https://api\.(?:github\.com|[a-z0-9-]+\.ghe\.com)")
_PREFIX: Final = "/api/v3"
_OTHER_APIS: Final = frozenset({"/api", "/api/graphql"})
_TENANT: Final = re.compile(r"(?:api\.)?(?!api\.)([a-z0-9-]+\.ghe\.com)")
_IN_CLOUD: Final = re.compile(r"(?:.*\.)?(?:github|ghe)\.com")
_CLOUD_TOKENS: Final = ("GH_TOKEN", "GITHUB_TOKEN")
_SERVER_TOKENS: Final = ("GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN")
_PROXY_FORM: Final = (
    "a proxy URL must be http://HOST:PORT or http://USER:PASSWORD@HOST:PORT"
)
# What RFC 3986 allows before the @; everything else is percent-encoded.
_CREDENTIALS: Final = re.compile(r"[A-Za-z0-9\-._~!$&'()*+,;=%:]*")


def api_base(url: object, *, token: bool = True, name: str = "base_url") -> str:
    """Return the base URL of the API at ``url``, without a trailing slash.

    ``/api/v3``, where a GitHub Enterprise Server has its API, is added if the URL has
    no path, except to a loopback address.

    The website's URL of github.com and ghe.com is accepted as well. ``token``: whether
    credentials will be sent there. ``name``: of the argument, for messages.

    Raises:
        TypeError: Not a string.
        ValueError: Not the URL of an API, or unsafe for a token.
    """
    url = string(name, url)
    try:
        return _api_base(url, token=token)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None


def _api_base(url: str, *, token: bool) -> str:
    if not url:
        raise ValueError("the URL is empty; omit it for github.com")
    if "?" in url or "#" in url:
        raise ValueError("the URL of an API must not have a query or a fragment")
    parsed = parse_url(url)
    path = parsed.path.rstrip("/")
    if _IN_CLOUD.fullmatch(parsed.host):
        return _cloud_base(parsed, path)
    loopback = _is_loopback(parsed.host)
    if parsed.scheme == "http" and token and not loopback:
        raise ValueError(
            "a token is sent over https only, or over http to a loopback address,"
            " such as 127.0.0.1"
        )
    if path in _OTHER_APIS:
        raise ValueError(f"the REST API of a server is at {_PREFIX}, not at {path}")
    return parsed.origin + (path or ("" if loopback else _PREFIX))


def is_cloud(base: str) -> bool:
    """Return whether ``base`` is the API of github.com or of a ghe.com subdomain."""
    return bool(_CLOUD.fullmatch(parse_url(base).origin))


def env_base(environ: Mapping[str, str]) -> str:
    """Return the API's base URL from the environment, github.com's by default.

    ``GITHUB_API_URL`` is set in jobs of GitHub Actions, ``GH_HOST`` by users of the
    ``gh`` command line tool.

    Raises:
        ValueError: One of them is invalid, or they name different servers.
    """
    host, url = environ.get("GH_HOST", ""), environ.get("GITHUB_API_URL", "")
    if "/" in host:
        raise ValueError("GH_HOST must be a host name, not a URL")
    bases = {api_base(url, name="GITHUB_API_URL")} if url else set[str]()
    if host:
        bases.add(api_base(f"https://{host}", name="GH_HOST"))
    if len(bases) > 1:
        raise ValueError("GH_HOST and GITHUB_API_URL name different servers")
    return bases.pop() if bases else GITHUB


def env_token(base: str, environ: Mapping[str, str]) -> str:
    """Return the token for ``base`` from the environment, or raise ValueError.

    A token of github.com is used for no other server, and a token of an Enterprise
    Server only for the server that the environment names.
    """
    base = api_base(base)
    names: tuple[str, ...] = _CLOUD_TOKENS
    if not is_cloud(base):
        names = _SERVER_TOKENS if env_base(environ) == base else ()
    for name in names:
        if token := environ.get(name, "").strip():
            return token
    wanted = " or ".join(names) or "GH_ENTERPRISE_TOKEN with GH_HOST"
    raise ValueError(f"no token for {base}: set {wanted}")


def check_proxy(proxy: object, *, base: str, token: bool) -> str:
    """Return the URL ``proxy`` if requests to ``base`` may go through it.

    Raises:
        TypeError: Not a string.
        ValueError: Not the URL of a proxy, or the proxy would see the token: a request
            over plain http passes it unencrypted. The message does not contain the URL.
    """
    proxy = string("proxy", proxy)
    scheme, _, rest = proxy.partition("://")
    credentials, _, host = rest.rpartition("@")
    try:
        parsed = parse_url(f"{scheme}://{host}")
    except ValueError:
        raise ValueError(_PROXY_FORM) from None
    bare = not parsed.path.strip("/") and not parsed.query
    if not bare or not _CREDENTIALS.fullmatch(credentials):
        raise ValueError(_PROXY_FORM)
    if token and base.startswith("http:"):
        raise ValueError("a proxy would see the token: base_url is not https")
    return proxy


def _cloud_base(url: ParsedUrl, path: str) -> str:
    if url.host in {"github.com", "api.github.com"}:
        base = GITHUB
    elif tenant := _TENANT.fullmatch(url.host):
        base = f"https://api.{tenant[1]}"
    else:
        raise ValueError(
            "not the URL of an API: use https://api.github.com or"
            " https://api.SUBDOMAIN.ghe.com"
        )
    if path or url.origin != f"https://{url.host}":
        raise ValueError(f"the URL of this API is {base}")
    return base


def _is_loopback(host: str) -> bool:
    """Return whether ``host`` is a loopback address; a name never is."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
