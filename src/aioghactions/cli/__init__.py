"""The command ``aioghactions``, also as ``python -m aioghactions``.

It needs the extra ``cli``: ``pip install 'aioghactions[cli]'``.
"""

import sys
from collections.abc import Sequence

from aioghactions._core.lazy import public_names


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code.

    Args:
        arguments: The words after ``aioghactions``. Default: those of this process.
    """
    try:
        from aioghactions.cli.process import run_process  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] not in {"cyclopts", "rich"}:
            raise
        sys.stderr.write(
            "aioghactions: the command line is an extra:"
            " pip install 'aioghactions[cli]'\n"
        )
        return 2
    return run_process(sys.argv[1:] if arguments is None else arguments)


def __dir__() -> list[str]:
    """Return the public names."""
    return public_names(globals())
