"""``python -m aioghactions``: the command line."""

import sys

from aioghactions.cli import main

if __name__ == "__main__":
    sys.exit(main())
