"""Check every key of the fragment, and the value of each, by a JSON Schema."""

import json
from collections.abc import Iterator
from pathlib import Path
from reprlib import repr as shortened
from typing import Any, Final

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from codegen.fragment import Node

SCHEMA: Final = Path(__file__).parents[2] / "openapi" / "fragment.schema.json"


def problems(document: Node) -> Iterator[str]:
    """Yield each key that is unknown or missing, and each value that is not allowed."""
    validator: Any = Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))
    errors: Iterator[ValidationError] = validator.iter_errors(document)
    for error in errors:
        where = "/".join(["#", *map(str, error.absolute_path)])
        for sentence in _sentences(error):
            yield f"{where}: {sentence}"


def _sentences(error: ValidationError) -> Iterator[str]:
    schema: Any = error.schema
    value: Any = error.instance
    match error.validator:
        case "additionalProperties":
            allowed = ", ".join(schema["properties"])
            for key in sorted(value.keys() - schema["properties"].keys()):
                yield f"{key} is not understood and would be lost; allowed: {allowed}"
        case "required":
            yield error.message.replace("is a required property", "is missing")
        case "type":
            yield f"{shortened(value)} is not of type {error.validator_value}"
        case _ if "description" in schema:
            yield f"{shortened(value)}: {schema['description']}"
        case _:
            yield error.message
