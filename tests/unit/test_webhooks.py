"""Receiving webhooks: signatures, bodies, events, repeated and outdated ones."""

import hmac
import json
import random
from hashlib import sha1
from urllib.parse import urlencode

import attrs
import pytest
from hypothesis import given, strategies as st

from aioghactions import models, webhooks
from aioghactions._generated.webhooks import EVENTS
from aioghactions.errors import GitHubActionsError
from tests.contract.test_models import assert_contains
from tests.support.fragment import webhook_payloads

SECRET = "It's a Secret to Everybody"
PAYLOADS = webhook_payloads()
BODY = b'{"zen": "Keep it logically awesome.", "hook_id": 1, "hook": {"id": 1}}'


def headers(event: str | None, body: bytes, **more: str | None) -> dict[str, str]:
    """Return the headers that GitHub sends; None leaves one out."""
    sent: dict[str, str | None] = {
        "X-GitHub-Event": event,
        "X-GitHub-Delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        "X-Hub-Signature-256": webhooks.sign(body, SECRET),
        "Content-Type": "application/json",
    }
    sent |= {name.replace("_", "-"): value for name, value in more.items()}
    return {name: value for name, value in sent.items() if value is not None}


def receive(event: str | None, body: bytes, **more: str | None) -> webhooks.Event:
    """Receive a body with the headers that GitHub sends."""
    return webhooks.receive(headers(event, body, **more), body, secrets=[SECRET])


# --- payloads -------------------------------------------------------------------


@pytest.mark.parametrize(("name", "payload"), PAYLOADS)
def test_every_member_of_an_example_is_in_the_model(name, payload):
    """As an attribute, or in `extra`; nothing is added."""
    event = receive(name, json.dumps(payload).encode())
    assert type(event).__name__ == EVENTS[name]
    assert event.delivery_id == "72d3162e-cc78-11e3-81ab-4c9367dc0958"
    assert_contains(attrs.evolve(event, delivery_id=None), payload)


def test_every_event_has_an_example():
    """Of the events that have a model."""
    assert {name for name, _ in PAYLOADS} == EVENTS.keys()


def test_event_embeds_the_models_of_the_api():
    """A run of an event is the class that `runs.get` returns."""
    payload = next(payload for name, payload in PAYLOADS if name == "workflow_run")
    event = receive("workflow_run", json.dumps(payload).encode())
    assert isinstance(event, models.WorkflowRunEvent)
    assert isinstance(event.workflow_run, models.WorkflowRun)
    assert event.action in models.WorkflowRunAction


def test_unknown_event_keeps_its_json():
    """With its name, its action and its delivery."""
    body = b'{"action": "created", "issue": {"number": 1}}'
    event = receive("issues", body)
    assert isinstance(event, webhooks.UnknownEvent)
    assert (event.name, event.action) == ("issues", "created")
    assert event.json["issue"]["number"] == 1
    assert "number" not in repr(event)


@pytest.mark.parametrize("payload", ['{"action": 1}', "{}"])
def test_unknown_event_without_an_action_has_none(payload):
    """An action that is no text counts as none."""
    assert receive("issues", payload.encode()).action is None


# --- requests --------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        lambda given: {name.lower(): value for name, value in given.items()},
        lambda given: {name.upper(): value for name, value in given.items()},
        lambda given: list(given.items()),
        lambda given: [(k.lower().encode(), v.encode()) for k, v in given.items()],
        lambda given: {k.encode(): v.encode() for k, v in given.items()},
    ],
    ids=["lower", "upper", "pairs", "asgi", "bytes"],
)
def test_headers_of_any_framework_are_understood(change):
    """A mapping or pairs, text or bytes, in any case."""
    event = webhooks.receive(change(headers("ping", BODY)), BODY, secrets=[SECRET])
    assert isinstance(event, models.PingEvent)


def test_form_payload_is_understood():
    """The other content type that a webhook can have."""
    body = urlencode({"payload": BODY.decode()}).encode()
    event = receive("ping", body, Content_Type="application/x-www-form-urlencoded")
    assert isinstance(event, models.PingEvent)


def test_previous_secret_is_accepted_while_it_is_listed():
    """A secret can be changed without losing an event."""
    given = headers("ping", BODY)
    assert webhooks.receive(given, BODY, secrets=["new", SECRET])
    with pytest.raises(webhooks.InvalidSignatureError):
        webhooks.receive(given, BODY, secrets=["new"])


def test_missing_delivery_id_is_none():
    """GitHub always sends it; a test may not."""
    assert receive("ping", BODY, X_GitHub_Delivery=None).delivery_id is None


def test_delivery_id_comes_from_the_header_only():
    """A member of the payload of that name is ignored."""
    body = BODY.replace(b'"zen"', b'"delivery_id": "forged", "zen"')
    assert receive("ping", body).delivery_id == "72d3162e-cc78-11e3-81ab-4c9367dc0958"


SIGNATURE = webhooks.sign(BODY, SECRET)
OLD = "sha1=" + hmac.new(SECRET.encode(), BODY, sha1).hexdigest()


@pytest.mark.parametrize(
    ("body", "more", "error", "text"),
    [
        (BODY, {"X_Hub_Signature_256": None}, "MissingSignature", "set a secret"),
        (
            BODY,
            {"X_Hub_Signature_256": None, "X_Hub_Signature": OLD},
            "MissingSignature",
            "is SHA-1",
        ),
        (BODY, {"X_Hub_Signature_256": OLD}, "InvalidSignature", "64 hex digits"),
        (BODY, {"X_Hub_Signature_256": SIGNATURE[7:]}, "InvalidSignature", "sha256="),
        (BODY, {"X_Hub_Signature_256": SIGNATURE[:-1]}, "InvalidSignature", "64 hex"),
        (BODY, {"X_Hub_Signature_256": SIGNATURE + "0"}, "InvalidSignature", "64 hex"),
        (
            BODY,
            {"X_Hub_Signature_256": "sha256=" + "\N{FULLWIDTH DIGIT ONE}" * 64},
            "InvalidSignature",
            "64 hex",
        ),
        (
            BODY,
            {"X_Hub_Signature_256": "sha256=" + "0" * 64},
            "InvalidSignature",
            "another secret",
        ),
        (
            BODY,
            {"X_Hub_Signature_256": webhooks.sign(BODY, "other")},
            "InvalidSignature",
            "another secret",
        ),
        (b"{", {}, "InvalidPayload", "not valid"),
        (b"", {}, "InvalidPayload", "not valid"),
        (b"[1]", {}, "InvalidPayload", "list"),
        (b"\xff", {}, "InvalidPayload", "not valid"),
        (BODY, {"Content_Type": "text/xml"}, "InvalidPayload", "text/xml"),
        (b'{"hook": 5}', {}, "InvalidPayload", "hook"),
        (b'{"zen": "", "hook_id": 1, "hook": {}}', {}, "InvalidPayload", "hook.id"),
        (b'{"sender": {"login": 1}}', {}, "InvalidPayload", "sender.id"),
        (BODY, {"X_GitHub_Event": None}, "NoEvent", "X-GitHub-Event"),
        (BODY, {"X_GitHub_Event": " "}, "NoEvent", "X-GitHub-Event"),
    ],
)
def test_bad_request_has_an_error_of_its_own(body, more, error, text):
    """With the status to answer, and without the secret or the payload."""
    with pytest.raises(webhooks.WebhookError, match=text) as caught:
        receive("ping", body, **more)
    assert type(caught.value).__name__ == f"{error}Error"
    assert caught.value.status == (401 if "Signature" in error else 400)
    for hidden in (SECRET, "awesome", SIGNATURE[8:40]):
        assert hidden not in repr(caught.value) + str(caught.value)


@pytest.mark.parametrize(
    "body",
    [b"payload=%7B%7D&payload=%7B%7D", b"other=1", b"%", b"payload=%ff", b"\xff"],
)
def test_form_without_one_payload_is_rejected(body):
    """Also if it is no form at all."""
    kind = "application/x-www-form-urlencoded"
    with pytest.raises(webhooks.InvalidPayloadError, match="payload"):
        receive("ping", body, Content_Type=kind)


def test_body_over_the_bound_is_rejected_before_anything_else():
    """Its signature is not computed."""
    with pytest.raises(webhooks.BodyTooLargeError, match="more than 10") as caught:
        webhooks.receive({}, b"x" * 11, secrets=[SECRET], limit=10)
    assert caught.value.status == 413


@pytest.mark.parametrize(
    ("body", "secrets", "error", "text"),
    [
        ("{}", [SECRET], TypeError, "bytes of the request, not str"),
        (b"{}", SECRET, TypeError, "use .secret. for one"),
        (b"{}", [], ValueError, "at least one secret"),
        (b"{}", [SECRET, ""], ValueError, "no empty one"),
        (b"{}", None, TypeError, "must be a list of strings"),
        (b"{}", [None], TypeError, "is its environment variable set"),
        (b"{}", [b"x"], TypeError, "a secret must be a string, not bytes"),
    ],
)
def test_wrong_arguments_are_reported(body, secrets, error, text):
    """They are mistakes of the program, not of the request."""
    with pytest.raises(error, match=text):
        webhooks.receive({}, body, secrets=secrets)


def mutated(payload, source):
    """Return a payload with one value replaced, removed or nested."""
    copy = json.loads(json.dumps(payload))
    node, steps = copy, source.randint(1, 4)
    while steps:
        children = [
            key
            for key, value in (
                node.items() if isinstance(node, dict) else enumerate(node)
            )
            if isinstance(value, dict | list) and value
        ]
        if not children:
            break
        node, steps = node[source.choice(children)], steps - 1
    key = source.choice(list(node) if isinstance(node, dict) else range(len(node)))
    values = [None, 5, -1.5, True, "", "x", [], {}, [[]], {"id": "1"}, [None], "\ud800"]
    if source.random() < 0.3:
        del node[key]
    else:
        node[key] = source.choice(values)
    return copy


@pytest.mark.slow
def test_mutated_payloads_raise_only_the_error_of_webhooks():
    """10,000 payloads: each is an event, or an InvalidPayloadError."""
    source = random.Random(20)  # noqa: S311 - repeatable, not a secret
    rejected = 0
    for _ in range(10_000):
        name, payload = source.choice(PAYLOADS)
        body = json.dumps(mutated(payload, source)).encode()
        try:
            assert receive(name, body)
        except webhooks.InvalidPayloadError as error:
            rejected += 1
            assert len(str(error)) < 500  # noqa: PT017 - not each one raises
    assert 0 < rejected < 10_000


@pytest.mark.slow
@given(
    st.dictionaries(st.text(), st.text()),
    st.binary(max_size=200),
    st.sampled_from(["application/json", "application/x-www-form-urlencoded", "x"]),
)
def test_hostile_requests_raise_only_the_errors_of_the_library(more, body, kind):
    """With or without a valid signature."""
    signed = {"X-Hub-Signature-256": webhooks.sign(body, SECRET), "Content-Type": kind}
    for given_headers in (more, {**more, **signed, "X-GitHub-Event": "ping"}):
        try:
            webhooks.receive(given_headers, body, secrets=[SECRET])
        except GitHubActionsError as error:
            assert isinstance(error, webhooks.WebhookError)  # noqa: PT017 - not each one raises


# --- repeated and outdated events --------------------------------------------------


def event(delivery: str | None) -> webhooks.UnknownEvent:
    """Return an event of one delivery."""
    return webhooks.UnknownEvent(name="x", delivery_id=delivery, action=None, json={})


def test_repeated_delivery_is_recognised():
    """By its id; a delivery without one is always new."""
    deliveries = webhooks.Deliveries()
    assert [deliveries.is_new(event(i)) for i in ("a", "b", "a", None, None)] == [
        *(True, True, False),
        *(True, True),
    ]


def test_deliveries_are_bounded_and_forget_the_oldest():
    """A repeated id counts as used again."""
    deliveries = webhooks.Deliveries(limit=2)
    assert [deliveries.is_new(event(i)) for i in ("a", "b", "a", "c", "b")] == [
        *(True, True, False),
        *(True, True),
    ]
    assert len(deliveries) == 2
    with pytest.raises(ValueError, match="at least 1"):
        webhooks.Deliveries(limit=0)


RUN = next(payload for name, payload in PAYLOADS if name == "workflow_run")[
    "workflow_run"
]
JOB = next(
    payload
    for name, payload in PAYLOADS
    if name == "workflow_job" and payload["action"] == "completed"
)["workflow_job"]


def run(**changes):
    """Return the run of an event, with other members."""
    body = json.dumps({"workflow_run": {**RUN, **changes}}).encode()
    return receive("workflow_run", body).workflow_run


def job(**changes):
    """Return the job of an event, with other members."""
    body = json.dumps({"workflow_job": {**JOB, **changes}}).encode()
    return receive("workflow_job", body).workflow_job


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        (run(run_attempt=2, status="queued"), run(run_attempt=1, status="completed")),
        (
            run(status="completed", updated_at="2024-01-01T00:00:00Z"),
            run(status="in_progress", updated_at="2024-01-01T00:00:05Z"),
        ),
        (
            run(status="waiting", updated_at="2024-01-01T00:00:05Z"),
            run(status="in_progress", updated_at="2024-01-01T00:00:00Z"),
        ),
        (run(status="in_progress"), run(status="queued")),
        (job(status="in_progress", steps=[]), job(status="queued", steps=[])),
        (
            job(status="in_progress"),
            job(status="in_progress", steps=JOB["steps"][:1]),
        ),
        (job(status="completed"), job(status="in_progress", steps=None)),
    ],
    ids=["attempt", "completed", "time", "status", "job", "steps", "job_completed"],
)
def test_later_state_is_newer(later, earlier):
    """In both orders of arguments."""
    assert webhooks.newer(later, earlier) is True
    assert webhooks.newer(earlier, later) is False


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (run(), run()),
        (run(status="queued"), run(status="pending")),
        (run(status="new_status"), run(status="in_progress")),
    ],
)
def test_order_of_states_may_be_unknown(a, b):
    """Equal states, or ones without an order."""
    assert webhooks.newer(a, b) is None
    assert webhooks.newer(b, a) is None


def test_states_of_different_things_have_no_order():
    """Neither of two runs nor of a run and a job."""
    with pytest.raises(ValueError, match="same run or job"):
        webhooks.newer(run(id=1), run(id=2))
    with pytest.raises(ValueError, match="same run or job"):
        webhooks.newer(run(id=JOB["id"]), job())


@pytest.mark.parametrize("event", ["ping", "a_new_event"])
def test_deep_json_is_an_invalid_payload(event):
    """A receiver answers it with 400, not with 500."""
    body = b'{"a": ' + b"[" * 900 + b"]" * 900 + b"}"
    with pytest.raises(webhooks.InvalidPayloadError):
        webhooks.receive(headers(event, body), body, secrets=[SECRET])
