import subprocess
import sys

import pytest

from aioghactions import logs


def test_every_name_of_all_can_be_imported():
    """And is the object of that name."""
    for name in logs.__all__:
        assert getattr(logs, name) is not None
    assert logs.fold.__name__ == "fold"
    assert sorted(dir(logs)) == sorted(logs.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = logs.nothing


def test_client_loads_neither_log_parser_nor_archives_nor_models():
    """They are imported on first use."""
    program = (
        "import sys, aioghactions\n"
        "aioghactions.Client.anonymous().repo('octo-org/hello').runs\n"
        "late = ('logs', '_archives', '_generated.models.')\n"
        "late = tuple(f'aioghactions.{name}' for name in late)\n"
        "sys.exit(any(name.startswith(late) for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)  # noqa: S603 - ours
    assert done.returncode == 0
