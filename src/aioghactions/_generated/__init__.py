# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from typing import Final

FRAGMENT_SHA256: Final = (
    "4e4828caf51a8475c24700e2658f0cda7ea075eb439a9ad995d7819299e4c7f1"
)
"""Of the fragment."""
