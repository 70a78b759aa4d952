"""Self-hosted runners, their groups, tokens and applications."""

from base64 import b64encode
from typing import Any, Final

from aioghactions.testing._payloads.context import Context
from aioghactions.testing._state.ids import sha
from aioghactions.testing._state.instant import local
from aioghactions.testing._state.organization import FakeOrganization
from aioghactions.testing._state.runner import FakeRunner, RunnerToken
from aioghactions.testing._state.runner_group import FakeRunnerGroup

_VERSION: Final = "2.329.0"
_PLATFORMS: Final = (
    ("osx", "x64", "tar.gz"),
    ("osx", "arm64", "tar.gz"),
    ("linux", "x64", "tar.gz"),
    ("linux", "arm", "tar.gz"),
    ("linux", "arm64", "tar.gz"),
    ("win", "x64", "zip"),
    ("win", "arm64", "zip"),
)


def runner_payload(runner: FakeRunner, context: Context) -> dict[str, Any]:
    """Return the payload of a runner."""
    return context.edition.trim("Runner", {
        "id": runner.id,
        "name": runner.name,
        "os": runner.os,
        "status": runner.status,
        "busy": runner.busy,
        "ephemeral": runner.ephemeral,
        "labels": labels_payload(runner),
        "runner_group_id": runner.group,
        "version": runner.version,
    })  # fmt: skip


def labels_payload(runner: FakeRunner) -> list[dict[str, Any]]:
    """Return the payloads of the labels of a runner."""
    standard = [
        {"id": number, "name": name, "type": "read-only"}
        for number, name in enumerate(runner.standard_labels, 1)
    ]
    custom = [
        {"id": number, "name": name, "type": "custom"}
        for number, name in enumerate(runner.labels, len(standard) + 1)
    ]
    return standard + custom


def jit_config_payload(runner: FakeRunner, context: Context) -> dict[str, Any]:
    """Return the payload of a just-in-time runner."""
    config = b64encode(sha("jit", runner.id).encode()).decode()
    return {"runner": runner_payload(runner, context), "encoded_jit_config": config}


def runner_group_payload(
    group: FakeRunnerGroup, org: FakeOrganization, context: Context
) -> dict[str, Any]:
    """Return the payload of a runner group."""
    url = f"{context.api}/orgs/{org.login}/actions/runner-groups/{group.id}"
    payload = {
        "id": group.id,
        "name": group.name,
        "visibility": group.visibility,
        "default": group.is_default,
        "runners_url": f"{url}/runners",
        "hosted_runners_url": f"{url}/hosted-runners",
        "inherited": group.inherited,
        "allows_public_repositories": group.allows_public_repositories,
        "restricted_to_workflows": group.restricted_to_workflows,
        "selected_workflows": group.selected_workflows,
        "workflow_restrictions_read_only": False,
    }
    if group.visibility == "selected":
        payload["selected_repositories_url"] = f"{url}/repositories"
    if group.inherited:
        payload["inherited_allows_public_repositories"] = True
    if group.network_configuration_id is not None:
        payload["network_configuration_id"] = group.network_configuration_id
    return context.edition.trim("RunnerGroup", payload)


def runner_token_payload(token: RunnerToken) -> dict[str, Any]:
    """Return the payload of a registration or remove token."""
    return {"token": token.token, "expires_at": local(token.expires_at)}


def runner_applications_payload(context: Context) -> list[dict[str, Any]]:
    """Return the payloads of the runner applications to download."""
    releases = f"{context.html}/actions/runner/releases/download/v{_VERSION}"
    payloads: list[dict[str, Any]] = []
    for system, architecture, suffix in _PLATFORMS:
        name = f"actions-runner-{system}-{architecture}-{_VERSION}.{suffix}"
        payload = {
            "os": system,
            "architecture": architecture,
            "download_url": f"{releases}/{name}",
            "filename": name,
            "sha256_checksum": (sha(name) * 2)[:64],
        }
        payloads.append(context.edition.trim("RunnerApplication", payload))
    return payloads
