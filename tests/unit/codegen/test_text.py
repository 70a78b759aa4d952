import ast
import textwrap

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from codegen import text

CODE = '"""\nimport os\n"""'


def read(literal: str, indent: int = 0) -> str:
    """Return what Python reads of a docstring's literal, where it stands alone."""
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
def test_a_docstring_holds_any_text_and_nothing_else(words, indent):
    """S16: whatever a text holds, it is one string literal that says the same."""
    said = read(text.described(words, indent), indent)
    wanted = "".join(text.prose(words).split())
    assert "".join(said.split()) == wanted


@given(st.text(alphabet="ab ,.`\\\"'\n", min_size=40), st.sampled_from([0, 4, 8]))
def test_a_docstring_is_no_wider_than_the_page(words, indent):
    """Lines end before column 88, if their words let them."""
    literal = text.described(words, indent)
    longest = max(map(len, words.split()), default=0)
    if 2 * longest < text.WIDTH - indent - 20:
        lines = (" " * indent + literal).split("\n")
        assert max(map(len, lines)) <= text.WIDTH


def test_code_of_the_fragment_is_code_in_docstrings():
    """Single backticks, as Markdown has them, become double ones."""
    assert text.prose("takes `a` and ``b``") == "takes ``a`` and ``b``."


def test_code_that_names_an_operation_is_called_as_python_calls_it():
    """A text that points to another operation helps where it is read."""
    said = text.prose("see `get-thing`", {"get-thing": "Repo.things.get"})
    assert said == "see ``Repo.things.get``."


def test_a_first_sentence_is_told_from_the_rest():
    """The summary of a docstring is one sentence."""
    assert text.split("One e.g. two. Three. `four` is.") == (
        "One e.g. two.",
        "Three. `four` is.",
    )


def test_a_section_hangs_its_lines_under_the_names():
    """Google style: a name, a colon, and lines indented by four more."""
    lines = text.section("Args", [("name", "word " * 20)], 40)
    assert lines == [
        "Args:",
        "    name: word word word word word word",
        "        word word word word word word",
        "        word word word word word word",
        "        word word",
    ]


def test_a_section_without_entries_is_left_out():
    """Nothing is said of what is not there."""
    assert text.section("Raises", [], 80) == []


@pytest.mark.parametrize("indent", [0, 4, 8])
def test_a_docstring_of_several_blocks_ends_on_a_line_of_its_own(indent):
    """As ruff format has it: blank lines between blocks, quotes on the last line."""
    literal = text.docstring([["One."], [], ["Two."]], indent)
    pad = " " * indent
    assert literal == f'"""One.\n\n{pad}Two.\n{pad}"""'
