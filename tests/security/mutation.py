"""C16: change the decisions in small ways, and see whether a test notices.

``python -m tests.security.mutation [--minutes N] [MODULE ...]`` runs mutmut over a copy
in ``.cache/mutation`` and prints how many mutants of each module were killed. It fails
if a module falls below 95 %. mutmut changes the bodies of functions; the constants of a
module are held by tests of their bounds.
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
DEMANDED: Final = 95.0  # per cent
MODULES: Final = {
    name: f"aioghactions._{'runtime' if name == 'gate' else 'policy'}.{name}"
    for name in (
        "addresses",
        "app_credentials",
        "backoff",
        "bucket",
        "classify",
        "credentials",
        "gate",
        "links",
        "origins",
        "place",
        "proxies",
        "redirects",
        "retry_after",
    )
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
    """Run mutmut and show what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", metavar="MODULE")
    parser.add_argument("--minutes", type=float, default=30.0)
    asked = parser.parse_args()
    if unknown := set(asked.modules) - set(MODULES):
        parser.error(f"no such module: {unknown}; there are {', '.join(MODULES)}")
    names = asked.modules or list(MODULES)
    copy()
    run([f"{MODULES[name]}.*" for name in names], seconds=asked.minutes * 60)
    sys.exit(show(names))


def copy() -> None:
    """Make the copy anew."""
    shutil.rmtree(COPY, ignore_errors=True)
    COPY.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, COPY / name, ignore=skipped)
        else:
            shutil.copy2(source, COPY / name)


def run(patterns: list[str], *, seconds: float) -> None:
    """Run mutmut for a time; what it has found by then is kept."""
    command = [*MUTMUT, "run", *patterns]
    # A session of its own, so that its children end with it.
    with subprocess.Popen(command, cwd=COPY, start_new_session=True) as process:  # noqa: S603 - ours
        try:
            process.wait(seconds)
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            os.killpg(process.pid, signal.SIGKILL)


def told(*command: str) -> str:
    """Return what mutmut says."""
    done = subprocess.run(  # noqa: S603 - ours
        [*MUTMUT, *command], cwd=COPY, capture_output=True, text=True, check=True
    )
    return done.stdout


def results() -> Iterator[tuple[str, str, str]]:
    """Yield module, mutant and what became of it."""
    for line in told("results", "--all", "true").splitlines():
        if found := re.fullmatch(r"\s*(aioghactions\.\w+\.(\w+)\.\S+): (.+)", line):
            mutant, module, fate = found.groups()
            yield module, mutant, fate


def changed(mutant: str) -> list[str]:
    """Return the lines that a mutant takes away and puts in their place."""
    lines = told("show", mutant).splitlines()
    return [line for line in lines if re.match(r"[-+](?![-+])", line)]


def is_equivalent(module: str, change: list[str]) -> bool:
    """Return whether each new line was looked at and found to mean the same."""
    new = {f"{module}: {line[1:].strip()}" for line in change if line[0] == "+"}
    return bool(new) and new <= EQUIVALENT


def judged(names: list[str], console: Console) -> Iterator[tuple[str, str]]:
    """Yield module and fate of each mutant; print those that nobody has noticed."""
    for module, mutant, fate in results():
        if module not in names:
            continue
        if fate in {"killed", "timeout", "not checked"}:
            yield module, fate
            continue
        change = changed(mutant)
        if is_equivalent(module, change):
            yield module, "equivalent"
        else:
            yield module, "survived"
            lines = "\n".join([mutant, *change])
            console.print(lines, markup=False, highlight=False)


def show(names: list[str]) -> int:
    """Print a table; return how many modules are not well enough tested."""
    console = Console()
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for module, fate in judged(names, console):
        counts[module][fate] += 1
    fates = ("killed", "timeout", "survived", "equivalent", "not checked")
    table = Table("module", *fates, "per cent")
    lacking = 0
    for module, count in sorted(counts.items()):
        noticed = count["killed"] + count["timeout"]
        share = 100 * noticed / (noticed + count["survived"] + count["not checked"])
        lacking += share < DEMANDED
        table.add_row(module, *(str(count[fate]) for fate in fates), f"{share:.1f}")
    console.print(table)
    return lacking


if __name__ == "__main__":
    main()
