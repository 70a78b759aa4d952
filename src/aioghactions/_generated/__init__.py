# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from __future__ import annotations

from typing import Final

FRAGMENT_SHA256: Final = (
    "aaaaa3c070bc24d76b515e9bea91b7fc04db0413778e5d42a5b76cc2c7190919"
)
"""Of the fragment."""
