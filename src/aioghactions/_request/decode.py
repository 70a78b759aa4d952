"""Decode a successful response into the documented model."""

from typing import Any, TypeVar

from aioghactions import errors
from aioghactions._core.call import Operation, Returns
from aioghactions._core.messages import Response
from aioghactions._json import codec
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure

T = TypeVar("T")


def decode(operation: Operation[T], response: Response, shared: SharedObjects) -> T:
    """Return the value of a successful response, or raise UnexpectedAnswerError."""
    # A path that is not an operation has no documented responses.
    returns = _documented(operation, response) if operation.answers else None
    if not response.body if returns is None else returns.model is None:
        return None  # type: ignore[return-value]  # T is None here
    try:
        parsed: Any = codec.loads(response.body)
        value: T = parsed if returns is None else structure(parsed, returns, shared)
    except codec.StructureError as error:
        failure = _unexpected(operation, f"{error.path}: {error}", error.path)
    except ValueError:
        failure = _unexpected(operation, f"the response {_describe(response.body)}")
    else:
        return value
    raise failure


def _describe(body: bytes) -> str:
    if body.lstrip()[:1] == b"<":
        return "is a web page, not JSON; check base_url"
    return "is not JSON" if body else "is empty"


def _documented(operation: Operation[Any], response: Response) -> Returns:
    """Return what the documentation says that ``response`` contains.

    A proxy or an older server may send 200 for 201: if all documented successes have
    the same content, any 2xx has it; an empty body is the empty one, if documented.
    """
    if (returns := operation.answers.get(response.status)) is not None:
        return returns
    documented = set(operation.answers.values())
    if Returns() in documented and not response.body:
        return Returns()
    if len(documented) == 1:
        return documented.pop()
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
