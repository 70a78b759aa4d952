"""``python -m codegen.drift``: print every difference that has no explanation."""

import sys
from pathlib import Path

import yaml

from codegen.drift import fetch
from codegen.drift.compare import compare
from codegen.drift.corrections import Verdict, expected, judge
from codegen.drift.description import Description
from codegen.load import load

ROOT = Path(__file__).parents[2]
OPENAPI = ROOT / "openapi"


def main() -> int:
    """Return 0 if every difference is explained and every explanation needed."""
    ours = Description("ours", load(OPENAPI).document)
    try:
        published = dict(fetch.every(ours, ROOT / ".cache"))
    except fetch.FetchError as error:
        print(error, file=sys.stderr)
        return 2
    corrections = yaml.safe_load((OPENAPI / "corrections.yaml").read_text("utf-8"))
    foretold = expected(corrections["descriptions"])
    found = {name: compare(ours, theirs) for name, theirs in published.items()}
    everywhere = [one for differences in found.values() for one in differences]
    verdict = judge(dict.fromkeys(everywhere), foretold)
    for one in verdict.unexplained:
        editions = [name for name, differences in found.items() if one in differences]
        print(f"{one} ({', '.join(editions)})")
    for one in verdict.stale:
        print(f"stale correction: {one}")
    print(_summary(ours, list(found), verdict, len(foretold)))
    return 1 if verdict.unexplained or verdict.stale else 0


def _summary(
    ours: Description, editions: list[str], verdict: Verdict, explained: int
) -> str:
    return (
        f"{len(ours.operations())} operations against {', '.join(editions)} "
        f"({fetch.PACKAGE} {fetch.VERSION}, {fetch.WHEELS} {fetch.WHEELS_VERSION}): "
        f"{len(verdict.unexplained)} unexplained differences, "
        f"{explained - len(verdict.stale)} explained, "
        f"{len(verdict.stale)} stale corrections"
    )


if __name__ == "__main__":
    raise SystemExit(main())
