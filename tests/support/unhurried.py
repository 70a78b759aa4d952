"""A patience that no machine is too slow for, for programs that tests start."""

from typing import Final

import aioghactions as gha

_DAY: Final = 86_400.0

UNHURRIED: Final = gha.Patience(
    first_delay=0,
    deadline=None,
    connect_timeout=_DAY,
    read_timeout=_DAY,
    attempt_timeout=_DAY,
)
