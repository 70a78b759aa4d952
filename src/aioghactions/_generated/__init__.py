# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from __future__ import annotations

from typing import Final

FRAGMENT_SHA256: Final = (
    "7f7423487818f653f0ab4c1c6bc4fac1cca334c61b5010f5f2637dd7c97d7761"
)
"""Of the fragment."""
