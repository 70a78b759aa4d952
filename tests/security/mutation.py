"""C16: mutation testing of the modules that make decisions.

``python -m tests.security.mutation [--minutes N] [MODULE ...]`` runs mutmut on a copy
in ``.cache/mutation``, with the unit tests of the packages of the modules, and prints
how many mutants of each module were killed. It fails if a module is below 95 %. mutmut
changes the bodies of functions; constants are covered by tests of their bounds.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

ROOT: Final = Path(__file__).parents[2]
COPY: Final = ROOT / ".cache" / "mutation"
MUTMUT: Final = (sys.executable, "-m", "mutmut")
COPIED: Final = ("pyproject.toml", "src", "tests", "openapi", "codegen")
REQUIRED: Final = 95.0  # per cent
DECIDING: Final = {
    "archives": ("checks", "directory"),
    "core": ("redact", "transient"),
    "downloads": ("filenames", "integrity", "kinds", "lines", "resume"),
    "http": (*("addresses", "error_body", "etag_cache", "hosts", "redirects", "urls"),),
    "limits": (
        *("admission", "bucket", "cooldown", "detect", "headers", "limiter"),
        "pacing",
    ),
    "lists": ("checkpoint", "links", "plan", "windows"),
    "request": ("app_token", "auth_headers", "backoff", "outcome", "response_errors"),
}
PACKAGES: Final = {
    module: package for package, modules in DECIDING.items() for module in modules
}
EQUIVALENT: Final = frozenset(
    line
    for line in Path(__file__)
    .with_name("equivalent_mutants.txt")
    .read_text()
    .splitlines()
    if line and not line.startswith("#")
)


def main() -> None:
    """Run mutmut and print the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--minutes", type=float, default=30.0)
    options = parser.parse_args()
    if unknown := set(options.modules) - set(PACKAGES):
        parser.error(f"no such module: {unknown}; choose from {', '.join(PACKAGES)}")
    names = options.modules or list(PACKAGES)
    copy()
    configure(names)
    patterns = [f"aioghactions._{PACKAGES[name]}.{name}.*" for name in names]
    run(patterns, seconds=options.minutes * 60)
    sys.exit(show(names))


def copy() -> None:
    """Copy what the tests need."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, COPY / name, ignore=skipped)
        else:
            shutil.copy2(source, COPY / name)


def configure(names: list[str]) -> None:
    """Add the files to mutate and the tests to run to the settings of mutmut."""
    packages = sorted({PACKAGES[name] for name in names})
    files = [f"src/aioghactions/_{PACKAGES[name]}/{name}.py" for name in names]
    if missing := [file for file in files if not (COPY / file).exists()]:
        sys.exit(f"no such file: {', '.join(missing)}")
    tests = [f"tests/unit/{package}" for package in packages]
    settings = COPY / "pyproject.toml"
    table = "[tool.mutmut]\n"
    added = f"only_mutate = {files}\npytest_add_cli_args_test_selection = {tests}\n"
    settings.write_text(settings.read_text().replace(table, table + added))


def run(patterns: list[str], *, seconds: float) -> None:
    """Run mutmut for at most ``seconds``; the results so far are kept."""
    command = [*MUTMUT, "run", *patterns]
    # A new session, so that its children can be killed with it.
    with subprocess.Popen(command, cwd=COPY, start_new_session=True) as process:  # noqa: S603 - fixed command
        try:
            process.wait(seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            os.killpg(process.pid, signal.SIGKILL)


def output_of(*command: str) -> str:
    """Return the output of a mutmut command."""
    done = subprocess.run(  # noqa: S603 - fixed command
        [*MUTMUT, *command], cwd=COPY, capture_output=True, text=True, check=True
    )
    return done.stdout


def results() -> Iterator[tuple[str, str, str]]:
    """Yield module, mutant and status of each mutant."""
    for line in output_of("results", "--all", "true").splitlines():
        if found := re.fullmatch(r"\s*(aioghactions\.\w+\.(\w+)\.\S+): (.+)", line):
            mutant, module, status = found.groups()
            yield module, mutant, status


def changed(mutant: str) -> list[str]:
    """Return the lines that a mutant removes and adds."""
    lines = output_of("show", mutant).splitlines()
    return [line for line in lines if re.match(r"[-+](?![-+])", line)]


def is_equivalent(module: str, change: list[str]) -> bool:
    """Return whether each added line is listed as equivalent."""
    new = {f"{module}: {line[1:].strip()}" for line in change if line[0] == "+"}
    return bool(new) and new <= EQUIVALENT


def classified(names: list[str], console: Console) -> Iterator[tuple[str, str]]:
    """Yield module and status of each mutant; print those that survived."""
    for module, mutant, status in results():
        if module not in names:
            continue
        if status in {"killed", "timeout", "not checked"}:
            yield module, status
            continue
        change = changed(mutant)
        if is_equivalent(module, change):
            yield module, "equivalent"
        else:
            yield module, "survived"
            lines = "\n".join([mutant, *change])
            console.print(lines, markup=False, highlight=False)


def show(names: list[str]) -> int:
    """Print a table; return how many modules are below the required share."""
    console = Console()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for module, status in classified(names, console):
        counts[module][status] += 1
    statuses = ("killed", "timeout", "survived", "equivalent", "not checked")
    table = Table("module", *statuses, "per cent")
    failed = 0
    for module, count in sorted(counts.items()):
        killed = count["killed"] + count["timeout"]
        share = 100 * killed / (killed + count["survived"] + count["not checked"])
        failed += share < REQUIRED
        table.add_row(
            module, *(str(count[status]) for status in statuses), f"{share:.1f}"
        )
    console.print(table)
    return failed


if __name__ == "__main__":
    main()
