"""Have openapi-python-client parse the fragment."""

from importlib.metadata import version
from pathlib import Path
from typing import Final

from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import GeneratorData
from openapi_python_client.parser.errors import GeneratorError, ParseError

from codegen.bundle import FragmentError
from codegen.fragment import Node

PINS: Final = {"openapi-python-client": "0.29.1", "ruff": "0.17.5"}
"""What the templates and the plans were written against: neither the parser's
Python interface nor the formatter's output is stable between versions."""


def check_pins() -> None:
    """Refuse to generate with other versions than the pinned ones.

    Raises:
        FragmentError: Another version is installed.
    """
    wrong = [
        f"{name} {version(name)} is installed, {pin} is needed"
        for name, pin in PINS.items()
        if version(name) != pin
    ]
    if wrong:
        raise FragmentError("\n".join([*wrong, "see codegen/requirements.txt"]))


def parse(document: Node) -> GeneratorData:
    """Return the fragment as the parser understands it.

    Raises:
        FragmentError: The parser warns or fails: it would drop something.
    """
    config = Config.from_sources(
        ConfigFile(post_hooks=[], use_path_prefixes_for_title_model_names=False),
        MetaType.NONE,
        document_source=Path("openapi"),
        file_encoding="utf-8",
        overwrite=False,
        output_path=None,
    )
    parsed = GeneratorData.from_dict(document, config=config)
    if isinstance(parsed, GeneratorError):
        raise FragmentError(_sentence(parsed))
    collections = parsed.endpoint_collections_by_tag.values()
    errors: list[ParseError] = [*parsed.errors]
    errors += [error for found in collections for error in found.parse_errors]
    if errors:
        raise FragmentError("\n".join(map(_sentence, errors)))
    return parsed


def _sentence(error: GeneratorError) -> str:
    return f"{error.header}: {error.detail or ''}".replace("\n", " ").strip(": ")
