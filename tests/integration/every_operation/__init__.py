"""What each operation does, as shows that any client can be put through."""

from importlib import import_module
from pkgutil import iter_modules

import pytest

_MODULES = [f"{__name__}.{module.name}" for module in iter_modules(__path__)]

# The shows assert outside of test modules; failures are to be as eloquent as there.
pytest.register_assert_rewrite(*_MODULES)
for _name in _MODULES:
    import_module(_name)
