import hashlib

import pytest

from codegen.load import LIMIT, FragmentError, load


@pytest.fixture
def loading(tmp_path):
    """Return what loads a text as a fragment."""

    def loading(text: str | bytes):
        path = tmp_path / "fragment.yaml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return load(path)

    return loading


def test_the_fragment_comes_with_the_hash_of_its_bytes(loading):
    """S16: what was generated from can be told."""
    fragment = loading("a: 1\n")
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
def test_yaml_is_read_as_version_1_2(loading, text, document):
    """A word such as `on`, which is a GitHub term, stays a string."""
    assert loading(text).document == document


@pytest.mark.parametrize(
    ("text", "complaint"),
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
    ids=[
        "python_object",
        "duplicate_key",
        "alias",
        "number_as_key",
        "date",
        "binary",
        "array",
        "cut_short",
        "not_utf_8",
        "deep",
        "huge",
    ],
)
def test_what_is_no_plain_data_is_refused(loading, text, complaint):
    """S16: the loader makes plain data only, of bounded size, and runs nothing."""
    with pytest.raises(FragmentError, match=complaint):
        loading(text)


def test_a_bomb_of_aliases_is_refused_before_it_unfolds(loading):
    """S16: nine levels of nine aliases would be 387,420,489 entries."""
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 10)
    )
    with pytest.raises(FragmentError, match="an alias"):
        loading(bomb)
