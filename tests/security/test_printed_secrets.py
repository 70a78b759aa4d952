"""S5: nothing that can be printed, logged or pickled contains a secret."""

import asyncio
import copy
import inspect
import json
import pickle
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import attrs
import pytest

import aioghactions
from aioghactions import AppAuth, Client, Event, fan_out, operations
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._request.app_token import InstallationTokenProvider
from aioghactions.auth import StaticToken
from aioghactions.testing import FakeGitHub
from tests.support.app import pem
from tests.support.canary import secrets_in

# Values that can be pickled.
PLAIN = ("answer", "call", "event", "rate limit", "patience", "pace")
# Values that contain a secret as their content: results and requests.
WITH_SECRET = ("link", "runner token", "headers", "request", "response")
# Objects that cannot be pickled.
CONNECTED = (
    *(
        "client",
        "repo",
        "org",
        "environment",
        "handle",
        "pager",
        "download",
        "pipeline",
    ),
    *("history", "repositories", "watch"),
    *("app", "token", "installation", "identity", "transport", "retry loop"),
)


def printed(value: Any) -> Iterator[str]:
    """Yield the printed forms of ``value``."""
    yield repr(value)
    yield str(value)
    yield f"{value}"
    yield repr([value])


@pytest.fixture
async def values(
    fake_github: FakeGitHub, instant_clock: Any, app_auth: AppAuth
) -> dict[str, Any]:
    """Return one instance of everything that a program can get."""
    run = fake_github.add_repo("octo-org/hello").add_run(jobs=("build",))
    tasks: list[str] = []

    def on_event(event: Event) -> None:
        tasks.extend(f"{task!r} {task.get_name()}" for task in asyncio.all_tasks())
        events.append(event)

    events: list[Event] = []
    logs = operations.download_workflow_run_logs("octo-org", "hello", run.id)
    async with Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        on_event=on_event,
    ) as client:
        repo, org = client.repo("octo-org/hello"), client.org("octo-org")
        answer = await client.exchange(
            operations.get_workflow_run("octo-org", "hello", run.id), conditional=True
        )
        second = await client.exchange(
            operations.get_workflow_run("octo-org", "hello", run.id), conditional=True
        )
        pager = repo.runs.list(branch="main", actor="octocat")
        watched = repo.runs.watch(run.id)
        change = await anext(aiter(watched))
        async with client.download(logs) as download:
            opened = f"{download!r} {vars(download)!r}"
            await download.read()
        async with repo.runs.read_logs(run.id) as run_logs:
            (job_log,) = run_logs.jobs
        async with fan_out(repo.runs.get, [run.id, 1], limit=2) as running:
            outcomes = [outcome async for outcome in running]
            fan_out_text = repr(running)
        failed_run = fake_github.repositories[0].add_run(conclusion="failure")
        why = await repo.runs.why(failed_run.id)
        return {
            "client": client,
            "repo": repo,
            "org": org,
            "environment": repo.environment("production"),
            "enterprise": client.enterprise("octo-corp"),
            "store": aioghactions.SqliteStore("mirror.db"),
            "handle": repo.runs,
            "answer": answer,
            "stored answer": second,
            "pager": pager,
            "history": repo.runs.history(datetime(2024, 1, 1, tzinfo=UTC)),
            "repositories": client.repos(["octo-org/hello"]),
            "watch": watched,
            "change": change,
            "download": download,
            "open download": opened,
            "logs of a run": run_logs,
            "log of a job": job_log,
            "log of a step": job_log.steps[0],
            "call": logs,
            "operation": logs.operation,
            "link": await client.send(logs),
            "runner token": attrs.evolve(
                await repo.runners.create_registration_token(), token="CANARY"
            ),
            "diagnosis": why,
            "failed job": why.jobs[0],
            "failed step": why.jobs[0].steps[0],
            "events": events,
            "event": events[0],
            "tasks": tasks,
            "fan-out": fan_out_text,
            "outcomes": outcomes,
            "done": next(one for one in outcomes if isinstance(one, aioghactions.Done)),
            "failed": next(
                one for one in outcomes if isinstance(one, aioghactions.Failed)
            ),
            "rate limits": client.rate_limits,
            "rate limit": answer.rate_limit,
            "patience": client._pipeline.context.patience,
            "pace": aioghactions.Pace.for_host("https://api.github.com"),
            "app": app_auth,
            "client of the app": aioghactions.App(app=1, private_key=pem()),
            "installation": installation(client, app_auth),
            "token": StaticToken(fake_github.token),
            "headers": Headers(authorization=f"Bearer {fake_github.token}"),
            "request": Request(
                method="GET",
                url="https://storage.example/x?sig=CANARY",
                headers=Headers(authorization="CANARY"),
                body=b"CANARY",
            ),
            "response": Response(
                status=200, headers=Headers(location="CANARY"), body=b"CANARY"
            ),
            "timeouts": client._pipeline.context.timeouts,
            "pipeline": client._pipeline,
            "context": client._pipeline.context,
            "retry loop": client._pipeline.retry_loop,
            "identity": client._pipeline.context.auth,
            "transport": client._pipeline.context.transport,
            "etags": vars(client._pipeline.context.etags),
            "state of the limiter": vars(client._pipeline.context.limiter),
        }


def installation(client: Client, app: AppAuth) -> InstallationTokenProvider:
    """Return a provider that has fetched a token."""
    provider = InstallationTokenProvider(app, client._pipeline.context)
    provider._token = "ghs_CANARY"
    return provider


async def test_printed_forms_contain_no_secret(values: dict[str, Any]):
    """S5: repr, str, format, and repr in a list."""
    leaks = {
        name: secrets_in(text)
        for name, value in values.items()
        for text in printed(value)
        if secrets_in(text)
    }
    assert leaks == {}
    assert values["tasks"]


async def test_every_public_class_is_tested(values: dict[str, Any]):
    """S5: the fixture has an instance of every public class."""
    public = {
        value
        for name in aioghactions.__all__
        if inspect.isclass(value := getattr(aioghactions, name))
    }
    errors = {kind for kind in public if issubclass(kind, Exception)}
    # Protocols have no instances of their own; the fan-out is included as text.
    seen = {type(value) for value in values.values()}
    assert public - errors - seen == {
        aioghactions.Clock,
        aioghactions.FanOut,
        aioghactions.Page,
        aioghactions.Store,
        aioghactions.Stream,
        aioghactions.TokenProvider,
        aioghactions.Transport,
    }


async def test_clients_and_handles_cannot_be_pickled_or_copied(values: dict[str, Any]):
    """S5: they contain a token."""
    writers: list[Callable[[Any], object]] = [pickle.dumps, copy.deepcopy]
    for write in writers:
        for name in CONNECTED:
            with pytest.raises(TypeError, match="cannot be pickled") as caught:
                write(values[name])
            assert not secrets_in(str(caught.value))


def dismantled(value: Any) -> Iterator[str]:
    """Yield the reprs of ``value`` converted or copied in every way that works."""
    converters: tuple[Callable[[Any], object], ...] = (
        *(attrs.asdict, attrs.astuple, vars, dict, list, tuple),
        *(copy.copy, copy.deepcopy, pickle.dumps),
        lambda it: vars(copy.copy(it)),
        lambda it: attrs.asdict(copy.copy(it)),
        lambda it: json.dumps(it, default=repr),
        lambda it: json.dumps(it, default=vars),
    )
    for convert in converters:
        # A conversion that raises shows nothing.
        with suppress(Exception):
            yield repr(convert(value))


async def test_converted_and_copied_values_contain_no_secret(values: dict[str, Any]):
    """S5: converted with asdict, astuple, vars, pickle, copy, json ..."""
    leaks = {
        name
        for name, value in values.items()
        for text in dismantled(value)
        if secrets_in(text)
    }
    assert leaks == set(WITH_SECRET)


async def test_asdict_of_a_handle_does_not_recurse(values: dict[str, Any]):
    """S5: it keeps the pipeline as it is, and does not raise."""
    for name in ("repo", "org", "environment", "handle"):
        parts = attrs.asdict(values[name])
        assert parts.pop("_pipeline") is values["pipeline"]
        assert set(parts.values()) <= {"octo-org", "hello", "production"}


async def test_pickled_values_contain_no_secret(values: dict[str, Any]):
    """S5: and are equal after unpickling."""
    for name in PLAIN:
        value = values[name]
        assert not secrets_in(repr(attrs.asdict(value)))
        pickled = pickle.dumps(value)
        assert not secrets_in(pickled.decode("latin-1"))
        assert pickle.loads(pickled) == value  # noqa: S301 - pickled above


async def test_errors_contain_no_secret(
    fake_github: FakeGitHub, error_of_status: Callable[[int], Awaitable[Exception]]
):
    """S5: even if the error response repeats the token."""
    for status in (400, 401, 403, 404, 409, 410, 422, 451, 429, 500, 502, 599):
        error = await error_of_status(status)
        for text in (
            f"{error!s} {error!r} {error.args!r} {vars(error)!r}",
            pickle.dumps(error).decode("latin-1"),
            repr(copy.deepcopy(error)),
        ):
            assert not secrets_in(text), status
            assert fake_github.token not in text


@pytest.fixture
def error_of_status(
    fake_github: FakeGitHub, instant_clock: Any
) -> Callable[[int], Awaitable[Exception]]:
    """Return a function that gets an error response which repeats the token."""
    token = fake_github.token
    body = (
        f'{{"message": "bad Authorization: Bearer {token}, see'
        f' https://storage.example/x?se=1&sig=CANARY", "documentation_url": "https://'
        f'docs.example/?token={token}", "errors": [{{"resource": "Secret", "value":'
        f' "CANARY", "code": "invalid", "message": "token {token}"}}]}}'
    )

    async def get(status: int) -> Exception:
        fake_github.add_token(token)
        fake_github.fail("get-repo-secret", status=status, body=body, times=None)
        patience = aioghactions.Patience(attempts=1, limit_answers=0)
        async with Client(
            token, base_url=fake_github.url, clock=instant_clock, patience=patience
        ) as client:
            with pytest.raises(aioghactions.ResponseError) as caught:
                await client.repo("octo-org/hello").secrets.get("KEY")
        fake_github.recover()
        assert caught.value.status == status
        return caught.value

    return get
