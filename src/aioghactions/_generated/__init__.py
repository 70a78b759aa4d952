# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from __future__ import annotations

from typing import Final

FRAGMENT_SHA256: Final = (
    "c00ab1da6228350652539f49463f13ecb21cbb65260f77da5f2f365e24056ab6"
)
"""Of the fragment."""
