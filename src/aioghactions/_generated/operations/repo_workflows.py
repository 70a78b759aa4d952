# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Workflow files of a repository."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from aioghactions._wire import body, limits, paths, query
from aioghactions._wire.call import Call, Operation, Returns

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow import Workflow
    from aioghactions._generated.models.workflow_dispatch import WorkflowDispatch
    from aioghactions._generated.models.workflow_page import WorkflowPage

LIST_REPO_WORKFLOWS: Final[Operation[WorkflowPage]] = Operation(
    id="list-repo-workflows",
    method="GET",
    path="/repos/{owner}/{repo}/actions/workflows",
    tag="repo-workflows",
    name="list",
    answers={200: Returns("WorkflowPage")},
    query=("per_page", "page"),
    items="workflows",
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflows#list-repository-workflows",
)


def list_repo_workflows(
    owner: str, repo: str, *, per_page: int | None = None, page: int | None = None
) -> Call[WorkflowPage]:
    """List the workflows of a repository.

    ``GET /repos/{owner}/{repo}/actions/workflows``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.workflows.list``. ``page``
    counts from 1; the default of ``per_page`` is 30.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    https://docs.github.com/rest/actions/workflows#list-repository-workflows
    """
    return Call(
        operation=LIST_REPO_WORKFLOWS,
        path=paths.fill(LIST_REPO_WORKFLOWS.path, owner=owner, repo=repo),
        query=query.encode(
            per_page=limits.between("per_page", per_page, 1, 100),
            page=limits.between("page", page, 1),
        ),
    )


GET_WORKFLOW: Final[Operation[Workflow]] = Operation(
    id="get-workflow",
    method="GET",
    path="/repos/{owner}/{repo}/actions/workflows/{workflow_id}",
    tag="repo-workflows",
    name="get",
    answers={200: Returns("Workflow")},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflows#get-a-workflow",
)


def get_workflow(owner: str, repo: str, workflow_id: int | str) -> Call[Workflow]:
    """Get a workflow.

    ``GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.workflows.get``.

    https://docs.github.com/rest/actions/workflows#get-a-workflow
    """
    return Call(
        operation=GET_WORKFLOW,
        path=paths.fill(
            GET_WORKFLOW.path, owner=owner, repo=repo, workflow_id=workflow_id
        ),
    )


CREATE_WORKFLOW_DISPATCH: Final[Operation[WorkflowDispatch | None]] = Operation(
    id="create-workflow-dispatch",
    method="POST",
    path="/repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches",
    tag="repo-workflows",
    name="dispatch",
    answers={200: Returns("WorkflowDispatch"), 204: Returns()},
    editions=("ghes-2.22",),
    since="ghes-2.22",
    docs="https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event",
)


def create_workflow_dispatch(
    owner: str,
    repo: str,
    workflow_id: int | str,
    *,
    ref: str,
    inputs: Mapping[str, Any] | None = None,
    return_run_details: bool | None = None,
) -> Call[WorkflowDispatch | None]:
    """Start a run of a workflow.

    ``POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.workflows.dispatch``.

    Raises:
        ValueError: ``inputs`` is not what GitHub takes.

    https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event
    """
    return Call(
        operation=CREATE_WORKFLOW_DISPATCH,
        path=paths.fill(
            CREATE_WORKFLOW_DISPATCH.path,
            owner=owner,
            repo=repo,
            workflow_id=workflow_id,
        ),
        body=body.encode(
            ref=ref,
            inputs=limits.at_most("inputs", inputs, 25),
            return_run_details=return_run_details,
        ),
    )
