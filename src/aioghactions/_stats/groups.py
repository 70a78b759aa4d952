"""By what runs and jobs are grouped."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, TypeVar

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.workflow_run import WorkflowRun

RunKey: TypeAlias = Literal["repository", "workflow", "branch", "event", "actor"]
JobKey: TypeAlias = Literal[
    "repository", "workflow", "branch", "job", "label", "runner"
]

T = TypeVar("T")

_RUN_KEYS: Final[dict[str, "Callable[[WorkflowRun], Collection[str]]"]] = {
    "repository": lambda run: (run.repository.full_name,),
    "branch": lambda run: (run.head_branch or "",),
    "event": lambda run: (run.event,),
    "actor": lambda run: (run.actor.login if run.actor else "",),
}
_JOB_KEYS: Final[dict[str, "Callable[[Job], Collection[str]]"]] = {
    "repository": lambda job: (repository_of(job),),
    "workflow": lambda job: (job.workflow_name or "",),
    "branch": lambda job: (job.head_branch or "",),
    "job": lambda job: (job.name,),
    "label": lambda job: frozenset(job.labels or ("",)),
    "runner": lambda job: (job.runner_name or "",),
}


def runs_by(
    key: str, runs: "Collection[WorkflowRun]"
) -> "Iterable[tuple[str, list[WorkflowRun]]]":
    """Return the runs of each repository, workflow, ...

    Raises:
        ValueError: There is no such key.
    """
    names = _workflow_names(runs) if key == "workflow" else {}

    def workflow(run: "WorkflowRun") -> Collection[str]:
        return (names[run.workflow_id],)

    return _grouped(runs, key, _RUN_KEYS | {"workflow": workflow})


def jobs_by(key: str, jobs: "Iterable[Job]") -> "Iterable[tuple[str, list[Job]]]":
    """Return the jobs of each repository, workflow, label, ...

    Raises:
        ValueError: There is no such key.
    """
    return _grouped(jobs, key, _JOB_KEYS)


def repository_of(job: "Job") -> str:
    """Return ``octo-org/hello`` of a job, whose address holds it."""
    owner, repo = job.run_url.split("/")[-5:-3]
    return f"{owner}/{repo}"


def _workflow_names(runs: "Iterable[WorkflowRun]") -> dict[int, str]:
    """Return what to call each workflow, by its id.

    A run has the name of its workflow, unless the workflow sets ``run-name``. Then each
    run may have another one, and the workflow goes by its file.
    """
    names: defaultdict[int, set[str | None]] = defaultdict(set)
    files: dict[int, str] = {}
    for run in runs:
        names[run.workflow_id].add(run.name)
        file = (run.path or str(run.workflow_id)).partition("@")[0]
        files[run.workflow_id] = file.removeprefix(".github/workflows/")
    return {
        workflow_id: (found.pop() if len(found) == 1 else None) or files[workflow_id]
        for workflow_id, found in names.items()
    }


def _grouped(
    items: Iterable[T], key: str, keys: Mapping[str, Callable[[T], Collection[str]]]
) -> Iterable[tuple[str, list[T]]]:
    if key not in keys:
        known = ", ".join(sorted(keys))
        raise ValueError(f"there are no rows by {key!r}, but by {known}")
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for item in items:
        for name in keys[key](item):
            groups[name].append(item)
    return groups.items()
