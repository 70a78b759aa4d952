import asyncio

import pytest

from aioghactions.testing import Limits

from .conftest import Api

R = "/repos/octo-org/hello/actions"


@pytest.fixture
async def limited(start_github, session):
    """Return a function that starts a server with limits of its own."""

    async def start(**figures):
        github = await start_github(limits=Limits(**figures))
        github.add_repo("octo-org/hello").add_run()
        return Api(github, session)

    return start


async def test_answers_tell_what_is_left(limited, instant_clock):
    """Five headers; the reset is an hour after the first request."""
    api = await limited(core=10)
    for used in (1, 2):
        headers = (await api(f"GET {R}/runs")).headers
        assert headers["x-ratelimit-limit"] == "10"
        assert headers["x-ratelimit-used"] == str(used)
        assert headers["x-ratelimit-remaining"] == str(10 - used)
        assert headers["x-ratelimit-reset"] == str(int(instant_clock.now()) + 3600)
        assert headers["x-ratelimit-resource"] == "core"


async def test_what_is_spent_comes_back_after_an_hour(limited, instant_clock):
    """403 with remaining 0, until the reset."""
    api = await limited(core=2)
    statuses = [(await api(f"GET {R}/runs")).status for _ in range(3)]
    assert statuses == [200, 200, 403]
    got = await api(f"GET {R}/runs")
    assert got.headers["x-ratelimit-remaining"] == "0"
    assert got.json["message"].startswith("API rate limit exceeded")
    assert got.json["documentation_url"].endswith("#rate-limiting")
    await instant_clock.advance(3599)
    assert (await api(f"GET {R}/runs")).status == 403
    await instant_clock.advance(1)
    assert (await api(f"GET {R}/runs")).status == 200


async def test_each_token_has_its_own_allowance(limited):
    """One token's hour does not touch another's; without a token there is less."""
    api = await limited(core=1, anonymous=1)
    other = api.github.add_token("ghp_other")
    for token in (api.github.token, other, None):
        headers = {"Authorization": token and f"Bearer {token}"}
        got = [(await api(f"GET {R}/runs", headers=headers)).status for _ in "ab"]
        assert got == [200, 403]


async def test_runner_tokens_have_an_allowance_of_their_own(limited):
    """actions_runner_registration is another resource than core."""
    api = await limited(core=1, runner_registration=50)
    await api(f"GET {R}/runs")
    got = await api(f"POST {R}/runners/registration-token")
    assert got.headers["x-ratelimit-resource"] == "actions_runner_registration"
    assert got.headers["x-ratelimit-remaining"] == "49"


async def test_the_allowance_can_be_asked_for_free(limited):
    """/rate_limit tells of every resource and counts as nothing."""
    api = await limited(core=10)
    await api(f"GET {R}/runs")
    for _ in range(2):
        told = (await api("GET /rate_limit")).json
        assert told["resources"]["core"]["used"] == told["rate"]["used"] == 1
        assert "actions_runner_registration" in told["resources"]


async def test_a_server_without_limits_tells_of_none(start_github, session):
    """A9: no headers, and /rate_limit is 404."""
    github = await start_github(edition="ghes-3.12")
    github.add_repo("octo-org/hello")
    api = Api(github, session)
    got = await api(f"GET {R}/runs")
    assert not [name for name in got.headers if "ratelimit" in name.lower()]
    got = await api("GET /rate_limit")
    assert (got.status, got.json["message"]) == (404, "Rate limiting is not enabled.")


async def test_points_are_counted_by_endpoint_and_minute(limited, instant_clock):
    """C15: a read is one point, a write five; the minute slides."""
    api = await limited(points=10, write_interval=0)
    run = next(iter(api.github.repositories[0].runs))
    for _ in range(10):
        await api(f"GET {R}/runs")
    await api(f"GET {R}/runs/{run.id}")
    assert api.github.excesses == []
    await instant_clock.advance(59)
    await api(f"GET {R}/runs")
    assert [x.rule for x in api.github.excesses] == ["points a minute"]
    await instant_clock.advance(1)
    await api(f"GET {R}/runs")
    assert len(api.github.excesses) == 1
    for _ in range(3):
        await api(f"POST {R}/runs/{run.id}/cancel")
    assert api.github.excesses[-1].operation == "cancel-workflow-run"
    assert api.github.excesses[-1].amount == 15


async def test_content_is_counted_by_minute_and_by_hour(limited, instant_clock):
    """C15: posts count as content, unless they stop a run."""
    api = await limited(
        content_per_minute=2, content_per_hour=3, points=999, write_interval=0
    )
    for _ in range(3):
        await api(f"POST {R}/runners/remove-token")
    assert [x.rule for x in api.github.excesses] == ["content a minute"]
    await instant_clock.advance(60)
    await api(f"POST {R}/runners/remove-token")
    assert [x.rule for x in api.github.excesses[1:]] == ["content an hour"]


async def test_writes_should_be_a_second_apart(limited, instant_clock):
    """C15: two writes at once, or closer than a second, are counted."""
    api = await limited()
    for pause in (0, 1, 0.5):
        await instant_clock.advance(pause)
        await api(f"POST {R}/runners/remove-token")
    assert [(x.rule, x.amount) for x in api.github.excesses] == [
        ("write interval", 0.5)
    ]


async def test_requests_in_flight_are_counted(limited):
    """C15: what is being answered counts, and the most is remembered."""
    api = await limited(concurrent=3)
    api.github.latency = 1.0
    async with asyncio.TaskGroup() as tasks:
        for _ in range(5):
            tasks.create_task(api(f"GET {R}/runs"))
    assert api.github.most_in_flight == 5
    assert {x.rule for x in api.github.excesses} == {"concurrent"}
    assert max(x.amount for x in api.github.excesses) == 5


@pytest.mark.parametrize(
    ("on_excess", "retry_after", "status"),
    [("refuse", 30, 403), ("refuse-429", 30, 429), ("refuse", None, 403)],
)
async def test_an_excess_can_be_refused(limited, on_excess, retry_after, status):
    """A1: with a retry-after or without, and words that tell what it is."""
    api = await limited(points=1, on_excess=on_excess, retry_after=retry_after)
    assert (await api(f"GET {R}/runs")).status == 200
    got = await api(f"GET {R}/runs")
    assert got.status == status
    assert "secondary rate limit" in got.json["message"]
    assert got.json["documentation_url"].endswith("#about-secondary-rate-limits")
    told = got.headers.get("retry-after")
    assert told == (None if retry_after is None else str(retry_after))
    assert got.headers["x-ratelimit-remaining"] == "4998"
