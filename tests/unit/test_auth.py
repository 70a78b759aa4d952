import re

import pytest

from aioghactions import auth

APP = "app is the App's id or its client id, as its page shows it"
KEY = "private_key is the text of the App's .pem file, from BEGIN to END"
NUMBER = "installation_id is a number, such as int(os.environ[...]), not "
FROM_PAGE = "installation_id is the number at the end of its page's address"
NAMES = 'repositories are names, such as ["hello"]'
BARE = "repositories are names without their owner, and at least one; None stands for"
LEVELS = 'permissions are levels by name, such as {"actions": "read"}'
NO_LEVEL = "permissions are at least one; None stands for all"
PEM = "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\n"


@pytest.mark.parametrize("app", [1, 42, "43", "Iv1.8a61f9b3a7aba766", "Iv23li_-x"])
def test_app_may_be_a_number_or_a_client_id(app: object):
    """Identity: both are on the page of an App."""
    assert auth.check_app(app) is app


@pytest.mark.parametrize(
    "app", [0, -1, True, False, None, 1.5, "", "a b", "a/b", "ä", "x\n", "x" * 101]
)
def test_invalid_app_raises(app: object):
    """A12: the message names the argument."""
    with pytest.raises(ValueError, match=f"^{APP}$"):
        auth.check_app(app)


def test_client_id_may_have_100_characters():
    """GitHub does not document a maximum."""
    assert auth.check_app("x" * 100) == "x" * 100


def test_private_key_in_pem_format():
    """Identity: the content of the file from GitHub."""
    assert auth.check_private_key(PEM) is PEM


@pytest.mark.parametrize("text", ["", "key.pem", None, PEM.encode(), "PRIVATE KEY"])
def test_invalid_private_key_is_not_in_the_message(text: object):
    """S5: the value may contain a key."""
    with pytest.raises(ValueError, match=f"^{re.escape(KEY)}$"):
        auth.check_private_key(text)


@pytest.mark.parametrize(
    ("number", "wrong", "message"),
    [
        ("123", TypeError, f"{NUMBER}str"),
        ("1/../2", TypeError, f"{NUMBER}str"),
        (True, TypeError, f"{NUMBER}bool"),
        (1.0, TypeError, f"{NUMBER}float"),
        (None, TypeError, f"{NUMBER}NoneType"),
        (0, ValueError, FROM_PAGE),
        (-7, ValueError, FROM_PAGE),
    ],
)
def test_installation_must_be_a_number(
    number: object, wrong: type[Exception], message: str
):
    """S8: it becomes part of a path."""
    assert auth.check_installation(1) == 1
    with pytest.raises(wrong, match=f"^{re.escape(message)}$"):
        auth.check_installation(number)


def test_repositories_may_be_any_iterable_of_names():
    """Identity: None means all."""
    assert auth.check_repositories(None) is None
    assert auth.check_repositories(iter(["a", ".b-c_d", "x" * 100])) == (
        *("a", ".b-c_d"),
        "x" * 100,
    )


@pytest.mark.parametrize(
    ("names", "wrong", "message"),
    [
        ("hello", TypeError, NAMES),
        ({"hello": 1}, TypeError, NAMES),
        (1, TypeError, NAMES),
        (["a", 1], TypeError, NAMES),
        ([], ValueError, f"{BARE} all"),
        (["a", "octo-org/hello"], ValueError, f"{BARE} all"),
        (["a", ""], ValueError, f"{BARE} all"),
        (["x" * 101], ValueError, f"{BARE} all"),
    ],
)
def test_invalid_repositories_raise(
    names: object, wrong: type[Exception], message: str
):
    """S8: no token with access to more repositories than intended."""
    with pytest.raises(wrong, match=f"^{re.escape(message)}$"):
        auth.check_repositories(names)


def test_permissions_are_copied():
    """Identity: later changes of the caller's mapping have no effect."""
    permissions = {"actions": "read"}
    kept = auth.check_permissions(permissions)
    permissions["actions"] = "write"
    assert kept == {"actions": "read"}
    assert auth.check_permissions(None) is None


@pytest.mark.parametrize(
    ("levels", "wrong", "message"),
    [
        ("read", TypeError, LEVELS),
        (["actions"], TypeError, LEVELS),
        ({"actions": 1}, TypeError, LEVELS),
        ({1: "read"}, TypeError, LEVELS),
        ({}, ValueError, NO_LEVEL),
    ],
)
def test_invalid_permissions_raise(
    levels: object, wrong: type[Exception], message: str
):
    """S8: an empty mapping is a mistake, too."""
    with pytest.raises(wrong, match=f"^{re.escape(message)}$"):
        auth.check_permissions(levels)
