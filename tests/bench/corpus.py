"""Generate the runs and jobs that are served and structured, as large as real ones.

What is served decides how much a client costs: runs of one repository, with the members
that github.com sends today or exactly as an edition documents them, runs that share
nothing, jobs with steps, and runs with unknown members or with a null.
"""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import sha1
from itertools import islice
from pathlib import Path
from typing import Any

RUNS = "openapi/examples/{}/list-workflow-runs-for-repo.200.json"
JOBS = "openapi/examples/github.com/list-jobs-for-workflow-run.200.json"
EDITIONS = ("ghes-2.22", "ghes-3.5", "ghes-3.12", "ghec")
PAGE = 100
PEOPLE = 5
BEGIN = datetime(2026, 1, 5, tzinfo=UTC)


def shared(count: int, *, first: int = 1) -> Iterator[dict[str, Any]]:
    """Yield runs of one repository with a few actors."""
    for number in range(first, first + count):
        person = number % PEOPLE
        yield _run(number, repositories=(0, 0), people=(person, person))


def distinct(count: int) -> Iterator[dict[str, Any]]:
    """Yield runs without equal objects, neither within a run nor between runs."""
    for number in range(1, 2 * count, 2):
        pair = (number, number + 1)
        yield _run(number, repositories=pair, people=pair)


def documented(edition: str, count: int) -> Iterator[dict[str, Any]]:
    """Yield the run of an edition exactly as documented; ids and SHAs differ."""
    for number in range(1, count + 1):
        run = deepcopy(_example(RUNS.format(edition), "workflow_runs"))
        run |= {
            "id": run["id"] + number,
            "run_number": number,
            "head_sha": _sha(number),
        }
        run["head_commit"] |= {"id": run["head_sha"], "tree_id": _sha(-number)}
        yield run


def jobs(count: int) -> Iterator[dict[str, Any]]:
    """Yield jobs of one run with their steps; they share no objects."""
    for number in range(1, count + 1):
        job = deepcopy(_example(JOBS, "jobs"))
        begin = 11 * number
        job |= {"id": job["id"] + number, "name": f"build ({number})"}
        job |= {"created_at": _instant(begin), "started_at": _instant(begin, minutes=1)}
        job |= {"completed_at": _instant(begin, minutes=10)}
        for step in job["steps"]:
            minute = step["number"]
            step["started_at"] = _instant(begin, minutes=minute)
            step["completed_at"] = _instant(begin, minutes=minute + 1)
        yield job


def with_news(runs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``runs`` with an unknown member in every object."""
    yield from map(_with_news, runs)


def with_null(runs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield ``runs``, each with another member null."""
    for number, run in enumerate(runs):
        names = [name for name in run if name != "id"]
        yield run | {names[number % len(names)]: None}


ONE_REPOSITORY: Mapping[str, Callable[[int], Iterator[dict[str, Any]]]] = {
    "shared": shared,
    **{edition: partial(documented, edition) for edition in EDITIONS},
    "news": lambda count: with_news(shared(count)),
    "null": lambda count: with_null(shared(count)),
}
"""What is measured, by name: runs of one repository."""

NOTHING_SHARED: Mapping[str, Callable[[int], Iterator[dict[str, Any]]]] = {
    "distinct": distinct,
    "distinct-news": lambda count: with_news(distinct(count)),
    "jobs": jobs,
    "jobs-news": lambda count: with_news(jobs(count)),
}
"""The same: runs or jobs without equal objects."""

LISTED = [
    k for k in (*ONE_REPOSITORY, *NOTHING_SHARED) if k != "shared" and "jobs" not in k
]
"""The kinds of runs of which there is a list, besides the usual one."""


def page(items: Iterable[dict[str, Any]], *, total: int) -> bytes:
    """Return a page of a list as compact JSON."""
    found = list(items)
    name = "jobs" if found and "steps" in found[0] else "workflow_runs"
    return _compact({"total_count": total, name: found})


def write(folder: Path, *, singles: int, lists: Iterable[int], pages: int) -> None:
    """Write the files that are served and structured.

    Args:
        folder: The target folder.
        singles: Number of single runs: ``runs/0.json`` and so on.
        lists: Number of pages of each list: ``lists/10/1.json.gz`` and so on, with
            their links, ``lists/10/1.link``; for each other kind of run a list of ten,
            ``lists/10-ghec`` and so on.
        pages: Number of pages of each kind to structure: ``shared/0.json`` and so on.
    """
    kinds = {**ONE_REPOSITORY, **NOTHING_SHARED}
    for name, kind in kinds.items():
        (folder / name).mkdir(parents=True)
        items = kind(pages * PAGE)
        for number in range(pages):
            raw = page(islice(items, PAGE), total=pages * PAGE)
            (folder / name / f"{number}.json").write_bytes(raw)
    (folder / "runs").mkdir(parents=True)
    for number, run in enumerate(shared(singles, first=0)):
        (folder / "runs" / f"{number}.json").write_bytes(_compact(run))
    for length in lists:
        _write_list(folder / "lists" / str(length), shared, length)
    for name in LISTED:
        _write_list(folder / "lists" / f"10-{name}", kinds[name], 10)


def _write_list(
    folder: Path, kind: Callable[[int], Iterator[dict[str, Any]]], pages: int
) -> None:
    folder.mkdir(parents=True)
    newest_first = reversed(list(kind(pages * PAGE)))
    for number in range(1, pages + 1):
        raw = page(islice(newest_first, PAGE), total=pages * PAGE)
        (folder / f"{number}.json.gz").write_bytes(gzip.compress(raw, 6))
        (folder / f"{number}.link").write_text(
            _link(folder.name, number, pages), "utf-8"
        )


def _link(name: str, number: int, pages: int) -> str:
    """Return the ``Link`` header of a page, with the host as an nginx variable."""
    if number == pages:
        return ""
    base = f"http://$http_host/repos/octo-org/list-{name}/actions/runs"
    next_page, last = (
        f"<{base}?per_page={PAGE}&page={page}>" for page in (number + 1, pages)
    )
    return f'{next_page}; rel="next", {last}; rel="last"'


def _compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _run(
    number: int, *, repositories: tuple[int, int], people: tuple[int, int]
) -> dict[str, Any]:
    run = deepcopy(_example(RUNS.format("ghec"), "workflow_runs"))
    where, head = (_repository(run["repository"], one) for one in repositories)
    actor, triggering_actor = (_person(run["actor"], one) for one in people)
    run |= {
        "id": 9_000_000_000 + number,
        "node_id": f"WFR_kwLOAAABk84{number:08}",
        "run_number": number,
        "head_branch": f"topic-{number % 17}",
        "head_sha": _sha(number),
        "check_suite_id": 30_000_000_000 + number,
        "check_suite_node_id": f"CS_kwDOAAABk88{number:08}",
        "display_title": f"Make part {number} of the machine stronger",
        "status": "completed",
        "conclusion": "failure" if number % 7 == 0 else "success",
        "created_at": _instant(number),
        "updated_at": _instant(number, minutes=9),
        "run_started_at": _instant(number),
        "actor": actor,
        "triggering_actor": triggering_actor,
        "repository": where,
        "head_repository": head,
        "previous_attempt_url": None,
        "referenced_workflows": [],
    }
    base = f"{where['url']}/actions/runs/{run['id']}"
    run["url"] = base
    run["html_url"] = f"{where['html_url']}/actions/runs/{run['id']}"
    run["check_suite_url"] = f"{where['url']}/check-suites/{run['check_suite_id']}"
    run["workflow_url"] = f"{where['url']}/actions/workflows/{run['workflow_id']}"
    for name in ("jobs", "logs", "artifacts", "cancel", "rerun"):
        run[f"{name}_url"] = f"{base}/{name}"
    run["head_commit"] |= {
        "id": run["head_sha"],
        "tree_id": _sha(-number),
        "message": run["display_title"],
        "timestamp": _instant(number, minutes=-3),
    }
    return run


def _repository(like: dict[str, Any], number: int) -> dict[str, Any]:
    name = f"app-{number}"
    repository = _renamed(like, "octocat/Hello-World", f"octo-org/{name}")
    # Documented, but not sent in a run.
    del repository["git_url"], repository["ssh_url"]
    return repository | {
        "id": 1_296_269 + number,
        "node_id": f"R_kgDOAA{number:06}",
        "name": name,
        "owner": _person(like["owner"], 5_000 + number),
    }


def _person(like: dict[str, Any], number: int) -> dict[str, Any]:
    login = f"dev-{number}"
    renamed = _renamed(like, "octocat", login)
    return renamed | {
        "id": 583_231 + number,
        "node_id": f"U_kgDOAA{number:06}",
        "user_view_type": "public",
    }


def _renamed(like: dict[str, Any], old: str, new: str) -> dict[str, Any]:
    return {
        name: value.replace(old, new) if isinstance(value, str) else value
        for name, value in like.items()
    }


def _sha(number: int) -> str:
    return sha1(str(number).encode(), usedforsecurity=False).hexdigest()


def _instant(number: int, *, minutes: int = 0) -> str:
    when = BEGIN + timedelta(minutes=11 * number + minutes, seconds=number % 60)
    return f"{when:%Y-%m-%dT%H:%M:%SZ}"


def _with_news(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _with_news(v) for k, v in value.items()} | {"news": "of GitHub"}
    if isinstance(value, list):
        return [_with_news(item) for item in value]
    return value


@cache
def _example(path: str, member: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(Path(path).read_text("utf-8"))[member][0]
    return found
