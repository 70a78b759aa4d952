"""Check what an App says of itself, before it is signed or asked for."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, TypeGuard

_CLIENT_ID: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_NAME: Final = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_PEM: Final = "PRIVATE KEY-----"


def check_app(app: object) -> int | str:
    """Return ``app`` if it can be an App's number or client id.

    Raises:
        ValueError: It can be neither.
    """
    if isinstance(app, str) and _CLIENT_ID.fullmatch(app):
        return app
    if _is_integer(app) and app > 0:
        return app
    raise ValueError("app is the App's id or its client id, as its page shows it")


def check_private_key(text: object) -> str:
    """Return ``text`` if it looks like a private key; it is not shown if not.

    Raises:
        ValueError: It is no such text.
    """
    if isinstance(text, str) and _PEM in text:
        return text
    raise ValueError(
        "private_key is the text of the App's .pem file, from BEGIN to END"
    )


def check_installation(number: object) -> int:
    """Return ``number`` if it can be that of an installation.

    Raises:
        TypeError: It is no number, such as the text of an environment variable.
        ValueError: It is less than 1.
    """
    if not _is_integer(number):
        raise TypeError(
            "installation_id is a number, such as int(os.environ[...]), "
            f"not {type(number).__name__}"
        )
    if number > 0:
        return number
    raise ValueError("installation_id is the number at the end of its page's address")


def check_repositories(names: object) -> tuple[str, ...] | None:
    """Return ``names`` if they can be those of repositories, without their owner.

    Raises:
        TypeError: They are not several strings.
        ValueError: One of them is no name, or there is none.
    """
    if names is None:
        return None
    several = tuple(names) if _is_list(names) else (None,)
    if not _are_strings(several):
        raise TypeError('repositories are names, such as ["hello"]')
    # Nobody says what an empty list reaches: perhaps all of them.
    if not several or not all(map(_NAME.fullmatch, several)):
        raise ValueError(
            "repositories are names without their owner, and at least one; None "
            "stands for all"
        )
    return several


def check_permissions(levels: object) -> dict[str, str] | None:
    """Return ``levels`` if they can be permissions and their levels.

    Raises:
        TypeError: They are no mapping of strings.
        ValueError: There is none.
    """
    if levels is None:
        return None
    if not _are_levels(levels):
        raise TypeError('permissions are levels by name, such as {"actions": "read"}')
    if not levels:
        raise ValueError("permissions are at least one; None stands for all")
    return dict(levels)


def _is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_list(value: object) -> TypeGuard[Iterable[object]]:
    return isinstance(value, Iterable) and not isinstance(value, str | Mapping)


def _are_strings(values: tuple[object, ...]) -> TypeGuard[tuple[str, ...]]:
    return all(isinstance(value, str) for value in values)


def _is_mapping(value: object) -> TypeGuard[Mapping[object, object]]:
    return isinstance(value, Mapping)


def _are_levels(value: object) -> TypeGuard[Mapping[str, str]]:
    return _is_mapping(value) and all(map(_are_strings, value.items()))
