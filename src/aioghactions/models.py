"""The models that calls return, one class for each of GitHub's things."""

from typing import TYPE_CHECKING, Any

from aioghactions._generated import models as _generated

if TYPE_CHECKING:
    from aioghactions._generated.models import *  # noqa: F403 - the index of names

__all__ = _generated.__all__


def __getattr__(name: str) -> Any:
    # Each model is imported when it is first named: together they cost more
    # than aiohttp's own import allows us.
    return getattr(_generated, name)


def __dir__() -> list[str]:
    return sorted(__all__)
