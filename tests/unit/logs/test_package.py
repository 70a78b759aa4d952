import subprocess
import sys

import pytest

from aioghactions import logs


def test_every_name_is_there():
    """What is told in ``__all__`` can be had, as what it is called."""
    for name in logs.__all__:
        assert getattr(logs, name) is not None
    assert logs.fold.__name__ == "fold"
    assert sorted(dir(logs)) == sorted(logs.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = logs.nothing


def test_nothing_is_imported_before_it_is_asked_for():
    """A program that reads no logs does not wait for what understands them."""
    program = (
        "import sys, aioghactions\n"
        "aioghactions.Download\n"
        "late = ('aioghactions.logs', 'aioghactions._archives')\n"
        "sys.exit(any(name.startswith(late) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - ours
    assert done.returncode == 0
