"""A pytest plugin for several runs in one process: each run imports the tests again.

pytest escapes the id of a parameter each time it collects it, so a test with an escaped
character in its id would not be found under its previous name.
"""

import sys


def pytest_unconfigure() -> None:
    """Remove the test modules from ``sys.modules``."""
    for name in [name for name in sys.modules if name.startswith("tests.")]:
        del sys.modules[name]
