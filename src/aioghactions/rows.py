"""Turn runs, jobs and steps into flat rows: for CSV, a data frame or a database.

1. A row is a dictionary with a key for each column, always in the same order. The
   columns are in ``RUN``, ``JOB`` and ``STEP``, with type and meaning.
2. A value is an integer, a number, a text or None. Times are text in UTC and whole
   seconds, such as ``2026-01-31T12:00:00Z``: JSON, CSV and SQL sort them alike.
3. ``run_id``, ``run_attempt`` and ``job_id`` have the same names in all tables, to join
   them. A run is a row for each attempt.

``to_run`` and ``to_job`` return the models of stored rows, for
:mod:`aioghactions.stats`.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from attrs import frozen

from aioghactions._core.lazy import public_names
from aioghactions._json.frozen import is_tuple
from aioghactions.stats import job_seconds, queued_seconds

if TYPE_CHECKING:
    from aioghactions._generated.models.job import Job
    from aioghactions._generated.models.job_step import JobStep
    from aioghactions._generated.models.workflow_run import WorkflowRun

__all__ = [
    "JOB",
    "RUN",
    "STEP",
    "Column",
    "Row",
    "Value",
    "job",
    "run",
    "step",
    "steps",
    "to_job",
    "to_run",
]

Value: TypeAlias = str | int | float | None
Row: TypeAlias = dict[str, Value]


_MOST: Final = 2**63  # of the integers of databases


@frozen
class Column:
    """One column of a table.

    Attributes:
        name: The key in a row.
        type: ``integer``, ``number``, ``text``, or ``time``: a text in UTC, such as
            ``2026-01-31T12:00:00Z``.
        description: What it contains.
        source: The member of the model that it is taken from, such as
            ``repository.full_name``; "" if it is computed or passed.
    """

    name: str
    type: Literal["integer", "number", "text", "time"]
    description: str
    source: str = ""


_REPOSITORY_ID: Final = Column(
    "repository_id", "integer", "Id of the repository; a new name does not change it."
)

RUN: Final = (
    Column(
        "repository_id",
        "integer",
        "Id of the repository; a new name does not change it.",
        "repository.id",
    ),
    Column(
        "repository",
        "text",
        "Owner and name, such as octo-org/hello.",
        "repository.full_name",
    ),
    Column("run_id", "integer", "Id of the run, shared by its attempts.", "id"),
    Column(
        "run_attempt",
        "integer",
        "Number of the attempt, from 1; each re-run adds 1.",
        "run_attempt",
    ),
    Column("run_number", "integer", "Number within the workflow.", "run_number"),
    Column("workflow_id", "integer", "Id of the workflow.", "workflow_id"),
    Column("workflow", "text", "Name of the workflow.", "name"),
    Column("path", "text", "Workflow file in the repository.", "path"),
    Column("title", "text", "Title of the run.", "display_title"),
    Column("event", "text", "Event that started the run, such as push.", "event"),
    Column("status", "text", "Status, such as queued or completed.", "status"),
    Column(
        "conclusion", "text", "Conclusion; None until it is completed.", "conclusion"
    ),
    Column("head_branch", "text", "Branch.", "head_branch"),
    Column("head_sha", "text", "SHA of the commit.", "head_sha"),
    Column("actor", "text", "Login that started the first attempt.", "actor.login"),
    Column(
        "triggering_actor",
        "text",
        "Login that started this attempt.",
        "triggering_actor.login",
    ),
    Column("created_at", "time", "When the run was requested.", "created_at"),
    Column("run_started_at", "time", "When this attempt started.", "run_started_at"),
    Column("updated_at", "time", "When the run last changed.", "updated_at"),
    Column("html_url", "text", "Web page of the run.", "html_url"),
)
"""The columns of a run: a row for each attempt."""

JOB: Final = (
    _REPOSITORY_ID,
    Column("run_id", "integer", "Id of the run.", "run_id"),
    Column("run_attempt", "integer", "Attempt that the job belongs to.", "run_attempt"),
    Column("job_id", "integer", "Id of the job; each attempt has another.", "id"),
    Column("name", "text", "Name, with its matrix values.", "name"),
    Column("workflow", "text", "Name of the workflow.", "workflow_name"),
    Column("status", "text", "Status, such as queued or completed.", "status"),
    Column(
        "conclusion", "text", "Conclusion; None until it is completed.", "conclusion"
    ),
    Column("head_branch", "text", "Branch.", "head_branch"),
    Column("head_sha", "text", "SHA of the commit.", "head_sha"),
    Column("created_at", "time", "When the job was created.", "created_at"),
    Column("started_at", "time", "When the job started.", "started_at"),
    Column("completed_at", "time", "When the job ended.", "completed_at"),
    Column("queued_seconds", "number", "How long it waited for its runner."),
    Column("seconds", "number", "How long it ran; None if it never did."),
    Column("labels", "text", "Labels of runs-on, joined by commas.", "labels"),
    Column("runner_id", "integer", "Id of its runner.", "runner_id"),
    Column("runner_name", "text", "Name of its runner.", "runner_name"),
    Column("runner_group_id", "integer", "Id of its group.", "runner_group_id"),
    Column("runner_group_name", "text", "Name of that group.", "runner_group_name"),
    Column("run_url", "text", "API URL of the run, with its repository.", "run_url"),
    Column("html_url", "text", "Web page of the job.", "html_url"),
)
"""The columns of a job."""

STEP: Final = (
    _REPOSITORY_ID,
    Column("run_id", "integer", "Id of the run."),
    Column("run_attempt", "integer", "Attempt that the job belongs to."),
    Column("job_id", "integer", "Id of the job."),
    Column("number", "integer", "Position in the job, from 1, with gaps.", "number"),
    Column("name", "text", "Name of the step.", "name"),
    Column("status", "text", "Status, such as queued or completed.", "status"),
    Column("conclusion", "text", "Conclusion; None until it ends.", "conclusion"),
    Column("started_at", "time", "When the step started.", "started_at"),
    Column("completed_at", "time", "When the step ended.", "completed_at"),
    Column("seconds", "number", "How long it ran."),
)
"""The columns of a step."""


def run(model: "WorkflowRun") -> Row:
    """Return the row of a run: of the attempt that the model shows.

    Args:
        model: A run, from a list or from ``runs.get_attempt``.
    """
    return {**_row(RUN, model), "run_attempt": model.run_attempt or 1}


def job(model: "Job", *, repository_id: int | None = None) -> Row:
    """Return the row of a job.

    Args:
        model: A job.
        repository_id: Id of its repository, which a job does not contain.
    """
    return {
        **_row(JOB, model),
        "repository_id": repository_id,
        "run_attempt": model.run_attempt or 1,
        "queued_seconds": queued_seconds(model),
        "seconds": job_seconds(model),
    }


def step(model: "JobStep", job: "Job", *, repository_id: int | None = None) -> Row:
    """Return the row of a step.

    Args:
        model: A step.
        job: The job that it belongs to.
        repository_id: Id of the repository, which a job does not contain.
    """
    took: float | None = None
    if model.started_at is not None and model.completed_at is not None:
        # GitHub's clocks differ: a short step may end before it starts.
        took = max((model.completed_at - model.started_at).total_seconds(), 0.0)
    return {
        **_row(STEP, model),
        "repository_id": repository_id,
        "run_id": job.run_id,
        "run_attempt": job.run_attempt or 1,
        "job_id": job.id,
        "seconds": took,
    }


def steps(model: "Job", *, repository_id: int | None = None) -> list[Row]:
    """Return the rows of all steps of a job, in order.

    Args:
        model: A job.
        repository_id: Id of its repository, which a job does not contain.
    """
    found = model.steps or ()
    return [step(one, model, repository_id=repository_id) for one in found]


def to_run(row: Mapping[str, Value]) -> "WorkflowRun":
    """Return the run of a row, for figures: with the members that have a column.

    Args:
        row: A row of ``run``, such as one read from a database; columns may be missing.

    Raises:
        ValueError: The row does not have the documented values.
    """
    from aioghactions._generated.models.workflow_run import WorkflowRun  # noqa: PLC0415 - few programs use it

    return WorkflowRun.from_dict(_members(RUN, row))


def to_job(
    row: Mapping[str, Value], steps: Iterable[Mapping[str, Value]] = ()
) -> "Job":
    """Return the job of a row, for figures: with the members that have a column.

    Args:
        row: A row of ``job``, such as one read from a database; columns may be missing.
        steps: The rows of its steps.

    Raises:
        ValueError: A row does not have the documented values.
    """
    from aioghactions._generated.models.job import Job  # noqa: PLC0415 - few programs use it

    members = _members(JOB, row)
    if (labels := members.get("labels")) is not None:
        members["labels"] = labels.split(",") if labels else []
    members["steps"] = [_members(STEP, one) for one in steps]
    return Job.from_dict(members)


def _row(columns: Iterable[Column], model: object) -> Row:
    return {
        column.name: _value(model, column) if column.source else None
        for column in columns
    }


def _value(value: Any, column: Column) -> Value:
    """Return the value of a column, always of its type.

    Lists are read without checking the type of every number and text, and a database
    refuses what does not have the type of its column.
    """
    for name in column.source.split("."):
        if value is None:
            return None
        value = getattr(value, name)
    if column.type == "text":
        return None if value is None else _text(value)
    if column.type == "time":
        return _time(value) if isinstance(value, datetime) else None
    fits = type(value) is int and abs(value) < _MOST
    return value if fits else None


def _text(value: Any) -> str:
    if is_tuple(value):
        return ",".join(map(_text, value))
    text = str(value.value if isinstance(value, Enum) else value)
    # Half of a surrogate pair is valid JSON, but no text for a file or a database.
    return text if text.isascii() else text.encode(errors="replace").decode()


def _time(value: datetime) -> str:
    utc = value.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="seconds") + "Z"


def _members(columns: Iterable[Column], row: Mapping[str, Value]) -> dict[str, Any]:
    """Return the JSON object that a row was made of, as far as it has columns."""
    members: dict[str, Any] = {}
    for column in columns:
        value = row.get(column.name)
        if not column.source or value is None:
            continue
        place = members
        *above, name = column.source.split(".")
        for part in above:
            place = place.setdefault(part, {"id": None})
        place[name] = value
    return members


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
