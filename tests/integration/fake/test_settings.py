import pytest

REPO = "/repos/octo-org/hello/actions/permissions"
ORG = "/orgs/octo-org/actions/permissions"


@pytest.fixture
def org(fake_github):
    """Return the organization that owns ``repo``."""
    return fake_github.add_org("octo-org")


@pytest.mark.parametrize("base", [REPO, ORG])
async def test_selected_actions_require_the_policy_selected(api, repo, org, base):
    """409 until ``allowed_actions`` is ``selected``; the values stay."""
    owner = repo if base == REPO else org
    body = {"verified_allowed": True}
    for policy, read, write in (
        ("all", 409, 409),
        ("selected", 200, 204),
        ("local_only", 409, 409),
    ):
        owner.settings["permissions"].values["allowed_actions"] = policy
        assert (await api(f"GET {base}/selected-actions")).status == read
        assert (await api(f"PUT {base}/selected-actions", body)).status == write
    assert owner.settings["allowed_actions"].values["verified_allowed"]


@pytest.mark.parametrize(
    ("path", "listed"),
    [("/repositories", 409), ("/self-hosted-runners/repositories", 200)],
)
async def test_selected_repositories_require_the_policy_selected(
    api, repo, org, path, listed
):
    """409 until ``enabled_repositories`` is ``selected``."""
    url = f"{ORG}{path}"
    body = {"selected_repository_ids": [repo.id]}
    assert (await api(f"GET {url}")).status == listed
    for request in (f"PUT {url}", f"PUT {url}/{repo.id}", f"DELETE {url}/{repo.id}"):
        assert (await api(request, body)).status == 409
    group = "self_hosted_runners" if "self-hosted" in path else "permissions"
    org.settings[group].values["enabled_repositories"] = "selected"
    assert (await api(f"PUT {url}", body)).status == 204
    assert (await api(f"GET {url}")).json["total_count"] == 1
    assert (await api(f"PUT {url}/{repo.id + 1}")).status == 404
    unknown = {"selected_repository_ids": [repo.id + 1]}
    assert (await api(f"PUT {url}", unknown)).status == 422


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("default_workflow_permissions", "write"),
        ("can_approve_pull_request_reviews", True),
    ],
)
async def test_organization_limits_the_permissions_of_workflows(
    api, repo, member, value
):
    """409 for what the organization does not grant itself."""
    assert (await api(f"PUT {REPO}/workflow", {member: value})).status == 409
    assert repo.settings["workflow_permissions"].values[member] != value
    assert (await api(f"PUT {ORG}/workflow", {member: value})).status == 204
    assert (await api(f"PUT {REPO}/workflow", {member: value})).status == 204
    assert repo.settings["workflow_permissions"].values[member] == value


async def test_repository_of_a_user_has_no_organization_above_it(api, fake_github):
    """Nothing limits its permissions of workflows; 400 days are the most."""
    fake_github.world.user("octocat")
    repo = fake_github.add_repo("octocat/hello")
    base = f"/repos/{repo.full_name}/actions/permissions"
    body = {"default_workflow_permissions": "write"}
    assert (await api(f"PUT {base}/workflow", body)).status == 204
    found = (await api(f"GET {base}/artifact-and-log-retention")).json
    assert found == {"days": 90, "maximum_allowed_days": 400}


@pytest.mark.parametrize(("days", "status"), [(0, 422), (1, 204), (60, 204), (61, 422)])
@pytest.mark.usefixtures("repo")
async def test_retention_has_a_maximum(api, org, days, status):
    """That of a repository is the retention of its organization."""
    url = f"{REPO}/artifact-and-log-retention"
    org.settings["retention"].values["days"] = 60
    assert (await api(f"PUT {url}", {"days": days})).status == status
    assert (await api(f"GET {url}")).json["maximum_allowed_days"] == 60


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("", {}),
        ("", {"allowed_actions": "all"}),
        ("", {"enabled": "yes"}),
        ("", {"enabled": True, "allowed_actions": "some"}),
        ("/artifact-and-log-retention", {"days": True}),
        ("/artifact-and-log-retention", {"days": "30"}),
        ("/fork-pr-contributor-approval", {"approval_policy": "none"}),
        ("/fork-pr-workflows-private-repos", {"send_secrets_and_variables": True}),
        ("/access", {"access_level": None}),
        ("/selected-actions", {"patterns_allowed": "octo-org/*"}),
        ("/selected-actions", {"patterns_allowed": [1]}),
    ],
)
async def test_invalid_value_is_rejected(api, repo, contract, path, body):
    """422 for what is missing, unknown or of another type; nothing changes."""
    contract.bad_requests = True
    repo.settings["permissions"].values["allowed_actions"] = "selected"
    before = {name: dict(it.values) for name, it in repo.settings.items()}
    assert (await api(f"PUT {REPO}{path}", body)).status == 422
    assert {name: it.values for name, it in repo.settings.items()} == before


@pytest.mark.usefixtures("repo")
async def test_disabled_repository_has_no_other_permissions(api):
    """The response has ``enabled`` only."""
    await api(f"PUT {REPO}", {"enabled": False, "allowed_actions": "local_only"})
    assert (await api(f"GET {REPO}")).json == {"enabled": False}
