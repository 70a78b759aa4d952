"""The bot with a fake GitHub: faults, limits, expired links and virtual time."""

from pathlib import Path
from typing import Any

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


class Messages(list[str]):
    """Collects the messages of the bot."""

    async def __call__(self, text: str) -> None:
        self.append(text)


def client_of(github: FakeGitHub, clock: InstantClock, **settings: Any) -> gha.Client:
    """Return a client of the fake server with further settings."""
    return gha.Client(github.token, base_url=github.url, clock=clock, **settings)


async def test_failed_run_is_reported_and_rerun_once(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """The message quotes the log, and the jobs run again the first time only."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    run.jobs[0].log = "one\ntwo\nit broke"
    messages = Messages()
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, messages)
    assert "it broke" in messages[0]
    assert run.run_attempt == 2
    run.complete("failure")
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, messages)
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 1


async def test_waiting_for_a_run_takes_no_real_time(
    fake_github: FakeGitHub, github_client: gha.Client, instant_clock: InstantClock
) -> None:
    """Half an hour passes on the virtual clock."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run(status="queued", timings=Timings(queued=60, running=1800))
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, Messages())
    assert run.conclusion == "success"
    assert sum(instant_clock.slept) >= 1800


async def test_reads_are_retried_and_writes_are_not(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """A write whose response is lost raises with an unknown outcome."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    fake_github.fail("get-workflow-run", status=502, times=2)
    fake_github.fail("re-run-workflow-failed-jobs", drop="after")
    with pytest.raises(gha.ConnectionLostError) as failed:
        await bot.nurse(github_client.repo("octo-org/hello"), run.id, Messages())
    assert failed.value.outcome_unknown
    assert run.run_attempt == 2
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 1


@pytest.mark.parametrize(
    "fault",
    [
        {"status": 403, "body": "<Error>AuthenticationFailed</Error>"},
        {"latency": 61},  # links are valid for a minute
    ],
    ids=["rejected", "late"],
)
async def test_expired_link_is_requested_again(
    fake_github: FakeGitHub,
    github_client: gha.Client,
    tmp_path: Path,
    fault: dict[str, Any],
) -> None:
    """Storage rejects a link; the artifacts are saved with a new one."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run()
    repo.add_artifact("report", run=run, files={"report.txt": "fine"})
    fake_github.fail("storage", **fault)
    saved = await bot.keep(github_client.repo("octo-org/hello"), run.id, tmp_path / "k")
    assert [path.name for path in saved] == ["report.zip"]
    assert fake_github.counts["download-artifact"] == 2
    assert [download.status for download in fake_github.downloads] == [403, 200]


async def test_repository_that_is_not_found_is_reported(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """It does not stop the others."""
    for name in ("octo-org/hello", "octo-org/world"):
        fake_github.add_repo(name).add_run(conclusion="failure")
    names = ["octo-org/hello", "octo-org/never-was", "octo-org/world"]
    found = await bot.failures(github_client, names)
    assert found == {
        "octo-org/hello": 1,
        "octo-org/never-was": "NotFoundError",
        "octo-org/world": 1,
    }


async def test_exhausted_quota_is_waited_for(
    fake_github: FakeGitHub, instant_clock: InstantClock
) -> None:
    """The bot continues after an hour."""
    fake_github.add_repo("octo-org/hello")
    fake_github.spend(5000)
    patience = gha.Patience(longest_limit_wait=7200, deadline=None)
    async with client_of(fake_github, instant_clock, patience=patience) as client:
        found = await bot.failures(client, ["octo-org/hello"])
    assert found == {"octo-org/hello": 0}
    assert sum(instant_clock.slept) >= 3600


async def test_secondary_limits_are_respected(instant_clock: InstantClock) -> None:
    """A server that rejects excess requests has none to reject."""
    names = [f"octo-org/r{number}" for number in range(30)]
    strict = Limits(concurrent=50, on_excess="refuse")
    async with FakeGitHub(clock=instant_clock, limits=strict) as github:
        for name in names:
            github.add_repo(name)
        async with client_of(github, instant_clock) as client:
            found = await bot.failures(client, names)
        assert found == dict.fromkeys(names, 0)
        assert github.excesses == []
        assert github.most_in_flight <= 4


async def test_release_with_a_sealed_secret(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """The server can unseal the secret; no request contains its value."""
    repo = fake_github.add_repo("octo-org/hello")
    repo.add_workflow("release.yml")
    messages = Messages()
    await bot.release(github_client.repo("octo-org/hello"), "hunter2", messages)
    assert messages == ["release 1: success"]
    assert repo.vault.secrets["DEPLOY_TOKEN"].value == "hunter2"
    assert not [r for r in fake_github.requests if b"hunter2" in r.body]


async def test_run_with_a_second_attempt_is_not_rerun(
    fake_github: FakeGitHub, github_client: gha.Client
) -> None:
    """Another user has already rerun and approved it."""
    repo = fake_github.add_repo("octo-org/hello")
    run = repo.add_run(conclusion="failure")
    run.rerun(login="hubot")
    run.wait_for(repo.add_environment("production"))
    run.review(comment="Ship it!", login="hubot")
    run.complete("failure")
    await bot.nurse(github_client.repo("octo-org/hello"), run.id, Messages())
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 0


async def test_recording_is_replayed_without_a_server(
    fake_github: FakeGitHub, instant_clock: InstantClock, tmp_path: Path
) -> None:
    """The messages are the same, and the file contains no secret."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    run.jobs[0].log = "it broke with ghp_0123456789abcdefghij in the log"
    path = tmp_path / "nurse.jsonl"
    reports = []
    for transport in (Recorder(path), replayer := Replayer(path)):
        messages = Messages()
        async with client_of(fake_github, instant_clock, transport=transport) as client:
            await bot.nurse(client.repo("octo-org/hello"), run.id, messages)
        reports.append(messages)
    assert reports[1] == ["build failed:\nit broke with *** in the log"]
    assert replayer.unused == []
    assert fake_github.counts["re-run-workflow-failed-jobs"] == 1
    text = path.read_text(encoding="utf-8")
    assert fake_github.token not in text
    assert "ghp_" not in text
    assert "sig=" not in text


@pytest.mark.parametrize("edition", ["ghes-2.22", "ghes-3.12", "ghec"])
async def test_bot_works_with_every_edition(
    edition: EditionName, instant_clock: InstantClock
) -> None:
    """The bot does not depend on the edition."""
    async with FakeGitHub(edition=edition, clock=instant_clock) as github:
        github.add_repo("octo-org/hello").add_run(conclusion="failure")
        async with client_of(github, instant_clock) as client:
            found = await bot.failures(client, ["octo-org/hello"])
    assert found == {"octo-org/hello": 1}
