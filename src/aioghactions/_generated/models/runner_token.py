# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerToken``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import field, frozen

from aioghactions._json.frozen import EMPTY, freeze_object
from aioghactions._json.model_support import (
    array,
    instant,
    member_names,
    members,
    unknown,
    writable,
)
from aioghactions._json.sharing import Memo

from .repository_selection import RepositorySelection


@frozen(kw_only=True)
class RunnerToken:
    """A token that registers or removes a self-hosted runner.

    It is valid for one hour; keep it secret.
    """

    token: str = field(repr=False)
    """Value for ``config.sh --token``. Keep it secret."""

    expires_at: datetime
    """When it expires, one hour after its creation."""

    permissions: Mapping[str, Any] | None = None
    """Access level per permission; rarely present."""

    repositories: tuple[Mapping[str, Any], ...] | None = None
    """Repositories that it is for; rarely present."""

    single_file: str | None = None
    """The only file that it may read; rarely present."""

    repository_selection: RepositorySelection | None = None
    """Whether it is for all repositories or for selected ones; rarely present."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerToken)
_REPOSITORY_SELECTION: Final = members(RepositorySelection)
_Draft: Final = writable(RunnerToken)


def structure_runner_token(data: Any, memo: Memo) -> RunnerToken:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.token = data["token"]
    draft.expires_at = instant(data["expires_at"])
    draft.permissions = (
        None if (value := data.get("permissions")) is None else freeze_object(value)
    )
    draft.repositories = (
        None
        if (value := data.get("repositories")) is None
        else tuple([freeze_object(item) for item in array(value)])
    )
    draft.single_file = data.get("single_file")
    draft.repository_selection = (
        None
        if (value := data.get("repository_selection")) is None
        else _REPOSITORY_SELECTION[value]
    )
    draft.extra = (
        EMPTY
        if len(data)
        == 2
        + ("permissions" in data)
        + ("repositories" in data)
        + ("single_file" in data)
        + ("repository_selection" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = RunnerToken
    model: RunnerToken = draft
    return model
