"""Record exchanges and replay them."""

import json
from pathlib import Path

import pytest

import aioghactions as gha
from aioghactions.testing import (
    FakeGitHub,
    InstantClock,
    Recorder,
    Replayer,
    UnrecordedRequestError,
    scrubbing,
)


async def call_operations(client: gha.Client, run_id: int, job_id: int) -> list[object]:
    """Make calls of several kinds; return their results."""
    repo = client.repo("octo-org/hello")
    listed = await repo.runs.list().collect()
    async with repo.jobs.logs(job_id) as log:
        lines = [line async for line in log.lines()]
    async with repo.runs.logs(run_id) as archive:
        zipped = await archive.read()
    await repo.runs.rerun_failed_jobs(run_id)
    token = await repo.runners.create_registration_token()
    return [listed, lines, zipped, token.expires_at]


@pytest.fixture
async def recorded(
    fake_github: FakeGitHub, instant_clock: InstantClock, tmp_path: Path
) -> tuple[Path, tuple[int, int], list[object]]:
    """Return a recording, the ids that were used, and the results."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    run.jobs[0].log = "it broke\nwith ghp_CANARYCANARYCANARY01 in sight"
    ids = (run.id, run.jobs[0].id)
    path = tmp_path / "run.jsonl"
    async with gha.Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        transport=Recorder(path),
    ) as client:
        return path, ids, await call_operations(client, *ids)


def replaying(path: Path, url: str) -> tuple[gha.Client, Replayer]:
    """Return a client that replays the recording."""
    replayer = Replayer(path)
    clock = InstantClock()
    return gha.Client("t", base_url=url, clock=clock, transport=replayer), replayer


async def test_recorded_calls_are_replayed(
    fake_github: FakeGitHub, recorded: tuple[Path, tuple[int, int], list[object]]
) -> None:
    """The same calls return the same results, and nothing is sent."""
    path, ids, results = recorded
    fake_github.forget()
    client, replayer = replaying(path, fake_github.url)
    async with client:
        replayed = await call_operations(client, *ids)
    assert replayed[0] == results[0]
    assert replayed[1] == ["it broke", "with *** in sight"]
    assert replayed[2:] == results[2:]
    assert replayer.unused == []
    assert fake_github.requests == []


async def test_no_secret_is_recorded(
    fake_github: FakeGitHub, recorded: tuple[Path, tuple[int, int], list[object]]
) -> None:
    """S5: neither the token, nor a signature, nor a token in a response."""
    text = recorded[0].read_text(encoding="utf-8")
    assert fake_github.token not in text
    assert "CANARY" not in text
    assert "authorization" not in text.lower()
    links = [request.query for request in fake_github.downloads]
    signatures = [value for query in links for name, value in query if "sig" in name]
    assert signatures
    assert not [one for one in signatures if one in text]
    exchanges = [json.loads(line) for line in text.splitlines()]
    (token,) = [one for one in exchanges if "registration-token" in one["url"]]
    assert json.loads(token["answer"]["text"])["token"] == "***"


async def test_unrecorded_request_raises(
    fake_github: FakeGitHub, recorded: tuple[Path, tuple[int, int], list[object]]
) -> None:
    """Also a recorded request that is sent once too often."""
    client, replayer = replaying(recorded[0], fake_github.url)
    async with client:
        repo = client.repo("octo-org/hello")
        with pytest.raises(UnrecordedRequestError, match=r"is not in run\.jsonl"):
            await repo.secrets.list(per_page=30).collect()
        await repo.runs.rerun_failed_jobs(recorded[1][0])
        with pytest.raises(UnrecordedRequestError, match="rerun-failed-jobs is not in"):
            await repo.runs.rerun_failed_jobs(recorded[1][0])
    assert replayer.unused


async def test_recorded_failure_is_replayed(
    fake_github: FakeGitHub, instant_clock: InstantClock, tmp_path: Path
) -> None:
    """A lost connection is raised again, with its outcome_unknown."""
    run = fake_github.add_repo("octo-org/hello").add_run(conclusion="failure")
    fake_github.fail("cancel-workflow-run", drop="before")
    path = tmp_path / "lost.jsonl"
    recorder = Recorder(path)
    original = gha.Client(
        "t", base_url=fake_github.url, clock=instant_clock, transport=recorder
    )
    for client in (original, replaying(path, fake_github.url)[0]):
        async with client:
            with pytest.raises(gha.ConnectionLostError) as lost:
                await client.repo("octo-org/hello").runs.cancel(run.id)
        assert lost.value.outcome_unknown
    assert len(path.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("body", "scrubbed"),
    [
        (b'{"token": "A1", "id": 1}', b'{"token": "***", "id": 1}'),
        (b'[{"temp_download_token": "x"}]', b'[{"temp_download_token": "***"}]'),
        (b'{"key_id": "1", "key": "public"}', b'{"key_id": "1", "key": "public"}'),
        (
            b'{"url": "https://x?a=1&sig=CANARY&b=2"}',
            b'{"url": "https://x?a=1&sig=***&b=2"}',
        ),
        (b"plain ghs_CANARYCANARYCANARY", b"plain ***"),
        (b"\xff\x00", b"\xff\x00"),
        (None, None),
    ],
)
def test_bodies_are_scrubbed(body: bytes, scrubbed: bytes) -> None:
    """Members by name, texts by pattern; public keys and binary data are kept."""
    assert scrubbing.body(body) == scrubbed


def test_headers_are_filtered_by_an_allow_list() -> None:
    """Other headers are removed; signed links lose their query."""
    headers = {
        "etag": "1",
        "set-cookie": "CANARY",
        "x-ratelimit-remaining": "7",
        "location": "https://storage.example/log?sig=CANARY",
    }
    assert scrubbing.headers(headers, url="https://api.github.com/x") == {
        "etag": "1",
        "x-ratelimit-remaining": "7",
        "location": "https://storage.example/log",
    }
