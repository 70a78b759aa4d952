"""Workflow runs."""

from typing import Any

from aioghactions.testing._payloads.account import user_payload
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._payloads.repository import repository_payload
from aioghactions.testing._state.attempt import FakeAttempt
from aioghactions.testing._state.ids import node_id, sha
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeRun


def run_payload(
    run: FakeRun,
    context: Context,
    attempt: FakeAttempt | None = None,
    *,
    pull_requests: bool = True,
) -> dict[str, Any]:
    """Return the payload of a run.

    Args:
        run: The run.
        context: The context of the payload.
        attempt: The attempt that is shown; by default the latest.
        pull_requests: Whether the list of pull requests is filled.
    """
    shown = attempt or run.latest
    api, html = context.repo_api(run.repository), context.repo_html(run.repository)
    url = f"{api}/actions/runs/{run.id}"
    head = run.head_repository
    previous = f"{url}/attempts/{shown.number - 1}" if shown.number > 1 else None
    return context.edition.trim("WorkflowRun", {
        "id": run.id,
        "name": run.workflow.name,
        "node_id": node_id("WorkflowRun", run.id),
        "head_branch": run.head_branch,
        "head_sha": run.head_sha,
        "path": run.workflow.path,
        "display_title": run.display_title,
        "run_number": run.run_number,
        "event": run.event,
        "status": shown.status,
        "conclusion": shown.conclusion,
        "workflow_id": run.workflow.id,
        "check_suite_id": run.check_suite_id,
        "check_suite_node_id": node_id("CheckSuite", run.check_suite_id),
        "url": url,
        "html_url": f"{html}/actions/runs/{run.id}",
        "pull_requests": _pull_requests(run, context) if pull_requests else [],
        "created_at": iso(run.created_at),
        "updated_at": iso(shown.updated_at),
        "actor": user_payload(run.actor, context),
        "run_attempt": shown.number,
        "referenced_workflows": [],
        "run_started_at": iso(shown.queued_at),
        "triggering_actor": user_payload(shown.actor, context),
        "jobs_url": f"{url}/jobs",
        "logs_url": f"{url}/logs",
        "check_suite_url": f"{api}/check-suites/{run.check_suite_id}",
        "artifacts_url": f"{url}/artifacts",
        "cancel_url": f"{url}/cancel",
        "rerun_url": f"{url}/rerun",
        "previous_attempt_url": previous,
        "workflow_url": f"{api}/actions/workflows/{run.workflow.id}",
        "head_commit": _head_commit(run),
        "repository": repository_payload(run.repository, context),
        "head_repository": None if head is None else repository_payload(head, context),
    })  # fmt: skip


def _head_commit(run: FakeRun) -> dict[str, Any]:
    login = run.actor.login
    return {
        "id": run.head_sha,
        "tree_id": sha("tree", run.head_sha),
        "message": run.display_title,
        "timestamp": iso(run.created_at),
        "author": {"name": login, "email": f"{login}@users.noreply.github.com"},
        "committer": {"name": "GitHub", "email": "noreply@github.com"},
    }


def _pull_requests(run: FakeRun, context: Context) -> list[dict[str, Any]]:
    repo = run.repository
    url = context.repo_api(repo)
    reference = {"id": repo.id, "url": url, "name": repo.name}
    base = {"ref": repo.default_branch, "sha": sha(repo.id), "repo": reference}
    head = {"ref": run.head_branch or "", "sha": run.head_sha, "repo": reference}
    return [
        {
            "url": f"{url}/pulls/{number}",
            "id": number,
            "number": number,
            "head": head,
            "base": base,
        }
        for number in run.pull_requests
    ]
