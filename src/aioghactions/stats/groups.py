"""Group runs, jobs and steps under names that no other group has."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, TypeVar

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun

T = TypeVar("T")

# A group, and the texts that may name it, the shortest first.
Group: TypeAlias = tuple[Hashable, tuple[str, ...]]
Keys: TypeAlias = Mapping[str, Callable[[T], Collection[Group]]]


def plain(key: str | None) -> Collection[Group]:
    """Return the only group, whose name needs nothing to be unique."""
    return ((key or "", (key or "",)),)


def group(repository: str, name: str, *within: str) -> Group:
    """Return the group of what has this name within a repository, file or workflow."""
    near = [it for it in within[:1] if it != name]
    wider = [near, [repository, *near], [repository, *within]]
    names = (name, *(f"{name} ({': '.join(more)})" for more in wider if more))
    return (repository, name, *within), names


def workflow_of(run: "WorkflowRun") -> tuple[str, int]:
    """Return the repository and the id of a run's workflow."""
    return repository(run), run.workflow_id


def repository(run: "WorkflowRun") -> str:
    """Return the ``octo-org/hello`` of a run, or ""."""
    return run.repository.full_name if run.repository else ""


def workflows(runs: "Iterable[WorkflowRun]") -> dict[tuple[str, int], Group]:
    """Return the group of each workflow.

    A run has the name of its workflow, unless the workflow sets ``run-name``. Then its
    runs may have different names, and the workflow is called by its file.
    """
    names: defaultdict[tuple[str, int], set[str | None]] = defaultdict(set)
    files: dict[tuple[str, int], str] = {}
    for run in runs:
        key = workflow_of(run)
        names[key].add(run.name)
        files[key] = _file(run)
    return {
        (repository, number): group(
            repository,
            (found.pop() if len(found) == 1 else None) or file,
            file,
            str(number),
        )
        for (repository, number), found in names.items()
        for file in [files[repository, number]]
    }


def day(when: datetime | None, *, whole_week: bool = False) -> str:
    """Return the date of an instant in UTC, or that of the Monday before; or ""."""
    if when is None:
        return ""
    found = when.astimezone(UTC).date()
    return (found - timedelta(days=found.weekday() if whole_week else 0)).isoformat()


class WorkflowsOfJobs:
    """What identifies the workflow of a job: its name and, by its run, file and id."""

    def __init__(self, runs: "Iterable[WorkflowRun]") -> None:
        self._known = {run.id: (_file(run), str(run.workflow_id)) for run in runs}

    def __call__(self, job: "Job") -> tuple[str, ...]:
        """Return the name of the workflow, and its file and id if they are known."""
        return (job.workflow_name or "", *self._known.get(job.run_id, ()))


def _file(run: "WorkflowRun") -> str:
    file = (run.path or str(run.workflow_id)).partition("@")[0]
    return file.removeprefix(".github/workflows/")


def grouped(
    items: Iterable[T], key: str, keys: Keys[T]
) -> Iterable[tuple[str, list[T]]]:
    """Return the items of each group, under the shortest name that no other has."""
    if key not in keys:
        known = ", ".join(sorted(keys))
        raise ValueError(f"cannot group by {key!r}; use one of {known}")
    groups: defaultdict[Hashable, list[T]] = defaultdict(list)
    names: dict[Hashable, tuple[str, ...]] = {}
    for item in items:
        for group, candidates in keys[key](item):
            groups[group].append(item)
            names[group] = candidates
    taken = Counter(name for candidates in names.values() for name in {*candidates})
    return [
        (next((it for it in names[group] if taken[it] == 1), names[group][-1]), found)
        for group, found in groups.items()
    ]
