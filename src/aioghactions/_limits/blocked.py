"""Why a request may not be sent now, and when to ask again."""

from typing import Any, Literal

from attrs import frozen

from aioghactions._limits.pacing import Rule

Reason = Literal["primary", "secondary", "release", "probe", "lease"] | Rule


@frozen
class Blocked:
    """A request may not be sent now.

    Ask again at ``until`` (monotonic; inf if it depends on another request), and after
    each response and each release. ``primary`` and ``secondary`` are limits that the
    server stated: compare these waits with the caller's patience. The others end by
    themselves or with other requests.
    """

    until: float
    reason: Reason
    wants: Any = None  # the Counter to be leased from the store of a shared budget
