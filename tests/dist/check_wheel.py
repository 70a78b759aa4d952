"""Build wheel and sdist, and use the wheel as a stranger would.

    make dist

It shows what the tests, which run beside the sources, cannot: that two builds are the
same byte for byte; that the sdist holds what is under version control; that the wheel
holds what it needs, declares its dependencies and imports nothing of the generator;
that every public name has a type that a checker need not guess; and that a program of
somebody else, in ``tests/consumer``, can test itself with it.
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
# Run inside the clean environment: only the wheel and its dependencies are there.
PROGRAM = """
import sys, aioghactions as gha
from importlib.metadata import version
assert version("aioghactions") == gha.__version__
call = gha.operations.get_workflow_run("octo-org", "hello", 1)
assert call.path == "/repos/octo-org/hello/actions/runs/1", call
assert gha.models.WorkflowRun.__doc__
unwanted = {"httpx", "pydantic", "typer", "openapi_python_client"}
unwanted |= {"orjson", "nacl", "jwt"}
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
    """Run a command and return what it printed; fail with that if it fails."""
    done = subprocess.run(  # noqa: S603 - fixed commands of this project
        command, cwd=cwd, env=environ, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def tracked() -> list[str]:
    """Return the files under version control that are there."""
    names = run("git", "ls-files", cwd=ROOT).splitlines()
    return [name for name in names if (ROOT / name).is_file()]


def copied(folder: Path) -> Path:
    """Copy what is under version control, as it is now, and return the folder."""
    for name in tracked():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def built(source: Path, folder: Path) -> tuple[Path, Path]:
    """Build ``source`` into ``folder``; return the wheel and the sdist."""
    build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", folder)
    run(*build, source, cwd=source)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


def check_reproducible(first: Path, again: Path) -> None:
    """Fail if two builds of the same differ."""
    digests = [sha256(path.read_bytes()).hexdigest() for path in (first, again)]
    if digests[0] != digests[1]:
        sys.exit(f"{first.name}: two builds, two hashes: {' '.join(digests)}")


def check_sdist(sdist: Path, source: Path) -> None:
    """Fail if the sdist lacks a file of ``source``."""
    with tarfile.open(sdist) as archive:
        found = {name.partition("/")[2] for name in archive.getnames()}
    paths = (path for path in source.rglob("*") if path.is_file())
    wanted = {path.relative_to(source).as_posix() for path in paths}
    if missing := sorted(name for name in wanted - found if name[:4] != ".ci/"):
        sys.exit(f"{sdist.name} lacks {', '.join(missing)}")


def check_types(env: Path, work: Path) -> None:
    """Fail if a checker has to guess the type of a public name."""
    environ = os.environ | {
        "VIRTUAL_ENV": str(env),
        "PATH": f"{env / 'bin'}{os.pathsep}{os.environ['PATH']}",
    }
    pyright = (sys.executable, "-m", "pyright", "--verifytypes", "aioghactions")
    run(*pyright, "--ignoreexternal", cwd=work, environ=environ)


def main() -> None:
    """Build, compare, install, import, check, use."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        source = copied(work / "source")
        wheel, sdist = built(source, work / "dist")
        second = built(source, work / "again")
        check_reproducible(wheel, second[0])
        check_reproducible(sdist, second[1])
        check_sdist(sdist, source)
        env = work / "env"
        venv.create(env, with_pip=True)
        python = env / "bin" / "python"
        pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        run(*pip, wheel, cwd=work)
        run(python, "-c", PROGRAM, cwd=work)
        check_types(env, work)
        consumer = shutil.copytree(ROOT / "tests" / "consumer", work / "consumer")
        run(*pip, f"{wheel}[secrets]", "pytest", "pytest-asyncio", cwd=work)
        # A stranger's checker sees the types, too.
        mypy = (sys.executable, "-m", "mypy", "--strict", "--python-executable", python)
        run(*mypy, "bot.py", "test_bot.py", cwd=consumer)
        tests = run(python, "-m", "pytest", "-q", cwd=consumer).splitlines()[-1]
        sys.stdout.write(
            f"{wheel.name} and {sdist.name}: reproducible, complete, installed, typed;"
            f" the consumer's tests: {tests}\n"
        )


if __name__ == "__main__":
    main()
