"""Deployments that wait, and what was said about them."""

from typing import Any
from urllib.parse import quote

from aioghactions.testing._payloads.account import team_payload, user_payload
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.account import FakeTeam, FakeUser
from aioghactions.testing._state.environment import (
    FakeEnvironment,
    PendingDeployment,
    Review,
)
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.instant import iso
from aioghactions.testing._state.repository import FakeRepository, FakeRun


def environment_payload(
    place: FakeEnvironment, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return an environment as it stands in a pending deployment."""
    name = quote(place.name, safe="")
    log = f"{context.repo_html(repo)}/deployments/activity_log"
    return {
        "id": place.id,
        "node_id": node_id("Environment", place.id),
        "name": place.name,
        "url": f"{context.repo_api(repo)}/environments/{name}",
        "html_url": f"{log}?environments_filter={name}",
    }


def pending_deployment_payload(
    waiting: PendingDeployment, repo: FakeRepository, caller: FakeUser, context: Context
) -> dict[str, Any]:
    """Return what a run waits for, as ``caller`` sees it."""
    place = waiting.environment
    return {
        "environment": environment_payload(place, repo, context),
        "wait_timer": place.wait_timer,
        "wait_timer_started_at": iso(waiting.since) if place.wait_timer else None,
        "current_user_can_approve": place.can_be_approved_by(caller),
        "reviewers": [_reviewer(reviewer, context) for reviewer in place.reviewers],
    }


def review_payload(
    said: Review, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return one review of a run."""
    places = [
        environment_payload(place, repo, context)
        | {"created_at": iso(place.created_at), "updated_at": iso(place.created_at)}
        for place in said.environments
    ]
    return {
        "state": said.state,
        "comment": said.comment,
        "environments": places,
        "user": user_payload(said.user, context),
    }


def deployment_payload(
    number: int, place: FakeEnvironment, run: FakeRun, now: float, context: Context
) -> dict[str, Any]:
    """Return the deployment that an approval lets through."""
    url = f"{context.repo_api(run.repository)}/deployments/{number}"
    return {
        "url": url,
        "id": number,
        "node_id": node_id("Deployment", number),
        "sha": run.head_sha,
        "ref": run.head_branch or run.head_sha,
        "task": "deploy",
        "payload": {},
        "original_environment": place.name,
        "environment": place.name,
        "description": None,
        "creator": user_payload(run.actor, context),
        "created_at": iso(now),
        "updated_at": iso(now),
        "statuses_url": f"{url}/statuses",
        "repository_url": context.repo_api(run.repository),
        "transient_environment": False,
        "production_environment": place.name == "production",
        "performed_via_github_app": None,
    }


def _reviewer(reviewer: FakeUser | FakeTeam, context: Context) -> dict[str, Any]:
    if isinstance(reviewer, FakeTeam):
        return {"type": "Team", "reviewer": team_payload(reviewer, context)}
    return {"type": "User", "reviewer": user_payload(reviewer, context)}
