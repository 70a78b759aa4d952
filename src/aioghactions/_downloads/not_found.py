"""Find out why GitHub responds 404 to a download."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from aioghactions import errors
from aioghactions._core.call import Call
from aioghactions._downloads.kinds import Kind, kind_of
from aioghactions._generated import operations
from aioghactions._request.pipeline import Pipeline

# Seconds. The request only improves a message, so it must not delay the error for long.
_TIMEOUT: Final = 10.0


@asynccontextmanager
async def explain_not_found(
    pipeline: Pipeline, call: Call[Any]
) -> AsyncGenerator[None, None]:
    """Set the ``reason`` of a 404 or 410 that is raised in the block."""
    try:
        yield
    except (errors.NotFoundError, errors.GoneError) as error:
        error.reason = await _reason(pipeline, call, error)
        raise


async def _reason(
    pipeline: Pipeline, call: Call[Any], error: errors.ResponseError
) -> str:
    """Return why the body is likely missing, or "".

    A 410 means that it has expired or was deleted. After a 404, GitHub is asked once
    for the job, run or artifact that the download belongs to.
    """
    kind = kind_of(call)
    if isinstance(error, errors.GoneError):
        return "" if "expired" in error.message else kind.gone_reason
    get_owner: Call[Any] = Call(
        operation=operations.OPERATIONS[kind.owner_operation],
        path=call.path.rpartition("/")[0],
    )
    try:
        async with asyncio.timeout(_TIMEOUT):
            owner = await pipeline.send(get_owner)
    except errors.NotFoundError:
        return f"the {kind.owner} does not exist, or this token may not see it"
    except (errors.GitHubActionsError, TimeoutError):
        return ""
    return likely_reason(kind, owner)


def likely_reason(kind: Kind, owner: Any) -> str:
    """Return why the body is likely missing although its owner exists."""
    if kind.owner == "artifact":
        if owner.expired:
            return kind.gone_reason
        return "the artifact exists, but its content does not"
    if owner.status != "completed":
        return (
            f"the {kind.owner} is {owner.status}; its log is available once it is "
            "completed"
        )
    if owner.conclusion == "skipped":
        return f"the {kind.owner} was skipped and has no log"
    return f"the {kind.owner} is completed; its log was deleted or never stored"
