"""The parts of a client that every call shares."""

from attrs import field, frozen

from aioghactions._core.clock import Clock
from aioghactions._http.etag_cache import EtagCache
from aioghactions._http.transport import Timeouts, Transport
from aioghactions._limits.limiter import RateLimiter
from aioghactions._request.auth_headers import RequestHeaders
from aioghactions._request.backoff import RetryBudget
from aioghactions._request.events import EventLog
from aioghactions._request.state import CallState
from aioghactions.settings import Patience


@frozen(kw_only=True, eq=False, repr=False)
class ClientContext:
    """The parts of a client that every call shares."""

    base_url: str  # without a final slash
    transport: Transport
    clock: Clock
    limiter: RateLimiter
    auth: RequestHeaders
    patience: Patience
    timeouts: Timeouts  # of one attempt
    events: EventLog
    budget: RetryBudget = field(factory=RetryBudget)
    etags: EtagCache = field(factory=EtagCache)

    def release(self, state: CallState, *, sent: bool = True) -> None:
        """Release the permit that ``state`` holds, if any.

        Only a request that was sent counts against the limits.
        """
        if state.permit is not None:
            self.limiter.release(state.permit, sent=sent)
            state.permit = None
