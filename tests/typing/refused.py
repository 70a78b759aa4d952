"""Mistakes that type checkers find. Type-checked, never run.

Each ignore below is an expectation: both checkers fail on an unused ignore, so a line
that became acceptable is reported.
"""
# pyright: reportUnnecessaryTypeIgnoreComment=true

import aioghactions as gha
from aioghactions import models, operations


async def misuse(client: gha.Client, run: models.WorkflowRun) -> None:
    """Mistakes in calls, arguments and attributes."""
    repo = client.repo("octo-org/hello")
    await repo.runs.list()  # type: ignore[misc]  # a pager is not awaitable
    for _ in repo.runs.list():  # type: ignore[attr-defined]  # nor synchronous
        break
    repo.runs.list(status="failed")  # type: ignore[arg-type]  # no such status
    repo.runs.list(actor=1)  # type: ignore[arg-type]  # a login, not an id
    await repo.runs.get("1")  # type: ignore[arg-type]  # ids are numbers
    await repo.runs.get(1, True)  # type: ignore[call-arg]  # by name only
    await repo.workflows.dispatch("ci.yml")  # type: ignore[call-arg]  # needs a ref
    await client.org("octo-org").runs.get(1)  # type: ignore[attr-defined]  # not there
    run.status = models.WorkflowRunStatus.QUEUED  # type: ignore[misc]  # frozen
    operations.no_such_operation("octo-org")  # type: ignore[attr-defined]
    gha.Client()  # type: ignore[call-arg]  # None for anonymous must be explicit
    gha.Client("token", timeout=3)  # type: ignore[call-arg]  # a setting of Patience
    assert run.no_such_member  # type: ignore[attr-defined]  # a typing error


async def misuse_of_verbs(client: gha.Client) -> None:
    """Mistakes with context managers, iterators and awaitables."""
    repo = client.repo("octo-org/hello")
    with client:  # type: ignore[attr-defined]  # it is asynchronous
        pass
    with repo.jobs.logs(1):  # type: ignore[attr-defined]  # so is a download
        pass
    await repo.jobs.logs(1)  # type: ignore[misc]  # opened, not awaited
    for _ in gha.fan_out(repo.runs.get, [1], limit=1):  # type: ignore[attr-defined]
        break
    gha.fan_out(repo.runs.get, [1])  # type: ignore[call-arg]  # how many at once?
    gha.fan_out(repo.runs.get, ["1"], limit=1)  # type: ignore[arg-type]  # not ids
    await repo.runs.wait_all([1, 2])  # type: ignore[arg-type]  # one by one
    await repo.secrets.set("TOKEN", 5)  # type: ignore[arg-type]  # text or bytes
    await client.send(repo.runs.list())  # type: ignore[arg-type]  # not a call
    client.repo(None)  # type: ignore[arg-type]  # a name
    assert repo.run  # type: ignore[attr-defined]  # it is runs
    assert repo.runs.get(1).conclusion  # type: ignore[attr-defined]  # await is missing
