# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from typing import Final

FRAGMENT_SHA256: Final = (
    "4062ae0bf57d7c637178c356f47aee1325ef5ebfd30cd2eeb4cedbec3c687613"
)
"""Of the fragment."""
