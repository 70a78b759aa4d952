# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""Workflow files of a repository."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from aioghactions._core.call import Call
from aioghactions._generated.operations.table import OPERATIONS
from aioghactions._params import body, checks, query
from aioghactions._params.calls import make_call

if TYPE_CHECKING:
    from aioghactions._generated.models.workflow import Workflow
    from aioghactions._generated.models.workflow_dispatch import WorkflowDispatch
    from aioghactions._generated.models.workflow_page import WorkflowPage


def list_repo_workflows(
    owner: str, repo: str, *, per_page: int | None = None, page: int | None = None
) -> Call[WorkflowPage]:
    """List the workflows of a repository.

    ``GET /repos/{owner}/{repo}/actions/workflows``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.workflows.list``. ``page``
    counts from 1; the default of ``per_page`` is 30.
    https://docs.github.com/rest/actions/workflows#list-repository-workflows

    Raises:
        ValueError: ``per_page`` or ``page`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["list-repo-workflows"],
        owner=owner,
        repo=repo,
        query=query.encode(
            per_page=checks.between("per_page", per_page, 1, 100),
            page=checks.between("page", page, 1),
        ),
    )


def get_workflow(owner: str, repo: str, workflow_id: int | str) -> Call[Workflow]:
    """Get a workflow.

    ``GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}``

    Takes ``owner``, ``repo``, then the arguments of ``Repo.workflows.get``.
    https://docs.github.com/rest/actions/workflows#get-a-workflow
    """
    return make_call(
        OPERATIONS["get-workflow"], owner=owner, repo=repo, workflow_id=workflow_id
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
    https://docs.github.com/rest/actions/workflows#create-a-workflow-dispatch-event

    Raises:
        ValueError: ``inputs`` is not what GitHub takes.
    """
    return make_call(
        OPERATIONS["create-workflow-dispatch"],
        owner=owner,
        repo=repo,
        workflow_id=workflow_id,
        body=body.encode(
            ref=ref,
            inputs=checks.at_most("inputs", inputs, 25),
            return_run_details=return_run_details,
        ),
    )
