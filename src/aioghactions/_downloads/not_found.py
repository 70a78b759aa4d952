"""Find out why GitHub has no log or artifact for a download."""

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
# A request more would only add to the load.
_OUTAGES: Final = frozenset(range(501, 600))


@asynccontextmanager
async def explain_not_found(
    pipeline: Pipeline, call: Call[Any]
) -> AsyncGenerator[None, None]:
    """Set the ``reason`` of a 404, 410 or 500 that is raised in the block.

    GitHub may respond 500 to a request for the log of a run that is in progress.
    """
    try:
        yield
    except (errors.NotFoundError, errors.GoneError, errors.ServerError) as error:
        if error.status not in _OUTAGES and not error.reason:
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
    get_owner = owner_call(kind, call)
    try:
        async with asyncio.timeout(_TIMEOUT):
            owner = await pipeline.send(get_owner)
    except errors.NotFoundError:
        return f"the {kind.owner} does not exist, or this token may not see it"
    except (errors.GitHubActionsError, TimeoutError):
        return ""
    if isinstance(error, errors.ServerError):
        return why_no_log(kind.owner, owner)
    return likely_reason(kind, owner, _step_number(call))


def owner_call(kind: Kind, call: Call[Any]) -> Call[Any]:
    """Return the call for the job, run or artifact that a download belongs to."""
    operation = operations.OPERATIONS[kind.owner_operation]
    segments = call.path.split("/")[: len(operation.path.split("/"))]
    return Call(operation=operation, path="/".join(segments))


def _step_number(call: Call[Any]) -> int | None:
    """Return the number of the step, for the log of a step."""
    *_, name, number, _ = call.path.split("/")
    return int(number) if name == "steps" else None


def likely_reason(kind: Kind, owner: Any, step: int | None = None) -> str:
    """Return why the body is likely missing although its owner exists."""
    if kind.owner == "artifact":
        if owner.expired:
            return kind.gone_reason
        return "the artifact exists, but its content does not"
    return (
        why_no_log(kind.owner, owner)
        or (why_no_step(owner, step) if step is not None else "")
        or f"the {kind.owner} is completed; its log was deleted or never stored"
    )


def why_no_log(kind: str, owner: Any) -> str:
    """Return why a job, run or attempt certainly has no log, or "".

    Args:
        kind: ``job``, ``run`` or ``attempt``, for the message.
        owner: It. A job without runner and steps has never begun.
    """
    if kind == "artifact":
        return ""
    if owner.status not in {"completed", None}:
        return (
            f"the {kind} is {owner.status}; its log is available once it is completed"
        )
    if owner.conclusion == "skipped":
        return f"the {kind} was skipped and has no log"
    if kind != "job" or owner.conclusion in {"success", None}:
        return ""
    if owner.steps or owner.runner_id or owner.runner_name:
        return ""
    return (
        f"the job ended ({owner.conclusion}) before it was given a runner and has no "
        "log"
    )


def why_no_step(job: Any, number: int) -> str:
    """Return why a step of a completed job certainly has no log, or ""."""
    steps = {step.number: step for step in job.steps or ()}
    if number not in steps:
        return f"the job has no step {number}: use a number of its steps"
    if steps[number].conclusion == "skipped":
        return f"step {number} was skipped and has no log"
    return ""
