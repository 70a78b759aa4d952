"""Every row of the table in `fake-server.md` plays its fault, seen over plain HTTP."""

import asyncio
import gzip
import json
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import aiohttp
import pytest
from yarl import URL

import aioghactions as gha
from aioghactions.testing import Fault, faults

R = "/repos/octo-org/hello/actions"
BARE = {"Authorization": None}
PAGE = Path(__file__).parents[3] / "docs/how-to/fake-server.md"
ROWS = dict(
    re.findall(r"^\| (.+?) \| `(.+)` \|$", PAGE.read_text("utf-8"), re.MULTILINE)
)
CHECKS = {}


def check(title):
    """Register the check of a row."""

    def register(function):
        CHECKS[title] = function
        return function

    return register


class Scene:
    """A server with three runs, on which a row is played."""

    def __init__(self, api, repo, contract):
        self.api, self.github, self.repo = api, api.github, repo
        contract.bad_requests = True
        repo.add_workflow("ci.yml", jobs=("build", "test"))
        self.runs = [repo.add_run(conclusion="failure") for _ in range(3)]
        self.run = self.runs[-1]
        self.job = self.run.jobs[0]
        for n in range(5):
            repo.add_runner(f"runner-{n}")

    async def play(self, code):
        """Run the code of a row."""
        names = {"github": self.github, "repo": self.repo, "run": self.run}
        exec(code, names | {"job": self.job, "faults": faults})  # noqa: S102

    async def get(self, path, **options):
        return await self.api(f"GET {R}/{path}", **options)

    async def the_run(self):
        return await self.get(f"runs/{self.run.id}")

    async def download(self, path):
        """Follow the signed link of a download."""
        link = (await self.get(path)).headers["Location"]
        return await self.api(f"GET {link}", headers=BARE)

    async def archive(self):
        return await self.download(f"runs/{self.run.id}/logs")


@pytest.mark.parametrize("title", ROWS)
async def test_a_row_of_the_table_plays_its_fault(title, api, repo, contract):
    """The code of the page runs as it is printed."""
    scene = Scene(api, repo, contract)
    await scene.play(ROWS[title])
    await CHECKS[title](scene)


def test_every_check_has_a_row():
    """The table and the checks are the same list."""
    assert set(CHECKS) == set(ROWS)
    assert len(ROWS) >= 40


@check("a list that shrinks between two pages")
async def _(scene):
    pages = [(await scene.get(f"runners?per_page=2&page={n}")).json for n in (1, 2)]
    assert [page["total_count"] for page in pages] == [4, 3]


@check("totals of two replicas in turn")
async def _(scene):
    assert [(await scene.get("runs")).json["total_count"] for _ in "1234"] == [3, 2] * 2


@check("an empty page in the middle")
async def _(scene):
    pages = [(await scene.get(f"runs?per_page=1&page={n}")) for n in (1, 2, 3)]
    assert [len(page.json["workflow_runs"]) for page in pages] == [1, 0, 1]
    assert {page.json["total_count"] for page in pages} == {3}
    assert "next" in pages[1].links


@check("no `Link` header")
async def _(scene):
    response = await scene.get("runs?per_page=1")
    assert "Link" not in response.headers
    assert response.json["total_count"] == 3


@check("a `next` link to the same page")
async def _(scene):
    first = await scene.get("runs?per_page=1&page=2")
    again = await scene.api(f"GET {first.links['next']}")
    assert again.body == first.body
    assert again.links == first.links


@check("a new `next` link each time")
async def _(scene):
    seen, response = set(), await scene.get("runs?per_page=2")
    body = response.body
    for _ in range(5):
        seen.add(response.links["next"])
        response = await scene.api(f"GET {response.links['next']}")
        assert response.body == body
    assert len(seen) == 5


@check("pages that are too heavy")
async def _(scene):
    sizes = (100, 31, 30, 10)
    statuses = [(await scene.get(f"runs?per_page={n}")).status for n in sizes]
    assert statuses == [502, 502, 200, 200]
    assert (await scene.get("runs")).status == 200


@check("an item with a null member")
async def _(scene):
    jobs = (await scene.get(f"runs/{scene.run.id}/jobs")).json["jobs"]
    assert [job["started_at"] is None for job in jobs] == [True, False]


@check("an item with an invalid id")
async def _(scene):
    ids = [run["id"] for run in (await scene.get("runs")).json["workflow_runs"]]
    assert ids[0] == []
    assert all(isinstance(number, int) for number in ids[1:])


@check("a total that is a string")
async def _(scene):
    assert (await scene.get("runs")).json["total_count"] == "3"


@check("a completed run without a conclusion for a moment")
async def _(scene):
    seen = [(await scene.the_run()).json for _ in range(3)]
    assert [run["conclusion"] for run in seen] == [None, None, "failure"]
    assert {run["status"] for run in seen} == {"completed"}


@check("an unusual status of a step")
async def _(scene):
    jobs = (await scene.get(f"runs/{scene.run.id}/jobs")).json["jobs"]
    assert jobs[0]["steps"][0]["status"] == "pending"


@check("`updated_at` long after the end of a run")
async def _(scene):
    run = (await scene.the_run()).json
    assert (run["created_at"][:4], run["updated_at"][:4]) == ("2026", "2027")


@check("jobs carried over to a re-run")
async def _(scene):
    jobs = (await scene.get(f"runs/{scene.run.id}/jobs?filter=all")).json["jobs"]
    first, again = (job for job in jobs if job["name"] == "build")
    assert (first["run_attempt"], again["run_attempt"]) == (1, 2)
    for name in ("started_at", "completed_at", "runner_name"):
        assert first[name] == again[name]


@check("workflows with equal names")
async def _(scene):
    flows = (await scene.get("workflows")).json["workflows"]
    assert [flow["name"] for flow in flows].count("CI") == 2


@check("artifacts with equal names in one run")
async def _(scene):
    found = (await scene.get(f"runs/{scene.run.id}/artifacts")).json["artifacts"]
    assert [artifact["name"] for artifact in found] == ["report", "report"]
    assert found[0]["id"] > found[1]["id"]


@check("a job that was cancelled in the queue")
async def _(scene):
    run = scene.repo.runs.newest()
    jobs = (await scene.get(f"runs/{run.id}/jobs")).json["jobs"]
    for job in jobs:
        assert (job["conclusion"], job["steps"], job["runner_id"]) == (
            "cancelled",
            [],
            None,
        )
        assert (await scene.get(f"jobs/{job['id']}/logs")).status == 404


@check("a new token that is not known everywhere")
async def _(scene):
    async def status():
        own = {"Authorization": "Bearer ghs_young"}
        return (await scene.get("runs", headers=own)).status

    assert await status() == 401
    await scene.github.world.clock.advance(2)
    assert await status() == 200


@check("a 403 because of the state")
async def _(scene):
    response = await scene.api(f"POST {R}/runs/{scene.run.id}/rerun")
    assert response.status == 403
    assert response.json["message"] == "This workflow run is already running"


@check("a 403 that names a permission")
async def _(scene):
    response = await scene.the_run()
    assert response.status == 403
    assert response.headers["X-Accepted-GitHub-Permissions"] == "actions=read"


@check("a token in a response")
async def _(scene):
    response = await scene.the_run()
    assert scene.github.token in response.headers["X-Debug"]
    assert scene.github.token in response.json["message"]


@check("the page of a captive portal")
async def _(scene):
    response = await scene.the_run()
    assert (response.status, response.body) == (200, b"<html>Sign in</html>")
    assert response.headers["Content-Type"].startswith("text/html")


@check("a body that is too large")
async def _(scene):
    response = await scene.the_run()
    assert (response.status, len(response.body)) == (200, 65 * 2**20)


@check("JSON that is cut in its compression")
async def _(scene):
    headers = {"Authorization": f"Bearer {scene.github.token}"}
    url = f"{scene.github.url}{R}/runs/{scene.run.id}"
    async with (
        aiohttp.ClientSession(auto_decompress=False) as session,
        session.get(url, headers=headers) as response,
    ):
        body = await response.read()
    assert response.headers["Content-Encoding"] == "gzip"
    with pytest.raises(EOFError):
        gzip.decompress(body)


@check("a late response on an idle connection")
async def _(scene):
    url = URL(scene.github.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    head = f"GET {R}/runs/{scene.run.id} HTTP/1.1", f"Host: {url.authority}"
    own = "User-Agent: test", f"Authorization: Bearer {scene.github.token}"
    writer.write("\r\n".join([*head, *own, "", ""]).encode())
    bodies = []
    for _ in range(2):
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        assert answer.startswith("HTTP/1.1 200")
        length = int(re.search(r"(?i)content-length: (\d+)", answer)[1])
        bodies.append(json.loads(await reader.readexactly(length))["id"])
    assert bodies == [scene.run.id, 666]
    writer.close()
    await writer.wait_closed()


@check("a dispatch with an unexpected body")
async def _(scene):
    path = f"POST {R}/workflows/ci.yml/dispatches"
    response = await scene.api(path, {"ref": "main"})
    assert (response.status, response.json) == (200, {"workflow_run_id": "12"})
    assert scene.repo.runs.newest().event == "workflow_dispatch"


@check("a server that rejects numbers as inputs")
async def _(scene):
    body = {"ref": "main", "inputs": {"n": 1}}
    response = await scene.api(f"POST {R}/workflows/ci.yml/dispatches", body)
    assert (response.status, response.json["message"]) == (422, "Invalid inputs")


@check("a used-up quota")
async def _(scene):
    response = await scene.the_run()
    assert response.status == 403
    assert response.headers["X-RateLimit-Remaining"] == "0"


@check("a proxy that requires a login")
async def _(scene):
    assert [(await scene.the_run()).status for _ in "12"] == [407, 407]


@check("an operation that is not implemented")
async def _(scene):
    assert [(await scene.the_run()).status for _ in "12"] == [501, 501]


@check("storage that says `Content-Type: zip`")
async def _(scene):
    response = await scene.archive()
    assert response.headers.getall("Content-Type") == ["zip"]
    assert ZipFile(BytesIO(response.body)).testzip() is None


@check("a web page in the middle of a download")
async def _(scene):
    link = (await scene.get(f"runs/{scene.run.id}/logs")).headers["Location"]
    with pytest.raises(aiohttp.ClientPayloadError):
        await scene.api(f"GET {link}", headers=BARE)
    response = await scene.api(f"GET {link}", headers={**BARE, "Range": "bytes=9-"})
    assert (response.status, response.body) == (200, b"<html>Sign in</html>")


@check("an archive that is not whole yet")
async def _(scene):
    broken, whole = await scene.archive(), await scene.archive()
    assert len(broken.body) == len(whole.body) // 2
    assert broken.headers["Content-Length"] == str(len(broken.body))
    with pytest.raises(BadZipFile):
        ZipFile(BytesIO(broken.body))
    assert ZipFile(BytesIO(whole.body)).testzip() is None


@check("an archive with changed bytes")
async def _(scene):
    broken, whole = await scene.archive(), await scene.archive()
    assert len(broken.body) == len(whole.body)
    changed = sum(a != b for a, b in zip(broken.body, whole.body, strict=True))
    assert changed == -(-len(whole.body) // 1024)


@check("a log that is not ready")
async def _(scene):
    path = f"runs/{scene.run.id}/logs"
    assert [(await scene.get(path)).status for _ in "12"] == [500, 302]


@check("an older log service")
async def _(scene):
    with ZipFile(BytesIO((await scene.archive()).body)) as archive:
        assert archive.read("1_build.txt") == b"preamble"
        assert archive.read("1_build (1).txt") == b"log"


@check("a log with a byte order mark")
async def _(scene):
    log = (await scene.download(f"jobs/{scene.job.id}/logs")).body
    assert log.startswith(b"\xef\xbb\xbf2026-")


@check("names that some systems do not allow")
async def _(scene):
    (artifact,) = (await scene.get("artifacts")).json["artifacts"]
    body = (await scene.download(f"artifacts/{artifact['id']}/zip")).body
    assert ZipFile(BytesIO(body)).namelist() == ["README", "readme", "src/aux.c"]


@check("an archive of many files")
async def _(scene):
    (artifact,) = (await scene.get("artifacts")).json["artifacts"]
    body = (await scene.download(f"artifacts/{artifact['id']}/zip")).body
    assert len(ZipFile(BytesIO(body)).namelist()) == 10_050


@check("an unknown kind of digest")
async def _(scene):
    scene.repo.add_artifact("report")
    (artifact,) = (await scene.get("artifacts")).json["artifacts"]
    assert artifact["digest"] == "blake3:00"


@check("more results than a filtered list returns")
async def _(scene):
    last = (await scene.get("runs?status=queued&per_page=100&page=11")).json
    assert (last["total_count"], last["workflow_runs"]) == (1_001, [])


@check("a workflow file that is not on the default branch")
async def _(scene):
    path = f"POST {R}/workflows/ci.yml/dispatches"
    assert (await scene.api(path, json={"ref": "main"})).status == 404


@check("a message of several lines")
async def _(scene):
    log = (await scene.download(f"jobs/{scene.job.id}/logs")).body
    lines = list(gha.logs.parse(log.decode().split("\n")[:2]))
    assert [(line.kind, line.text) for line in lines] == [
        ("error", "first"),
        ("error", "second"),
    ]


@check("an artifact that is named like a zip")
async def _(scene):
    (artifact,) = (await scene.get("artifacts")).json["artifacts"]
    assert artifact["name"] == "site.zip"


@check("a secret that only selected repositories may use")
async def _(scene):
    path = "GET /orgs/octo-org/actions/secrets/TOKEN/repositories"
    found = (await scene.api(path)).json["repositories"]
    assert [repo["full_name"] for repo in found] == ["octo-org/hello"]


async def test_every_view_of_a_log_shows_the_log(api, repo, contract):
    """The files of the steps together are `FakeJob.log`."""
    scene = Scene(api, repo, contract)
    start = scene.job.started_at
    second = scene.job.steps()[1].started_at
    lines = [
        "1970\n",
        *(f"{_iso(at)} at {n}\nmore\n" for n, at in ((1, start), (2, second))),
    ]
    scene.job.log = "".join(lines)
    log = (await scene.download(f"jobs/{scene.job.id}/logs")).body
    with ZipFile(BytesIO((await scene.archive()).body)) as archive:
        names = [n for n in archive.namelist() if n.startswith("build/")]
        assert archive.read("1_build.txt") == log == scene.job.log.encode()
        assert b"".join(map(archive.read, names)) == log
        assert archive.read(names[1]) == lines[2].encode()


async def test_steps_have_logs_of_their_own(api, repo, contract):
    """By name or number, in the archive and in the log of the job."""
    scene = Scene(api, repo, contract)
    scene.job.step_logs = {1: "one\n", "Run tests": b"three\n"}
    log = (await scene.download(f"jobs/{scene.job.id}/logs")).body
    assert log.startswith(b"one\n")
    assert b"three\n" in log
    with ZipFile(BytesIO((await scene.archive()).body)) as archive:
        assert archive.read("build/3_Run tests.txt") == b"three\n"


async def test_an_edited_response_is_never_confirmed_by_a_304(api, repo, contract):
    """It has no ETag, as its body is not the server's state."""
    scene = Scene(api, repo, contract)
    script = scene.github.fail("get-workflow-run", faults.members(conclusion=None))
    assert "ETag" not in (await scene.the_run()).headers
    assert "ETag" in (await scene.the_run()).headers
    assert script.hits == 1
    edited, plain = scene.github.requests
    assert edited.fault.departs
    assert plain.fault is None


def test_faults_are_combined():
    """Later attributes win; headers, conditions and edits add up."""
    both = Fault(status=502, headers={"A": "1"}) | Fault(
        drop="body", headers={"B": "2"}
    )
    assert (both.status, both.drop, both.headers) == (502, "body", {"A": "1", "B": "2"})
    edits = faults.on_page(2) | faults.short_page(0) | faults.total(by=1)
    assert (len(edits.when), len(edits.edits)) == (1, 2)


def test_every_is_at_least_one(fake_github):
    """Another value would never match."""
    with pytest.raises(ValueError, match="every must be at least 1, got 0"):
        fake_github.fail(every=0, status=502)


@pytest.mark.parametrize("name", ["drop", "stall"])
@pytest.mark.parametrize("value", [True, "response", ""])
def test_a_moment_that_does_not_exist(fake_github, name, value):
    """A test with a misspelt fault must not pass."""
    with pytest.raises(ValueError, match=f"{name} must be one of before, after, head"):
        fake_github.fail("get-workflow-run", **{name: value})


def test_artifact_of_no_run(fake_github):
    """It would break the next list."""
    with pytest.raises(TypeError, match="run must be a FakeRun, not int"):
        fake_github.add_repo("octo-org/hello").add_artifact("x", run=1)


def _iso(at):
    return f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%S.%f}0Z"
