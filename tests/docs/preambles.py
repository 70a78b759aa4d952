"""Names that the blocks of the documentation use.

A page of ``docs/how-to`` has no names: its first block creates them, as a reader's
program does. Every page has a fake GitHub in the environment, and the private key of an
App in the file ``app.pem``.

Other pages begin with a complete program and continue inside of it::

    gha                              imported
    client                           a client of the fake GitHub
    repo                             a handle on octo-org/hello

The examples of docstrings have the public names without a prefix, and::

    asyncio, os, datetime, timedelta, UTC    imported
    org                              a handle on octo-org
    run_id                           a failed run
    queued_id                        a run that completes within some minutes
    job_id                           the job that failed
    artifact_id                      an artifact of the failed run
    names                            the names of all repositories
    pem                              the private key of an App
    client_id, app                   an App, and itself within its block
    token                            a token of the fake GitHub
    ids                              of both runs
    store, minutes, newest           functions of a program
    fake_github, instant_clock       the fake GitHub and its clock
"""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aioghactions as gha
from aioghactions import testing
from aioghactions.testing import FakeGitHub, InstantClock, Timings, WorkflowInput
from tests.support.app import pem

LOG = """\
2026-01-01T00:00:00.0000000Z ##[group]Run pytest
2026-01-01T00:00:00.1000000Z collected 3 items
2026-01-01T00:00:01.0000000Z ##[endgroup]
2026-01-01T00:00:02.0000000Z ##[error]test_hello failed
"""


def environment(github: FakeGitHub) -> dict[str, str]:
    """Return the variables for ``Client.from_env`` with the fake GitHub.

    And the client id of an App that is installed in octo-org.
    """
    app = github.add_app(private_key=pem())
    app.install(github.add_org("octo-org").account)
    app.hook.add_delivery(status_code=502)
    return {
        "GITHUB_API_URL": github.url,
        "GH_ENTERPRISE_TOKEN": github.token,
        "APP_CLIENT_ID": app.client_id,
    }


def names(
    fake_github: FakeGitHub, github_client: gha.Client, instant_clock: InstantClock
) -> dict[str, Any]:
    """Populate the fake GitHub; return the names for the examples of docstrings."""
    hello = fake_github.add_repo("octo-org/hello")
    fake_github.add_repo("octo-org/world").add_run()
    flow = hello.add_workflow(
        "ci.yml", inputs={"target": WorkflowInput(), "version": WorkflowInput()}
    )
    queued = hello.add_run(flow, status="queued", timings=Timings())
    failed = hello.add_run(flow, status="completed", conclusion="failure")
    job = failed.jobs[0]
    job.log = LOG
    artifact = hello.add_artifact("report", run=failed, files={"report.txt": "3 tests"})
    hello.add_workflow("deploy.yml", inputs={"id": WorkflowInput()})
    hello.add_secret("DEPLOY_KEY", "old")
    hello.add_runner("mac-mini", labels=("gpu",))
    organization = fake_github.add_org("octo-org")
    organization.add_runner("rack-1")
    return {
        "gha": gha,
        "asyncio": asyncio,
        "os": os,
        "datetime": datetime,
        "UTC": UTC,
        "client": github_client,
        "repo": github_client.repo("octo-org/hello"),
        "org": github_client.org("octo-org"),
        "run_id": failed.id,
        "queued_id": queued.id,
        "job_id": job.id,
        "artifact_id": artifact.id,
        "names": [repo.full_name for repo in fake_github.repositories],
        "pem": pem(),
        "fake_github": fake_github,
        "instant_clock": instant_clock,
    }


def page_names(page: Path, known: dict[str, Any]) -> dict[str, Any]:
    """Return the names of ``known`` for the blocks of a page."""
    if page.parent.name == "how-to":
        return {}
    return {name: known[name] for name in ("gha", "client", "repo")}


def reference_names(known: dict[str, Any], fake_github: FakeGitHub) -> dict[str, Any]:
    """Return the names for the examples of docstrings besides ``known``."""

    async def minutes(name: str) -> int:
        return len(await known["client"].repo(name).runs.list().collect())

    async def newest(repo: gha.Repo) -> Any:
        return await repo.runs.list().first()

    client_id = next(iter(fake_github._directory.apps.values())).client_id
    return {
        **{name: getattr(gha, name) for name in gha.__all__},
        **{name: getattr(testing, name) for name in testing.__all__},
        "Client": partial(gha.Client, base_url=fake_github.url),
        "App": partial(gha.App, base_url=fake_github.url),
        "app": gha.App(app=client_id, private_key=pem(), base_url=fake_github.url),
        "client_id": client_id,
        "timedelta": timedelta,
        "token": fake_github.token,
        "ids": (known["run_id"], known["queued_id"]),
        "store": print,
        "minutes": minutes,
        "newest": newest,
    }
