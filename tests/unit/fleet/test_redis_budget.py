"""Arguments of ``RedisBudget``, what is wrong with a Redis, and what is kept in it."""

import asyncio
import copy
import pickle
import re
import subprocess
import sys
import traceback
from contextlib import asynccontextmanager

import pytest
import redis.asyncio
import redis.exceptions

from aioghactions import AppAuth, Client, TokenProvider, errors
from aioghactions._limits.budget import budget_name
from aioghactions.fleet import RedisBudget, Seen
from tests.fleet.timed_redis import TimedRedis
from tests.support.app import pem

PASSWORD = "canary-of-a-password"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost",
        "localhost:6379",
        "http://localhost",
        "redis://",
        "redis://localhost:port",
        "redis://localhost:99999",
        "unix://",
        f"https://user:{PASSWORD}@localhost",
        f"redis://:{PASSWORD}@[::1",
    ],
)
def test_a_wrong_url_is_refused(url):
    """S5: with an example, and without the password."""
    with pytest.raises(ValueError, match="redis://HOST:PORT/DATABASE") as failure:
        RedisBudget(url)
    assert PASSWORD not in "".join(traceback.format_exception(failure.value))


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"redis": None}, TypeError, "not NoneType"),
        ({"redis": redis.Redis()}, TypeError, "redis.asyncio.Redis, not Redis"),
        ({"name": 1}, TypeError, "name must be a string, not int"),
        ({"name": ""}, ValueError, "visible ASCII without braces"),
        ({"name": "a b"}, ValueError, "visible ASCII without braces"),
        ({"name": "{a}"}, ValueError, "visible ASCII without braces"),
        ({"timeout": "1"}, TypeError, "timeout must be a number, not str"),
        ({"timeout": True}, TypeError, "timeout must be a number, not bool"),
        ({"timeout": 0}, ValueError, "greater than 0, got 0"),
        ({"timeout": float("inf")}, ValueError, "greater than 0, got inf"),
    ],
)
def test_a_wrong_argument_is_refused(arguments, error, message):
    """With its name."""
    with pytest.raises(error, match=message):
        RedisBudget(**{"redis": "redis://localhost", **arguments})


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        (f"redis://user:{PASSWORD}@localhost:6379/1", "localhost:6379"),
        (f"rediss://:{PASSWORD}@redis.example.com", "redis.example.com"),
        ("unix:///run/redis.sock", "/run/redis.sock"),
    ],
)
def test_its_repr_has_no_password(url, shown):
    """S5: nor can it be pickled or copied."""
    budget = RedisBudget(url)
    assert repr(budget) == repr(budget.member()) == f"<RedisBudget at {shown}>"
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled or copied"):
            attempt(budget)


def test_a_client_has_a_repr_too():
    """Its own URL may hold a password."""
    assert repr(RedisBudget(TimedRedis())) == "<RedisBudget at a Redis client>"


def test_a_missing_package_is_named():
    """With the extra to install."""
    program = (
        "import sys; sys.modules['redis'] = sys.modules['redis.asyncio'] = None\n"
        "from aioghactions import fleet\n"
        "fleet.RedisBudget('redis://localhost')"
    )
    done = subprocess.run(  # noqa: S603 - a Python
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "RedisBudget needs redis: pip install 'aioghactions[fleet]'" in done.stderr


# --- a Redis that refuses ----------------------------------------------------------

FAILURES = [
    (redis.exceptions.AuthenticationError("Authentication required."), "a password"),
    (redis.exceptions.ResponseError("NOAUTH Authentication required."), "a password"),
    (redis.exceptions.NoPermissionError("this user has no permission"), "EVALSHA"),
    (redis.exceptions.ReadOnlyError("You can't write against a read only replica."),
     "the URL of the primary"),
    (redis.exceptions.ResponseError("unknown command 'EVALSHA'"), "too old"),
    (redis.exceptions.ResponseError("Write commands not allowed after non "
                                    "deterministic commands"), "too old"),
    (redis.exceptions.ResponseError("DB index is out of range"), "no such database"),
    (redis.exceptions.ConnectionError("refused"), "refused"),
    (redis.exceptions.TimeoutError(), "TimeoutError"),
    (OSError("no route"), "no route"),
]  # fmt: skip


@pytest.mark.parametrize(("failure", "advice"), FAILURES, ids=lambda it: str(it)[:20])
async def test_a_redis_that_refuses_is_reported(failure, advice):
    """At first it fails, whatever it is: not even a share is known."""
    store = TimedRedis()
    store.failure = failure
    with pytest.raises(errors.BudgetError, match=advice) as raised:
        await RedisBudget(store).member().width("b", 0, 50)
    assert not isinstance(raised.value, errors.BudgetUnavailableError)
    assert raised.value.__cause__ is None
    assert raised.value.__context__ is None
    assert pickle.loads(pickle.dumps(raised.value)).args == raised.value.args  # noqa: S301 - our own


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(("failure", "advice"), FAILURES, ids=lambda it: str(it)[:20])
async def test_a_redis_that_fails_later_is_unavailable(failure, advice, strict):
    """Unless the caller wants no other way."""
    store = TimedRedis()
    budget = RedisBudget(store, strict=strict).member()
    await budget.width("b", 0, 50)
    store.failure = failure
    with pytest.raises(errors.BudgetError, match=advice) as raised:
        await budget.lease("b", "core", 1)
    assert isinstance(raised.value, errors.BudgetUnavailableError) is not strict
    store.failure = None
    assert (await budget.lease("b", "core", 1)).lost


@asynccontextmanager
async def server(reply):
    """Serve a Redis that gives one reply to all."""

    async def handle(reader, writer):
        while await reader.readline():
            writer.write(reply)
        writer.close()

    async with await asyncio.start_server(handle, "127.0.0.1", 0) as listening:
        host, port = listening.sockets[0].getsockname()
        yield f"{host}:{port}"


async def test_the_password_is_in_no_error():
    """S5: even if Redis repeats it."""
    async with server(f"-ERR no user {PASSWORD}\r\n".encode()) as place:
        budget = RedisBudget(f"redis://u:{PASSWORD}@{place}").member()
        with pytest.raises(errors.BudgetError, match=place) as raised:
            await budget.width("b", 0, 50)
        await budget.leave("b")
    shown = "".join(traceback.TracebackException.from_exception(raised.value).format())
    assert PASSWORD not in shown


async def test_a_client_of_a_refusing_redis_does_not_open():
    """And leaves no connection."""
    budget = RedisBudget("redis://127.0.0.1:1")
    client = Client("t", base_url="http://127.0.0.1:1", budget=budget)
    with pytest.raises(errors.BudgetError, match=r"127\.0\.0\.1:1 cannot be used"):
        await client.open()
    with pytest.raises(RuntimeError, match="closed"):
        await client.open()


async def test_a_redis_that_does_not_answer_times_out():
    """A call takes no longer than it may."""

    class Silent(TimedRedis):
        async def evalsha(self, sha, numkeys, *args):
            raise TimeoutError

    with pytest.raises(errors.BudgetError, match=r"no answer within 0\.5 s"):
        await RedisBudget(Silent(), timeout=0.5).member().width("b", 0, 50)


# --- what is kept -------------------------------------------------------------------


class Provider(TokenProvider):
    async def token(self):
        return "canary-token"


@pytest.mark.parametrize(
    ("auth", "name"),
    [
        ("a" * 40, r"api.example.com/token-[0-9a-f]{32}"),
        (None, "api.example.com/anonymous"),
        (
            AppAuth(app=1, private_key=pem(), installation_id=7),
            "api.example.com/installation-7",
        ),
    ],
)
def test_the_name_of_a_budget_has_no_token(auth, name):
    """S5: but is the same in every process, and another for another token."""
    found = budget_name("https://api.example.com/api/v3", auth)
    assert re.fullmatch(name, found)
    assert "aaaa" not in found
    assert budget_name("https://api.example.com", "b") != found


def test_a_provider_needs_a_name():
    """Its token may change, and the budget must not."""
    provider = Provider()
    with pytest.raises(ValueError, match='name="nightly"'):
        Client(provider, budget=RedisBudget("redis://localhost"))
    Client(provider, budget=RedisBudget("redis://localhost", name="nightly"))


def test_a_budget_of_another_type_is_refused():
    """As by every other argument."""
    with pytest.raises(TypeError, match="budget must be None or a budget store"):
        Client("t", budget="redis://localhost")


async def test_nothing_secret_is_kept_in_redis():
    """S5: every key and value, after all that a client does."""
    store, token = TimedRedis(), "canary-" + "x" * 33
    budget = RedisBudget(store).member()
    name = budget_name("https://api.github.com", token)
    await budget.width(name, 0, 50)
    await budget.lease(name, "core", 25)
    await budget.settle(name, "core", 1, 0, Seen(remaining=9, reset=1, seconds=60.0))
    await budget.hold(name, 5)
    kept = []
    for key in await store.keys():
        kind = await store.type(key)
        kept += [key, await (store.hgetall(key) if kind == b"hash" else
                             store.zrange(key, 0, -1, withscores=True))]  # fmt: skip
    assert len(kept) >= 6
    assert token not in repr(kept)
    assert await store.ttl(f"aioghactions:{{{name}}}") > 0
