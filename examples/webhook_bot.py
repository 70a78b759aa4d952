"""A bot that learns of failed runs by webhook, says why, and re-runs each once.

WEBHOOK_SECRET=... python examples/webhook_bot.py octo-org/hello

It answers before it works: GitHub waits 10 seconds. What arrives while it is stopped is
found at the next start, and GitHub's `run_attempt` tells what was re-run already.
"""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

from aiohttp import web

import aioghactions as gha
from aioghactions import logs, models, webhooks


class Bot:
    """Receives events, and works on them one after the other."""

    def __init__(self, client: gha.Client, secret: str, repos: list[str]) -> None:
        self.client, self.secret, self.repos = client, secret, repos
        self.deliveries = webhooks.Deliveries()
        self.failed: asyncio.Queue[tuple[str, int]] = asyncio.Queue(maxsize=1_000)

    async def receive(self, request: web.Request) -> web.Response:
        """Check an event and queue a failed run."""
        try:
            body = await request.read()
            event = webhooks.receive(request.headers, body, secrets=[self.secret])
        except webhooks.WebhookError as error:
            return web.Response(status=error.status, text=str(error))
        match event:
            case models.WorkflowRunEvent(
                action="completed",
                workflow_run=models.WorkflowRun(conclusion="failure") as run,
                repository=models.MinimalRepository() as repo,
            ) if self.deliveries.is_new(event):
                if self.failed.full():  # GitHub shows the delivery as failed
                    return web.Response(status=503, text="too many failed runs")
                self.failed.put_nowait((repo.full_name, run.id))
            case _:  # another event, another action, or a repeated delivery
                pass
        return web.Response(status=202)

    async def work(self) -> None:
        """Handle what failed since yesterday, then what arrives."""
        yesterday = datetime.now(UTC) - timedelta(days=1)
        for name in self.repos:
            runs = self.client.repo(name).runs
            async for run in runs.history(yesterday, status="failure"):
                await self.handle(name, run.id)
        while True:
            await self.handle(*await self.failed.get())

    async def handle(self, name: str, run_id: int) -> None:
        """Nurse a run; an error ends only this one."""
        try:
            await self.nurse(self.client.repo(name), run_id)
        except gha.GitHubActionsError as error:
            print(f"{name}, run {run_id}: {error}", file=sys.stderr)

    async def nurse(self, repo: gha.Repo, run_id: int) -> None:
        """Print why the run failed, and re-run its failed jobs."""
        # The event may be old: ask for the present state.
        run = await repo.runs.get(run_id)
        if run.conclusion != "failure" or run.run_attempt != 1:
            return
        async for job in repo.jobs.list_for_run(run_id):
            if job.conclusion == "failure":
                async with repo.jobs.logs(job.id) as log:
                    lines = [logs.safe(line) async for line in log.lines()]
                print(f"{logs.safe(job.name or '')} failed:", *lines[-20:], sep="\n")
        await repo.runs.rerun_failed_jobs(run_id)


def application(bot: Bot) -> web.Application:
    async def working(_: web.Application) -> AsyncIterator[None]:
        async with bot.client, asyncio.TaskGroup() as group:
            worker = group.create_task(bot.work())
            yield
            worker.cancel()

    app = web.Application(client_max_size=webhooks.MAX_BODY)
    app.cleanup_ctx.append(working)
    app.router.add_post("/webhook", bot.receive)
    return app


if __name__ == "__main__":
    if "WEBHOOK_SECRET" not in os.environ:
        sys.exit(__doc__)
    github = gha.Client.from_env()
    bot = Bot(github, os.environ["WEBHOOK_SECRET"], sys.argv[1:])
    web.run_app(application(bot), host="127.0.0.1")
