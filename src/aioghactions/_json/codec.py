"""Read and write JSON bytes, with orjson where it is installed.

Invalid input raises a plain ``ValueError`` with either library: the libraries' own
errors keep the whole document, which may hold a token.
"""

import json
import math
import re
from contextlib import suppress
from importlib import import_module
from typing import Any, Final, NoReturn

_orjson: Any = None
with suppress(ImportError):  # it comes with the extra `fast`
    _orjson = import_module("orjson")


class StructureError(ValueError):
    """JSON that does not have the documented shape."""

    def __init__(self, message: str, path: str) -> None:
        super().__init__(message)
        # Of the first member that does not match: $.workflow_runs[0].actor.login
        self.path = path


def loads(raw: bytes) -> Any:
    """Return the JSON value of a body; neither NaN nor too large numbers are valid."""
    try:
        return _orjson.loads(raw) if _orjson else _DECODER.decode(raw.decode())
    except json.JSONDecodeError as error:  # orjson's is a subclass
        problem = f"{error.msg}: line {error.lineno} column {error.colno}"
    except UnicodeDecodeError as error:
        problem = f"{error.reason} at byte {error.start}: not UTF-8"
    except RecursionError:
        problem = "nested too deeply"
    raise ValueError(problem)


def is_cut(raw: bytes) -> bool:
    """Return whether ``raw`` is the beginning of a JSON object or array, and no more.

    A response that is compressed may end early without a sign of HTTP.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        if "end of data" not in error.reason:
            return False
        text = raw[: error.start].decode()  # cut within a character
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        rest = re.fullmatch(_CUT_VALUE, text[error.pos :])
        return error.msg.startswith("Unterminated") or rest is not None
    except (RecursionError, ValueError):  # ValueError: a number of 4,300 digits
        pass
    return False


def dumps(value: object) -> bytes:
    """Return a value of dicts, lists and scalars as compact UTF-8 JSON."""
    try:
        raw: bytes = (
            _orjson.dumps(value) if _orjson else _ENCODER.encode(value).encode()
        )
    except UnicodeEncodeError as error:
        problem = f"{error.reason}: not valid Unicode"
    except (TypeError, RecursionError) as error:
        problem = str(error)
    else:
        return raw
    raise ValueError(problem)


def _reject(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        _reject(text[:20])
    return number


# The beginning of a number, a literal or an escape.
_CUT_VALUE: Final = r"\s*[\w.+\\-]{0,8}"
_DECODER: Final = json.JSONDecoder(parse_constant=_reject, parse_float=_finite)
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, separators=(",", ":")
)
