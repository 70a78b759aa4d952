"""Take the names of repositories and organizations from what people write."""

import re
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_DOTS: Final = frozenset({".", ".."})
# What is copied from a browser, from a git remote, or from a path of the API.
_ADDRESS: Final = re.compile(
    r"(?:[a-z+]+://[^/]+/|[^/@]*@[^/:]+[:/]|/)?(?:repos/)?"
    r"([A-Za-z0-9_-]+)/([A-Za-z0-9._-]+?)(?:\.git)?(?:/.*)?"
)


def repository(owner: object, repo: object = None) -> tuple[str, str]:
    """Return owner and name.

    Args:
        owner: Who owns it; or both, ``"octo-org/hello"``.
        repo: Its name, unless ``owner`` is both.

    Raises:
        TypeError: One of them is no string.
        ValueError: They are no owner and name. The message shows no address: that
            of a git remote may hold a token.
    """
    given = owner if repo is None else f"{_text(owner)}/{_text(repo)}"
    whole = _text(given)
    owner, slash, repo = whole.partition("/")
    if slash and _is_name(owner) and _is_name(repo) and not repo.endswith(".git"):
        return owner, repo
    found = _ADDRESS.fullmatch(whole)
    wanted = "owner/name"
    if found and _is_name(found[2]):
        wanted = f"{found[1]}/{found[2]}"
    shown = "an address" if _is_address(whole) else repr(whole)
    raise ValueError(f'{shown} is no repository: write "{wanted}", or give both apart')


def organization(name: object) -> str:
    """Return the name of an organization.

    Raises:
        TypeError: It is no string.
        ValueError: It is no name. The message shows no address.
    """
    text = _text(name)
    if _is_name(text):
        return text
    shown = "an address" if _is_address(text) else repr(text)
    raise ValueError(f'{shown} is no name of an organization, such as "octo-org"')


def _text(name: object) -> str:
    if isinstance(name, str):
        return name
    raise TypeError(f"a name is a string, not {type(name).__name__}")


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text not in _DOTS


def _is_address(text: str) -> bool:
    return "://" in text or "@" in text
