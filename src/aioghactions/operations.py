"""Calls as values: one function for each documented operation."""

from typing import TYPE_CHECKING, Any

from aioghactions._generated import operations as _generated

if TYPE_CHECKING:
    from aioghactions._generated.operations import *  # noqa: F403 - the index of names

__all__ = _generated.__all__


def __getattr__(name: str) -> Any:
    return getattr(_generated, name)


def __dir__() -> list[str]:
    return sorted(__all__)
