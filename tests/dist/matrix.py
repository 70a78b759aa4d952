"""Run the tests of the sdist on each installed Python, with old and new dependencies.

    make matrix                       every lane
    make matrix LANES=3.12-lowest     one of them

``lowest`` has the lowest versions that ``pyproject.toml`` allows, ``newest`` the newest
ones; test tools are always the newest, except those that the generator pins.
"""

import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from shutil import which

from attrs import frozen

ROOT = Path(__file__).parents[2]
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
RESOLUTIONS = {"lowest": "lowest-direct", "newest": "highest"}


@frozen
class Lane:
    """One Python with one choice of dependencies."""

    version: str
    dependencies: str
    python: Path

    def __str__(self) -> str:
        return f"{self.version}-{self.dependencies}"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command and return the completed process."""
    return subprocess.run(  # noqa: S603 - fixed commands of this project
        command, cwd=cwd, capture_output=True, text=True, check=False
    )


def must(*command: str | Path, cwd: Path) -> str:
    """Run a command that must succeed; return its output."""
    done = run(*command, cwd=cwd)
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def find_python(uv: str, version: str) -> Path | None:
    """Return the interpreter of a version, also behind a version manager's shim.

    A shim is a program that only lists the versions unless one is selected;
    the interpreters are in ``versions`` next to the folder of the shims.
    """
    found = run(uv, "python", "find", "--no-python-downloads", version, cwd=Path("/"))
    if not found.returncode:
        return Path(found.stdout.strip())
    shim = which(f"python{version}")
    versions = Path(shim).parents[1] if shim else Path("/nonexistent")
    return next(iter(sorted(versions.glob(f"versions/*/bin/python{version}"))), None)


def lanes(uv: str, wanted: list[str]) -> Iterator[Lane]:
    """Yield the lanes in ``wanted``, by default those of the installed Pythons."""
    for version, dependencies in product(PYTHONS, RESOLUTIONS):
        if wanted and f"{version}-{dependencies}" not in wanted:
            continue
        if (python := find_python(uv, version)) is not None:
            yield Lane(version, dependencies, python)


def unpack_sdist(work: Path) -> Path:
    """Build and unpack the sdist; return the folder."""
    build = (sys.executable, "-m", "build", "--no-isolation", "--sdist")
    must(*build, "--outdir", work, ROOT, cwd=ROOT)
    (path,) = work.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        archive.extractall(work, filter="data")
    return work / path.name.removesuffix(".tar.gz")


def prepare(uv: str, lane: Lane, source: Path) -> Path:
    """Create the environment of a lane; return its Python."""
    environment = ROOT / ".cache" / "matrix" / str(lane)
    venv = (uv, "venv", "-q", "--clear", "--no-python-downloads")
    must(*venv, "--python", lane.python, environment, cwd=source)
    python, pins = environment / "bin" / "python", environment / "pins.txt"
    resolution = ("--resolution", RESOLUTIONS[lane.dependencies])
    compile_ = (uv, "pip", "compile", "-q", "--python", python, *resolution)
    must(*compile_, "--all-extras", "pyproject.toml", "-o", pins, cwd=source)
    install = (uv, "pip", "install", "-q", "--python", python)
    tools = ("--group", "dev", "-r", "codegen/requirements.in")
    must(*install, *tools, "-r", pins, cwd=source)
    must(*install, "--no-deps", "--no-build-isolation", "-e", ".", cwd=source)
    return python


def run_tests(python: Path, source: Path, log: Path) -> tuple[bool, str]:
    """Run the tests; return whether they passed, and a summary."""
    tests = (python, "-m", "pytest", "-q", "-n", "auto", "--show-capture=stderr")
    done = run(*tests, cwd=source)
    log.write_text(done.stdout + done.stderr, encoding="utf-8")
    lines = done.stdout.splitlines() or [done.stderr]
    summary = [line for line in lines[:-1] if line.startswith(("FAILED", "ERROR"))]
    return not done.returncode, "\n  ".join([lines[-1], *summary])


def main() -> None:
    """Run the lanes one after the other; print a summary of each."""
    uv, *wanted = sys.argv[1:]
    uv = str(Path(uv).absolute())
    failed: list[Path] = []
    with tempfile.TemporaryDirectory() as name:
        source = unpack_sdist(Path(name))
        for lane in lanes(uv, wanted):
            python = prepare(uv, lane, source)
            log = ROOT / ".cache" / "matrix" / f"{lane}.log"
            passed, summary = run_tests(python, source, log)
            sys.stdout.write(f"{lane!s:14} {summary}\n")
            sys.stdout.flush()
            if not passed:
                failed.append(log)
    if failed:
        sys.exit(f"failed, see {' '.join(map(str, failed))}")


if __name__ == "__main__":
    main()
