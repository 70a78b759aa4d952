# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from typing import Final

FRAGMENT_SHA256: Final = (
    "8734c45f51cfa79b2e1fbef13e284dacc5ca354721a8670243e7313ee224c947"
)
"""Of the fragment."""
