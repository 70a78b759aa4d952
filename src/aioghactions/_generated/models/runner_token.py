# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerToken``, and how it is made of JSON."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from attrs import field, frozen

from aioghactions._json.frozen import EMPTY, freeze_object
from aioghactions._json.model_support import (
    as_array,
    enum_values,
    instant,
    member_names,
    mutable_twin,
    unknown_members,
)
from aioghactions._json.sharing import SharedObjects

from .repository_selection import RepositorySelection


@frozen(kw_only=True)
class RunnerToken:
    """A token that registers or removes a self-hosted runner.

    It lasts one hour; keep it secret.
    """

    token: str = field(repr=False)
    """What ``config.sh --token`` takes. Keep it secret."""

    expires_at: datetime
    """When it stops working, one hour after it was made."""

    permissions: Mapping[str, Any] | None = None
    """Level by permission; seldom sent."""

    repositories: tuple[Mapping[str, Any], ...] | None = None
    """Repositories that it is for; seldom sent."""

    single_file: str | None = None
    """The one file that it may read; seldom sent."""

    repository_selection: RepositorySelection | None = None
    """Whether it is for all repositories or for some; seldom sent."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerToken)
_REPOSITORY_SELECTION: Final = enum_values(RepositorySelection)
_Draft: Final = mutable_twin(RunnerToken)


def structure_runner_token(data: Any, shared: SharedObjects) -> RunnerToken:
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
        else tuple([freeze_object(item) for item in as_array(value)])
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
        else unknown_members(data, _MEMBERS)
    )
    draft.__class__ = RunnerToken
    model: RunnerToken = draft
    return model
