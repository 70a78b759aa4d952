import ast
import textwrap

import pytest
from hypothesis import example, given, strategies as st

from codegen import text

CODE = '"""\nimport os\n"""'


def read(literal: str, indent: int = 0) -> str:
    """Return the value of a docstring literal."""
    source = f"{' ' * indent}{literal}"
    body = ast.parse(textwrap.dedent(source)).body
    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
    value = ast.literal_eval(body[0].value)
    assert isinstance(value, str)
    return value


@given(st.text(min_size=1), st.sampled_from([0, 4, 8]))
@example(CODE, 4)
@example('ends with a quote"', 4)
@example('""""""""', 0)
@example("\\", 0)
@example('\\"""', 0)
@example("a\\", 8)
@example("\\N{DIGIT ONE}\\x41\\u0041", 4)
@example("\x00\u2028\u202e\ud800\r\n", 4)
def test_docstring_is_one_literal_with_the_given_text(words, indent):
    """S16: for any text, apart from white space."""
    found = read(text.described(words, indent), indent)
    expected = "".join(text.prose(words).split())
    assert "".join(found.split()) == expected


@given(st.text(alphabet="ab ,.`\\\"'\n", min_size=40), st.sampled_from([0, 4, 8]))
def test_docstring_lines_are_within_the_width(words, indent):
    """88 columns, unless a word is too long."""
    literal = text.described(words, indent)
    longest = max(map(len, words.split()), default=0)
    if 2 * longest < text.WIDTH - indent - 20:
        lines = (" " * indent + literal).split("\n")
        assert max(map(len, lines)) <= text.WIDTH


def test_single_backticks_become_double_ones():
    """Markdown becomes reStructuredText."""
    assert text.prose("takes `a` and ``b``") == "takes ``a`` and ``b``."


def test_operation_id_becomes_its_python_name():
    """In a text that refers to another operation."""
    found = text.prose("see `get-thing`", {"get-thing": "Repo.things.get"})
    assert found == "see ``Repo.things.get``."


def test_first_sentence_is_split_from_the_rest():
    """The summary of a docstring is one sentence."""
    assert text.split("One e.g. two. Three. `four` is.") == (
        "One e.g. two.",
        "Three. `four` is.",
    )


def test_section_indents_continuation_lines():
    """Google style: a name, a colon, and lines indented by four more."""
    lines = text.section("Args", [("name", "word " * 20)], 40)
    assert lines == [
        "Args:",
        "    name: word word word word word word",
        "        word word word word word word",
        "        word word word word word word",
        "        word word",
    ]


def test_section_without_entries_is_omitted():
    """It has no lines."""
    assert text.section("Raises", [], 80) == []


@pytest.mark.parametrize("indent", [0, 4, 8])
def test_docstring_of_several_blocks_has_closing_quotes_on_their_own_line(indent):
    """As ruff format does, with blank lines between blocks."""
    literal = text.docstring([["One."], [], ["Two."]], indent)
    pad = " " * indent
    assert literal == f'"""One.\n\n{pad}Two.\n{pad}"""'
