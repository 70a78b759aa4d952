"""Start a workflow, and know which run it is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aioghactions._params.checks import mapping, seconds, text
from aioghactions._request.resource import RepoResource

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun


class WorkflowVerbs(RepoResource):
    """What ``repo.workflows`` can do beyond the documented operations."""

    __slots__ = ()

    async def run(
        self,
        workflow_id: int | str,
        *,
        ref: str,
        inputs: Mapping[str, Any] | None = None,
        actor: str | None = None,
        head_sha: str | None = None,
        marker: str | None = None,
        timeout: float = 60.0,  # noqa: ASYNC109 - bounds the search, not the dispatch
    ) -> "WorkflowRun":
        """Start a run of a workflow and return it, on every edition.

        github.com names the run. Other servers do not; there the run is recognised by
        its event, ref, time of creation and what else is given here, and never
        guessed: it takes some seconds, until no other run can turn up that fits as
        well. If the dispatch fails in a way that leaves open whether it was done, it
        is not sent again: the run that may have come of it is looked for.

        Args:
            workflow_id: Id of the workflow, or the name of its file.
            ref: Branch or tag whose version of the workflow is to run.
            inputs: Values for the inputs that the workflow declares, by name.
            actor: The login that the client acts as. Without it, or a marker, a run
                cannot be recognised after a failed dispatch.
            head_sha: The commit that the run must be of.
            marker: Name of an input that the workflow shows in its ``run-name``. A
                unique value is sent in it, unless ``inputs`` has one, which must be
                as unique; the title tells the run from any other, and at once.
            timeout: Seconds to look for the run.

        Raises:
            AmbiguousRunError: More than one run may be it; the error holds them.
            RunTimeoutError: It was accepted, but no run has appeared.
            ValidationFailedError: The workflow has no such input, ref or trigger.
            GitHubActionsError: It failed. If ``outcome_unknown``, no run has appeared
                either.
            TypeError: An argument is of another kind. Like ValueError, it is raised
                before anything is sent.
            ValueError: An argument, or the value of the marker, is empty.

        Example:
            ::

                run = await repo.workflows.run("deploy.yml", ref="main", marker="id")
                run = await repo.runs.wait(run.id)
        """
        from aioghactions._resources.dispatch import Dispatch  # noqa: PLC0415 - not for everybody

        text("ref", ref)
        seconds("timeout", timeout)
        known = {"actor": actor, "head_sha": head_sha, "marker": marker}
        for name, value in known.items():
            if value is not None:
                text(name, value)
        if inputs is not None:
            mapping("inputs", inputs)
        mark: str | None = None
        if marker is not None:
            inputs = {marker: uuid4().hex, **(inputs or {})}
            mark = text(f"inputs[{marker!r}]", inputs[marker])
        dispatch = Dispatch(
            pipeline=self._pipeline,
            owner=self.owner,
            repo=self.repo,
            workflow_id=workflow_id,
            ref=ref,
            inputs=inputs,
            timeout=timeout,
            actor=actor,
            head_sha=head_sha,
            marker=mark,
        )
        return await dispatch.run()
