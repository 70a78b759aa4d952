"""Deployments that wait for approval, and their reviews."""

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
    environment: FakeEnvironment, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return the payload of an environment in a pending deployment."""
    name = quote(environment.name, safe="")
    log = f"{context.repo_html(repo)}/deployments/activity_log"
    return {
        "id": environment.id,
        "node_id": node_id("Environment", environment.id),
        "name": environment.name,
        "url": f"{context.repo_api(repo)}/environments/{name}",
        "html_url": f"{log}?environments_filter={name}",
    }


def repository_environment_payload(
    environment: FakeEnvironment, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return the payload of an environment with its protection rules."""
    changed = environment.updated_at or environment.created_at
    return environment_payload(environment, repo, context) | {
        "created_at": iso(environment.created_at),
        "updated_at": iso(changed),
        "protection_rules": _rules(environment, context),
        "deployment_branch_policy": environment.branch_policy,
    }


def _rules(environment: FakeEnvironment, context: Context) -> list[dict[str, Any]]:
    rules: dict[str, dict[str, Any]] = {}
    if environment.wait_timer:
        rules["wait_timer"] = {"wait_timer": environment.wait_timer}
    if environment.reviewers:
        rules["required_reviewers"] = {
            "prevent_self_review": environment.prevent_self_review,
            "reviewers": [_reviewer(x, context) for x in environment.reviewers],
        }
    if environment.branch_policy:
        rules["branch_policy"] = {}
    first = environment.id * 10
    return [
        {"id": number, "node_id": node_id("Gate", number), "type": kind, **members}
        for number, (kind, members) in enumerate(rules.items(), first)
    ]


def pending_deployment_payload(
    deployment: PendingDeployment,
    repo: FakeRepository,
    caller: FakeUser,
    context: Context,
) -> dict[str, Any]:
    """Return the payload of a pending deployment, as ``caller`` sees it."""
    environment = deployment.environment
    return {
        "environment": environment_payload(environment, repo, context),
        "wait_timer": environment.wait_timer,
        "wait_timer_started_at": iso(deployment.since)
        if environment.wait_timer
        else None,
        "current_user_can_approve": environment.can_be_approved_by(caller),
        "reviewers": [
            _reviewer(reviewer, context) for reviewer in environment.reviewers
        ],
    }


def review_payload(
    review: Review, repo: FakeRepository, context: Context
) -> dict[str, Any]:
    """Return the payload of a review."""
    environments = [
        environment_payload(environment, repo, context)
        | {
            "created_at": iso(environment.created_at),
            "updated_at": iso(environment.created_at),
        }
        for environment in review.environments
    ]
    return {
        "state": review.state,
        "comment": review.comment,
        "environments": environments,
        "user": user_payload(review.user, context),
    }


def deployment_payload(
    number: int,
    environment: FakeEnvironment,
    run: FakeRun,
    now: float,
    context: Context,
) -> dict[str, Any]:
    """Return the payload of a deployment that was approved."""
    url = f"{context.repo_api(run.repository)}/deployments/{number}"
    return {
        "url": url,
        "id": number,
        "node_id": node_id("Deployment", number),
        "sha": run.head_sha,
        "ref": run.head_branch or run.head_sha,
        "task": "deploy",
        "payload": {},
        "original_environment": environment.name,
        "environment": environment.name,
        "description": None,
        "creator": user_payload(run.actor, context),
        "created_at": iso(now),
        "updated_at": iso(now),
        "statuses_url": f"{url}/statuses",
        "repository_url": context.repo_api(run.repository),
        "transient_environment": False,
        "production_environment": environment.name == "production",
        "performed_via_github_app": None,
    }


def _reviewer(reviewer: FakeUser | FakeTeam, context: Context) -> dict[str, Any]:
    if isinstance(reviewer, FakeTeam):
        return {"type": "Team", "reviewer": team_payload(reviewer, context)}
    return {"type": "User", "reviewer": user_payload(reviewer, context)}
