"""Name what a refusal means."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from aioghactions import errors
from aioghactions._wire.exchange import Response

LimitKind = Literal["primary", "secondary"]


def limit_kind(response: Response) -> LimitKind | None:
    """Return which rate limit the response speaks of, or None.

    Only for answers of the API itself: what a storage host says is no rate limit
    of the token.
    """
    ...


def error_for(
    response: Response,
    *,
    operation: str = "",
    attempts: int = 1,
    retry_at: datetime | None = None,
    outcome_unknown: bool = False,
) -> errors.ResponseError:
    """Return the error that names the response; never raises.

    Args:
        response: An answer that is no documented success.
        operation: Operation id of the call.
        attempts: How many requests the call made.
        retry_at: The earliest instant at which to try again; kept by rate limit
            errors only.
        outcome_unknown: The request may have taken effect.
    """
    ...


def limit_error(
    kind: LimitKind, *, operation: str, retry_at: datetime, attempts: int = 0
) -> errors.RateLimitError:
    """Return the error for a call held back because a limit is known to be reached.

    Nothing was asked this time, so the status is the one GitHub would have sent.
    """
    ...


def safe_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return what of the headers may be shown: no cookie, credential or address."""
    ...
