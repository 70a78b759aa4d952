"""Check what an App says of itself, before it is signed or asked for."""

import re
from collections.abc import Iterable, Mapping
from typing import Final, cast

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
    if _is_number(app):
        return cast("int", app)
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
    if isinstance(number, bool) or not isinstance(number, int):
        raise TypeError(
            "installation_id is a number, such as int(os.environ[...]), "
            f"not {type(number).__name__}"
        )
    if _is_number(number):
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
    if isinstance(names, str | Mapping) or not isinstance(names, Iterable):
        raise TypeError('repositories are names, such as ["hello"]')
    several = tuple(cast("Iterable[object]", names))
    if not all(isinstance(name, str) for name in several):
        raise TypeError('repositories are names, such as ["hello"]')
    known = cast("tuple[str, ...]", several)
    # Nobody says what an empty list reaches: perhaps all of them.
    if not known or not all(map(_NAME.fullmatch, known)):
        raise ValueError(
            "repositories are names without their owner, and at least one; None "
            "stands for all"
        )
    return known


def check_permissions(levels: object) -> dict[str, str] | None:
    """Return ``levels`` if they can be permissions and their levels.

    Raises:
        TypeError: They are no mapping of strings.
        ValueError: There is none.
    """
    if levels is None:
        return None
    known = dict(cast("Mapping[str, str]", levels)) if _is_told(levels) else None
    if known is None:
        raise TypeError('permissions are levels by name, such as {"actions": "read"}')
    if not known:
        raise ValueError("permissions are at least one; None stands for all")
    return known


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_told(levels: object) -> bool:
    return isinstance(levels, Mapping) and all(
        isinstance(text, str)
        for pair in cast("Mapping[object, object]", levels).items()
        for text in pair
    )
