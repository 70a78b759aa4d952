"""Decode a successful response into the documented model."""

from typing import Any, TypeVar

from aioghactions import errors
from aioghactions._core import redact
from aioghactions._core.call import Operation, Returns
from aioghactions._core.messages import Response
from aioghactions._core.redact import KnownSecrets
from aioghactions._json import codec
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import read

T = TypeVar("T")


def decode(
    operation: Operation[T],
    response: Response,
    shared: SharedObjects,
    secrets: KnownSecrets = redact.NO_SECRETS,
) -> T:
    """Return the value of a successful response.

    Raises:
        ConnectionLostError: The body is JSON that ends early.
        UnexpectedAnswerError: It does not match the documentation.
    """
    # A path that is not an operation has no documented responses.
    returns = _documented(operation, response) if operation.answers else None
    if not response.body if returns is None else returns.model is None:
        return None  # type: ignore[return-value]  # T is None here
    failure: errors.GitHubActionsError
    try:
        mask = secrets.masked if secrets.are_in(response.body) else None
        value: T = read(response.body, returns, shared, mask)
    except codec.StructureError as error:
        failure = _unexpected(operation, f"{error.path}: {error}", error.path)
    except ValueError:
        failure = _not_json(operation, response, secrets)
    else:
        return value
    raise failure


def _not_json(
    operation: Operation[Any], response: Response, secrets: KnownSecrets
) -> errors.GitHubActionsError:
    if codec.is_cut(response.body):
        return errors.ConnectionLostError(
            "the response was cut short",
            operation=operation.id,
            outcome_unknown=not operation.is_read,
        )
    kind = redact.one_line(response.headers.get("content-type", ""), secrets=secrets)
    what = f"the response (status {response.status}, {kind or 'no content type'})"
    begin = response.body.lstrip()[:1]
    if not begin:
        return _unexpected(operation, f"{what} is empty")
    if begin in b'{["':  # JSON that is malformed: its values may be secret
        return _unexpected(operation, f"{what} is not JSON")
    words = redact.body_excerpt(response.body, secrets=secrets)
    what += " is a web page" if begin == b"<" else " is not JSON"
    excerpt = f": {words!r}" if words else ""
    return _unexpected(operation, f"{what}{excerpt}; check base_url and the network")


def _documented(operation: Operation[Any], response: Response) -> Returns:
    """Return what the documentation says that ``response`` contains.

    A proxy or an older server may send 200 for 201: if all documented successes have
    the same content, any 2xx has it; an empty body is the empty one, if documented.
    """
    returns = operation.answers.get(response.status)
    if returns is not None and response.body:  # nearly all: 2 µs less than below
        return returns
    documented = set(operation.answers.values())
    if Returns() in documented and not response.body:
        return Returns()
    if returns is not None:
        return returns
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
