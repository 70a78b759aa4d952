"""Receive webhooks: check the signature, and return the event as a model.

:func:`receive` does no I/O and needs no framework: it takes the headers and the raw
body of a request. GitHub delivers an event at least once and in any order;
:class:`Deliveries` recognises a repeated one and :func:`newer` an outdated one. GitHub
counts a delivery as failed unless it is answered within 10 seconds.

More than 400 lines, because errors, receiving and ordering are one public module.
"""

import hmac
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar, cast
from urllib.parse import parse_qs

from attrs import field, frozen

from aioghactions._core.call import Returns
from aioghactions._core.lazy import public_names
from aioghactions._core.redact import one_line
from aioghactions._generated.webhooks import EVENTS
from aioghactions._json import codec
from aioghactions._json.frozen import freeze
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import structure
from aioghactions.errors import GitHubActionsError

if TYPE_CHECKING:
    from aioghactions._generated.models import (
        CheckRunEvent,
        CheckSuiteEvent,
        DeploymentEvent,
        DeploymentProtectionRuleEvent,
        DeploymentReviewEvent,
        DeploymentStatusEvent,
        HookDelivery,
        InstallationEvent,
        InstallationRepositoriesEvent,
        PingEvent,
        WorkflowDispatchEvent,
        WorkflowJobEvent,
        WorkflowRunEvent,
    )
    from aioghactions.fanout import Failed

__all__ = [
    "MAX_BODY",
    "BodyTooLargeError",
    "Deliveries",
    "Event",
    "InvalidPayloadError",
    "InvalidSignatureError",
    "MissingSignatureError",
    "NoEventError",
    "Redelivery",
    "UnknownEvent",
    "WebhookError",
    "newer",
    "receive",
    "sign",
]

MAX_BODY: Final = 25 * 2**20
"""Bytes. GitHub does not deliver larger events."""

_PREFIX: Final = "sha256="
_HEX_DIGITS: Final = 64
_MAX_FIELDS: Final = 16
_FINISHED: Final = "completed"
# Order of the statuses within one attempt; those of the same rank have no order.
_RANKS: Final = {
    "requested": 0,
    "queued": 0,
    "pending": 0,
    "waiting": 0,
    "in_progress": 1,
    "completed": 2,
}

Headers: TypeAlias = (
    Mapping[str, str]
    | Mapping[bytes, bytes]
    | Iterable[tuple[str | bytes, str | bytes]]
)


class WebhookError(GitHubActionsError):
    """A request is not a valid delivery of a webhook.

    Attributes:
        status: The HTTP status to answer it with.
    """

    status: int = 400


class MissingSignatureError(WebhookError):
    """The request has no ``X-Hub-Signature-256``, so it is not from this webhook."""

    status = 401


class InvalidSignatureError(WebhookError):
    """The signature was not made with any of the secrets, or is malformed."""

    status = 401


class BodyTooLargeError(WebhookError):
    """The body is larger than the bound."""

    status = 413


class InvalidPayloadError(WebhookError):
    """The body is not the JSON of the event, although its signature is valid."""


class NoEventError(WebhookError):
    """The request has no ``X-GitHub-Event``."""


@frozen(kw_only=True)
class UnknownEvent:
    """An event without a model.

    Attributes:
        name: Name of the event, from ``X-GitHub-Event``.
        delivery_id: Id of the delivery; a repeated delivery has the same id.
        action: What happened; None for an event without actions.
        json: The payload, with read-only objects and arrays.
    """

    name: str
    delivery_id: str | None
    action: str | None
    json: Mapping[str, Any] = field(repr=False)


if TYPE_CHECKING:
    Event: TypeAlias = (
        CheckRunEvent
        | CheckSuiteEvent
        | DeploymentEvent
        | DeploymentProtectionRuleEvent
        | DeploymentReviewEvent
        | DeploymentStatusEvent
        | InstallationEvent
        | InstallationRepositoriesEvent
        | PingEvent
        | WorkflowDispatchEvent
        | WorkflowJobEvent
        | WorkflowRunEvent
        | UnknownEvent
    )
else:  # the models are imported when an event arrives
    Event = object


def receive(
    headers: Headers,
    body: bytes,
    *,
    secrets: Iterable[str],
    limit: int = MAX_BODY,
) -> Event:
    """Return the event of a webhook request, after checking its signature.

    Args:
        headers: The headers of the request, with names in any case: a mapping, or pairs
            of names and values.
        body: The body as it was received. Text, or JSON that was parsed and written
            again, has another signature.
        secrets: The secrets of the webhook: one, or the current and the previous one
            while you change it.
        limit: Maximum length of the body in bytes.

    Returns:
        The model of the event, such as
        :class:`~aioghactions.models.WorkflowRunEvent`, or an :class:`UnknownEvent`.

    Raises:
        MissingSignatureError: The request is not signed with SHA-256.
        InvalidSignatureError: The signature is malformed, or fits none of the secrets.
        BodyTooLargeError: The body is longer than ``limit``.
        NoEventError: The request does not name its event.
        InvalidPayloadError: The body is neither JSON nor a form with ``payload``, or
            not the payload of the event.
        TypeError: ``body`` is not bytes, or ``secrets`` is a string.
        ValueError: There is no secret, or an empty one.

    https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
    """
    keys = _keys(secrets)
    if not isinstance(cast("object", body), bytes | bytearray | memoryview):
        raise TypeError(
            f"body must be the bytes of the request, not {type(body).__name__}"
        )
    if len(body) > limit:
        raise BodyTooLargeError(f"the body has {len(body)} bytes, more than {limit}")
    found = _headers(headers)
    _check_signature(found, bytes(body), keys)
    name = found.get("x-github-event", "").strip()
    if not name:
        raise NoEventError("the request has no X-GitHub-Event header")
    delivery_id = one_line(found.get("x-github-delivery", "")) or None
    data = _payload(found.get("content-type", ""), bytes(body))
    model = EVENTS.get(name)
    if model is None:
        action = data.get("action")
        return UnknownEvent(
            name=one_line(name, max_length=100),
            delivery_id=delivery_id,
            action=action if isinstance(action, str) else None,
            json=_frozen(data),
        )
    try:
        event = structure(
            {**data, "delivery_id": delivery_id}, Returns(model), SharedObjects()
        )
    except codec.StructureError as error:
        problem = f"{error.path}: {error}"
    else:
        return cast("Event", event)
    raise InvalidPayloadError(f"not the payload of {name}: {one_line(problem)}")


def _frozen(data: Mapping[str, Any]) -> Any:
    try:
        return freeze(data)
    except RecursionError:
        pass
    raise InvalidPayloadError("the JSON is nested too deeply")


def sign(body: bytes, secret: str) -> str:
    """Return the ``X-Hub-Signature-256`` of a body, for tests of a receiver."""
    return _PREFIX + hmac.new(secret.encode(), body, sha256).hexdigest()


class Deliveries:
    """The ids of the deliveries received last, to recognise repeated ones.

    GitHub may deliver an event twice, and a person can redeliver it. The ids are held
    in memory, so after a restart every delivery is new: what must not be done twice
    needs another check, such as ``run_attempt`` before a re-run.

    Args:
        limit: How many ids are held; the oldest are forgotten.
    """

    def __init__(self, limit: int = 10_000) -> None:
        if limit < 1:
            raise ValueError(f"limit must be at least 1, got {limit}")
        self._limit = limit
        self._seen: OrderedDict[str, None] = OrderedDict()

    def __len__(self) -> int:
        return len(self._seen)

    def is_new(self, event: "Event") -> bool:
        """Remember the delivery of ``event``; return whether it is the first.

        A delivery without an id is always new.
        """
        delivery = event.delivery_id
        if delivery is None:
            return True
        is_new = delivery not in self._seen
        self._seen[delivery] = None
        self._seen.move_to_end(delivery)
        if len(self._seen) > self._limit:
            self._seen.popitem(last=False)
        return is_new


@frozen(kw_only=True)
class Redelivery:
    """What ``redeliver_failed`` has done.

    Attributes:
        sent: The failed deliveries of which a redelivery was requested, oldest first.
        failed: Those of which it could not be, each with its error. If the error has
            ``outcome_unknown``, GitHub may send it again nevertheless.
    """

    sent: "tuple[HookDelivery, ...]"
    failed: "tuple[Failed[HookDelivery], ...]"


class _State(Protocol):
    """What runs and jobs have in common."""

    @property
    def id(self) -> int: ...
    @property
    def run_attempt(self) -> int | None: ...
    @property
    def status(self) -> str | None: ...


StateT = TypeVar("StateT", bound=_State)


def newer(a: StateT, b: StateT) -> bool | None:
    """Return whether ``a`` is a later state than ``b`` of the same run or job.

    Events arrive in any order. The later attempt is newer; within an attempt, the
    completed state; then the later ``updated_at`` (of runs) or the one with more
    completed steps (of jobs); then the state in progress rather than the queued one.

    Args:
        a: A run or a job.
        b: Another state of it.

    Returns:
        None if neither is known to be the later one: the states are equal, or differ
        in nothing that has an order.

    Raises:
        ValueError: They are not states of one run or job.
    """
    if type(a) is not type(b) or a.id != b.id:
        raise ValueError("a and b must be states of the same run or job")
    for rank in (_attempt, _is_completed, _updated, _steps, _progress):
        first, second = rank(a), rank(b)
        if first is not None and second is not None and first != second:
            return bool(first > second)
    return None


def _attempt(state: _State) -> Any:
    return state.run_attempt


def _is_completed(state: _State) -> Any:
    return state.status == _FINISHED


def _updated(state: _State) -> Any:
    updated = getattr(state, "updated_at", None)
    return updated if isinstance(updated, datetime) else None


def _steps(state: _State) -> Any:
    steps = getattr(state, "steps", None)
    return None if steps is None else sum(step.status == _FINISHED for step in steps)


def _progress(state: _State) -> Any:
    return _RANKS.get(str(state.status))


def _key(secret: object) -> bytes:
    if isinstance(secret, str):
        return secret.encode()
    raise TypeError(
        f"a secret must be a string, not {type(secret).__name__}; is its environment "
        "variable set?"
    )


def _keys(secrets: Iterable[str] | None) -> list[bytes]:
    if secrets is None or isinstance(secrets, str | bytes):
        raise TypeError("secrets must be a list of strings; use [secret] for one")
    keys = [_key(secret) for secret in secrets]
    if not keys or not all(keys):
        raise ValueError("secrets must have at least one secret, and no empty one")
    return keys


def _headers(headers: Headers) -> dict[str, str]:
    items = getattr(headers, "items", None)
    pairs = cast("Iterable[tuple[Any, Any]]", items() if callable(items) else headers)
    return {_text(name).lower(): _text(value) for name, value in pairs}


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else str(value)


def _check_signature(
    headers: Mapping[str, str], body: bytes, keys: list[bytes]
) -> None:
    signature = headers.get("x-hub-signature-256", "").strip()
    if not signature:
        only_sha1 = " (X-Hub-Signature is SHA-1)" * ("x-hub-signature" in headers)
        raise MissingSignatureError(
            f"the request has no X-Hub-Signature-256 header{only_sha1}; set a secret "
            "for the webhook"
        )
    digest = signature.removeprefix(_PREFIX)
    if digest == signature or len(digest) != _HEX_DIGITS or not digest.isascii():
        raise InvalidSignatureError(
            f"X-Hub-Signature-256 must be {_PREFIX} and {_HEX_DIGITS} hex digits"
        )
    # Every secret is tried, so that the time does not depend on the valid one.
    matches = [
        hmac.compare_digest(hmac.new(key, body, sha256).hexdigest(), digest.lower())
        for key in keys
    ]
    if not any(matches):
        raise InvalidSignatureError(
            "the signature was made with another secret, or the body was changed"
        )


def _payload(content_type: str, body: bytes) -> dict[str, Any]:
    """Return the JSON object of a body of either content type."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "application/x-www-form-urlencoded":
        body = _form_payload(body)
    elif kind not in {"application/json", ""}:
        raise InvalidPayloadError(
            f"the content type must be JSON or a form, not {one_line(kind)!r}"
        )
    try:
        data = codec.loads(body)
    except ValueError as error:
        problem = str(error)
    else:
        if isinstance(data, dict):
            return cast("dict[str, Any]", data)
        problem = f"it is a JSON {type(data).__name__}, not an object"
    raise InvalidPayloadError(f"the payload is not valid: {one_line(problem)}")


def _form_payload(body: bytes) -> bytes:
    try:
        fields = parse_qs(
            body.decode("ascii"),
            strict_parsing=True,
            errors="strict",
            max_num_fields=_MAX_FIELDS,
        )
    except ValueError:
        fields = {}
    values = fields.get("payload", [])
    if len(values) != 1:
        raise InvalidPayloadError("the form must have one field, `payload`")
    return values[0].encode()


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
