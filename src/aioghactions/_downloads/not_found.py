"""Why a log or artifact is not there: GitHub answers 404 to three questions at once."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any, Final

from aioghactions import errors
from aioghactions._core.call import Call
from aioghactions._downloads.kinds import Kind, kind_of
from aioghactions._generated import operations
from aioghactions._request.pipeline import Pipeline

# Seconds. It is asked for a better message, and nobody waits long for that.
_LONGEST: Final = 10.0


@asynccontextmanager
async def explain_not_found(
    pipeline: Pipeline, call: Call[Any]
) -> AsyncGenerator[None, None]:
    """Let an error that says "not there" say why, as far as can be found out."""
    try:
        yield
    except (errors.NotFoundError, errors.GoneError) as error:
        error.reason = await reason(pipeline, call, error)
        raise


async def reason(
    pipeline: Pipeline, call: Call[Any], error: errors.ResponseError
) -> str:
    """Return why the download is likely not there, or "".

    A 410 speaks for itself, at times in as many words. After a 404, GitHub is asked
    once for the job, run or artifact that it belongs to.
    """
    kind = kind_of(call)
    if isinstance(error, errors.GoneError):
        return kind.gone * ("expired" not in error.message)
    owner: Call[Any] = Call(
        operation=operations.OPERATIONS[kind.asks], path=call.path.rpartition("/")[0]
    )
    try:
        async with asyncio.timeout(_LONGEST):
            state = await pipeline.send(owner)
    except errors.NotFoundError:
        return f"there is no such {kind.owner}, or this token may not see it"
    except (errors.GitHubActionsError, TimeoutError):
        return ""
    return likely(kind, state)


def likely(kind: Kind, state: Any) -> str:
    """Return why the download is not there although its owner is.

    Args:
        kind: What was to be downloaded.
        state: The job, run or artifact.
    """
    if kind.owner == "artifact":
        return kind.gone if state.expired else "the artifact is there, its content not"
    if state.status != "completed":
        return f"the {kind.owner} is {state.status}: its log comes when it is completed"
    if state.conclusion == "skipped":
        return f"the {kind.owner} was skipped, and wrote no log"
    return f"the {kind.owner} is completed: its log was deleted, or none was kept"
