"""Workflows: the documented operations, and starting a run that is returned."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from aioghactions._generated import operations
from aioghactions._generated.resources.repo_workflows import RepoWorkflows
from aioghactions._params.checks import seconds, text, texts

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow_run import WorkflowRun


class Workflows(RepoWorkflows):
    """Workflows of a repository: list, get, dispatch and run them."""

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
        """Dispatch a workflow and return the run that it started, on every edition.

        github.com returns the id of the run. Other servers do not; there the run is
        identified by its event, its ref, its time of creation and the arguments given
        here, and never guessed: this takes some seconds, until no other matching run
        can appear. If the outcome of the dispatch is unknown, it is not sent again:
        the run that it may have started is searched for.

        Args:
            workflow_id: Id of the workflow, or the name of its file.
            ref: Branch or tag whose version of the workflow runs.
            inputs: Values for the inputs that the workflow declares, by name. Numbers
                and booleans are sent as strings.
            actor: The login that the client acts as. After a dispatch with an unknown
                outcome, a run can be identified only by its actor or its marker.
            head_sha: The commit that the run must be of.
            marker: Name of an input that the workflow shows in its ``run-name``. A
                unique value is sent in it, unless ``inputs`` has one, which must be
                unique as well. The title then identifies the run, without a delay.
            timeout: Seconds to search for the run.

        Raises:
            AmbiguousRunError: Several runs match; the error has them.
            RunTimeoutError: The dispatch was accepted, but no run has appeared.
            ValidationFailedError: The workflow has no such input, ref or trigger.
            GitHubActionsError: The dispatch failed. If ``outcome_unknown``, no
                matching run has appeared either.
            TypeError: An argument has the wrong type. Like ValueError, it is raised
                before anything is sent.
            ValueError: An argument, or the value of the marker, is empty.

        Example:
            ::

                run = await repo.workflows.run("deploy.yml", ref="main", marker="id")
                run = await repo.runs.wait(run.id)
        """
        from aioghactions._resources.dispatch import Dispatch  # noqa: PLC0415 - few programs use it

        text("ref", ref)
        seconds("timeout", timeout)
        for name, value in {"actor": actor, "marker": marker}.items():
            if value is not None:
                text(name, value)
        # Checks them by the rules of a list.
        operations.list_workflow_runs(
            self.owner, self.repo, workflow_id, actor=actor, head_sha=head_sha
        )
        sent = texts("inputs", inputs)
        marker_value: str | None = None
        if marker is not None:
            sent = {marker: uuid4().hex, **(sent or {})}
            marker_value = text(f"inputs[{marker!r}]", sent[marker])
        dispatch = Dispatch(
            pipeline=self._pipeline,
            owner=self.owner,
            repo=self.repo,
            workflow_id=workflow_id,
            ref=ref,
            inputs=sent,
            timeout=timeout,
            actor=actor,
            head_sha=head_sha,
            marker=marker_value,
        )
        return await dispatch.run()
