import pytest

R = "/repos/octo-org/hello/actions/variables"
ORG = "/orgs/octo-org/actions/variables"


async def test_page_has_10_variables_and_at_most_30(api, repo):
    """Not 30 and 100, as other lists."""
    for number in range(31):
        repo.add_variable(f"V{number}", "x")
    for query, size in (("", 10), ("?per_page=20", 20), ("?per_page=30", 30)):
        page = (await api(f"GET {R}{query}")).json
        assert (len(page["variables"]), page["total_count"]) == (size, 31)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"name": "GITHUB_X", "value": ""}, 422),
        ({"name": "1ST", "value": ""}, 422),
        ({"name": "A-B", "value": ""}, 422),
        ({"name": "stage", "value": ""}, 409),
        ({"name": "NEW", "value": "x" * (48 * 1024 + 1)}, 422),
        ({"name": "NEW", "value": "x" * (48 * 1024)}, 201),
        ({"name": "NEW", "value": ""}, 201),
    ],
)
async def test_new_variable_is_checked(api, repo, body, status):
    """The name, which must be new, and the value, which may be empty."""
    repo.add_variable("STAGE", "canary")
    assert (await api(f"POST {R}", body)).status == status
    assert ("NEW" in repo.variables) == (status == 201)


async def test_renamed_variable_keeps_its_time_of_creation(api, repo):
    """A name that is taken is 409; its own name in other letters is not."""
    repo.add_variable("STAGE", "canary")
    repo.add_variable("PHASE", "all")
    created = repo.variables["STAGE"].created_at
    assert (await api(f"PATCH {R}/STAGE", {"name": "phase"})).status == 409
    assert (await api(f"PATCH {R}/STAGE", {"name": "stage"})).status == 204
    assert (await api(f"PATCH {R}/STAGE", {"name": "NEW"})).status == 204
    assert repo.variables["NEW"].created_at == created
    assert (await api(f"PATCH {R}/STAGE", {"value": "x"})).status == 404


async def test_only_selective_variables_have_repositories(api, fake_github):
    """409 for any other visibility; 422 for repositories of others."""
    org, repo = fake_github.add_org("octo-org"), fake_github.add_repo("octo-org/hello")
    org.add_variable("STAGE", "canary")
    assert (await api(f"GET {ORG}/STAGE/repositories")).status == 409
    assert (await api(f"PUT {ORG}/STAGE/repositories/{repo.id}")).status == 409
    body = {"selected_repository_ids": [repo.id]}
    assert (await api(f"PATCH {ORG}/STAGE", body)).status == 422
    unknown = {"visibility": "selected", "selected_repository_ids": [1]}
    assert (await api(f"PATCH {ORG}/STAGE", unknown)).status == 422
