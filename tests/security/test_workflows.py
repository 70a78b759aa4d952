"""The workflows of this repository have few permissions and run pinned actions."""

import re
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

ROOT: Final = Path(__file__).parents[2]
WORKFLOWS: Final = sorted((ROOT / ".github/workflows").glob("*.yml"))
TEXTS: Final = {path.name: path.read_text(encoding="utf-8") for path in WORKFLOWS}
JOBS: Final = {
    f"{path.name}:{name}": job
    for path in WORKFLOWS
    for name, job in yaml.safe_load(TEXTS[path.name])["jobs"].items()
}


def steps(job: dict[str, Any], action: str) -> list[dict[str, Any]]:
    """Return the steps of a job that use an action."""
    return [it for it in job["steps"] if it.get("uses", "").startswith(f"{action}@")]


@pytest.mark.parametrize("name", TEXTS)
def test_every_action_is_pinned_to_a_commit(name: str):
    """A tag can be moved, a commit cannot."""
    used = re.findall(r"uses: *(.*)", TEXTS[name])
    assert used
    for action in used:
        assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action)


@pytest.mark.parametrize("name", TEXTS)
def test_workflow_permissions_are_read_only(name: str):
    """A job that needs more declares it itself."""
    assert yaml.safe_load(TEXTS[name])["permissions"] in ({}, {"contents": "read"})
    assert "pull_request_target" not in TEXTS[name]


@pytest.mark.parametrize("name", JOBS)
def test_job_has_a_timeout_and_persists_no_credentials(name: str):
    """A step that hangs is stopped, and the checkout contains no token."""
    assert JOBS[name]["timeout-minutes"] <= 60
    for step in steps(JOBS[name], "actions/checkout"):
        assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", JOBS)
def test_no_expression_in_a_shell_command(name: str):
    """External values are passed as environment variables."""
    assert not [it for it in JOBS[name]["steps"] if "${{" in it.get("run", "")]


def test_publishing_job_runs_no_code_of_the_project():
    """Code of dependencies runs without the permission to publish."""
    holders = {
        name: job
        for name, job in JOBS.items()
        if job.get("permissions", {}).get("id-token") == "write"
    }
    assert list(holders) == ["release.yml:publish"]
    (publish,) = holders.values()
    assert publish["permissions"] == {"id-token": "write"}
    assert publish["environment"]
    assert not [it for it in publish["steps"] if "run" in it]
    assert not steps(publish, "actions/checkout")
