"""The bot against a fake GitHub: with faults, limits, dead links and virtual time."""

from pathlib import Path

import bot
import pytest

import aioghactions as gha
from aioghactions.testing import (
    EditionName,
    FakeGitHub,
    InstantClock,
    Limits,
    Recorder,
    Replayer,
    Timings,
)

pytestmark = pytest.mark.asyncio


class Said(list[str]):
    """Remembers what the bot says."""

    async def __call__(self, text: str) -> None:
        self.append(text)


async def test_a_failed_run_is_quoted_and_retried_once(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """The log is quoted, the jobs run again, and the second time they are left."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    run.jobs[0].log = "one\ntwo\nit broke"
    said = Said()
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, said)
    assert "it broke" in said[0]
    assert run.run_attempt == 2
    run.complete("failure")
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, said)
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 1


async def test_a_run_is_waited_for_in_no_time(
    fake_github: FakeGitHub, github_client: gha.Client, instant_clock: InstantClock
) -> None:
    """Half an hour of a run is over at once."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run(status="queued", timings=Timings(queued=60, running=1800))
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, Said())
    assert run.conclusion == "success"
    assert sum(instant_clock.slept) >= 1800


async def test_faults_are_outlived_or_told(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """A read is repeated; a write whose answer is lost is not."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    fake_github.fail("get-workflow-run", status=502, times=2)
    fake_github.fail("re-run-workflow-failed-jobs", drop="after")
    with pytest.raises(gha.ConnectionLostError) as failed:
        await bot.nurse(github_client.repo("octo-org/hello"), run.id, Said())
    assert failed.value.outcome_unknown
    assert run.run_attempt == 2
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 1


async def test_a_dead_link_is_asked_for_anew(
    fake_github: FakeGitHub, github_client: gha.Client, tmp_path: Path
) -> None:
    """Storage refuses a link; the artifacts arrive all the same."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run()
    repo.add_artifact("report", run=run, files={"report.txt": "fine"})
    fake_github.fail("storage", status=403, body="<Error>AuthenticationFailed</Error>")
    saved = await bot.keep(
        github_client.repo("octo-org/hello"), run.id, tmp_path / "kept"
    )
    assert [path.name for path in saved] == ["report.zip"]
    assert fake_github.counts["download-artifact"] == 2


async def test_many_repositories_are_asked_and_a_hidden_one_is_told(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """One that cannot be read does not stop the others."""
    for name in ("octo-org/hello", "octo-org/world"):
        fake_github.add_repo(name).add_run(conclusion="failure")
    names = ["octo-org/hello", "octo-org/never-was", "octo-org/world"]
    found = await bot.failures(github_client, names)
    assert found == {
        "octo-org/hello": 1,
        "octo-org/never-was": "NotFoundError",
        "octo-org/world": 1,
    }


async def test_a_spent_allowance_is_waited_for(
    fake_github: FakeGitHub, instant_clock: InstantClock
) -> None:
    """The hour passes, and then the bot goes on."""
    fake_github.add_repo("octo-org/hello")
    fake_github.spend(5000)
    patience = gha.Patience(longest_limit_wait=7200, deadline=None)
    async with gha.Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        patience=patience,
    ) as client:
        found = await bot.failures(client, ["octo-org/hello"])
    assert found == {"octo-org/hello": 0}
    assert sum(instant_clock.slept) >= 3600


async def test_a_secondary_limit_is_never_met(instant_clock: InstantClock) -> None:
    """A server that refuses what is too much has nothing to refuse."""
    names = [f"octo-org/r{number}" for number in range(30)]
    strict = Limits(concurrent=50, on_excess="refuse")
    async with FakeGitHub(clock=instant_clock, limits=strict) as github:
        for name in names:
            github.add_repo(name)
        async with gha.Client(
            github.token, base_url=github.url, clock=instant_clock
        ) as client:
            found = await bot.failures(client, names)
        assert found == dict.fromkeys(names, 0)
        assert github.excesses == []
        assert github.most_in_flight <= 4


async def test_a_link_that_dies_on_the_way_is_asked_for_anew(
    fake_github: FakeGitHub, github_client: gha.Client, tmp_path: Path
) -> None:
    """Links live for a minute of the clock; this one arrives too late."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run()
    repo.add_artifact("report", run=run, files={"report.txt": "fine"})
    fake_github.fail("storage", latency=61)
    saved = await bot.keep(github_client.repo("octo-org/hello"), run.id, tmp_path / "k")
    assert [path.name for path in saved] == ["report.zip"]
    assert [download.status for download in fake_github.downloads] == [403, 200]


async def test_a_release_is_made_with_a_sealed_secret(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """The server opens the seal; no request has shown the value."""
    repo = fake_github.add_repo("octo-org/hello")
    repo.add_workflow("release.yml")
    said = Said()
    await bot.release(github_client.repo("octo-org/hello"), "hunter2", said)
    assert said == ["release 1: success"]
    assert repo.vault.secrets["DEPLOY_TOKEN"].value == "hunter2"
    assert not [r for r in fake_github.requests if b"hunter2" in r.body]


async def test_people_come_between(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """Somebody has run it again already, and approved of it; the bot leaves it."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run(conclusion="failure")
    run.rerun(login="hubot")
    run.wait_for(repo.add_environment("production"))
    run.review(comment="Ship it!", login="hubot")
    run.complete("failure")
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, Said())
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 0


async def test_a_recording_is_replayed_without_a_server(
    fake_github: FakeGitHub, instant_clock: InstantClock, tmp_path: Path
) -> None:
    """What was seen once is seen again, and the file can be checked in."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    run.jobs[0].log = "it broke with ghp_0123456789abcdefghij in the log"
    path = tmp_path / "nurse.jsonl"
    heard = []
    for transport in (Recorder(path), replayer := Replayer(path)):
        said = Said()
        async with gha.Client(
            fake_github.token,
            base_url=fake_github.url,
            clock=instant_clock,
            transport=transport,
        ) as client:
            await bot.nurse(client.repo("octo-org/hello"), run.id, said)
        heard.append(said)
    assert heard[1] == ["build failed:\nit broke with *** in the log"]
    assert replayer.unused == []
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 1
    kept = path.read_text(encoding="utf-8")
    assert fake_github.token not in kept
    assert "ghp_" not in kept
    assert "sig=" not in kept


@pytest.mark.parametrize("edition", ["ghes-2.22", "ghes-3.12", "ghec"])
async def test_an_older_server_is_looked_after_as_well(
    edition: EditionName, instant_clock: InstantClock
) -> None:
    """The bot does not know which edition it talks to, and need not."""
    async with FakeGitHub(edition=edition, clock=instant_clock) as github:
        github.add_repo("octo-org/hello").add_run(conclusion="failure")
        async with gha.Client(
            github.token, base_url=github.url, clock=instant_clock
        ) as client:
            assert await bot.failures(client, ["octo-org/hello"]) == {
                "octo-org/hello": 1
            }
