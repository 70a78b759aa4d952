"""Checks of what each operation returns and changes."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

_MODULES = [f"{__name__}.{module.name}" for module in iter_modules(__path__)]

# The checks assert outside of test modules; their failures need the same detail.
pytest.register_assert_rewrite(*_MODULES)
for _name in _MODULES:
    import_module(_name)
