"""Build wheel and sdist, and use the installed wheel in a clean environment.

    make dist

It checks what tests in the source tree cannot: two builds are identical; the sdist has
all files under version control; the wheel is complete, declares its dependencies and
imports nothing of the generator; every public name has a known type; and the project in
``tests/consumer`` passes its tests with the wheel.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Run in the clean environment, which has only the wheel and its dependencies.
PROGRAM = """
import sys, aioghactions as gha
from importlib.metadata import version
assert version("aioghactions") == gha.__version__
call = gha.operations.get_workflow_run("octo-org", "hello", 1)
assert call.path == "/repos/octo-org/hello/actions/runs/1", call
assert gha.models.WorkflowRun.__doc__
unwanted = {"httpx", "pydantic", "typer", "openapi_python_client"}
unwanted |= {"orjson", "zlib_ng", "nacl", "jwt"}
assert not unwanted & set(sys.modules), unwanted & set(sys.modules)
import aioghactions.testing
key = "-----BEGIN RSA PRIVATE KEY-----"
try:
    gha.Client(gha.AppAuth(app=1, private_key=key, installation_id=1))
except ModuleNotFoundError as missing:
    assert "pip install 'aioghactions[app]'" in str(missing), missing
else:
    raise AssertionError("an App without PyJWT")
"""


def run(
    *command: str | Path, cwd: Path, environ: Mapping[str, str] | None = None
) -> str:
    """Run a command and return its output; exit with the output if it fails."""
    done = subprocess.run(  # noqa: S603 - fixed commands of this project
        command, cwd=cwd, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def tracked() -> list[str]:
    """Return the existing files under version control."""
    names = run("git", "ls-files", cwd=ROOT).splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def copy_sources(folder: Path) -> Path:
    """Copy the present files under version control; return the folder."""
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def build_both(source: Path, folder: Path) -> tuple[Path, Path]:
    """Build ``source`` into ``folder``; return the wheel and the sdist."""
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    run(*build, source, cwd=source)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


def check_reproducible(first: Path, second: Path) -> None:
    """Fail if two builds differ."""
    digests = [sha256(path.read_bytes()).hexdigest() for path in (first, second)]
    if digests[0] != digests[1]:
        sys.exit(f"{first.name}: two builds differ: {' '.join(digests)}")


def check_sdist(sdist: Path, source: Path) -> None:
    """Fail if a file of ``source`` is missing in the sdist."""
    with tarfile.open(sdist) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    paths = (path for path in source.rglob("*") if path.is_file())
    expected = {path.relative_to(source).as_posix() for path in paths}
    if missing := sorted(name for name in expected - found if name[:4] != ".ci/"):
        sys.exit(f"missing in {sdist.name}: {', '.join(missing)}")


def check_types(env: Path, work: Path) -> None:
    """Fail if the type of a public name is not known to a type checker."""
    environ = os.environ | {
        "VIRTUAL_ENV": str(env),
        "PATH": f"{env / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    pyright = (sys.executable, "-m", "pyright", "--verifytypes", "aioghactions")
    run(*pyright, "--ignoreexternal", cwd=work, environ=environ)


def main() -> None:
    """Build, compare and install; check imports, types and the consumer's tests."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = copy_sources(work / "source")
        wheel, sdist = build_both(source, work / "dist")
        second = build_both(source, work / "again")
        check_reproducible(wheel, second[0])
        check_reproducible(sdist, second[1])
        check_sdist(sdist, source)
        env = work / "env"
        venv.create(env, with_pip=True)
        python = env / "bin" / "python"
        pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        run(*pip, wheel, cwd=work)
        run(python, "-c", PROGRAM, cwd=work)
        run(*pip, f"{wheel}[fleet,cli,report]", cwd=work)  # their types are in ours
        check_types(env, work)
        consumer = shutil.copytree(ROOT / "tests" / "consumer", work / "consumer")
        run(*pip, f"{wheel}[secrets]", "pytest", "pytest-asyncio", cwd=work)
        # The types are visible to the consumer's type checker, too.
        mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable", python)
        run(*mypy, "bot.py", "test_bot.py", cwd=consumer)
        tests = run(python, "-m", "pytest", "-q", cwd=consumer).splitlines()[-1]
        sys.stdout.write(
            f"{wheel.name} and {sdist.name}: reproducible, complete, installed, typed;"
            f" the consumer's tests: {tests}\n"
        )


if __name__ == "__main__":
    main()
