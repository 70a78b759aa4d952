"""Calls as values: one function for each documented operation."""

from typing import TYPE_CHECKING

from aioghactions._generated import operations as _generated

if TYPE_CHECKING:
    from aioghactions._generated.operations import *  # noqa: F403 - the index of names
else:
    # Imported when first named; hidden from checkers, or any name would do.
    __all__ = _generated.__all__
    __getattr__ = _generated.__getattr__
    __dir__ = _generated.__dir__
