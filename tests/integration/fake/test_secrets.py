from base64 import b64decode, b64encode

import pytest
from nacl.public import PublicKey, SealedBox

R = "/repos/octo-org/hello/actions/secrets"
ORG = "/orgs/octo-org/actions/secrets"


async def seal(api, scope, value):
    """Return the request body that sets a secret to ``value``."""
    key = (await api(f"GET {scope}/public-key")).json
    sealed = SealedBox(PublicKey(b64decode(key["key"]))).encrypt(value.encode())
    return {"encrypted_value": b64encode(sealed).decode(), "key_id": key["key_id"]}


async def test_sealed_secret_is_unsealed(api, repo):
    """S15: 201, then 204; the server has the plaintext, and no response contains it."""
    for value, status in (("sésame", 201), ("sesame", 204)):
        body = await seal(api, R, value)
        assert (await api(f"PUT {R}/token", body)).status == status
        assert repo.vault["TOKEN"].value == value
    response = await api(f"GET {R}/TOKEN")
    assert response.json["name"] == "TOKEN"
    assert b"sesame" not in response.body
    assert "sesame" not in repr(repo.vault["TOKEN"])


async def test_outdated_key_is_422(api, repo):
    """S15: after the key was rotated; the new key works."""
    body = await seal(api, R, "sesame")
    repo.vault.rotate()
    assert (await api(f"PUT {R}/TOKEN", body)).status == 422
    assert (await api(f"PUT {R}/TOKEN", await seal(api, R, "x"))).status == 201


async def test_value_sealed_with_another_key_is_422(api, repo, fake_github):
    """S15: it cannot be unsealed."""
    fake_github.add_repo("octo-org/other")
    other = await seal(api, "/repos/octo-org/other/actions/secrets", "sesame")
    own = await seal(api, R, "sesame")
    body = other | {"key_id": own["key_id"]}
    assert (await api(f"PUT {R}/TOKEN", body)).status == 422
    assert "TOKEN" not in repo.vault


@pytest.mark.parametrize("name", ["GITHUB_TOKEN", "1ST", "A-B"])
@pytest.mark.usefixtures("repo")
async def test_invalid_name_is_422(api, name):
    """Letters, digits and underscores, no digit first, no GITHUB_ prefix."""
    assert (await api(f"PUT {R}/{name}", await seal(api, R, "x"))).status == 422


@pytest.mark.usefixtures("repo")
async def test_secret_may_have_48_kilobytes(api):
    """One byte more is 422."""
    for size, status in ((48 * 1024, 201), (48 * 1024 + 1, 422)):
        body = await seal(api, R, "x" * size)
        assert (await api(f"PUT {R}/S{size}", body)).status == status


@pytest.mark.usefixtures("repo")
async def test_unsealed_value_is_422(api, contract):
    """Also invalid base64 and an incomplete body."""
    contract.bad_requests = True
    key = (await api(f"GET {R}/public-key")).json["key_id"]
    for body in (
        {"encrypted_value": "c2VzYW1l", "key_id": key},
        {"encrypted_value": "no base64", "key_id": key},
        {"encrypted_value": "c2VzYW1l"},
        {"key_id": key},
    ):
        assert (await api(f"PUT {R}/TOKEN", body)).status == 422


@pytest.mark.parametrize("scope", [R, ORG])
async def test_secrets_are_listed_by_name_and_deleted(api, repo, org, scope):
    """In alphabetical order; a deleted one is 404."""
    owner = repo if scope == R else org
    for name in ("ZEBRA", "APPLE"):
        owner.add_secret(name, "x")
    listed = (await api(f"GET {scope}")).json
    assert [x["name"] for x in listed["secrets"]] == ["APPLE", "ZEBRA"]
    assert (await api(f"DELETE {scope}/APPLE")).status == 204
    assert (await api(f"GET {scope}/APPLE")).status == 404
    assert (await api(f"DELETE {scope}/APPLE")).status == 404


async def test_selected_repositories_of_a_secret(api, fake_github, org):
    """Set, add, remove and replace them."""
    repos = [fake_github.add_repo(f"octo-org/{name}") for name in "abc"]
    body = await seal(api, ORG, "sesame")
    body |= {"visibility": "selected", "selected_repository_ids": [repos[0].id]}
    assert (await api(f"PUT {ORG}/TOKEN", body)).status == 201
    assert org.vault["TOKEN"].value == "sesame"
    document = (await api(f"GET {ORG}/TOKEN")).json
    assert document["visibility"] == "selected"
    assert document["selected_repositories_url"].endswith("/TOKEN/repositories")

    async def selected():
        listed = (await api(f"GET {ORG}/TOKEN/repositories")).json
        return [repo["name"] for repo in listed["repositories"]]

    assert await selected() == ["a"]
    path = f"{ORG}/TOKEN/repositories/{repos[1].id}"
    assert (await api(f"PUT {path}")).status == 204
    assert await selected() == ["a", "b"]
    assert (await api(f"DELETE {path}")).status == 204
    assert await selected() == ["a"]
    replacement = {"selected_repository_ids": [repos[1].id, repos[2].id]}
    assert (await api(f"PUT {ORG}/TOKEN/repositories", replacement)).status == 204
    assert await selected() == ["b", "c"]


async def test_visibility_changes_without_the_value(api, org):
    """encrypted_value is optional for an existing secret."""
    org.add_secret("TOKEN", "sesame")
    body = {"visibility": "private"}
    assert (await api(f"PUT {ORG}/TOKEN", body)).status == 204
    assert org.vault["TOKEN"].visibility == "private"
    assert org.vault["TOKEN"].value == "sesame"


async def test_only_selective_secrets_have_repositories(api, fake_github, org):
    """With any other visibility the status is 409."""
    repo = fake_github.add_repo("octo-org/hello")
    org.add_secret("TOKEN", "x", visibility="all")
    path = f"{ORG}/TOKEN/repositories"
    for line, body in (
        (f"GET {path}", None),
        (f"PUT {path}", {"selected_repository_ids": []}),
        (f"PUT {path}/{repo.id}", None),
        (f"DELETE {path}/{repo.id}", None),
    ):
        assert (await api(line, body)).status == 409


async def test_repository_of_another_owner_cannot_be_selected(api, fake_github, org):
    """422 in a body and 404 in a path."""
    other = fake_github.add_repo("hubot-works/x")
    org.add_secret("TOKEN", "x", visibility="selected")
    body = {"selected_repository_ids": [other.id]}
    assert (await api(f"PUT {ORG}/TOKEN/repositories", body)).status == 422
    assert (await api(f"PUT {ORG}/TOKEN/repositories/{other.id}")).status == 404


@pytest.mark.usefixtures("org")
async def test_repositories_with_another_visibility_are_422(api, fake_github):
    """selected_repository_ids requires visibility `selected`."""
    repo = fake_github.add_repo("octo-org/hello")
    body = await seal(api, ORG, "x")
    body |= {"visibility": "all", "selected_repository_ids": [repo.id]}
    assert (await api(f"PUT {ORG}/TOKEN", body)).status == 422


async def test_ids_may_be_strings(api, fake_github, org, contract):
    """Older clients send selected_repository_ids as strings."""
    contract.bad_requests = True
    repo = fake_github.add_repo("octo-org/hello")
    body = await seal(api, ORG, "x")
    body |= {"visibility": "selected", "selected_repository_ids": [str(repo.id)]}
    assert (await api(f"PUT {ORG}/TOKEN", body)).status == 201
    assert org.vault["TOKEN"].repositories == {repo.id}


async def test_invalid_visibility_and_missing_list_are_422(api, org, contract):
    """In the secret and in its repositories."""
    contract.bad_requests = True
    body = await seal(api, ORG, "x")
    assert (await api(f"PUT {ORG}/TOKEN", body | {"visibility": "some"})).status == 422
    org.add_secret("TOKEN", "x", visibility="selected")
    assert (await api(f"PUT {ORG}/TOKEN/repositories", {})).status == 422
