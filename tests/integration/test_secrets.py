"""Set secrets from their plaintext, on a fake GitHub that unseals them."""

import pickle
import sys
from base64 import b64decode, b64encode
from traceback import TracebackException

import pytest
from hypothesis import given, strategies as st
from nacl.public import PrivateKey, SealedBox

import aioghactions as gha
from aioghactions._resources.secrets import BadKeyError, SecretValue
from aioghactions.testing.faults import members
from tests.support.canary import printed_forms, secrets_in

VALUE = "CANARY: the plaintext"
PUT = "create-or-update-repo-secret"
PUT_ORG = "create-or-update-org-secret"
PAIR = PrivateKey.generate()
PUBLIC = b64encode(bytes(PAIR.public_key)).decode()


@pytest.fixture
def vault(fake_github):
    """Return the vault of a repository."""
    return fake_github.add_repo("octo-org/hello").vault


@pytest.fixture
def secrets(vault, github_client):
    """Return the client's handle of its secrets."""
    assert not vault.secrets
    return github_client.repo("octo-org/hello").secrets


@pytest.fixture
def org(fake_github):
    """Return an organization."""
    return fake_github.add_org("octo-org")


def bodies(github, operation):
    """Return what was sent for an operation."""
    return [r.json for r in github.requests if r.operation == operation]


async def test_value_is_sealed_and_read_by_github(secrets, vault, fake_github):
    """S15: with the id of the key."""
    await secrets.set("TOKEN", VALUE)
    assert vault["TOKEN"].value == VALUE
    [body] = bodies(fake_github, PUT)
    assert body["key_id"] == vault.key_id
    assert len(b64decode(body["encrypted_value"])) == len(VALUE) + 48
    await secrets.set("TOKEN", b"CANARY: bytes")
    assert vault["TOKEN"].value == "CANARY: bytes"


async def test_public_key_is_fetched_conditionally(secrets, fake_github):
    """A cached key is revalidated with its ETag before each use."""
    for name in ("ONE", "TWO"):
        await secrets.set(name, VALUE)
    keys = [
        request.status
        for request in fake_github.requests
        if request.operation == "get-repo-public-key"
    ]
    assert keys == [200, 304]


async def test_rotated_key_is_fetched_once_more(secrets, vault, fake_github):
    """S15: after a 422 with a new key, the value is sealed with that key, once."""

    def rotate(request, _):
        if request.operation == "get-repo-public-key" and vault.key_id == first:
            vault.rotate()

    first = vault.key_id
    fake_github._server.api.journal.observers.append(rotate)
    await secrets.set("TOKEN", VALUE)
    assert vault["TOKEN"].value == VALUE
    assert [body["key_id"] for body in bodies(fake_github, PUT)] == [
        first,
        vault.key_id,
    ]


async def test_key_that_rotates_twice_raises(secrets, vault, fake_github):
    """S15: the second 422 is raised."""

    def rotate(request, _):
        if request.operation == "get-repo-public-key":
            vault.rotate()

    fake_github._server.api.journal.observers.append(rotate)
    with pytest.raises(gha.ValidationFailedError):
        await secrets.set("TOKEN", VALUE)
    assert len(bodies(fake_github, PUT)) == 2
    assert "TOKEN" not in vault


async def test_422_with_the_same_key_is_not_retried(secrets, fake_github):
    """The key has not changed, so a retry would fail as well."""
    fake_github.fail(PUT, times=None, status=422, message="Too long")
    with pytest.raises(gha.ValidationFailedError, match="Too long"):
        await secrets.set("MY_TOKEN", VALUE)
    assert len(bodies(fake_github, PUT)) == 1


@pytest.mark.parametrize(
    ("name", "error", "message"),
    [
        ("MY-TOKEN", ValueError, "secret_name may contain letters"),
        ("7TH", ValueError, "secret_name may contain"),
        ("", ValueError, "secret_name is empty"),
        (None, TypeError, "secret_name must be a string, not NoneType"),
    ],
)
async def test_invalid_secret_name_is_not_sent(
    github_client, fake_github, name, error, message
):
    """S15: and the error does not contain the value."""
    with pytest.raises(error, match=message) as caught:
        await github_client.repo("octo-org/hello").secrets.set(name, VALUE)
    assert silent(caught.value)
    with pytest.raises(error, match=message) as caught:
        await github_client.org("octo-org").secrets.set(name, VALUE, visibility="all")
    assert silent(caught.value)
    assert fake_github.requests == []


async def test_value_passed_as_the_name_is_not_sent(secrets, fake_github):
    """S15: it would be part of a URL, and so of logs."""
    with pytest.raises(ValueError, match="secret_name may contain") as caught:
        await secrets.set(VALUE, "TOKEN")
    assert not secrets_in(str(caught.value))
    assert fake_github.requests == []


async def test_organization_secret_has_its_visibility_and_repositories(
    org, fake_github, github_client
):
    """Value, visibility and repositories are sent in one request."""
    repo = fake_github.add_repo("octo-org/hello")
    secrets = github_client.org("octo-org").secrets
    await secrets.set("EVERYWHERE", VALUE, visibility="all")
    await secrets.set(
        "SOMEWHERE",
        VALUE,
        visibility="selected",
        selected_repository_ids=(number for number in [repo.id]),
    )
    assert org.vault["EVERYWHERE"].value == VALUE
    assert org.vault["SOMEWHERE"].visibility == "selected"
    assert org.vault["SOMEWHERE"].repositories == {repo.id}


async def test_rotated_organization_key_is_fetched_once_more(
    org, fake_github, github_client
):
    """S15: with the same repositories, also if they came from an iterator."""
    repo = fake_github.add_repo("octo-org/hello")

    def rotate(request, _):
        if request.operation == "get-org-public-key" and org.vault.key_id == first:
            org.vault.rotate()

    first = org.vault.key_id
    fake_github._server.api.journal.observers.append(rotate)
    await github_client.org("octo-org").secrets.set(
        "TOKEN",
        VALUE,
        visibility="selected",
        selected_repository_ids=iter([repo.id]),
    )
    assert org.vault["TOKEN"].repositories == {repo.id}
    assert len(bodies(fake_github, PUT_ORG)) == 2


async def test_add_repository_needs_visibility_selected(
    org, fake_github, github_client
):
    """GitHub responds 409 otherwise; setting the secret again makes it selected."""
    repo = fake_github.add_repo("octo-org/hello")
    secrets = github_client.org("octo-org").secrets
    await secrets.set("TOKEN", VALUE, visibility="all")
    with pytest.raises(gha.ConflictError):
        await secrets.add_repository("TOKEN", repo.id)
    await secrets.set("TOKEN", VALUE, visibility="selected", selected_repository_ids=[])
    await secrets.add_repository("TOKEN", repo.id)
    assert org.vault["TOKEN"].repositories == {repo.id}


@pytest.mark.parametrize("visibility", ["all", "private", "selected"])
async def test_value_alone_keeps_visibility_and_repositories(
    org, fake_github, github_client, visibility
):
    """Also of more repositories than a page contains."""
    ids = {fake_github.add_repo(f"octo-org/{n}").id for n in range(101)}
    chosen = ids if visibility == "selected" else None
    secrets = github_client.org("octo-org").secrets
    await secrets.set(
        "TOKEN", "old", visibility=visibility, selected_repository_ids=chosen
    )
    await secrets.set("TOKEN", VALUE)
    assert org.vault["TOKEN"].value == VALUE
    assert org.vault["TOKEN"].visibility == visibility
    assert org.vault["TOKEN"].repositories == (chosen or set())


@pytest.mark.usefixtures("org")
async def test_value_alone_of_a_new_secret_raises(github_client, fake_github):
    """The error says what is missing, and nothing is written."""
    with pytest.raises(gha.NotFoundError) as caught:
        await github_client.org("octo-org").secrets.set("TOKEN", VALUE)
    assert caught.value.__notes__ == ["pass visibility to create a new secret"]
    assert silent(caught.value)
    assert bodies(fake_github, PUT_ORG) == []


@pytest.mark.usefixtures("org")
async def test_value_alone_of_a_secret_without_visibility_raises(
    github_client, fake_github
):
    """Nothing is written: the present access is not known."""
    secrets = github_client.org("octo-org").secrets
    await secrets.set("TOKEN", "old", visibility="all")
    fake_github.fail("get-org-secret", members(visibility=None))
    with pytest.raises(gha.UnexpectedAnswerError, match="no visibility"):
        await secrets.set("TOKEN", VALUE)
    assert len(bodies(fake_github, PUT_ORG)) == 1


@pytest.mark.usefixtures("org")
@pytest.mark.parametrize("empty", ["", b""], ids=["text", "bytes"])
async def test_empty_value_warns(secrets, github_client, empty):
    """A variable that is not set often looks like this; the line is the caller's."""
    with pytest.warns(UserWarning, match="value of the secret is empty") as caught:
        await secrets.set("TOKEN", empty)
    assert caught[0].filename == __file__
    in_org = github_client.org("octo-org").secrets
    with pytest.warns(UserWarning, match="value of the secret is empty") as caught:
        await in_org.set("TOKEN", empty, visibility="all")
    assert caught[0].filename == __file__
    repo = github_client.repo("octo-org/hello")
    await repo.environments.create_or_update("production")
    with pytest.warns(UserWarning, match="value of the secret is empty") as caught:
        await repo.environment("production").secrets.set("TOKEN", empty)
    assert caught[0].filename == __file__


def silent(error):
    """Return whether an error does not contain the value, however it is printed."""
    shown = "".join(
        TracebackException.from_exception(error, capture_locals=False).format()
    )
    return not secrets_in(shown) and not any(map(secrets_in, printed_forms(error)))


@pytest.mark.parametrize(
    ("about", "error", "message"),
    [
        (("private", [1]), ValueError, "visibility 'selected', not 'private'"),
        (("selected", None), ValueError, "needs selected_repository_ids"),
        (("selected", 5), TypeError, "selected_repository_ids must be a list"),
        (("selected", "12"), TypeError, "selected_repository_ids must be a list"),
        (("selected", ["hello"]), TypeError, "must be an integer, not str"),
        ((None, [1]), ValueError, "visibility 'selected', not None"),
        ((5, None), TypeError, "visibility must be a string, not int"),
        (("", None), ValueError, "visibility is empty"),
    ],
)
async def test_repositories_must_fit_the_visibility(
    github_client, fake_github, about, error, message
):
    """S15: checked before anything is sent; the error does not contain the value."""
    visibility, ids = about
    with pytest.raises(error, match=message) as caught:
        await github_client.org("octo-org").secrets.set(
            "TOKEN", VALUE, visibility=visibility, selected_repository_ids=ids
        )
    assert silent(caught.value)
    assert fake_github.requests == []


FAULTS = {
    "key refused": ("get-repo-public-key", {"status": 404, "message": "Not Found"}),
    "key unreadable": ("get-repo-public-key", {"status": 200, "body": "<html>"}),
    "weak key": (
        "get-repo-public-key",
        {"status": 200, "body": '{"key_id": "1", "key": "%s"}' % ("A" * 43 + "=")},
    ),
    "no key": (
        "get-repo-public-key",
        {"status": 200, "body": '{"key_id": "1", "key": "nothing"}'},
    ),
    "refused": (PUT, {"status": 403, "message": "Forbidden"}),
    "invalid": (PUT, {"status": 422, "message": "Invalid"}),
    "failed": (PUT, {"status": 500}),
    "lost": (PUT, {"drop": "after"}),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_no_error_contains_the_value(secrets, fake_github, fault):
    """S15: not in text, attributes or tracebacks, whatever fails."""
    operation, about = FAULTS[fault]
    fake_github.fail(operation, times=None, **about)
    with pytest.raises(gha.GitHubActionsError) as caught:
        await secrets.set("TOKEN", VALUE)
    assert silent(caught.value)


@pytest.mark.parametrize("value", ["CANARY \ud800", 0xCA, None])
async def test_invalid_value_does_not_appear_in_its_error(secrets, fake_github, value):
    """S15: even if it cannot be sealed."""
    with pytest.raises((TypeError, ValueError)) as caught:
        await secrets.set("TOKEN", value)
    assert silent(caught.value)
    assert fake_github.counts[PUT] == 0


async def test_missing_extra_names_the_package_to_install(
    secrets, fake_github, monkeypatch
):
    """Before anything is sent."""
    monkeypatch.setitem(sys.modules, "nacl.public", None)
    with pytest.raises(ModuleNotFoundError, match=r"aioghactions\[secrets\]") as caught:
        await secrets.set("TOKEN", VALUE)
    assert silent(caught.value)
    assert fake_github.requests == []


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_sealed_value_is_opened_by_the_private_key(value):
    """S15: any text, any bytes; no two sealed boxes are equal."""
    once, again = (SecretValue(value).seal(PUBLIC) for _ in range(2))
    assert once != again
    plain = value.encode() if isinstance(value, str) else value
    assert SealedBox(PAIR).decrypt(b64decode(once)) == plain
    assert len(b64decode(once)) == len(plain) + 48


@pytest.mark.parametrize(
    "key",
    ["", "?", PUBLIC[:-4], PUBLIC + "AAAA", "A" * 43 + "=", 7],
    ids=["empty", "not Base64", "too short", "too long", "all zero", "not text"],
)
def test_malformed_or_weak_key_raises(key):
    """S15: there is no fallback."""
    with pytest.raises(BadKeyError) as caught:
        SecretValue(VALUE).seal(key)
    assert silent(caught.value)


def test_secret_value_has_no_repr_pickle_or_dict():
    """S15: nothing prints the plaintext."""
    plain = SecretValue(VALUE)
    assert repr(plain) == str(plain) == f"{plain}" == "<SecretValue>"
    assert not hasattr(plain, "__dict__")
    with pytest.raises(TypeError):
        pickle.dumps(plain)
