"""Server states in which each documented operation succeeds."""

from base64 import b64encode
from typing import Any
from zlib import crc32

from attrs import frozen
from nacl.public import PublicKey, SealedBox

from aioghactions._core.call import Operation
from aioghactions._params.encode import fill_path
from aioghactions.testing import (
    FakeBranchPolicy,
    FakeCheckRun,
    FakeGitHub,
    FakeRepository,
    FakeRun,
)
from aioghactions.testing.identity import is_for_apps


@frozen
class Scene:
    """The target of an operation.

    Attributes:
        repo: A repository with one of everything.
        path: A value for each placeholder of a path template.
        body: The request body, or None.
    """

    repo: FakeRepository
    path: dict[str, Any]
    body: Any

    def headers(self, github: FakeGitHub, operation: Operation[Any]) -> dict[str, str]:
        """Return the token that the operation needs: some are for Apps only."""
        if not is_for_apps(operation):
            return {}
        token = github.add_token("ghs_CANARY", permissions={"checks": "write"})
        return {"Authorization": f"Bearer {token}"}

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
    vault = repo.vault if "repo" in operation.id else org.vault
    if operation.tag == "environment-secrets":
        vault = environment.vault
    return Scene(repo, path, bodies(vault, repo, runner.id).get(operation.id))


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
