"""``aioghactions why``: what failed in a run, with the ends of the logs."""

from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter, validators

from aioghactions.cli import targets
from aioghactions.cli.output import Output, Row
from aioghactions.cli.session import Connection, connect
from aioghactions.cli.terminal import Terminal

if TYPE_CHECKING:
    from aioghactions._resources.diagnosis import Diagnosis

_AT_LEAST_1 = validators.Number(gte=1)


async def why(
    repository: str,
    run_id: Annotated[int | None, Parameter(validator=_AT_LEAST_1)] = None,
    /,
    *,
    attempt: Annotated[int | None, Parameter(validator=_AT_LEAST_1)] = None,
    lines: Annotated[int, Parameter(validator=_AT_LEAST_1)] = 30,
    branch: str | None = None,
    output: Output = Output(),
    connection: Connection = Connection(),
    terminal: Annotated[Terminal, Parameter(parse=False)],
) -> int:
    """Print what failed in a run: jobs, steps, and the ends of their logs.

    Args:
        repository: Such as octo-org/hello.
        run_id: Its id, the number in the URL of its page; not its number in the
            workflow. Default: the newest one that failed.
        attempt: Which attempt of it. Default: the latest.
        lines: How many lines of each log.
        branch: Without RUN-ID: the newest failed run of this branch.
        output: The form of the output.
        connection: How to ask GitHub.
        terminal: Where to print.
    """
    async with connect(terminal, connection) as session:
        runs = session.client.repo(targets.repository(repository)).runs
        if run_id is None:
            run = await runs.list(status="failure", branch=branch, per_page=1).first()
            if run is None:
                terminal.say("no failed run was found")
                return 0
            run_id = run.id
        found = await runs.why(run_id, attempt, lines=lines)
        if output.is_for_programs:
            output.write(terminal, _rows(found), ())
        else:
            terminal.out.print(str(found), markup=False, soft_wrap=True)
    return 0


def _rows(found: "Diagnosis") -> list[Row]:
    """Return a row for each failed step, or for a job without one."""
    return [
        {
            "run_id": found.run.id,
            "run_attempt": found.run.run_attempt,
            "job_id": it.job.id,
            "job": it.job.name,
            "conclusion": it.job.conclusion,
            "step": step.step.name if step else None,
            "step_number": step.step.number if step else None,
            "url": step.url if step else it.url,
            "log": "\n".join(line.text for line in (step or it).lines),
            "notes": "; ".join(
                (*([step.note] if step and step.note else ()), *it.notes)
            ),
        }
        for it in found.jobs
        for step in it.steps or (None,)
    ]
