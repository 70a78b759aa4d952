"""Modules that importing the package loads."""

import subprocess
import sys

import aioghactions

LISTED = "import sys; before = set(sys.modules); {}; print(*set(sys.modules) - before)"


def imported_by(program: str) -> set[str]:
    """Return the packages that a program imports, without those of Python's start."""
    command = [sys.executable, "-c", LISTED.format(program)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - a Python
    return {name.partition(".")[0] for name in done.stdout.split()}


def test_import_loads_no_other_package():
    """Aiohttp and the models are imported at first use."""
    others = imported_by("import aioghactions") - set(sys.stdlib_module_names)
    assert others == {"aioghactions"}


def test_client_loads_aiohttp_and_no_optional_package():
    """Neither cattrs nor a package of an extra or of the generator."""
    unwanted = {"httpx", "pydantic", "typer", "openapi_python_client"}
    unwanted |= {"cattrs", "nacl", "jwt", "pytest"}
    loaded = imported_by("import aioghactions; aioghactions.Client")
    assert {"aiohttp", "attr"} <= loaded
    assert not unwanted & loaded


def test_every_public_name_can_be_imported():
    """All names of ``__all__``, and no other."""
    assert all(hasattr(aioghactions, name) for name in aioghactions.__all__)
    assert dir(aioghactions) == aioghactions.__all__
    assert not hasattr(aioghactions, "UnknownError")
