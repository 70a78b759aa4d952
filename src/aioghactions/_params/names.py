"""Take the names of repositories and organizations from what people write."""

import re
from typing import Final

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_DOTS: Final = frozenset({".", ".."})


def repository(owner: object, repo: object = None) -> tuple[str, str]:
    """Return owner and name.

    Args:
        owner: Who owns it; or both, ``"octo-org/hello"``.
        repo: Its name, unless ``owner`` is both.

    Raises:
        TypeError: One of them is no string.
        ValueError: They are not an owner and a name. The message shows no URL,
            which may hold a token.
    """
    whole = _text(owner) if repo is None else f"{_text(owner)}/{_text(repo)}"
    owner, slash, name = whole.partition("/")
    if slash and _is_name(owner) and _is_name(name) and not name.endswith(".git"):
        return owner, name
    raise ValueError(
        f'{_shown(whole)} is not a repository name; use "owner/name" or '
        'repo("owner", "name")'
    )


def organization(name: object) -> str:
    """Return the name of an organization.

    Raises:
        TypeError: It is no string.
        ValueError: It is no name. The message shows no address.
    """
    text = _text(name)
    if _is_name(text):
        return text
    raise ValueError(f'{_shown(text)} is not an organization name, such as "octo-org"')


def _text(name: object) -> str:
    if isinstance(name, str):
        return name
    raise TypeError(f"a name is a string, not {type(name).__name__}")


def _is_name(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text not in _DOTS


def _shown(text: str) -> str:
    return "a URL" if "://" in text or "@" in text else repr(text)
