"""Webhooks of the fake server, and the bot of the examples that receives them."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

import aioghactions as gha
from aioghactions import webhooks
from aioghactions.testing import FakeGitHub, Timings
from tests.integration.test_examples import load

SECRET = "s3cret-of-the-webhook"


class Receiver:
    """Keeps the events it receives; responds with ``status``."""

    def __init__(self):
        self.events, self.status = [], 202

    async def receive(self, request):
        body = await request.read()
        self.events.append(
            webhooks.receive(request.headers, body, secrets=["old", SECRET])
        )
        return web.Response(status=self.status)


@asynccontextmanager
async def receiving(receiver):
    """Serve ``receiver`` on loopback, and yield its URL."""
    app = web.Application()
    app.router.add_post("/webhook", receiver.receive)
    async with TestServer(app) as server:
        yield str(server.make_url("/webhook"))


def told(webhook):
    """Return what the deliveries say, without the ping."""
    return [(found.event, found.action) for found in webhook.deliveries[1:]]


# --- the fake --------------------------------------------------------------------


async def test_run_that_progresses_posts_each_stage_once():
    """Of the run and of its jobs, decoded into the models of the API."""
    receiver = Receiver()
    async with FakeGitHub() as github, receiving(receiver) as url:
        repo = github.add_repo("octo-org/hello")
        async with github.deliver_to(url, SECRET) as webhook:
            run = repo.add_run(status="queued", jobs=["build"])
            await webhook.deliver()
            run.advance()
            await webhook.deliver()
            assert await webhook.deliver() == []
            run.advance()
    assert told(webhook) == [
        ("workflow_run", "requested"),
        ("workflow_job", "queued"),
        ("workflow_run", "in_progress"),
        ("workflow_job", "in_progress"),
        ("workflow_job", "completed"),
        ("workflow_run", "completed"),
    ]
    assert {delivery.status for delivery in webhook.deliveries} == {202}
    assert receiver.events[-1].workflow_run.conclusion == "success"
    assert receiver.events[-1].repository.full_name == "octo-org/hello"
    assert receiver.events[1].workflow_run.status == "queued"


async def test_stages_that_were_passed_at_once_are_posted_in_order():
    """With the state of their time, also for a run that is completed at once."""
    receiver = Receiver()
    async with FakeGitHub() as github, receiving(receiver) as url:
        repo = github.add_repo("octo-org/hello")
        repo.add_run()  # before the webhook: not posted
        async with github.deliver_to(url, SECRET) as webhook:
            repo.add_run(conclusion="failure", jobs=["build"])
    jobs = [e for e in receiver.events if isinstance(e, gha.models.WorkflowJobEvent)]
    runs = [e for e in receiver.events if isinstance(e, gha.models.WorkflowRunEvent)]
    assert [e.action for e in runs] == ["requested", "in_progress", "completed"]
    assert [e.workflow_run.status for e in runs] == [
        "queued",
        "in_progress",
        "completed",
    ]
    assert [e.workflow_run.conclusion for e in runs] == [None, None, "failure"]
    assert [e.workflow_job.conclusion for e in jobs] == [None, None, "failure"]
    assert len(webhook.deliveries) == 7


async def test_changes_through_the_api_are_posted_by_themselves(instant_clock):
    """A dispatch, its progress, and a re-run of the same run."""
    receiver, timings = Receiver(), Timings(queued=5, running=60)
    async with (
        FakeGitHub(clock=instant_clock, timings=timings) as github,
        receiving(receiver) as url,
        gha.Client(github.token, base_url=github.url, clock=instant_clock) as client,
    ):
        repo = github.add_repo("octo-org/hello")
        repo.add_workflow("ci.yml", inputs={})
        runs = client.repo("octo-org/hello").runs
        async with github.deliver_to(url, SECRET) as webhook:
            await client.repo("octo-org/hello").workflows.dispatch("ci.yml", ref="main")
            run = repo.runs.newest()
            await runs.wait(run.id)
            await runs.rerun(run.id)
        attempts = [
            (event.workflow_run.run_attempt, event.action)
            for event in receiver.events
            if isinstance(event, gha.models.WorkflowRunEvent)
        ]
    assert attempts == [
        (1, "requested"),
        (1, "in_progress"),
        (1, "completed"),
        (2, "requested"),
    ]
    assert len({delivery.id for delivery in webhook.deliveries}) == len(
        webhook.deliveries
    )


async def test_failed_delivery_is_kept_and_can_be_redelivered():
    """A redelivery has the same id and body."""
    receiver = Receiver()
    async with FakeGitHub() as github, receiving(receiver) as url:
        repo = github.add_repo("octo-org/hello")
        async with github.deliver_to(url, SECRET) as webhook:
            receiver.status = 500
            repo.add_run(jobs=[])
            failed = (await webhook.deliver())[-1]
            receiver.status = 202
            again = await webhook.redeliver(failed)
    assert (failed.status, again.status) == (500, 202)
    assert (again.id, again.json) == (failed.id, failed.json)
    assert again.is_redelivery
    assert not failed.is_redelivery
    assert "2 deliveries" not in repr(webhook)


async def test_receiver_that_is_gone_has_status_0():
    """The events are kept, so that a test can redeliver them."""
    async with (
        FakeGitHub() as github,
        github.deliver_to("http://127.0.0.1:9/webhook", SECRET) as webhook,
    ):
        github.add_repo("octo-org/hello").add_run(jobs=[])
    assert {delivery.status for delivery in webhook.deliveries} == {0}
    assert len(webhook.deliveries) == 4


async def test_webhook_outside_its_block_is_reported():
    """Its session is open only there."""
    async with FakeGitHub() as github:
        webhook = github.deliver_to("http://127.0.0.1:9/webhook", SECRET)
        github.add_repo("octo-org/hello").add_run()
        with pytest.raises(RuntimeError, match="async with"):
            await webhook.deliver()


# --- the bot ---------------------------------------------------------------------


@asynccontextmanager
async def running_bot(github, secret=SECRET, repos=()):
    """Serve the example, and yield the bot and the URL of its webhook."""
    module = load("webhook_bot")
    # Two re-runs a second apart, as the default pace wants, would wait for ever here.
    client = gha.Client(github.token, base_url=github.url, pace=gha.Pace.off())
    bot = module.Bot(client, secret, [*repos])
    async with TestServer(module.application(bot)) as server:
        yield bot, str(server.make_url("/webhook"))


async def reruns(github, count):
    """Wait until the server has received ``count`` re-runs, and return their number."""
    changed = asyncio.Event()
    github._server.api.journal.observers.append(lambda *_: changed.set())
    while github.counts["re-run-workflow-failed-jobs"] < count:
        await changed.wait()
        changed.clear()
    return github.counts["re-run-workflow-failed-jobs"]


async def test_bot_reruns_a_failed_run_once(capsys):
    """Although its event comes twice and after an earlier one."""
    async with FakeGitHub(timings=None) as github, running_bot(github) as (bot, url):
        repo = github.add_repo("octo-org/hello")
        async with github.deliver_to(url, SECRET) as webhook:
            run = repo.add_run(conclusion="failure", jobs=["build"])
            await webhook.deliver()
            assert await reruns(github, 1) == 1
            for delivery in [*webhook.deliveries[::-1], *webhook.deliveries]:
                await webhook.redeliver(delivery)
            bot.deliveries = webhooks.Deliveries()  # as after a restart
            for delivery in list(webhook.deliveries):
                await webhook.redeliver(delivery)
            second = repo.add_run(conclusion="failure", jobs=["build"])
            await webhook.deliver()
            assert await reruns(github, 2) == 2
    assert {delivery.status for delivery in webhook.deliveries} == {202}
    assert (run.run_attempt, second.run_attempt) == (2, 2)
    assert "build failed:" in capsys.readouterr().out


async def test_bot_finds_what_failed_while_it_was_stopped():
    """And does not re-run it again after the next start."""
    async with FakeGitHub(timings=None) as github:
        run = github.add_repo("octo-org/hello").add_run(conclusion="failure")
        for _ in range(2):
            async with running_bot(github, repos=["octo-org/hello"]) as (bot, _):
                assert await reruns(github, 1) == 1
                assert bot.failed.empty()
        assert run.run_attempt == 2


async def test_bot_survives_an_error_of_one_run(capsys):
    """It says so and handles the next one."""
    async with FakeGitHub(timings=None) as github, running_bot(github) as (_, url):
        repo = github.add_repo("octo-org/hello")
        async with github.deliver_to(url, SECRET) as webhook:
            gone = repo.add_run(conclusion="failure")
            lost = await webhook.deliver()
            repo.runs.remove(gone)
            await webhook.redeliver(lost[-1])
            repo.add_run(conclusion="failure")
            await webhook.deliver()
            assert await reruns(github, 1)
    assert capsys.readouterr().out


async def test_bot_rejects_what_another_secret_signed():
    """With 401, and without the secret in its answer."""
    async with FakeGitHub() as github, running_bot(github) as (_, url):
        async with (
            github.deliver_to(url, "other") as webhook,
            ClientSession() as browser,
            browser.post(url, data=b"{}") as response,
        ):
            text = await response.text()
            assert response.status == 401
        assert [delivery.status for delivery in webhook.deliveries] == [401]
        assert SECRET not in text


async def test_bot_asks_for_redelivery_when_its_queue_is_full():
    """An event that it could not keep is not acknowledged."""
    async with FakeGitHub(timings=None) as github, running_bot(github) as (bot, url):
        bot.failed = asyncio.Queue(maxsize=1)
        bot.failed.put_nowait(("octo-org/other", 1))
        async with github.deliver_to(url, SECRET) as webhook:
            github.add_repo("octo-org/hello").add_run(conclusion="failure", jobs=[])
            delivered = await webhook.deliver()
        assert [delivery.status for delivery in delivered] == [202, 202, 503]
