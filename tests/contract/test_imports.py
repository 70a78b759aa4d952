"""What importing the package brings along: next to nothing."""

import subprocess
import sys

import aioghactions

LISTED = "import sys; before = set(sys.modules); {}; print(*set(sys.modules) - before)"


def imported_by(program: str) -> set[str]:
    """Return the packages that a program imports, beyond a bare Python's."""
    command = [sys.executable, "-c", LISTED.format(program)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a Python
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_importing_the_package_imports_no_other():
    """A program waits for what it uses: neither aiohttp nor models before that."""
    others = imported_by("import aioghactions") - set(sys.stdlib_module_names)
    assert others == {"aioghactions"}


def test_a_client_needs_aiohttp_and_attrs_and_none_of_the_extras():
    """No httpx, no pydantic, no cattrs, no extra comes with a client."""
    unwanted = {"httpx", "pydantic", "typer", "openapi_python_client"}
    unwanted |= {"cattrs", "nacl", "jwt", "pytest"}
    brought = imported_by("import aioghactions; aioghactions.Client")
    assert {"aiohttp", "attr"} <= brought
    assert not unwanted & brought


def test_every_public_name_is_there_when_it_is_asked_for():
    """What the index of names promises can be imported."""
    assert all(hasattr(aioghactions, name) for name in aioghactions.__all__)
    assert dir(aioghactions) == aioghactions.__all__
    assert not hasattr(aioghactions, "UnknownError")
