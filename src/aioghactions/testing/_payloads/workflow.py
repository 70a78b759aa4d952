"""Workflows."""

from typing import Any
from urllib.parse import quote

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso, local
from aioghactions.testing._state.repository import FakeRepository
from aioghactions.testing._state.workflow import FakeWorkflow


def workflow_payload(
    flow: FakeWorkflow, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return a workflow."""
    html = context.repo_html(repo)
    write = iso if context.edition.has("ghes-3.12") else local
    return {
        "id": flow.id,
        "node_id": node_id("Workflow", flow.id),
        "name": flow.name,
        "path": flow.path,
        "state": flow.state,
        "created_at": write(flow.created_at),
        "updated_at": write(flow.updated_at),
        "url": f"{context.repo_api(repo)}/actions/workflows/{flow.id}",
        "html_url": f"{html}/blob/{repo.default_branch}/{flow.path}",
        "badge_url": f"{html}/workflows/{quote(flow.name)}/badge.svg",
    }
