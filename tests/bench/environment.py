"""The Pythons to measure with, and an environment with the other clients for each."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]
CACHE = ROOT / ".cache" / "bench"
PEERS = Path(__file__).with_name("peers.txt")
OLDEST = (3, 11)


@frozen
class Environment:
    """A virtual environment with the other clients.

    Attributes:
        version: Version of its Python, such as ``3.13.0``.
        python: Its interpreter.
    """

    version: str
    python: Path

    def run(self, *arguments: str) -> str:
        """Run a program that can import this library; return its output."""
        paths = os.pathsep.join((str(ROOT / "src"), str(CACHE / "stock")))
        inherited = os.environ | {"PYTHONPATH": paths}
        # As in an installation: compiled once, not by each import.
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        done = subprocess.run(  # noqa: S603 - our own programs
            [str(self.python), *arguments],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=inherited,
        )
        return done.stdout


def environments() -> list[Environment]:
    """Return the oldest and the newest installed Python that are supported."""
    found = dict(sorted(_interpreters()))
    return [_create(found[version]) for version in sorted({min(found), max(found)})]


def stock_client() -> None:
    """Write the client that the generator creates with its own templates."""
    folder = CACHE / "stock" / "stock_client"
    shutil.rmtree(folder, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    tools = Path(sys.executable).parent  # contains ruff
    program = str(tools / "openapi-python-client")
    source = folder.parent / "openapi.json"
    bundle = [sys.executable, "-m", "codegen", "--bundle", str(source)]
    subprocess.run(bundle, check=True, cwd=ROOT)  # noqa: S603 - our own command
    options = ["--path", str(source), "--meta", "none"]
    subprocess.run(  # noqa: S603 - our own command
        [program, "generate", *options, "--output-path", str(folder)],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=ROOT,
        env=os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"},
    )


def _interpreters() -> Iterator[tuple[tuple[int, ...], str]]:
    names = [f"python3.{minor}" for minor in range(OLDEST[1], 40)]
    paths = [shutil.which(name) for name in names]
    paths += map(str, (Path.home() / ".pyenv" / "versions").glob("*/bin/python"))
    code = "import ssl, sys, venv; print(*sys.version_info)"
    for path in (sys.executable, *paths):
        if path is None:
            continue
        result = subprocess.run(  # noqa: S603 - a Python
            [path, "-c", code], check=False, capture_output=True, text=True
        )
        match result.stdout.split():
            case [*numbers, "final", _] if tuple(map(int, numbers)) >= OLDEST:
                yield tuple(map(int, numbers)), path
            case _:  # older, a pre-release, or only a shim
                continue


def _create(python: str) -> Environment:
    code = "import platform; print(platform.python_version())"
    version = subprocess.run(  # noqa: S603 - a Python
        [python, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()
    folder = CACHE / version
    interpreter = folder / "bin" / "python"
    expected = hashlib.sha256(PEERS.read_bytes()).hexdigest()
    stamp = folder / "peers"
    if not stamp.exists() or stamp.read_text("ascii") != expected:
        sys.stderr.write(f"setting up the peers for Python {version} (once) ...\n")
        command = [python, "-m", "venv", "--clear", str(folder)]
        subprocess.run(command, check=True)  # noqa: S603 - our own command
        install = [str(interpreter), "-m", "pip", "install", "-q", "--require-hashes"]
        subprocess.run(  # noqa: S603 - the same; the file lists all packages
            [*install, "--no-deps", "-r", str(PEERS)], check=True
        )
        stamp.write_text(expected, "ascii")
    return Environment(version, interpreter)
