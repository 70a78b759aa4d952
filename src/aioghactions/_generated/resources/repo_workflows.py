# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The handle ``RepoWorkflows``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aioghactions._generated import operations
from aioghactions._request.resource import RepoResource
from aioghactions.pages import Pager

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow import Workflow
    from aioghactions._generated.models.workflow_dispatch import WorkflowDispatch


class RepoWorkflows(RepoResource):
    """Workflow files of a repository."""

    __slots__ = ()

    def list(self, *, per_page: int = 100) -> Pager[Workflow]:
        """List the workflows of a repository.

        ``GET /repos/{owner}/{repo}/actions/workflows``

        Includes disabled workflows.

        Args:
            per_page: Number of results on each page, at most 100.

        Raises:
            ValueError: ``per_page`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflows#list-repository-workflows
        """
        call = operations.list_repo_workflows(self.owner, self.repo, per_page=per_page)
        return Pager(self._pipeline, call)

    async def get(self, workflow_id: int | str) -> Workflow:
        """Get a workflow.

        ``GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}``

        Selected by id or by file name.

        Args:
            workflow_id: Id of the workflow, or its file name, such as ``ci.yml``.

        Returns:
            The workflow.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: read``, unless the repository is public.

        https://docs.github.com/rest/actions/workflows#get-a-workflow
        """
        call = operations.get_workflow(self.owner, self.repo, workflow_id)
        return await self._pipeline.send(call)

    async def dispatch(
        self,
        workflow_id: int | str,
        *,
        ref: str,
        inputs: Mapping[str, Any] | None = None,
        return_run_details: bool | None = None,
    ) -> WorkflowDispatch | None:
        """Start a run of a workflow.

        ``POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches``

        The workflow file must list ``workflow_dispatch`` among its events. The response
        is 204 and does not name the run. On github.com, it is 200 and names the run if
        ``return_run_details`` is set or the API version is 2026-03-10.

        Args:
            workflow_id: Id of the workflow, or its file name, such as ``ci.yml``.
            ref: Branch or tag (not a commit) whose version of the workflow is run.
            inputs: Values for the inputs that the workflow declares, by name: at most
                25 on github.com, 10 on GitHub Enterprise Server. Omitted inputs have
                the defaults of the workflow.
            return_run_details: Whether the response is 200 with the started run instead
                of 204 without content. API version 2026-03-10 does not have this
                member: the response is always 200. Not on GitHub Enterprise Server.

        Returns:
            The run that was started, or None: a run will start; the response does not
            name it.

        Raises:
            ValueError: ``inputs`` is not what GitHub takes.

        On all editions. Needs the classic scope ``repo`` or the fine-grained permission
        ``actions: write``.

        https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
        """
        call = operations.create_workflow_dispatch(
            self.owner,
            self.repo,
            workflow_id,
            ref=ref,
            inputs=inputs,
            return_run_details=return_run_details,
        )
        return await self._pipeline.send(call)
