"""S5: what can be printed, logged or pickled holds no secret."""

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
from tests.support.canary import secrets_in

# What travels between processes and into logs, member by member.
PLAIN = ("answer", "call", "event", "rate limit", "patience", "pace")
# What was asked for, and what a transport is given: whoever has it has the secret.
HANDED_OVER = ("link", "runner token", "headers", "request", "response")
# What cannot leave its process.
CONNECTED = (
    *("client", "repo", "org", "handle", "pager", "download", "pipeline"),
    *("history", "repositories", "watch"),
    *("app", "token", "installation", "identity", "transport", "retry loop"),
)


def printed(value: Any) -> Iterator[str]:
    """Yield what ``value`` looks like wherever it is shown."""
    yield repr(value)
    yield str(value)
    yield f"{value}"
    yield repr([value])


@pytest.fixture
async def things(
    fake_github: FakeGitHub, instant_clock: Any, app_auth: AppAuth
) -> dict[str, Any]:
    """Return one of everything that a program gets into its hands."""
    run = fake_github.add_repo("octo-org/hello").add_run(jobs=("build",))
    tasks: list[str] = []

    def watch(event: Event) -> None:
        tasks.extend(f"{task!r} {task.get_name()}" for task in asyncio.all_tasks())
        events.append(event)

    events: list[Event] = []
    logs = operations.download_workflow_run_logs("octo-org", "hello", run.id)
    async with Client(
        fake_github.token,
        base_url=fake_github.url,
        clock=instant_clock,
        on_event=watch,
    ) as client:
        repo, org = client.repo("octo-org/hello"), client.org("octo-org")
        answer = await client.exchange(
            operations.get_workflow_run("octo-org", "hello", run.id), conditional=True
        )
        again = await client.exchange(
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
            fanned = repr(running)
        return {
            "client": client,
            "repo": repo,
            "org": org,
            "handle": repo.runs,
            "answer": answer,
            "answer from memory": again,
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
            "events": events,
            "event": events[0],
            "tasks": tasks,
            "fan-out": fanned,
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
            "memory": vars(client._pipeline.context.etags),
            "state of the gate": vars(client._pipeline.context.limiter),
        }


def installation(client: Client, app: AppAuth) -> InstallationTokenProvider:
    """Return a provider that has fetched a token."""
    context = client._pipeline.context
    made = InstallationTokenProvider(
        auth=app,
        base_url=client.base_url,
        transport=context.transport,
        clock=context.clock,
        patience=context.patience,
        timeouts=context.timeouts,
        events=context.events,
        budget=context.budget,
        user_agent="x",
    )
    made._token = "ghs_CANARY"
    return made


async def test_nothing_that_is_printed_holds_a_secret(things: dict[str, Any]):
    """S5: repr, str, format, and as part of a list."""
    told = {
        name: secrets_in(text)
        for name, value in things.items()
        for text in printed(value)
        if secrets_in(text)
    }
    assert told == {}
    assert things["tasks"]


async def test_no_public_class_was_forgotten(things: dict[str, Any]):
    """S5: every class of the package is among the things that are looked at."""
    public = {
        value
        for name in aioghactions.__all__
        if inspect.isclass(value := getattr(aioghactions, name))
    }
    errors = {kind for kind in public if issubclass(kind, Exception)}
    # Protocols have no instances of their own; fan-out is there as text.
    seen = {type(value) for value in things.values()}
    assert public - errors - seen == {
        aioghactions.Clock,
        aioghactions.FanOut,
        aioghactions.Page,
        aioghactions.Stream,
        aioghactions.TokenProvider,
        aioghactions.Transport,
    }


async def test_a_client_is_not_written_down(things: dict[str, Any]):
    """S5: neither pickled nor copied, and no handle of it: a token would come along."""
    writers: list[Callable[[Any], object]] = [pickle.dumps, copy.deepcopy]
    for write in writers:
        for name in CONNECTED:
            with pytest.raises(TypeError, match="cannot be pickled") as caught:
                write(things[name])
            assert not secrets_in(str(caught.value))


def taken_apart(value: Any) -> Iterator[str]:
    """Yield what is left of ``value`` for whoever takes it apart or copies it."""
    takers: tuple[Callable[[Any], object], ...] = (
        *(attrs.asdict, attrs.astuple, vars, dict, list, tuple),
        *(copy.copy, copy.deepcopy, pickle.dumps),
        lambda it: vars(copy.copy(it)),
        lambda it: attrs.asdict(copy.copy(it)),
        lambda it: json.dumps(it, default=repr),
        lambda it: json.dumps(it, default=vars),
    )
    for take in takers:
        # Whatever refuses tells nothing.
        with suppress(Exception):
            yield repr(take(value))


async def test_nothing_that_is_taken_apart_holds_a_secret(things: dict[str, Any]):
    """S5: neither asdict, astuple and vars nor pickles and copies show one."""
    told = {
        name
        for name, value in things.items()
        for text in taken_apart(value)
        if secrets_in(text)
    }
    assert told == set(HANDED_OVER)


async def test_a_handle_is_taken_apart_no_further_than_itself(things: dict[str, Any]):
    """S5: what it sends through stays closed; asdict does not end with an error."""
    for name in ("repo", "org", "handle"):
        parts = attrs.asdict(things[name])
        assert parts.pop("_pipeline") is things["pipeline"]
        assert set(parts.values()) <= {"octo-org", "hello"}


async def test_a_value_is_written_down_without_a_secret(things: dict[str, Any]):
    """S5: pickled, or taken apart into a dictionary, it holds what it says."""
    for name in PLAIN:
        value = things[name]
        assert not secrets_in(repr(attrs.asdict(value)))
        written = pickle.dumps(value)
        assert not secrets_in(written.decode("latin-1"))
        assert pickle.loads(written) == value  # noqa: S301 - written above


async def test_every_error_is_written_down_without_a_secret(
    fake_github: FakeGitHub, start_refusing: Callable[[int], Awaitable[Exception]]
):
    """S5: whatever GitHub and those before it repeat of the request."""
    for status in (400, 401, 403, 404, 409, 410, 422, 451, 429, 500, 502, 599):
        error = await start_refusing(status)
        for text in (
            f"{error!s} {error!r} {error.args!r} {vars(error)!r}",
            pickle.dumps(error).decode("latin-1"),
            repr(copy.deepcopy(error)),
        ):
            assert not secrets_in(text), status
            assert fake_github.token not in text


@pytest.fixture
def start_refusing(
    fake_github: FakeGitHub, instant_clock: Any
) -> Callable[[int], Awaitable[Exception]]:
    """Return what asks a server that repeats the token in every refusal."""
    token = fake_github.token
    body = (
        f'{{"message": "bad Authorization: Bearer {token}, see'
        f' https://storage.example/x?se=1&sig=CANARY", "documentation_url": "https://'
        f'docs.example/?token={token}", "errors": [{{"resource": "Secret", "value":'
        f' "CANARY", "code": "invalid", "message": "token {token}"}}]}}'
    )

    async def ask(status: int) -> Exception:
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

    return ask
