import hashlib

import pytest

from codegen.bundle import FragmentError
from codegen.load import LIMIT, load


@pytest.fixture
def load_text(tmp_path):
    """Return a function that loads a text as a fragment."""

    def load_text(text: str | bytes):
        path = tmp_path / "fragment.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(path)

    return load_text


def test_loaded_fragment_has_the_hash_of_its_bytes(load_text):
    """S16: the source of generated code can be identified."""
    fragment = load_text("a: 1\n")
    assert fragment.document == {"a": 1}
    assert fragment.sha256 == hashlib.sha256(b"a: 1\n").hexdigest()


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("on: yes", {"on": "yes"}),
        ("a: 010", {"a": 10}),
        ("a: 12:30:45", {"a": "12:30:45"}),
        ("a: null", {"a": None}),
    ],
)
def test_yaml_is_parsed_as_version_1_2(load_text, text, document):
    """A word such as `on`, which is a GitHub term, is a string."""
    assert load_text(text).document == document


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: !!python/object/apply:os.system [echo]", "python/object"),
        ("a: 1\na: 2", "duplicate key"),
        ("a: &x [1]\nb: *x", "#/b: an alias; use \\$ref"),
        ("200: x", "the key 200 needs quotes"),
        ("a: 2022-11-28", "#/a: date: put it in quotes"),
        ("a: !!binary aGVsbG8=", "#/a: bytes: put it in quotes"),
        ("- a", "not an object"),
        ("a: [", "expected"),
        (b"a: \xff", "fragment.yaml"),
        ("[" * 1500, "fragment.yaml"),
        ("x" * (LIMIT + 1), "more than"),
    ],
)
def test_anything_but_plain_data_is_rejected(load_text, text, problem):
    """S16: the loader creates plain data of bounded size and runs no code."""
    with pytest.raises(FragmentError, match=problem):
        load_text(text)


def test_alias_bomb_is_rejected_before_it_expands(load_text):
    """S16: nine levels of nine aliases would be 387,420,489 entries."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    with pytest.raises(FragmentError, match="an alias"):
        load_text(bomb)
