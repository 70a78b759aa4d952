import asyncio

import pytest

from aioghactions.testing import Limits

from .conftest import Api

R = "/repos/octo-org/hello/actions"


@pytest.fixture
async def start_limited(start_github, session):
    """Return a function that starts a server with the given limits."""

    async def start(**figures):
        github = await start_github(limits=Limits(**figures))
        github.add_repo("octo-org/hello").add_run()
        return Api(github, session)

    return start


async def test_responses_have_quota_headers(start_limited, instant_clock):
    """Five headers; the quota is reset an hour after the first request."""
    api = await start_limited(core=10)
    for used in (1, 2):
        headers = (await api(f"GET {R}/runs")).headers
        assert headers["x-ratelimit-limit"] == "10"
        assert headers["x-ratelimit-used"] == str(used)
        assert headers["x-ratelimit-remaining"] == str(10 - used)
        assert headers["x-ratelimit-reset"] == str(int(instant_clock.now()) + 3600)
        assert headers["x-ratelimit-resource"] == "core"


async def test_exhausted_quota_is_403_until_the_reset(start_limited, instant_clock):
    """With x-ratelimit-remaining: 0, for an hour."""
    api = await start_limited(core=2)
    statuses = [(await api(f"GET {R}/runs")).status for _ in range(3)]
    assert statuses == [200, 200, 403]
    response = await api(f"GET {R}/runs")
    assert response.headers["x-ratelimit-remaining"] == "0"
    assert response.json["message"].startswith("API rate limit exceeded")
    assert response.json["documentation_url"].endswith("#rate-limiting")
    await instant_clock.advance(3599)
    assert (await api(f"GET {R}/runs")).status == 403
    await instant_clock.advance(1)
    assert (await api(f"GET {R}/runs")).status == 200


async def test_each_token_has_its_own_quota(start_limited):
    """Anonymous requests have one, too."""
    api = await start_limited(core=1, anonymous=1)
    other = api.github.add_token("ghp_other")
    for token in (api.github.token, other, None):
        headers = {"Authorization": token and f"Bearer {token}"}
        response = [(await api(f"GET {R}/runs", headers=headers)).status for _ in "ab"]
        assert response == [200, 403]


async def test_runner_tokens_have_a_separate_quota(start_limited):
    """actions_runner_registration is a resource besides core."""
    api = await start_limited(core=1, runner_registration=50)
    await api(f"GET {R}/runs")
    response = await api(f"POST {R}/runners/registration-token")
    assert response.headers["x-ratelimit-resource"] == "actions_runner_registration"
    assert response.headers["x-ratelimit-remaining"] == "49"


async def test_rate_limit_endpoint_costs_no_quota(start_limited):
    """/rate_limit has every resource."""
    api = await start_limited(core=10)
    await api(f"GET {R}/runs")
    for _ in range(2):
        body = (await api("GET /rate_limit")).json
        assert body["resources"]["core"]["used"] == body["rate"]["used"] == 1
        assert "actions_runner_registration" in body["resources"]


@pytest.mark.parametrize("settings", [{"edition": "ghes-3.12"}, {"limits": None}])
async def test_server_without_limits_has_no_quota_headers(
    start_github, session, settings
):
    """A9: and /rate_limit is 404."""
    github = await start_github(**settings)
    github.add_repo("octo-org/hello")
    api = Api(github, session)
    response = await api(f"GET {R}/runs")
    assert not [name for name in response.headers if "ratelimit" in name.lower()]
    response = await api("GET /rate_limit")
    assert (response.status, response.json["message"]) == (
        404,
        "Rate limiting is not enabled.",
    )


async def test_points_are_counted_by_endpoint_and_minute(start_limited, instant_clock):
    """C15: a read is one point, a write five, in a sliding minute."""
    api = await start_limited(points=10, write_interval=0)
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


async def test_content_is_counted_by_minute_and_by_hour(start_limited, instant_clock):
    """C15: POST requests count as content, except those that cancel a run."""
    api = await start_limited(
        content_per_minute=2, content_per_hour=3, points=999, write_interval=0
    )
    for _ in range(3):
        await api(f"POST {R}/runners/remove-token")
    assert [x.rule for x in api.github.excesses] == ["content a minute"]
    await instant_clock.advance(60)
    await api(f"POST {R}/runners/remove-token")
    assert [x.rule for x in api.github.excesses[1:]] == ["content an hour"]


async def test_writes_should_be_a_second_apart(start_limited, instant_clock):
    """C15: writes less than a second apart are counted."""
    api = await start_limited()
    for pause in (0, 1, 0.5):
        await instant_clock.advance(pause)
        await api(f"POST {R}/runners/remove-token")
    assert [(x.rule, x.amount) for x in api.github.excesses] == [
        ("write interval", 0.5)
    ]


async def test_requests_in_flight_are_counted(start_limited):
    """C15: the highest number is recorded."""
    api = await start_limited(concurrent=3)
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
async def test_excess_can_be_rejected(start_limited, on_excess, retry_after, status):
    """A1: with or without retry-after, and with GitHub's message."""
    api = await start_limited(points=1, on_excess=on_excess, retry_after=retry_after)
    assert (await api(f"GET {R}/runs")).status == 200
    response = await api(f"GET {R}/runs")
    assert response.status == status
    assert "secondary rate limit" in response.json["message"]
    assert response.json["documentation_url"].endswith("#about-secondary-rate-limits")
    value = response.headers.get("retry-after")
    assert value == (None if retry_after is None else str(retry_after))
    assert response.headers["x-ratelimit-remaining"] == "4998"
