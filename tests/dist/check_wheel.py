"""Build wheel and sdist; install the wheel alone, elsewhere, and import it.

    make dist

It shows what the tests, which run beside the sources, cannot: that the wheel
holds what it needs, that its dependencies are declared, and that nothing of the
generator is imported.
"""

import subprocess
import sys
import tempfile
import venv
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
print("imported", gha.__file__)
"""


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command; fail with what it printed."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{command} failed:\n{done.stdout}{done.stderr}")


def main() -> None:
    """Build, install, import."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        build = (sys.executable, "-m", "build", "--no-isolation", "--outdir", work)
        run(*build, ROOT, cwd=ROOT)
        (wheel,) = work.glob("*.whl")
        (sdist,) = work.glob("*.tar.gz")
        venv.create(work / "env", with_pip=True)
        python = work / "env" / "bin" / "python"
        pip = (python, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        run(*pip, wheel, cwd=work)
        run(python, "-c", PROGRAM, cwd=work)
        sys.stdout.write(f"{wheel.name} and {sdist.name}: built, installed, imported\n")


if __name__ == "__main__":
    main()
