"""Patience without short timeouts, for programs that tests start on slow machines."""

from typing import Final

import aioghactions as gha

_DAY: Final = 86_400.0

NO_TIMEOUTS: Final = gha.Patience(
    first_delay=0,
    deadline=None,
    connect_timeout=_DAY,
    read_timeout=_DAY,
    attempt_timeout=_DAY,
)
