"""The programs in ``examples/``, run against a fake GitHub."""

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

import aioghactions as gha
from aioghactions._core.clock import SystemClock
from tests.support.app import pem

EXAMPLES = Path(__file__).parents[2] / "examples"
TESTED_ELSEWHERE = {
    *("demo", "fleet_dask", "fleet_taskiq", "logs", "artifacts"),
    *("mirror_postgres", "webhook_bot"),
}


def load(name):
    """Import an example, which is a script."""
    spec = spec_from_file_location(f"examples_{name}", EXAMPLES / f"{name}.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def repo(fake_github):
    """Return a repository with a workflow."""
    repo = fake_github.add_repo("octo-org/hello")
    repo.add_workflow("ci.yml", name="CI", jobs=("build", "test"))
    return repo


@pytest.fixture
def since(instant_clock):
    """Return the instant a month ago."""
    return datetime.fromtimestamp(instant_clock.now(), UTC) - timedelta(days=30)


def ago(repo, **about):
    """Return an instant before now, in seconds."""
    return repo.world.now() - timedelta(**about).total_seconds()


# --- all ------------------------------------------------------------------------

WITH_ARGUMENTS = sorted(
    {path.stem for path in EXAMPLES.glob("*.py")} - {"demo", "service"}
)


@pytest.mark.slow
@pytest.mark.parametrize("name", WITH_ARGUMENTS)
def test_example_without_arguments_prints_its_usage(name):
    """And sends nothing; it needs no token for that."""
    path = EXAMPLES / f"{name}.py"
    found = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, path],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert found.returncode in {1, 2}
    usage = "usage: " if name == "runner_janitor" else f"python examples/{name}.py "
    assert usage in found.stderr
    assert "Traceback" not in found.stderr


# --- service --------------------------------------------------------------------


async def get(github, clock, path):
    """Return the response of the service."""
    service = load("service")
    client = gha.Client(github.token, base_url=github.url, clock=clock)
    async with TestClient(TestServer(service.application(client))) as browser:
        response = await browser.get(path)
        return response.status, await response.text()


@pytest.mark.parametrize("conclusion", ["success", "failure"])
async def test_service_reports_whether_main_is_green(
    repo, fake_github, instant_clock, conclusion
):
    """The newest completed run of main counts."""
    repo.add_run(conclusion="success", created_at=ago(repo, hours=1))
    repo.add_run(conclusion=conclusion, created_at=ago(repo, minutes=1))
    repo.add_run(conclusion="failure", head_branch="develop")
    status, text = await get(fake_github, instant_clock, "/octo-org/hello")
    assert (status, json.loads(text)) == (200, {"green": conclusion == "success"})


async def test_service_maps_errors_to_statuses(fake_github, instant_clock):
    """404 remains 404, and a rate limit becomes 503."""
    status, _ = await get(fake_github, instant_clock, "/octo-org/absent")
    assert status == 404
    fake_github.fail(
        times=None,
        status=403,
        message="API rate limit exceeded for user ID 1.",
        headers={
            "x-ratelimit-limit": "5000",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-resource": "core",
            "x-ratelimit-reset": str(int(instant_clock.now()) + 3000),
        },
    )
    status, text = await get(fake_github, instant_clock, "/octo-org/hello")
    assert (status, text[:9]) == (503, "try after")


async def test_service_responds_502_when_github_fails(fake_github, instant_clock):
    """Every other error of a call is a bad gateway."""
    fake_github.fail(status=500, times=None)
    status, text = await get(fake_github, instant_clock, "/octo-org/hello")
    assert status == 502
    assert "500" in text


async def test_service_health_spends_no_quota(fake_github, instant_clock):
    """A health check sends nothing to GitHub."""
    assert await get(fake_github, instant_clock, "/health") == (200, "{}")
    assert fake_github.requests == []


# --- bot ------------------------------------------------------------------------


async def test_bot_waits_quotes_and_retries_once(repo, github_client):
    """A failed run is reported with the ends of its logs, and run again once."""
    run = repo.add_run(status="in_progress", jobs=("build",))
    run.add_job("test", outcome="failure", log="one\ntwo\nthree")
    messages = []

    async def say(text):
        messages.append(text)

    run.complete("failure")
    nurse, handle = load("bot").nurse, github_client.repo("octo-org/hello")
    await nurse(handle, run.id, say)
    assert run.run_attempt == 2
    [text] = messages
    assert text.startswith("test failed:\n")
    assert text.endswith("three")
    run.complete("failure")
    await nurse(handle, run.id, say)
    assert run.run_attempt == 2
    green = repo.add_run()
    await nurse(handle, green.id, say)
    assert len(messages) == 2


# --- bulk -----------------------------------------------------------------------


async def test_bulk_stops_at_an_error_in_its_own_code(
    repo, github_client, since, monkeypatch
):
    """A misspelt name is not a repository to skip."""
    repo.add_run(created_at=ago(repo, days=1))

    def misspelt(_):
        raise NameError("name 'run_second' is not defined")

    monkeypatch.setattr(gha.stats, "run_seconds", misspelt)
    minutes_by_repo = load("bulk").minutes_by_repo
    with pytest.raises(NameError, match="run_second"):
        await minutes_by_repo(github_client, ["octo-org/hello"], since=since)


async def test_bulk_sums_minutes_and_skips_what_fails(
    repo, fake_github, github_client, since, capsys
):
    """A repository that fails does not affect the others."""
    for minutes in (1, 2):
        repo.add_run(created_at=ago(repo, days=1), duration=60 * minutes)
    repo.add_run(created_at=ago(repo, days=1), conclusion="failure")
    fake_github.add_repo("octo-org/quiet")
    minutes_by_repo = load("bulk").minutes_by_repo
    names = ["octo-org/hello", "octo-org/quiet", "octo-org/absent"]
    totals = await minutes_by_repo(github_client, names, since=since)
    assert totals == {"octo-org/hello": 3, "octo-org/quiet": 0}
    assert "octo-org/absent: skipped, " in capsys.readouterr().out


# --- backfill -------------------------------------------------------------------


async def test_backfill_stores_every_run_and_continues(
    repo, github_client, since, tmp_path
):
    """A second start adds new and newly completed runs, without duplicates."""
    backfill = load("backfill").backfill
    handle = github_client.repo("octo-org/hello")
    for n in range(1_200):
        repo.add_run(created_at=ago(repo, hours=5, seconds=n), jobs=())
    slow = repo.add_run(created_at=ago(repo, hours=5), status="in_progress")
    query = "SELECT conclusion FROM runs WHERE id = ?", (slow.id,)
    with closing(sqlite3.connect(tmp_path / "runs.db")) as db:
        assert await backfill(handle, db, since)
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (1_201,)
        assert db.execute(*query).fetchall() == [(None,)]
        await repo.world.clock.sleep(60)
        slow.complete("failure")
        new = repo.add_run(jobs=())
        assert await backfill(handle, db, since)
        assert db.execute(*query).fetchall() == [("failure",)]
        rows = db.execute("SELECT id FROM runs ORDER BY created_at").fetchall()
    assert len(rows) == 1_202
    assert rows[-1] == (new.id,)


async def test_backfill_resumes_after_a_crash(
    repo, github_client, since, tmp_path, monkeypatch
):
    """Runs stored before the crash are not stored again."""
    module = load("backfill")
    handle = github_client.repo("octo-org/hello")
    for n in range(1_200):
        repo.add_run(created_at=ago(repo, hours=5, seconds=n), jobs=())
    with closing(sqlite3.connect(tmp_path / "runs.db")) as db:
        store, stores = module.store, []

        def crash(*values):
            if stores:
                raise OSError("the power fails")
            stores.append(store(*values))

        monkeypatch.setattr(module, "store", crash)
        with pytest.raises(OSError, match="power"):
            await module.backfill(handle, db, since)
        monkeypatch.setattr(module, "store", store)
        [[stored]] = db.execute("SELECT count(*) FROM runs")
        assert stored == module.BATCH
        assert await module.backfill(handle, db, since)
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (1_200,)


# --- fleet report ---------------------------------------------------------------


async def test_fleet_report_has_a_row_for_each_workflow(
    repo, fake_github, github_client, since
):
    """In the order of the repositories; failures are returned separately."""
    nightly = repo.add_workflow("nightly.yml", name="Nightly")
    repo.add_run(created_at=ago(repo, days=1), duration=60)
    repo.add_run(nightly, created_at=ago(repo, days=1), duration=600)
    other = fake_github.add_repo("octo-org/world")
    other.add_workflow("ci.yml", name="CI")
    other.add_run(created_at=ago(repo, days=1), conclusion="failure")
    other.add_run(created_at=ago(repo, days=60))
    names = ["octo-org/hello", "octo-org/absent", "octo-org/world"]
    rows, failures = await load("fleet_report").report(github_client, names, since)
    assert [(row["repository"], row["workflow"], row["runs"]) for row in rows] == [
        ("octo-org/hello", "Nightly", 1),
        ("octo-org/hello", "CI", 1),
        ("octo-org/world", "CI", 1),
    ]
    assert rows[2]["success_rate"] == 0
    assert list(failures) == ["octo-org/absent"]
    csv.DictWriter(io.StringIO(), rows[0]).writerows(rows)


# --- organization report ---------------------------------------------------------


@pytest.fixture
def installed(fake_github):
    """Return an App with three installations and 300 repositories."""
    app = fake_github.add_app(private_key=pem())
    for login in ("octo-org", "world-org", "gone-org"):
        app.install(fake_github.add_org(login).account)
    app.installation_in(fake_github.add_org("gone-org").account).suspend()
    for number in range(300):
        name = f"{('octo-org', 'world-org')[number % 2]}/r{number}"
        repo = fake_github.add_repo(name, private=True)
        repo.archived = number in {7, 8}
        conclusion = "failure" if number == 5 else "success"
        repo.add_run(created_at=ago(repo, hours=1), conclusion=conclusion)
    return app


async def test_organization_report_counts_the_runs_of_every_installation(
    fake_github, installed, instant_clock, since
):
    """A client for each installation, on the connections of the App."""
    app = gha.App(
        app=installed.client_id,
        private_key=pem(),
        base_url=fake_github.url,
        clock=instant_clock,
    )
    async with app:
        found, failures = await load("organization_report").report(app, since)
    assert failures == {}
    assert len(found) == 298
    assert sum(counted["success"] for counted in found.values()) == 297
    assert found["world-org/r5"] == {"failure": 1}
    assert fake_github.counts["list-repos-for-org"] == 4
    tokens = {it.token for it in fake_github.requests if "/actions/runs" in it.path}
    assert len(tokens) == 2


async def test_organization_report_skips_what_cannot_be_read(
    fake_github, installed, instant_clock, since
):
    """And names it."""
    octo = installed.installation_in(fake_github.add_org("octo-org").account)
    octo.permissions = {"metadata": "read"}
    world = fake_github.add_org("world-org")
    world.forbidden = True
    app = gha.App(
        app=installed.id,
        private_key=pem(),
        base_url=fake_github.url,
        clock=instant_clock,
    )
    async with app:
        found, failures = await load("organization_report").report(app, since)
    assert found == {}
    assert len(failures) == 150
    assert isinstance(failures["octo-org/r0"], gha.PermissionDeniedError)
    assert [name for name in failures if name.startswith("installation")] == [
        f"installation {installed.installation_in(world.account).id}"
    ]


async def test_organization_report_as_a_command(
    fake_github, installed, monkeypatch, capsys, tmp_path
):
    """With the client id and the file of the key."""
    key = tmp_path / "app.pem"
    key.write_text(pem())
    monkeypatch.setattr(sys, "argv", ["report", installed.client_id, str(key)])
    monkeypatch.setenv("GITHUB_API_URL", fake_github.url)
    module = load("organization_report")
    monkeypatch.setattr(fake_github.world, "clock", SystemClock())
    for repo in fake_github.repositories[:2]:
        repo.add_run(conclusion="cancelled")
    await module.main()
    assert "octo-org/r0 cancelled=1" in capsys.readouterr().out


# --- secret rotation ------------------------------------------------------------


async def test_rotate_secrets_replaces_existing_secrets_only(
    repo, fake_github, github_client
):
    """The result has an entry for each repository; no secret is created."""
    repo.add_secret("DEPLOY_KEY", "old")
    bare = fake_github.add_repo("octo-org/bare")
    shut = fake_github.add_repo("octo-org/shut")
    shut.forbidden = True
    done = await load("rotate_secrets").rotate(
        github_client,
        "DEPLOY_KEY",
        "CANARY",
        ["octo-org/hello", "octo-org/bare", "octo-org/shut"],
    )
    assert repo.vault["DEPLOY_KEY"].value == "CANARY"
    assert "DEPLOY_KEY" not in bare.vault
    assert done["octo-org/hello"].startswith("replaced the value of 20")
    assert done["octo-org/bare"] == "has no such secret"
    assert done["octo-org/shut"].startswith("FAILED: ")


# --- runner janitor -------------------------------------------------------------


@pytest.fixture
def org(fake_github):
    """Return an organization with runners of several kinds."""
    org = fake_github.add_org("octo-org")
    org.add_runner("gpu-1", labels=["gpu"])
    org.add_runner("gpu-2", labels=["gpu"], status="offline")
    org.add_runner("plain", status="offline")
    return org


async def clean(client, *arguments):
    """Run the janitor with command-line arguments."""
    janitor = load("runner_janitor")
    options = janitor.options().parse_args(["octo-org", *arguments])
    return await janitor.clean(client.org("octo-org"), options)


async def test_runner_janitor_finds_by_label_and_state(org, github_client):
    """Without an action it lists what it found."""
    assert set(await clean(github_client)) == {"gpu-1", "gpu-2", "plain"}
    assert set(await clean(github_client, "--label", "gpu")) == {"gpu-1", "gpu-2"}
    assert await clean(github_client, "--label", "gpu", "--status", "offline") == {
        "gpu-2": "leave alone"
    }
    assert len(org.pool.runners) == 3


async def test_runner_janitor_removes_offline_ones_after_a_dry_run(org, github_client):
    """The dry run reports the same and removes nothing."""
    assert await clean(github_client, "--remove") == {
        "gpu-1": "leave alone",
        "gpu-2": "remove",
        "plain": "remove",
    }
    assert len(org.pool.runners) == 3
    assert await clean(github_client, "--remove", "--really") == {
        "gpu-1": "done: leave alone",
        "gpu-2": "done: remove",
        "plain": "done: remove",
    }
    assert [runner.name for runner in org.pool.runners.values()] == ["gpu-1"]


async def test_runner_janitor_moves_runners_between_groups(
    org, fake_github, github_client
):
    """By the name of the group; a failure is reported, the others are moved."""
    group = org.add_runner_group("GPU machines")
    command = ("--label", "gpu", "--move-to", "GPU machines")
    assert await clean(github_client, *command) == {
        "gpu-1": "move to GPU machines",
        "gpu-2": "move to GPU machines",
    }
    assert org.runners_in(group) == []
    fake_github.fail(
        "add-self-hosted-runner-to-group-for-org", status=403, message="Forbidden"
    )
    done = await clean(github_client, *command, "--really")
    assert sorted(text[:6] for text in done.values()) == ["FAILED", "done: "]
    assert len(org.runners_in(group)) == 1
    with pytest.raises(LookupError, match="no runner group 'None'"):
        await clean(github_client, "--move-to", "None")


# --- all of them ----------------------------------------------------------------


def test_every_example_is_run():
    """Each example has a test here or elsewhere."""
    names = {path.stem for path in EXAMPLES.glob("*.py")}
    tested = Path(__file__).read_text("utf-8")
    assert {name for name in names if f'load("{name}")' in tested} == (
        names - TESTED_ELSEWHERE
    )


@pytest.fixture
def command_line(fake_github, repo, org, monkeypatch):
    """Return a function that sets arguments, input and environment of a program."""
    run = repo.add_run(duration=120, created_at="2025-12-01T00:00:00Z")
    assert org.pool.runners
    monkeypatch.setenv("GH_ENTERPRISE_TOKEN", fake_github.token)
    monkeypatch.setenv("GITHUB_API_URL", fake_github.url)

    def call(*words):
        words = [str(run.id) if word == "RUN" else word for word in words]
        monkeypatch.setattr(sys, "argv", words)
        monkeypatch.setattr(sys, "stdin", io.StringIO("CANARY\n"))

    return call


@pytest.mark.parametrize(
    ("name", "arguments", "output"),
    [
        ("bulk", ["2020-01-01", "octo-org/hello"], "2  octo-org/hello"),
        ("fleet_report", ["9999", "octo-org/hello"], "octo-org/hello,CI,1,1.0"),
        ("runner_janitor", ["octo-org", "--label", "gpu"], "gpu-1: leave alone"),
        ("rotate_secrets", ["KEY", "octo-org/hello"], "has no such secret"),
        (
            "backfill",
            ["octo-org/hello", ":memory:", "2020-01-01"],
            "1 runs in :memory:",
        ),
        ("bot", ["octo-org/hello", "RUN"], ""),
    ],
)
async def test_example_runs_as_a_command(command_line, capsys, name, arguments, output):
    """Each has a ``main`` that reads its arguments and calls GitHub."""
    module = load(name)
    command_line(name, *arguments)
    await module.main()
    assert output in capsys.readouterr().out
