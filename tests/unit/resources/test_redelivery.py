"""Which deliveries are sent again, without a server and with one."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

import aioghactions as gha
from aioghactions._resources.redelivery import NewestAttempts, has_failed
from aioghactions.models import HookDelivery
from tests.support.app import pem

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def delivery(number, guid, status, *, minutes=0):
    """Return a delivery that was made some minutes ago."""
    when = None if minutes is None else NOW - timedelta(minutes=minutes)
    return HookDelivery.from_dict({
        "id": number,
        "guid": guid,
        "status_code": status,
        "delivered_at": when and when.isoformat(),
    })  # fmt: skip


@pytest.mark.parametrize(
    ("status", "failed"),
    [
        *((status, False) for status in (200, 202, 302, 399, None)),
        *((status, True) for status in (0, 100, 400, 404, 502)),
    ],
)
def test_a_delivery_has_failed_unless_it_was_answered_with_200_to_399(status, failed):
    """As GitHub classifies it. Without a status it is not known."""
    assert has_failed(delivery(1, "a", status)) is failed


attempts = st.lists(
    st.tuples(
        st.sampled_from("abcd"), st.sampled_from([200, 0, 502]), st.integers(0, 9)
    ),
    max_size=30,
)


@given(attempts, st.integers(0, 10), st.integers(1, 7), st.randoms())
def test_each_event_whose_newest_attempt_failed_is_sent_again_once(
    given_attempts, since, size, random
):
    """Whatever the order within the time: compared with the definition."""
    ordered = sorted(given_attempts, key=lambda it: -it[2])
    listed = [
        delivery(len(ordered) - n, guid, status, minutes=9 - at)
        for n, (guid, status, at) in enumerate(ordered)
    ]
    random.shuffle(listed)
    listed.sort(key=lambda it: it.delivered_at, reverse=True)
    newest = NewestAttempts(NOW - timedelta(minutes=since))
    for start in range(0, len(listed), size):
        newest.add(listed[start : start + size])
        if newest.is_over:
            break
    by_event = defaultdict(list)
    for one in listed:
        if one.delivered_at >= NOW - timedelta(minutes=since):
            by_event[one.guid].append(one)
    last = [
        max(of, key=lambda it: (it.delivered_at, it.id)) for of in by_event.values()
    ]
    expected = {it.id for it in last if it.status_code != 200}
    failed = newest.failed()
    assert {it.id for it in failed} == expected
    assert len({it.guid for it in failed}) == len(failed)
    assert failed == sorted(failed, key=lambda it: (it.delivered_at, it.id))


def test_a_delivery_without_a_time_counts_as_the_oldest():
    """It does not end the list."""
    newest = NewestAttempts(NOW)
    newest.add([delivery(1, "a", 502, minutes=None), delivery(2, "b", 502)])
    assert not newest.is_over
    assert [it.id for it in newest.failed()] == [1, 2]


@pytest.fixture
async def app(fake_github, instant_clock):
    """Yield an App with a webhook on the fake server, and its state there."""
    state = fake_github.add_app(private_key=pem())
    settings = {"base_url": fake_github.url, "clock": instant_clock}
    async with gha.App(app=state.id, private_key=pem(), **settings) as app:
        yield app, state.hook


def since(fake_github, hours):
    """Return the instant some hours ago."""
    return datetime.fromtimestamp(fake_github.world.now() - hours * 3600, UTC)


async def test_redelivers_each_event_whose_newest_delivery_failed_once(
    app, fake_github
):
    """Not one that a later delivery has succeeded for, nor an older one."""
    app, hook = app
    hook.add_delivery(status_code=500, age=9_000)  # too old
    lost = hook.add_delivery(status_code=502, age=3_000)
    hook.add_delivery(status_code=0, guid=lost.guid, age=2_000)
    healed = hook.add_delivery(status_code=502, age=1_500)
    hook.add_delivery(status_code=200, guid=healed.guid, age=1_000)
    silent = hook.add_delivery(status_code=0, age=500)
    result = await app.deliveries.redeliver_failed(since(fake_github, 2))
    assert [it.guid for it in result.sent] == [lost.guid, silent.guid]
    assert result.failed == ()
    assert fake_github.counts["redeliver-app-webhook-delivery"] == 2
    again = await app.deliveries.redeliver_failed(since(fake_github, 2))
    assert (again.sent, again.failed) == ((), ())


async def test_the_list_is_read_back_to_the_instant_only(app, fake_github):
    """At most one page more than the deliveries since then fill."""
    app, hook = app
    for number in range(1_000):
        hook.add_delivery(status_code=500, age=10_000.0 - number)
    for _ in range(150):
        hook.add_delivery(status_code=200)
    result = await app.deliveries.redeliver_failed(since(fake_github, 1))
    assert result.sent == ()
    assert fake_github.counts["list-app-webhook-deliveries"] == 2


async def test_what_could_not_be_redelivered_is_returned(app, fake_github):
    """One failure does not end the others; a POST is sent once."""
    app, hook = app
    first, second = (
        hook.add_delivery(status_code=502),
        hook.add_delivery(status_code=502),
    )
    fake_github.fail("redeliver-app-webhook-delivery", drop="after")
    result = await app.deliveries.redeliver_failed(since(fake_github, 1))
    assert [it.guid for it in result.sent] == [second.guid]
    (failure,) = result.failed
    assert failure.item.guid == first.guid
    assert isinstance(failure.error, gha.ConnectionLostError)
    assert failure.error.outcome_unknown
    assert fake_github.counts["redeliver-app-webhook-delivery"] == 2


async def test_an_error_that_would_repeat_ends_the_requests(app, fake_github):
    """The rest has the same error."""
    app, hook = app
    for _ in range(5):
        hook.add_delivery(status_code=502)
    fake_github.fail("redeliver-app-webhook-delivery", status=403, after=1, times=None,
                     message="Resource not accessible by integration")  # fmt: skip
    result = await app.deliveries.redeliver_failed(since(fake_github, 1))
    assert (len(result.sent), len(result.failed)) == (1, 4)
    assert len({id(it.error) for it in result.failed}) == 1
    assert isinstance(result.failed[0].error, gha.PermissionDeniedError)
    assert fake_github.counts["redeliver-app-webhook-delivery"] == 2


async def test_a_list_that_cannot_be_read_redelivers_nothing(app, fake_github):
    """The error is raised."""
    app, hook = app
    hook.add_delivery(status_code=502)
    fake_github.fail("list-app-webhook-deliveries", status=422)
    with pytest.raises(gha.ValidationFailedError):
        await app.deliveries.redeliver_failed(since(fake_github, 1))
    assert fake_github.counts["redeliver-app-webhook-delivery"] == 0


@pytest.mark.parametrize("owner", ["repo", "org"])
async def test_webhooks_of_a_repository_and_an_organization_have_the_same_methods(
    owner, fake_github, github_client
):
    """Of the webhook with this id."""
    repo = fake_github.add_repo("octo-org/hello")
    state = repo if owner == "repo" else fake_github.add_org("octo-org")
    names = {"repo": "octo-org/hello", "org": "octo-org"}
    hooks = getattr(github_client, owner)(names[owner]).hooks
    state.add_hook().add_delivery(status_code=502)
    hook = state.add_hook()
    lost = hook.add_delivery(status_code=502)
    deliveries = hooks.deliveries(hook.id)
    result = await deliveries.redeliver_failed(since(fake_github, 1))
    assert [it.id for it in result.sent] == [lost.id]
    assert [it.status_code for it in await deliveries.list().collect()] == [200, 502]
    with pytest.raises(gha.NotFoundError):
        await hooks.deliveries(5).list().first()
    with pytest.raises(TypeError, match="hook_id must be an integer, not str"):
        hooks.deliveries("5")


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        ("2026-01-01", TypeError, "since must be a datetime with a time zone, not str"),
        (datetime(2026, 1, 1), ValueError, "no time zone; pass tzinfo=UTC"),  # noqa: DTZ001
    ],
)
async def test_since_is_an_instant(app, fake_github, value, error, message):
    """Before a request is sent."""
    with pytest.raises(error, match=message):
        await app[0].deliveries.redeliver_failed(value)
    assert fake_github.requests == []
