"""The commands in the documentation exist, and its YAML and TOML is valid."""

import re
import tomllib
from typing import Final

import pytest
import yaml

from tests.docs.blocks import PAGES, ROOT, Block, fenced, of

KINDS: Final = {"python", "sh", "toml", "yaml", "text"}
TARGETS: Final = set(
    re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
)
PROJECT: Final = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
BLOCKS: Final = [block for page in PAGES for block in fenced(page)]
SPANS: Final = sorted(
    {
        (of(page), span)
        for page in PAGES
        for span in re.findall(r"`(make [^`]+)`", page.read_text())
    }
)


LINKS: Final = sorted(
    {
        (of(page), link)
        for page in PAGES
        if not of(page).startswith("docs/")  # checked by Sphinx
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text())
    }
)


def place(block: Block) -> str:
    """Return the page and the line of a block."""
    return f"{of(block.page)}:{block.line}"


@pytest.mark.parametrize("block", BLOCKS, ids=place)
def test_block_has_a_language(block: Block):
    """A fence without a language is neither highlighted nor checked."""
    is_directive = block.kind.startswith("{")
    assert is_directive or block.kind in KINDS


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.kind == "yaml"], ids=place)
def test_yaml_is_valid(block: Block):
    """Readers copy these workflows."""
    assert yaml.safe_load(block.code)


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.kind == "toml"], ids=place)
def test_toml_is_valid(block: Block):
    """Readers copy these settings."""
    assert tomllib.loads(block.code)


def make_targets(text: str) -> set[str]:
    """Return the targets of make in a command."""
    commands = re.findall(r"\bmake((?: [a-z]+\b(?!=))*)", text)
    return {target for targets in commands for target in targets.split()}


@pytest.mark.parametrize(("page", "span"), SPANS)
def test_make_targets_in_sentences_exist(page: str, span: str):
    """Such as `make docs`."""
    assert make_targets(span.partition("PYTHON")[0]) <= TARGETS, page


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.kind == "sh"], ids=place)
def test_commands_of_blocks_exist(block: Block):
    """Their make targets, extras and files."""
    code = re.sub(r"#.*", "", block.code)
    assert make_targets(code) <= TARGETS
    for extras in re.findall(r"aioghactions\[([\w,]+)\]", code):
        assert set(extras.split(",")) <= set(PROJECT["optional-dependencies"])
    for path in re.findall(r"\bbin/pytest ([\w/]+)", code):
        assert (ROOT / path).exists()
    for file in re.findall(r"\bpython ([\w/]+\.py)", code):
        is_readers_own = f"Put this into `{file}`" in block.page.read_text()
        assert is_readers_own or (ROOT / file).is_file()


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_linked_files_exist(page: str, link: str):
    """Relative links in the repository."""
    assert (ROOT / page).parent.joinpath(" ".join(link.split())).exists()
