# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""What ``python -m codegen`` makes of ``openapi/actions.yaml``."""

from typing import Final

FRAGMENT_SHA256: Final = (
    "e140c7553798add877784e432322ae70a302bd5d43ca99c60b21830336e3b18b"
)
"""Of the fragment."""
