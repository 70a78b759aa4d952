import re
from pathlib import Path

import pytest

from aioghactions import AppAuth
from aioghactions.auth import StaticToken

PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"


def app_auth(**about: object) -> AppAuth:
    """Return an AppAuth with valid arguments, but for ``about``."""
    valid = {"app": "Iv23li", "private_key": PEM, "installation_id": 1}
    return AppAuth(**(valid | about))


async def test_static_token_returns_its_token_and_hides_it():
    """S5: its repr does not contain the token."""
    token = StaticToken("ghp_canary")
    assert await token.token() == "ghp_canary"
    assert repr(token) == "<StaticToken>"


@pytest.mark.parametrize(
    "app", [1, 42, "43", "Iv1.8a61f9b3a7aba766", "Iv23li_-x", "x" * 100]
)
def test_app_is_a_numeric_id_or_a_client_id(app: object):
    """GitHub does not document the length of a client id."""
    assert app_auth(app=app).app is app


@pytest.mark.parametrize(
    "app", [0, -1, True, False, None, 1.5, "", "a b", "a/b", "ä", "x\n", "x" * 101]
)
def test_invalid_app_raises(app: object):
    """A12: the message names the argument."""
    with pytest.raises(ValueError, match=r"^app must be .* client id"):
        app_auth(app=app)


@pytest.mark.parametrize(
    "text", ["", "key.pem", None, PEM.encode(), PEM.replace("RSA PRIVATE", "PUBLIC")]
)
def test_invalid_private_key_raises_without_showing_it(text: object):
    """S5: it may be a key in another format."""
    with pytest.raises(
        ValueError, match=r"^private_key must be .*\.pem file"
    ) as caught:
        app_auth(private_key=text)
    assert "MIIE" not in str(caught.value)


@pytest.mark.parametrize(
    ("given", "hint"),
    [
        ("app.pem", "not its path; use Path(...).read_text()"),
        ("keys/private", "not its path; use Path(...).read_text()"),
        ("C:\\keys\\app.key", "not its path; use Path(...).read_text()"),
        (Path("app.pem"), "not its path; use Path(...).read_text()"),
        (PEM.encode(), "not bytes; use .decode()"),
        ("-----BEGIN PUBLIC KEY-----\nCANARY", "not the public key"),
        ("CANARY0123", "not a client secret or another string"),
        (None, "not NoneType"),
        (PEM.replace("\n", "\\n") + "\\n", r"use .replace('\\n', '\n')"),
    ],
)
def test_what_is_given_instead_of_a_private_key_is_named(given: object, hint: str):
    """With what to write; the message does not show it."""
    with pytest.raises(ValueError, match=rf"{re.escape(hint)}$") as caught:
        app_auth(private_key=given)
    assert "CANARY" not in str(caught.value)


@pytest.mark.parametrize(
    ("number", "error", "named"),
    [
        ("123", TypeError, r"not str; use int\(\.\.\.\)"),
        ("1/../2", TypeError, "not str"),
        (True, TypeError, "not bool"),
        (1.0, TypeError, "not float"),
        (None, TypeError, "not NoneType"),
        (0, ValueError, "number at the end of the URL"),
        (-7, ValueError, "number at the end of the URL"),
    ],
)
def test_installation_id_is_a_positive_integer(
    number: object, error: type[Exception], named: str
):
    """S8: it becomes a segment of a path."""
    assert app_auth(installation_id=1).installation_id == 1
    with pytest.raises(error, match=f"^installation_id must be .*{named}"):
        app_auth(installation_id=number)


def test_repositories_are_any_iterable_of_names():
    """None, the default, means all."""
    assert app_auth().repositories is None
    names = ["a", ".b-c_d", "x" * 100]
    assert app_auth(repositories=iter(names)).repositories == tuple(names)


@pytest.mark.parametrize(
    ("names", "error", "named"),
    [
        ("hello", TypeError, "must be a list"),
        ({"hello": 1}, TypeError, "must be a list"),
        (1, TypeError, "must be a list"),
        (["a", 1], TypeError, r"\[1\] must be a string, not int"),
        ([], ValueError, "at least one"),
        (["a", "octo-org/hello"], ValueError, "without their owner"),
        (["a", ""], ValueError, r"\[1\] is empty"),
        (["x" * 101], ValueError, "names"),
    ],
)
def test_invalid_repositories_raise(names: object, error: type[Exception], named: str):
    """S8: no token is requested for more repositories than intended."""
    with pytest.raises(error, match=f"^repositories.*{named}"):
        app_auth(repositories=names)


def test_permissions_are_copied():
    """Later changes of the caller's mapping have no effect; None means all."""
    given = {"actions": "read"}
    auth = app_auth(permissions=given)
    given["actions"] = "write"
    assert auth.permissions == {"actions": "read"}
    assert app_auth().permissions is None


@pytest.mark.parametrize(
    ("levels", "error", "named"),
    [
        ("read", TypeError, "must be a mapping"),
        (["actions"], TypeError, "must be a mapping"),
        ({"actions": 1}, TypeError, r"\['actions'\] must be a string, not int"),
        ({1: "read"}, TypeError, "must be a string, not int"),
        ({}, ValueError, "not be empty"),
    ],
)
def test_invalid_permissions_raise(levels: object, error: type[Exception], named: str):
    """S8: an empty mapping is not taken for a token without permissions."""
    with pytest.raises(error, match=f"permissions.*{named}"):
        app_auth(permissions=levels)
