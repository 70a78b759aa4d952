"""S4: a dispatched run is found or reported as unknown, never guessed."""

from collections import Counter
from datetime import UTC, datetime
from email.utils import formatdate
from functools import cache
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from attrs import define, field

import aioghactions as gha
from aioghactions import errors
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._json import codec
from tests.chaos.figure import Figure
from tests.chaos.server import unpaced_client
from tests.support import fragment, virtual
from tests.support.virtual import VirtualClock

WORKFLOW = "/repos/octo-org/hello/actions/workflows/ci.yml"


@define(eq=False, kw_only=True)
class Workflow:
    """A transport with one workflow that can be dispatched and its runs listed.

    Args:
        clock: The clock for latencies.
        seed: Seed of the random faults.
        faults: Share of the requests that fail.
        rivals: Share of the dispatches with another run started at the same time.
        lag: Longest time until a run is listed.
    """

    clock: VirtualClock
    seed: int
    faults: float
    rivals: float
    lag: float
    executed: Counter[str] = field(factory=Counter[str])
    _runs: list[tuple[float, dict[str, Any]]] = field(
        factory=list[tuple[float, dict[str, Any]]]
    )
    _random: Random = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._random = Random(self.seed)  # noqa: S311 - repeatable, not secret

    async def open(self) -> None:
        """Nothing to open."""

    async def close(self) -> None:
        """Nothing to close."""

    def stream(self, request: Request, timeouts: Any) -> Any:
        raise AssertionError("no downloads here")

    async def exchange(self, request: Request, timeouts: Any) -> Response:
        await self.clock.sleep(self._random.uniform(0.02, 0.2))
        fault = None
        if self._random.random() < self.faults:
            fault = self._random.choice(["before", "after", "502", "502 after"])
        if fault == "before":
            raise errors.ConnectionLostError("reset before execution")
        if fault == "502":
            return self._respond(502, b"<html>")
        response = self._execute(request)
        await self.clock.sleep(self._random.uniform(0.02, 0.2))
        if fault == "after":
            raise errors.ConnectionLostError("reset after execution")
        return self._respond(502, b"<html>") if fault else response

    def _execute(self, request: Request) -> Response:
        if request.body is None:
            return self._list(dict(parse_qsl(urlsplit(request.url).query)))
        tag = str(codec.loads(request.body)["inputs"]["tag"])
        self.executed[tag] += 1
        self._start(f"Build {tag}")
        if self._random.random() < self.rivals:
            self._start("Build by hand")
        return self._respond(204, b"")

    def _start(self, title: str) -> None:
        run = _example() | {
            "id": len(self._runs) + 1,
            "display_title": title,
            "event": "workflow_dispatch",
            "head_branch": "main",
            "created_at": _text(self.clock.true_now()),
        }
        listed_at = self.clock.true_now() + self._random.uniform(0, self.lag)
        self._runs.append((listed_at, run))

    def _list(self, query: dict[str, str]) -> Response:
        now = self.clock.true_now()
        listed = [run for listed_at, run in reversed(self._runs) if listed_at <= now]
        number, size = int(query.get("page", "1")), int(query["per_page"])
        page = listed[(number - 1) * size : number * size]
        link = ""
        if number * size < len(listed):
            url = f"https://api.github.com{WORKFLOW}/runs?per_page={size}&page="
            link = f'<{url}{number + 1}>; rel="next"'
        body = {"total_count": len(listed), "workflow_runs": page}
        return self._respond(200, codec.dumps(body), link=link)

    def _respond(self, status: int, body: bytes, **headers: str) -> Response:
        all_headers = {"date": formatdate(self.clock.true_now(), usegmt=True)} | headers
        return Response(status=status, headers=Headers(all_headers), body=body)


def s4(calls: int) -> list[Figure]:
    """S4: one request in five fails, other runs start, and runs are listed late."""
    marked = Workflow(clock=VirtualClock(), seed=4, faults=0.2, rivals=0.3, lag=8)
    alone = Workflow(clock=VirtualClock(), seed=5, faults=0.2, rivals=0.3, lag=8)
    by_marker = virtual.run(_start(marked, calls, limit=20, marker="tag"))
    unmarked = virtual.run(_start(alone, calls // 10, limit=1, marker=None))
    return [
        *_figures("marked", marked, by_marker),
        Figure("marked: executed, not found", _missed(marked, by_marker), most=0),
        *_figures("unmarked", alone, unmarked),
        # For the others, two runs matched, or the response was lost.
        Figure("unmarked: share found", len(unmarked) / (calls // 10), least=0.3),
    ]


async def _start(
    server: Workflow, calls: int, *, limit: int, marker: str | None
) -> dict[str, str]:
    """Start ``calls`` runs; return the title of the run that each call returned."""
    found: dict[str, str] = {}
    async with unpaced_client(server) as client:
        workflows = client.repo("octo-org/hello").workflows

        async def start(tag: str) -> gha.models.WorkflowRun:
            return await workflows.run(
                "ci.yml", ref="main", inputs={"tag": tag}, marker=marker
            )

        tags = (f"tag-{number}" for number in range(calls))
        async with gha.fan_out(start, tags, limit=limit) as outcomes:
            async for outcome in outcomes:
                match outcome:
                    case gha.Done(tag, run):
                        found[tag] = str(run.display_title)
                    case gha.Failed(_, gha.GitHubActionsError() as error):
                        assert error.outcome_unknown
                    case gha.Failed(_, error):
                        raise error
    return found


def _figures(name: str, server: Workflow, found: dict[str, str]) -> list[Figure]:
    wrong = sum(title != f"Build {tag}" for tag, title in found.items())
    most = max(server.executed.values())
    return [
        Figure(f"{name}: executions of one tag", most, most=1),
        Figure(f"{name}: wrong runs returned", wrong, most=0),
    ]


def _missed(server: Workflow, found: dict[str, str]) -> int:
    return len(set(server.executed) - set(found))


@cache
def _example() -> dict[str, Any]:
    return next(
        example.payload["workflow_runs"][0]
        for example in fragment.examples()
        if str(example) == "ghec/list-workflow-runs-for-repo.200"
    )


def _text(instant: float) -> str:
    return f"{datetime.fromtimestamp(instant, UTC):%Y-%m-%dT%H:%M:%SZ}"
