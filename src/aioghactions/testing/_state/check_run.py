"""Check runs of Apps, and the annotations of check runs and jobs."""

from collections.abc import Mapping
from typing import Any

from attrs import define, field, frozen

GITHUB_ACTIONS = 15368
"""Id of the App whose check runs are the jobs."""


@frozen(kw_only=True)
class FakeAnnotation:
    """A message about lines of a file.

    Attributes:
        message: The message.
        level: ``notice``, ``warning`` or ``failure``.
        path: The file; ``.github`` for a message that names none.
        start_line: The first line, from 1.
        end_line: The last line; by default the first one.
        title: The title.
        start_column: The first column; only for a single line.
        end_column: The last column; only for a single line.
        raw_details: Details.
    """

    message: str
    level: str = "failure"
    path: str = ".github"
    start_line: int = 1
    end_line: int | None = None
    title: str = ""
    start_column: int | None = None
    end_column: int | None = None
    raw_details: str = ""


@define(eq=False, kw_only=True)
class FakeCheckRun:
    """One check run.

    Attributes:
        id: The id in paths; that of a job is the id of the job.
        name: The name of the check.
        head_sha: The commit.
        check_suite_id: The check suite that it belongs to.
        app_id: The App that created it.
        status: ``queued``, ``in_progress`` or ``completed``.
        conclusion: The conclusion; None until it is completed.
        started_at: When it started, in seconds since the epoch; None before.
        completed_at: When it was completed, in seconds since the epoch; None before.
        details_url: The page of the App with the result.
        external_id: The id that the App gave it.
        output: ``title``, ``summary`` and ``text`` of the report.
        annotations: The messages about files.
        rerequested: How often the App was asked to run it again.
    """

    id: int
    name: str
    head_sha: str
    check_suite_id: int
    app_id: int
    status: str = "queued"
    conclusion: str | None = None
    started_at: float | None = None
    completed_at: float | None = None
    details_url: str = ""
    external_id: str = ""
    output: Mapping[str, Any] = field(factory=dict[str, Any])
    annotations: list[FakeAnnotation] = field(factory=list[FakeAnnotation])
    rerequested: int = 0
