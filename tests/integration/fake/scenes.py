"""Server states in which each documented operation succeeds."""

from base64 import b64encode
from typing import Any
from zlib import crc32

from attrs import frozen
from nacl.public import PublicKey, SealedBox

from aioghactions._core.call import Operation
from aioghactions._params.encode import fill_path
from aioghactions.auth import AppKey
from aioghactions.testing import (
    FakeBranchPolicy,
    FakeCheckRun,
    FakeGitHub,
    FakeOrganization,
    FakeRepository,
    FakeRun,
)
from aioghactions.testing.identity import is_for_apps
from tests.contract.requests.table import ROWS
from tests.support.app import pem


@frozen
class Scene:
    """The target of an operation.

    Attributes:
        repo: A repository with one of everything.
        path: A value for each placeholder of a path template.
        body: The request body, or None.
        headers: The authorization, where another token is needed.
    """

    repo: FakeRepository
    path: dict[str, Any]
    body: Any
    headers: dict[str, str]

    def line(self, operation: Operation[Any]) -> str:
        """Return the method and the path of the request."""
        query = "?key=Linux-node-1" if operation.id.endswith("cache-by-key") else ""
        return f"{operation.method} {fill_path(operation.path, **self.path)}{query}"


def add_scene(github: FakeGitHub, operation: Operation[Any]) -> Scene:
    """Add an organization for ``operation``, in the state that it needs."""
    name = f"org-{crc32(operation.id.encode())}"
    org = github.add_org(name)
    repo = github.add_repo(f"{name}/hello", private=True)
    other = github.add_repo(f"{name}/other")
    run = repo.add_run(conclusion="failure", jobs=("build",), pull_requests=(1,))
    prepare(operation, repo, run)
    add_rules(github, repo, run)
    artifact = repo.add_artifact("report", run=run)
    repo.add_secret("TOKEN", "old")
    org.add_secret("TOKEN", "old", visibility="selected", repositories=[repo])
    repo.add_variable("STAGE", "old")
    org.add_variable("STAGE", "old", visibility="selected", repositories=[repo])
    environment = next(
        x for x in repo.environments.values() if x.name == "eu/production"
    )
    for entries in (environment.vault, environment.variables):
        entries.put("TOKEN" if entries is environment.vault else "STAGE", "old", 0)
    pool = repo.pool if operation.path.startswith("/repos") else org.pool
    runner = pool.add("one", labels=("gpu",))
    group = org.add_runner_group("group", visibility="selected", repositories=[repo])
    if operation.id.startswith("remove-self-hosted"):
        runner.group = group.id
    path = {
        "owner": name,
        "repo": "hello",
        "org": name,
        "run_id": run.id,
        "attempt_number": 1,
        "job_id": run.jobs[0].id,
        "step_number": 1,
        "workflow_id": "ci.yml",
        "artifact_id": artifact.id,
        "archive_format": "zip",
        "secret_name": "TOKEN",
        "name": "gpu" if "-label" in operation.id else "STAGE",
        "environment_name": "eu/production",
        "cache_id": repo.add_cache("Linux-node-1").id,
        "repository_id": other.id,
        "runner_id": runner.id,
        "runner_group_id": group.id,
        "enterprise": "octo-corp",
        "version": "2.320.0",
        "concurrency_group_name": "deploy",
        "check_run_id": 7,
        "check_suite_id": run.check_suite_id,
        "ref": run.head_sha,
        "branch_policy_id": 8,
        "protection_rule_id": 9,
    }
    app = github.add_app(private_key=pem())
    installation = app.install(org.account)
    hook = app.hook
    if not operation.tag.startswith("app"):
        hook = (repo if operation.path.startswith("/repos") else org).add_hook()
    path |= {
        "hook_id": hook.id,
        "delivery_id": hook.add_delivery().id,
        "installation_id": installation.id,
    }
    token = github.token
    if operation.tag.startswith("app"):
        token = AppKey(app.id, pem()).jwt(github.world.now())
    elif is_for_apps(operation):
        token = github.add_token("ghs_CANARY", permissions={"checks": "write"})
    elif operation.tag == "installation":
        token = github.add_token(f"ghs_{name}", installation=installation)
    headers = {"Authorization": f"Bearer {token}"}
    if operation.tag.endswith("-settings"):
        return Scene(repo, path, prepare_settings(operation, repo, org), headers)
    vault = repo.vault if "repo" in operation.id else org.vault
    if operation.tag == "environment-secrets":
        vault = environment.vault
    body = bodies(vault, repo, runner.id).get(operation.id)
    return Scene(repo, path, body, headers)


def add_rules(github: FakeGitHub, repo: FakeRepository, run: FakeRun) -> None:
    """Add an enterprise, a check run, a concurrency group and rules."""
    github.add_enterprise("octo-corp")
    queued = repo.add_run(status="queued")
    queued.concurrency = run.concurrency = "deploy"
    repo.check_runs[7] = FakeCheckRun(
        id=7,
        name="coverage",
        head_sha=run.head_sha,
        check_suite_id=run.check_suite_id,
        app_id=1,
        status="completed",
        conclusion="success",
    )
    environment = repo.add_environment("eu/production")
    environment.branch_policy = {
        "protected_branches": False,
        "custom_branch_policies": True,
    }
    environment.branch_policies[8] = FakeBranchPolicy(8, "main")
    repo.rule_apps.update({1: "gate", 2: "tests"})
    environment.rules[9] = 1


def prepare(operation: Operation[Any], repo: FakeRepository, run: FakeRun) -> None:
    """Put ``run`` into the state that ``operation`` needs."""
    if "cancel" in operation.id:
        run.latest.status, run.latest.conclusion = "in_progress", None
    elif operation.id == "approve-workflow-run":
        run.latest.conclusion = "action_required"
    elif operation.id in {
        "get-pending-deployments-for-run",
        "review-pending-deployments-for-run",
        "review-custom-gates-for-run",
    }:
        run.wait_for(repo.add_environment("production", reviewers=["octocat"]))


def prepare_settings(
    operation: Operation[Any], repo: FakeRepository, org: FakeOrganization
) -> Any:
    """Set the policies that ``operation`` needs, and return its body."""
    for owner in (repo, org):
        owner.settings["permissions"].values["allowed_actions"] = "selected"
    for group in ("permissions", "self_hosted_runners"):
        org.settings[group].values["enabled_repositories"] = "selected"
    most = org.settings["workflow_permissions"].values
    most["default_workflow_permissions"] = "write"
    if operation.name.endswith(".repositories.set"):
        return {"selected_repository_ids": [repo.id]}
    return ROWS[operation.id].body or None


def bodies(vault: Any, repo: FakeRepository, runner: int) -> dict[str, Any]:
    """Return the request bodies by operation."""
    sealed = SealedBox(PublicKey(bytes(vault._pair().public_key))).encrypt(b"new")
    secret = {
        "encrypted_value": b64encode(sealed).decode(),
        "key_id": vault.key_id,
    }
    selected = {"selected_repository_ids": [repo.id]}
    every = repo.environments.values()
    environments = [each.id for each in every if each.name == "production"]
    return {
        "create-workflow-dispatch": {"ref": "main"},
        "create-or-update-repo-secret": secret,
        "create-or-update-environment-secret": secret,
        "create-environment-variable": {"name": "NEW", "value": "new"},
        "update-environment-variable": {"value": "new"},
        "create-or-update-org-secret": secret | {"visibility": "private"},
        "set-selected-repos-for-org-secret": selected,
        "set-selected-repos-for-org-variable": selected,
        **{
            f"{verb}-self-hosted-runner-for-{owner}": {"labels": ["gpu"]}
            for verb in ("add-custom-labels-to", "set-custom-labels-for")
            for owner in ("repo", "org")
        },
        **{
            f"generate-runner-jitconfig-for-{owner}": {
                "name": "two",
                "runner_group_id": 1,
                "labels": ["gpu"],
            }
            for owner in ("repo", "org")
        },
        "create-check-run": {"name": "lint", "head_sha": "a" * 40},
        "update-check-run": {"conclusion": "neutral"},
        "create-deployment-branch-policy": {"name": "release/*"},
        "update-deployment-branch-policy": {"name": "release/*"},
        "create-deployment-protection-rule": {"integration_id": 2},
        "create-repo-variable": {"name": "NEW", "value": "new"},
        "update-repo-variable": {"value": "new"},
        "create-org-variable": {"name": "NEW", "value": "new", "visibility": "all"},
        "update-org-variable": {"value": "new"},
        "set-repo-access-to-self-hosted-runner-group-in-org": selected,
        "set-self-hosted-runners-in-group-for-org": {"runners": [runner]},
        "create-self-hosted-runner-group-for-org": {"name": "new"},
        "update-self-hosted-runner-group-for-org": {"name": "newer"},
        "review-custom-gates-for-run": {
            "environment_name": "production",
            "state": "approved",
        },
        "review-pending-deployments-for-run": {
            "environment_ids": environments,
            "state": "approved",
            "comment": "Go",
        },
    }
