"""``python -m codegen [--check]``: bring the generated package up to date."""

import argparse
import json
import sys
from pathlib import Path
from typing import Final

from codegen import check, lint, tree
from codegen.bundle import FragmentError
from codegen.load import Fragment, load
from codegen.parse import check_pins
from codegen.render import Files, Package

ROOT: Final = Path(__file__).parent.parent
FRAGMENT: Final = ROOT / "openapi"
TARGET: Final = ROOT / "src" / "aioghactions" / "_generated"


def generate(source: Fragment) -> Files:
    """Return the files of the package, formatted, by their path within it.

    Raises:
        FragmentError: Part of the fragment would be dropped or misread.
    """
    check_pins()
    _stop_at(lint.problems(source.document))
    files = tree.formatted(Package(source).render())
    _stop_at(check.losses(source.document, files))
    return files


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m codegen", description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="change nothing; fail if it would"
    )
    parser.add_argument("--fragment", type=Path, default=FRAGMENT, help="the source")
    parser.add_argument("--target", type=Path, default=TARGET, help="the package")
    parser.add_argument(
        "--bundle", type=Path, help="only write the source to this file, as one JSON"
    )
    options = parser.parse_args()
    try:
        source = load(options.fragment)
        if options.bundle:
            options.bundle.write_text(json.dumps(source.document, indent=1), "utf-8")
            return 0
        files = generate(source)
    except FragmentError as error:
        print(error, file=sys.stderr)
        return 1
    if not options.check:
        print(f"{tree.write(options.target, files)} of {len(files)} files changed")
        return 0
    difference = list(tree.difference(options.target, files))
    print("\n".join(difference or [f"{len(files)} files are up to date"]))
    return int(bool(difference))


def _stop_at(problems: list[str]) -> None:
    if problems:
        raise FragmentError("\n".join(problems))


if __name__ == "__main__":
    sys.exit(main())
