"""Turn a documented success into what the operation promises."""

from typing import Any, TypeVar

from aioghactions import errors
from aioghactions._core.call import Operation, Returns
from aioghactions._core.messages import Response
from aioghactions._json import structure
from aioghactions._json.sharing import Memo

T = TypeVar("T")


def decode(operation: Operation[T], response: Response, memo: Memo) -> T:
    """Return the value that ``response`` holds.

    Raises:
        UnexpectedAnswerError: The documentation promises something else.
    """
    returns = _promised(operation, response)
    if returns.model is None:
        # Documented as nothing, or as `{}`; older servers send either.
        return None  # type: ignore[return-value]  # T is None here
    try:
        value: T = structure.read(response.body, returns, memo, operation.items)
    except structure.StructureError as misfit:
        what = f"{misfit.path}: {misfit}"
        failure = _unexpected(operation, what, misfit.path)
    except ValueError:
        what = f"the body of the answer {_instead(response.body)}"
        failure = _unexpected(operation, what)
    else:
        return value
    raise failure


def _instead(body: bytes) -> str:
    """Say what there is in place of JSON."""
    if body.lstrip()[:1] == b"<":
        return "is a web page and no JSON: is base_url right?"
    return "is no JSON" if body else "is empty"


def _promised(operation: Operation[Any], response: Response) -> Returns:
    """Return what the status promises.

    A proxy, or an older server, may say 200 for 201: where only one thing is
    promised, any 2xx brings it; where an empty answer is possible, it is one.
    """
    if (returns := operation.answers.get(response.status)) is not None:
        return returns
    promised = set(operation.answers.values())
    if Returns() in promised and not response.body:
        return Returns()
    if len(promised) == 1:
        return promised.pop()
    raise _unexpected(operation, f"status {response.status} is not documented")


def _unexpected(
    operation: Operation[Any], what: str, path: str = ""
) -> errors.UnexpectedAnswerError:
    return errors.UnexpectedAnswerError(
        f"{operation.id}: {what}",
        operation=operation.id,
        path=path,
        outcome_unknown=not operation.is_read,
    )
