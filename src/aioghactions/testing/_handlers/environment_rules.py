"""Branch policies and custom protection rules of an environment."""

from typing import Any

from aioghactions.testing._handlers.environments import find
from aioghactions.testing._handlers.lookup import find_by_id
from aioghactions.testing._handlers.paging import page
from aioghactions.testing._handlers.request import Request
from aioghactions.testing._handlers.response import (
    HTTPError,
    Response,
    invalid,
    no_content,
    not_found,
    ok,
)
from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.environment import FakeBranchPolicy, FakeEnvironment
from aioghactions.testing._state.ids import node_id
from aioghactions.testing._state.repository import FakeRepository


def list_policies(request: Request, environment: FakeEnvironment) -> Response:
    """List the branch policies."""
    return page(request, list(environment.branch_policies.values()), _policy)


def get_policy(request: Request, environment: FakeEnvironment) -> Response:
    """Return a branch policy."""
    return ok(_policy(_find_policy(request, environment)))


def create_policy(request: Request, repo: FakeRepository) -> Response:
    """Create a branch policy: a 303 if there is one with this pattern."""
    environment = find(request, repo)
    if not (environment.branch_policy or {}).get("custom_branch_policies"):
        raise not_found()
    name, kind = request.text("name"), request.body.get("type") or "branch"
    if kind not in {"branch", "tag"}:
        raise invalid(message="type must be branch or tag.")
    known = environment.branch_policies.values()
    if any((policy.name, policy.type) == (name, kind) for policy in known):
        raise HTTPError(303, "See Other")
    policy = FakeBranchPolicy(repo.world.ids.next("BranchPolicy"), name, kind)
    environment.branch_policies[policy.id] = policy
    return ok(_policy(policy))


def update_policy(request: Request, environment: FakeEnvironment) -> Response:
    """Change the pattern of a branch policy."""
    policy = _find_policy(request, environment)
    policy.name = request.text("name")
    return ok(_policy(policy))


def delete_policy(request: Request, environment: FakeEnvironment) -> Response:
    """Delete a branch policy."""
    del environment.branch_policies[_find_policy(request, environment).id]
    return no_content()


def list_rules(request: Request, repo: FakeRepository) -> Response:
    """List the custom protection rules, all at once."""
    rules = [_rule(x, repo, request) for x in find(request, repo).rules]
    return ok({"total_count": len(rules), "custom_deployment_protection_rules": rules})


def get_rule(request: Request, repo: FakeRepository) -> Response:
    """Return a custom protection rule."""
    return ok(_rule(_find_rule(request, find(request, repo)), repo, request))


def create_rule(request: Request, repo: FakeRepository) -> Response:
    """Enable the protection rule of an App."""
    environment, app = find(request, repo), request.body.get("integration_id")
    if app not in repo.rule_apps:
        raise invalid(message="integration_id is not an App that offers a rule.")
    if app in environment.rules.values():
        raise invalid(message="The protection rule is enabled already.")
    number = repo.world.ids.next("ProtectionRule")
    environment.rules[number] = app
    return Response(201, _rule(number, repo, request))


def delete_rule(request: Request, environment: FakeEnvironment) -> Response:
    """Disable a custom protection rule."""
    del environment.rules[_find_rule(request, environment)]
    return no_content()


def list_apps(request: Request, repo: FakeRepository) -> Response:
    """List the Apps whose rules can be enabled."""
    used = find(request, repo).rules.values()
    free = [number for number in repo.rule_apps if number not in used]
    return page(request, free, lambda x: _app(x, repo, request.context))


def _find_policy(request: Request, environment: FakeEnvironment) -> FakeBranchPolicy:
    return find_by_id(request, "branch_policy_id", environment.branch_policies)


def _find_rule(request: Request, environment: FakeEnvironment) -> int:
    find_by_id(request, "protection_rule_id", environment.rules)
    return request.number("protection_rule_id")


def _policy(policy: FakeBranchPolicy) -> dict[str, Any]:
    return {
        "id": policy.id,
        "node_id": node_id("GateBranchPolicy", policy.id),
        "name": policy.name,
        "type": policy.type,
    }


def _rule(number: int, repo: FakeRepository, request: Request) -> dict[str, Any]:
    environment = find(request, repo)
    return {
        "id": number,
        "node_id": node_id("Gate", number),
        "enabled": True,
        "app": _app(environment.rules[number], repo, request.context),
    }


def _app(number: int, repo: FakeRepository, context: Context) -> dict[str, Any]:
    slug = repo.rule_apps.get(number, f"app-{number}")
    return {
        "id": number,
        "slug": slug,
        "integration_url": f"{context.api}/apps/{slug}",
        "node_id": node_id("App", number),
    }
