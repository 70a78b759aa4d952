"""A pytest plugin for several runs in one process: each imports the tests anew.

pytest escapes the id of a parameter each time it collects it, so that a test whose id
holds an escape is not found again by the name that it had before.
"""

import sys


def pytest_unconfigure() -> None:
    """Forget the modules of the tests."""
    for name in [name for name in sys.modules if name.startswith("tests.")]:
        del sys.modules[name]
