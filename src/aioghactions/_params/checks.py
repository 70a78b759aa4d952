"""Validate arguments before anything is sent.

A wrong type raises TypeError, a wrong value ValueError. A message names the argument.
It shows the value only where that cannot be a secret passed in the wrong place.
"""

import re
import warnings
from collections.abc import Mapping, Sized
from datetime import datetime
from enum import Enum
from math import isfinite, isnan
from typing import Final, TypeVar, cast

from aioghactions._params.encode import as_list

SizedT = TypeVar("SizedT", bound=Sized)

_SHA: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")
_ENTRY_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def repository(owner: object, repo: object = None) -> tuple[str, str]:
    """Return owner and name of ``"owner/name"`` or of ``"owner"`` and ``"name"``."""
    whole = string("a name", owner)
    if repo is not None:
        whole += f"/{string('a name', repo)}"
    owner, slash, name = whole.partition("/")
    if slash and _is_name(owner) and _is_name(name) and not name.endswith(".git"):
        return owner, name
    raise ValueError(
        f'{_quote(whole)} is not a repository name; use "owner/name" or '
        'repo("owner", "name")'
    )


def repository_name(value: object) -> str:
    """Return a name that is a string, or the ``full_name`` of a repository."""
    name = value if isinstance(value, str) else getattr(value, "full_name", None)
    if isinstance(name, str):
        return name
    raise TypeError(
        'expected a name such as "octo-org/hello", or a repository of a response, not '
        f"{type(value).__name__}"
    )


def organization(value: object) -> str:
    """Return the name of an organization."""
    return _name_of("an organization", value, such_as="octo-org")


def enterprise(value: object) -> str:
    """Return the name of an enterprise."""
    return _name_of("an enterprise", value, such_as="octo-corp")


def _name_of(owner: str, value: object, *, such_as: str) -> str:
    name = string("a name", value)
    if _is_name(name):
        return name
    raise ValueError(f'{_quote(name)} is not {owner} name, such as "{such_as}"')


def integer(name: str, value: object) -> int:
    """Return ``value`` if it is an integer."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise TypeError(f"{name} must be an integer, not {type(value).__name__}")


def integers(name: str, values: object) -> list[int]:
    """Return a list of integers."""
    return [
        integer(f"{name}[{i}]", v) for i, v in enumerate(as_list(name, values) or ())
    ]


def between(
    name: str, value: int | None, least: int, most: int | None = None
) -> int | None:
    """Return ``value`` if it is None or an integer within the documented range."""
    if value is None:
        return value
    if integer(name, value) >= least and (most is None or value <= most):
        return value
    span = f"{least} or more" if most is None else f"{least} to {most}"
    raise ValueError(f"{name} must be {span}, got {value}")


def at_most(name: str, value: SizedT | None, most: int) -> SizedT | None:
    """Return ``value`` if it is None or has at most ``most`` entries."""
    if value is None or len(value) <= most:
        return value
    raise ValueError(f"{name} must have at most {most} entries, got {len(value)}")


def matching(name: str, value: str | None, pattern: str, form: str) -> str | None:
    """Return ``value`` if it is None or matches ``pattern``; ``form`` describes it."""
    if value is None or re.fullmatch(pattern, string(name, value)):
        return value
    # Without the value: what is not sealed Base64 may be the secret itself.
    raise ValueError(f"{name} must be {form}")


def known(
    name: str, value: str | None, values: tuple[str, ...], *, stacklevel: int = 4
) -> str | None:
    """Return ``value``; warn if GitHub is not known to have it.

    GitHub answers a misspelt filter with an empty list. It is sent nevertheless: a
    server may be newer than this library. The ``stacklevel`` is that of the warning; 4
    is the caller of the method that calls an operation.
    """
    if value in values or not isinstance(value, str) or not value.strip():
        return value  # encode_query raises if it is empty or of another type
    from difflib import get_close_matches  # noqa: PLC0415 - rarely needed

    near = get_close_matches(value.lower(), values, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(values)}"
    message = f"{name}={value!r} is not a known value; {hint}"
    warnings.warn(message, stacklevel=stacklevel)
    return value


def one_of(**values: object) -> None:
    """Check that at least one argument is not None."""
    if all(value is None for value in values.values()):
        rest = "both" if len(values) == 2 else "several"  # noqa: PLR2004
        raise ValueError(f"pass {' or '.join(values)}, or {rest}")


def string(name: str, value: object) -> str:
    """Return ``value`` if it is a string."""
    if isinstance(value, str):
        return value
    raise TypeError(f"{name} must be a string, not {type(value).__name__}")


def text(name: str, value: object) -> str:
    """Return ``value`` if it is a string that is not blank."""
    if string(name, value).strip():
        return string(name, value)
    raise ValueError(f"{name} is empty")


def commit(name: str, value: object) -> str:
    """Return the full SHA of a commit, in lower case."""
    sha = string(name, value).lower()
    if _SHA.fullmatch(sha):
        return sha
    raise ValueError(
        f"{name} must be a full SHA, of 40 or 64 hexadecimal digits, got {_quote(sha)};"
        " GitHub does not look up abbreviations, and `git rev-parse` prints all digits"
    )


def mapping(name: str, value: object) -> None:
    """Check that ``value`` is a mapping."""
    if not isinstance(value, Mapping):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a mapping, such as a dict, not {kind}")


def texts(name: str, values: object) -> dict[str, str] | None:
    """Return the values of a mapping as strings; those that are None are left out."""
    if values is None:
        return None
    mapping(name, values)
    members = cast("Mapping[object, object]", values).items()
    return {str(k): _as_text(f"{name}.{k}", v) for k, v in members if v is not None}


def seconds(name: str, value: object) -> float:
    """Return ``value`` if it is a number of seconds; a negative one is a time past."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a number of seconds, not {kind}")
    if isnan(value):
        raise ValueError(f"{name} must be a number of seconds, got NaN")
    return value


def instant(name: str, value: object) -> datetime:
    """Return ``value`` if it is a datetime with a time zone."""
    if not isinstance(value, datetime):
        kind = type(value).__name__
        raise TypeError(f"{name} must be a datetime with a time zone, not {kind}")
    if value.tzinfo is None:
        raise ValueError(f"{name}: {value} has no time zone; pass tzinfo=UTC")
    return value


def entry_name(argument: str, value: object) -> str:
    """Return ``value`` if it is a valid name of a secret or a variable."""
    name = text(argument, value)
    if not _ENTRY_NAME.fullmatch(name):
        raise ValueError(
            f"{argument} may contain letters, digits and underscores, and must not "
            "begin with a digit"
        )
    return name


def selected_ids(visibility: object, ids: object) -> list[int] | None:
    """Return the ids of repositories, which ``selected`` needs and no other has."""
    found = None if ids is None else integers("selected_repository_ids", ids)
    if found is not None and visibility != "selected":
        given = "None" if visibility is None else repr(str(visibility))
        raise ValueError(
            f"selected_repository_ids need visibility 'selected', not {given}"
        )
    if found is None and visibility == "selected":
        raise ValueError(
            "visibility 'selected' needs selected_repository_ids; use [] for none"
        )
    return found


def _as_text(name: str, value: object) -> str:
    if isinstance(value, Enum):
        return _as_text(name, value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isfinite(value):
        raise ValueError(f"{name}: {value} cannot be sent as JSON")
    if isinstance(value, str | int | float):
        return str(value)
    kind = type(value).__name__
    raise TypeError(
        f"{name} must be a string, a number or a boolean, not {kind}; "
        "use json.dumps() for the input of a fromJSON()"
    )


def _is_name(value: str) -> bool:
    return bool(_NAME.fullmatch(value)) and value not in {".", ".."}


def _quote(value: str) -> str:
    """Return the value for a message; a URL may contain a token."""
    return "a URL" if "://" in value or "@" in value else repr(value)
