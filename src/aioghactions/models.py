"""The models that calls return, one class for each of GitHub's things."""

from typing import TYPE_CHECKING

from aioghactions._generated import models as _generated

if TYPE_CHECKING:
    from aioghactions._generated.models import *  # noqa: F403 - the index of names
else:
    # Each model is imported when it is first named: together they cost more
    # than aiohttp's own import. Hidden from checkers, or any name would do.
    __all__ = _generated.__all__
    __getattr__ = _generated.__getattr__
    __dir__ = _generated.__dir__
