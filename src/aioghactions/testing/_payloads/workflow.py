"""Workflows."""

from typing import Any
from urllib.parse import quote

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso, local
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.workflow import FakeWorkflow


def workflow_payload(
    workflow: FakeWorkflow, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return the payload of a workflow."""
    html = context.repo_html(repo)
    write = iso if context.edition.has("ghes-3.12") else local
    return {
        "id": workflow.id,
        "node_id": node_id("Workflow", workflow.id),
        "name": workflow.name,
        "path": workflow.path,
        "state": workflow.state,
        "created_at": write(workflow.created_at),
        "updated_at": write(workflow.updated_at),
        "url": f"{context.repo_api(repo)}/actions/workflows/{workflow.id}",
        "html_url": f"{html}/blob/{repo.default_branch}/{workflow.path}",
        "badge_url": f"{html}/workflows/{quote(workflow.name)}/badge.svg",
    }
