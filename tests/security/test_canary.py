"""C8: the search of the test suite's output finds secrets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.security import leaks
from tests.support.canary import secrets_in

ROOT = Path(__file__).parents[2]

SECRETS = {
    "a classic token": "ghp_" + "a1B2" * 9,
    "a token of an installation": "ghs_" + "a1B2" * 9,
    "a fine-grained token": "github_pat_" + "a1B2_" * 16,
    "a JWT of an App": "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjF9.c2lnbmF0dXJl",
    "a private key": "-----BEGIN RSA PRIVATE KEY-----\nMIIE",
    "a signed link": "https://storage.example/x?se=1&sig=a1B2c3D4e5%2Ff",
    "a canary": "CANARY",
}


@pytest.mark.parametrize("text", SECRETS.values(), ids=SECRETS.keys())
def test_secret_is_recognized_by_its_form(text: str):
    """C8: the result does not contain the secret."""
    (found,) = secrets_in(f"before {text} after")
    assert text == "CANARY" or text not in found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Bearer ***",
        "ghp_short",
        "signature=x",
        "https://storage.example/x?***",
        "/repos/o/r/actions/secrets",
        "canary",
    ],
)
def test_other_text_is_not_a_secret(text: str):
    """C8: a masked secret may be printed."""
    assert not secrets_in(text)


@pytest.mark.slow
@pytest.mark.parametrize("workers", [[], ["-n1"]], ids=["alone", "shared"])
def test_every_printed_secret_is_found(workers: list[str]):
    """S5, C8: a dozen tests that print a token, and one that does not."""
    command = [sys.executable, "-m", "pytest", "--noconftest", "-rpE", "--tb=no"]
    command += ["-p", "tests.support.canary", "-p", "no:cacheprovider"]
    run = subprocess.run(  # noqa: S603 - our own command
        [*command, *workers, str(leaks.__file__)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    names = {name for name in vars(leaks) if name.startswith("test_")}
    passed = set(re.findall(r"^PASSED \S+::(\w+)", run.stdout, re.MULTILINE))
    found = set(re.findall(r"^ERROR \S+::(\w+) - C8", run.stdout, re.MULTILINE))
    warned = re.findall(r"^C8: .* in a warning of \S+::(\w+)", run.stdout, re.MULTILINE)
    assert passed == names
    assert warned == ["test_warns"]
    assert names - found == {"test_is_silent", "test_warns"}
    assert f"C8: {len(names)} tests and " in run.stdout
    assert run.returncode == 1
