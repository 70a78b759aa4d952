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
def test_an_app_is_a_number_or_a_client_id(app: object):
    """Identity: what the page of an App shows."""
    assert auth.check_app(app) is app


@pytest.mark.parametrize(
    "app", [0, -1, True, False, None, 1.5, "", "a b", "a/b", "ä", "x\n", "x" * 101]
)
def test_what_is_no_app_is_refused(app: object):
    """A12: by the name of the argument."""
    with pytest.raises(ValueError, match=f"^{APP}$"):
        auth.check_app(app)


def test_a_client_id_may_be_long():
    """GitHub says nothing of its length."""
    assert auth.check_app("x" * 100) == "x" * 100


def test_a_private_key_is_a_text_in_pem():
    """Identity: as GitHub hands it out."""
    assert auth.check_private_key(PEM) is PEM


@pytest.mark.parametrize("text", ["", "key.pem", None, PEM.encode(), "PRIVATE KEY"])
def test_what_is_no_private_key_is_not_shown(text: object):
    """S5: it may be a key all the same."""
    with pytest.raises(ValueError, match=f"^{re.escape(KEY)}$"):
        auth.check_private_key(text)


@pytest.mark.parametrize(
    ("number", "wrong", "told"),
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
def test_an_installation_is_a_number(number: object, wrong: type[Exception], told: str):
    """S8: it stands in a path, so nothing else may."""
    assert auth.check_installation(1) == 1
    with pytest.raises(wrong, match=f"^{re.escape(told)}$"):
        auth.check_installation(number)


def test_repositories_are_names():
    """Identity: from any iterable; None stands for all."""
    assert auth.check_repositories(None) is None
    assert auth.check_repositories(iter(["a", ".b-c_d", "x" * 100])) == (
        *("a", ".b-c_d"),
        "x" * 100,
    )


@pytest.mark.parametrize(
    ("names", "wrong", "told"),
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
def test_what_are_no_repositories_is_refused(
    names: object, wrong: type[Exception], told: str
):
    """S8: a token for more than was meant is worse than none."""
    with pytest.raises(wrong, match=f"^{re.escape(told)}$"):
        auth.check_repositories(names)


def test_permissions_are_levels_by_name():
    """Identity: kept as they were, whatever becomes of the caller's."""
    given = {"actions": "read"}
    kept = auth.check_permissions(given)
    given["actions"] = "write"
    assert kept == {"actions": "read"}
    assert auth.check_permissions(None) is None


@pytest.mark.parametrize(
    ("levels", "wrong", "told"),
    [
        ("read", TypeError, LEVELS),
        (["actions"], TypeError, LEVELS),
        ({"actions": 1}, TypeError, LEVELS),
        ({1: "read"}, TypeError, LEVELS),
        ({}, ValueError, NO_LEVEL),
    ],
)
def test_what_are_no_permissions_is_refused(
    levels: object, wrong: type[Exception], told: str
):
    """S8: nobody means a token without any."""
    with pytest.raises(wrong, match=f"^{re.escape(told)}$"):
        auth.check_permissions(levels)
