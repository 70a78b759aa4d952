# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Workflow files of a repository."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from aioghactions._core.call import Call, Operation, Returns
from aioghactions._params import body, checks, paths, query

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

    Also those that are disabled.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        per_page: How many results a page holds, at most 100. Default: ``30``.
        page: Which page, from 1. Default: ``1``.

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``actions: read``, unless the repository is public.

    https://docs.github.com/rest/actions/workflows#list-repository-workflows
    """
    return Call(
        operation=LIST_REPO_WORKFLOWS,
        path=paths.fill(LIST_REPO_WORKFLOWS.path, owner=owner, repo=repo),
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
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

    By its id, or by the name of its file.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        workflow_id: Id of the workflow, or the name of its file, such as ``ci.yml``.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``actions: read``, unless the repository is public.

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

    Only for a workflow whose file lists ``workflow_dispatch`` among its events. The
    answer is 204 and does not name the run, except on github.com with
    ``return_run_details`` and in API version 2026-03-10, which answer 200 with it.

    Args:
        owner: Account that owns the repository; capital and small letters are the same.
        repo: Name of the repository without ``.git``; capital and small letters are the
            same.
        workflow_id: Id of the workflow, or the name of its file, such as ``ci.yml``.
        ref: Branch or tag whose version of the workflow is to run; not a commit.
        inputs: Values for the inputs that the workflow declares, by name: at most 25 on
            github.com, 10 on GitHub Enterprise Server. Those left out take the defaults
            of the workflow.
        return_run_details: Whether to answer 200 with the started run instead of 204
            with nothing. API version 2026-03-10 has no such member: it always answers
            200. Not on GitHub Enterprise Server.

    Raises:
        ValueError: ``inputs`` is not what GitHub takes.

    On all editions. Needs the classic scope ``repo`` or the fine-grained permission
    ``actions: write``.

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
            inputs=checks.at_most("inputs", inputs, 25),
            return_run_details=return_run_details,
        ),
    )
