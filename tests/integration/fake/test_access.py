import pytest

R = "/repos/octo-org/hello/actions"
VERSION = "X-GitHub-Api-Version"


def with_token(token):
    """Return request options with another token."""
    return {"headers": {"Authorization": token and f"Bearer {token}"}}


@pytest.mark.usefixtures("repo")
async def test_wrong_token_is_401(api):
    """With GitHub's message, also for a public repository."""
    response = await api(f"GET {R}/runs", **with_token("ghp_wrong"))
    assert response.status == 401
    assert response.json["message"] == "Bad credentials"
    assert response.json["status"] == "401"
    assert response.json["documentation_url"].startswith("https://docs.github.com/")


@pytest.mark.usefixtures("repo")
async def test_revoked_token_is_401(api):
    """Revoking takes effect at once."""
    assert (await api(f"GET {R}/runs")).status == 200
    api.github.revoke(api.github.token)
    assert (await api(f"GET {R}/runs")).status == 401


@pytest.mark.usefixtures("repo")
async def test_token_scheme_is_accepted(api):
    """`Authorization: token` is equivalent to `Bearer`."""
    headers = {"Authorization": f"token {api.github.token}"}
    assert (await api(f"GET {R}/runs", headers=headers)).status == 200


async def test_public_runs_need_no_token(api, repo):
    """A public repository can be read, except its secrets, and not written."""
    run = repo.add_run()
    anonymous = with_token(None)
    assert (await api(f"GET {R}/runs", **anonymous)).status == 200
    assert (await api(f"GET {R}/secrets", **anonymous)).status == 401
    assert (await api(f"POST {R}/runs/{run.id}/rerun", **anonymous)).status == 401
    org = await api("GET /orgs/octo-org/actions/runners", **anonymous)
    assert org.status == 401


async def test_private_or_hidden_repository_is_404(api, fake_github):
    """The response does not reveal that it exists."""
    secret = fake_github.add_repo("octo-org/secret", private=True)
    path = "GET /repos/octo-org/secret/actions/runs"
    assert (await api(path, **with_token(None))).status == 404
    assert (await api(path)).status == 200
    secret.hidden = True
    assert (await api(path)).status == 404
    assert (await api("GET /repos/octo-org/never-was/actions/runs")).status == 404
    assert (await api("GET /orgs/never-was/actions/runners")).status == 404


async def test_forbidden_resource_is_403(api, repo, org):
    """The response names the required permission."""
    repo.forbidden = org.forbidden = True
    response = await api(f"GET {R}/runs")
    assert response.status == 403
    assert response.headers["x-accepted-github-permissions"] == "actions=read"
    response = await api("GET /orgs/octo-org/actions/runners")
    assert response.status == 403
    permission = response.headers["x-accepted-github-permissions"]
    assert permission == "organization_self_hosted_runners=read"


async def test_fine_grained_tokens_need_the_permission(api, fake_github):
    """Read and write permissions, for actions and for secrets."""
    repo = fake_github.add_repo("octo-org/hello", private=True)
    run = repo.add_run()
    reader = with_token(
        fake_github.add_token("github_pat_r", permissions={"actions": "read"})
    )
    writer = with_token(
        fake_github.add_token("github_pat_w", permissions={"actions": "write"})
    )
    assert (await api(f"GET {R}/runs", **reader)).status == 200
    assert (await api(f"POST {R}/runs/{run.id}/rerun", **reader)).status == 403
    assert (await api(f"GET {R}/runs", **writer)).status == 200
    assert (await api(f"POST {R}/runs/{run.id}/rerun", **writer)).status == 201
    response = await api(f"GET {R}/secrets", **writer)
    assert response.headers["x-accepted-github-permissions"] == "secrets=read"
    assert "x-oauth-scopes" not in response.headers


@pytest.mark.usefixtures("repo", "org")
async def test_classic_tokens_need_the_scope(api):
    """`repo` for repositories, `admin:org` for organizations."""
    token = with_token(api.github.add_token("ghp_repo", scopes=["repo"]))
    response = await api(f"GET {R}/secrets", **token)
    assert (response.status, response.headers["X-OAuth-Scopes"]) == (200, "repo")
    response = await api("GET /orgs/octo-org/actions/secrets", **token)
    assert (response.status, response.headers["x-accepted-oauth-scopes"]) == (
        403,
        "admin:org",
    )


async def test_archived_repository_is_read_only(api, repo):
    """Reads work, writes are 403."""
    run = repo.add_run()
    repo.archived = True
    assert (await api(f"GET {R}/runs/{run.id}")).status == 200
    assert (await api(f"POST {R}/runs/{run.id}/rerun")).status == 403


async def test_renamed_repository_redirects(api, repo):
    """S2: 301 for a read and 307 for a write, to the URL by id."""
    run = repo.add_run()
    repo.rename("goodbye")
    response = await api(f"GET {R}/runs?per_page=5")
    assert response.status == 301
    assert response.headers["Location"].endswith(
        f"/repositories/{repo.id}/actions/runs?per_page=5"
    )
    assert (await api(f"GET {response.headers['Location']}")).status == 200
    response = await api(f"POST {R}/runs/{run.id}/rerun")
    assert response.status == 307
    assert (await api(f"POST {response.headers['Location']}")).status == 201
    assert run.run_attempt == 2


async def test_reused_name_is_not_redirected(api, repo, fake_github):
    """A new repository with the old name is found; once deleted, it is a 404."""
    repo.rename("goodbye")
    new = fake_github.add_repo("octo-org/hello")
    assert (await api(f"GET {R}/runs")).status == 200
    new.delete()
    assert (await api(f"GET {R}/runs")).status == 404


@pytest.mark.usefixtures("repo", "org")
async def test_names_are_case_insensitive(api):
    """Names of owners, repositories and organizations."""
    assert (await api("GET /repos/OCTO-org/Hello/actions/runs")).status == 200
    assert (await api("GET /orgs/OCTO-ORG/actions/runners")).status == 200


@pytest.mark.usefixtures("repo")
async def test_user_agent_is_required(api):
    """Without a User-Agent the status is 403; each response has a new request id."""
    headers = {"User-Agent": ""}
    assert (await api(f"GET {R}/runs", headers=headers)).status == 403
    ids = {(await api(f"GET {R}/runs")).headers["x-github-request-id"] for _ in "ab"}
    assert len(ids) == 2


@pytest.mark.parametrize("version", ["2022-11-28", "2026-03-10"])
@pytest.mark.usefixtures("repo")
async def test_both_api_versions_are_supported(api, version):
    """A10: the response names the selected version."""
    response = await api(f"GET {R}/runs", headers={VERSION: version})
    assert response.headers["x-github-api-version-selected"] == version


@pytest.mark.usefixtures("repo")
async def test_unsupported_api_version_is_400(api):
    """A10: the message names the version."""
    response = await api(f"GET {R}/runs", headers={VERSION: "2019-01-01"})
    assert response.status == 400
    assert "2019-01-01" in response.json["message"]


async def test_newer_version_omits_a_member(api, fake_github, org):
    """A repository has no has_downloads in 2026-03-10."""
    repo = fake_github.add_repo("octo-org/hello")
    group = org.add_runner_group("g", visibility="selected", repositories=[repo])
    path = f"GET /orgs/octo-org/actions/runner-groups/{group.id}/repositories"
    for version, expected in (("2022-11-28", True), ("2026-03-10", False)):
        response = await api(path, headers={VERSION: version})
        assert ("has_downloads" in response.json["repositories"][0]) is expected


@pytest.mark.parametrize("data", [b"{", b"\xff", b"nope"])
async def test_malformed_body_is_400(api, repo, contract, data):
    """The message is about JSON."""
    contract.bad_requests = True
    run = repo.add_run()
    response = await api(f"POST {R}/runs/{run.id}/rerun", data=data)
    assert response.status == 400
    assert "JSON" in response.json["message"]


async def test_body_that_is_not_an_object_is_400(api, repo, contract):
    """A list, for example."""
    contract.bad_requests = True
    run = repo.add_run()
    response = await api(f"POST {R}/runs/{run.id}/rerun", [1])
    assert response.status == 400


@pytest.mark.parametrize(
    "path",
    [
        f"{R}/runs/abc",
        f"{R}/runs/-1",
        f"{R}/runs/{10**30}",
        f"{R}/nothing",
        f"{R}",
        "/",
        "/users/octocat",
        "/repositories/abc/actions/runs",
        f"/repositories/{'9' * 5000}/actions/runs",
        "/organizations/99/actions/runners",
        "/repos//hello/actions/runs",
    ],
)
@pytest.mark.usefixtures("repo")
async def test_unknown_path_is_404(api, contract, path):
    """An invalid path is also a 404."""
    contract.bad_requests = True
    response = await api(f"GET {path}")
    assert (response.status, response.json["message"]) == (404, "Not Found")


@pytest.mark.usefixtures("repo")
async def test_wrong_method_is_404(api):
    """As on GitHub, not 405."""
    assert (await api(f"DELETE {R}/runs")).status == 404
