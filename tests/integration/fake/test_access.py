import pytest

R = "/repos/octo-org/hello/actions"
VERSION = "X-GitHub-Api-Version"


def with_token(token):
    """Return the options that send another token."""
    return {"headers": {"Authorization": token and f"Bearer {token}"}}


@pytest.mark.usefixtures("repo")
async def test_a_wrong_token_is_401(api):
    """With GitHub's words, also for what is public."""
    got = await api(f"GET {R}/runs", **with_token("ghp_wrong"))
    assert got.status == 401
    assert got.json["message"] == "Bad credentials"
    assert got.json["status"] == "401"
    assert got.json["documentation_url"].startswith("https://docs.github.com/")


@pytest.mark.usefixtures("repo")
async def test_a_revoked_token_is_401(api):
    """From one request to the next."""
    assert (await api(f"GET {R}/runs")).status == 200
    api.github.revoke(api.github.token)
    assert (await api(f"GET {R}/runs")).status == 401


@pytest.mark.usefixtures("repo")
async def test_the_old_token_scheme_works(api):
    """`Authorization: token` is as good as `Bearer`."""
    headers = {"Authorization": f"token {api.github.token}"}
    assert (await api(f"GET {R}/runs", headers=headers)).status == 200


async def test_public_runs_need_no_token(api, repo):
    """Reads of a public repository; not its secrets, and no writes."""
    run = repo.add_run()
    nobody = with_token(None)
    assert (await api(f"GET {R}/runs", **nobody)).status == 200
    assert (await api(f"GET {R}/secrets", **nobody)).status == 401
    assert (await api(f"POST {R}/runs/{run.id}/rerun", **nobody)).status == 401
    org = await api("GET /orgs/octo-org/actions/runners", **nobody)
    assert org.status == 401


async def test_what_is_private_or_hidden_is_404(api, fake_github):
    """Nobody is told that it exists."""
    secret = fake_github.add_repo("octo-org/secret", private=True)
    path = "GET /repos/octo-org/secret/actions/runs"
    assert (await api(path, **with_token(None))).status == 404
    assert (await api(path)).status == 200
    secret.hidden = True
    assert (await api(path)).status == 404
    assert (await api("GET /repos/octo-org/never-was/actions/runs")).status == 404
    assert (await api("GET /orgs/never-was/actions/runners")).status == 404


async def test_what_is_forbidden_is_403(api, repo, org):
    """The answer names the permission that would have been enough."""
    repo.forbidden = org.forbidden = True
    got = await api(f"GET {R}/runs")
    assert got.status == 403
    assert got.headers["x-accepted-github-permissions"] == "actions=read"
    got = await api("GET /orgs/octo-org/actions/runners")
    assert got.status == 403
    permission = got.headers["x-accepted-github-permissions"]
    assert permission == "organization_self_hosted_runners=read"


async def test_fine_grained_tokens_need_the_permission(api, fake_github):
    """Reading is not writing, and actions are not secrets."""
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
    got = await api(f"GET {R}/secrets", **writer)
    assert got.headers["x-accepted-github-permissions"] == "secrets=read"
    assert "x-oauth-scopes" not in got.headers


@pytest.mark.usefixtures("repo", "org")
async def test_classic_tokens_need_the_scope(api):
    """`repo` for repositories, `admin:org` for organizations."""
    token = with_token(api.github.add_token("ghp_repo", scopes=["repo"]))
    got = await api(f"GET {R}/secrets", **token)
    assert (got.status, got.headers["X-OAuth-Scopes"]) == (200, "repo")
    got = await api("GET /orgs/octo-org/actions/secrets", **token)
    assert (got.status, got.headers["x-accepted-oauth-scopes"]) == (403, "admin:org")


async def test_an_archived_repository_is_read_only(api, repo):
    """Reads work, writes are 403."""
    run = repo.add_run()
    repo.archived = True
    assert (await api(f"GET {R}/runs/{run.id}")).status == 200
    assert (await api(f"POST {R}/runs/{run.id}/rerun")).status == 403


async def test_a_renamed_repository_redirects(api, repo):
    """S2: 301 for a read and 307 for a write, to the address by number."""
    run = repo.add_run()
    repo.rename("goodbye")
    got = await api(f"GET {R}/runs?per_page=5")
    assert got.status == 301
    assert got.headers["Location"].endswith(f"/repositories/{repo.id}/actions/runs")
    assert (await api(f"GET {got.headers['Location']}")).status == 200
    got = await api(f"POST {R}/runs/{run.id}/rerun")
    assert got.status == 307
    assert (await api(f"POST {got.headers['Location']}")).status == 201
    assert run.run_attempt == 2


async def test_a_taken_name_redirects_no_more(api, repo, fake_github):
    """A new repository of the old name answers itself; a deleted one nobody."""
    repo.rename("goodbye")
    new = fake_github.add_repo("octo-org/hello")
    assert (await api(f"GET {R}/runs")).status == 200
    new.delete()
    assert (await api(f"GET {R}/runs")).status == 404


@pytest.mark.usefixtures("repo", "org")
async def test_names_have_no_case(api):
    """Owners, repositories and organizations are found in any case."""
    assert (await api("GET /repos/OCTO-org/Hello/actions/runs")).status == 200
    assert (await api("GET /orgs/OCTO-ORG/actions/runners")).status == 200


@pytest.mark.usefixtures("repo")
async def test_a_request_names_itself(api):
    """Without a User-Agent it is 403; with one it gets an id, new each time."""
    headers = {"User-Agent": ""}
    assert (await api(f"GET {R}/runs", headers=headers)).status == 403
    ids = {(await api(f"GET {R}/runs")).headers["x-github-request-id"] for _ in "ab"}
    assert len(ids) == 2


@pytest.mark.parametrize("version", ["2022-11-28", "2026-03-10"])
@pytest.mark.usefixtures("repo")
async def test_both_api_versions_are_spoken(api, version):
    """A10: the answer says which was selected."""
    got = await api(f"GET {R}/runs", headers={VERSION: version})
    assert got.headers["x-github-api-version-selected"] == version


@pytest.mark.usefixtures("repo")
async def test_another_api_version_is_refused(api):
    """A10: 400, and the sentence names it."""
    got = await api(f"GET {R}/runs", headers={VERSION: "2019-01-01"})
    assert got.status == 400
    assert "2019-01-01" in got.json["message"]


async def test_the_newer_version_drops_a_member(api, fake_github, org):
    """has_downloads is no member of a repository in 2026-03-10."""
    repo = fake_github.add_repo("octo-org/hello")
    group = org.add_runner_group("g", visibility="selected", repositories=[repo])
    path = f"GET /orgs/octo-org/actions/runner-groups/{group.id}/repositories"
    for version, expected in (("2022-11-28", True), ("2026-03-10", False)):
        got = await api(path, headers={VERSION: version})
        assert ("has_downloads" in got.json["repositories"][0]) is expected


@pytest.mark.parametrize("data", [b"{", b"\xff", b"nope"])
async def test_a_malformed_body_is_400(api, repo, contract, data):
    """With a sentence about JSON."""
    contract.bad_requests = True
    run = repo.add_run()
    got = await api(f"POST {R}/runs/{run.id}/rerun", data=data)
    assert got.status == 400
    assert "JSON" in got.json["message"]


async def test_a_body_must_be_an_object(api, repo, contract):
    """A list is 400."""
    contract.bad_requests = True
    run = repo.add_run()
    got = await api(f"POST {R}/runs/{run.id}/rerun", [1])
    assert got.status == 400


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
async def test_what_does_not_exist_is_404(api, contract, path):
    """Nonsense in a path is nothing worse than absent."""
    contract.bad_requests = True
    got = await api(f"GET {path}")
    assert (got.status, got.json["message"]) == (404, "Not Found")


@pytest.mark.usefixtures("repo")
async def test_a_wrong_method_is_404(api):
    """As on GitHub, and not 405."""
    assert (await api(f"DELETE {R}/runs")).status == 404
