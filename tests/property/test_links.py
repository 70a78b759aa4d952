from string import printable

from hypothesis import given, settings, strategies as st

from aioghactions import errors
from aioghactions._lists import links
from tests.property.strategies import URLS

GITHUB = "https://api.github.com"


TOKENS = st.text(alphabet="abcxyz0189-_", min_size=1, max_size=8)
QUOTED = st.text(alphabet=printable.replace("\n", ""), max_size=12).map(
    lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
)


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="abc/:?=&,;% \"'", max_size=12),
            st.lists(TOKENS, min_size=1, max_size=3, unique=True),
            st.lists(st.tuples(TOKENS.map("x".__add__), QUOTED), max_size=3),
        ),
        max_size=4,
    ),
    st.sampled_from([",", ", ", " ,\t", ",,"]),
)
def test_link_headers_are_parsed(
    written: list[tuple[str, list[str], list[tuple[str, str]]]], comma: str
):
    """A18: URIs with commas, quoted strings with anything, several relations."""
    header = comma.join(
        f"<{uri}>"
        + "".join(f"; {name}={value}" for name, value in parameters)
        + f'; rel="{" ".join(relations)}"'
        for uri, relations, parameters in written
    )
    expected: dict[str, str] = {}
    for uri, relations, _ in written:
        for relation in relations:
            expected.setdefault(relation, uri.strip())
    assert links.parse(header) == expected


@settings(max_examples=500)
@given(
    st.text(alphabet='<>;,= "\\rel=next*\t', max_size=60)
    | URLS.map(lambda url: f'<{url}>; rel="next"')
)
def test_link_is_of_the_same_list_or_rejected(header: str):
    """S6, A18: no other exception is raised."""
    try:
        found = links.neighbours(
            header, base=GITHUB, template="/repos/{owner}/{repo}/actions/runs"
        )
    except errors.UnexpectedAnswerError:
        return
    for target in (found.next, found.last):
        assert target is None or target[0].endswith("/actions/runs")
