from urllib.parse import parse_qsl

import pytest

from aioghactions._lists import links
from aioghactions._lists.links import Links
from aioghactions._lists.plan import _resized
from aioghactions.errors import UnexpectedAnswerError

GITHUB = "https://api.github.com"
RUNS = "/repos/{owner}/{repo}/actions/runs"
WORKFLOW_RUNS = "/repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs"
ORG = "/orgs/{org}/actions/secrets"
NEXT = f"{GITHUB}/repositories/1300192/actions/runs?per_page=2&page=2"


@pytest.mark.parametrize(
    ("header", "targets"),
    [
        ("", {}),
        (" , ", {}),
        ('<u>; rel="next"', {"next": "u"}),
        ('<u>;rel="next"', {"next": "u"}),
        ("<u>; rel=next", {"next": "u"}),
        ("<u> ; rel = next ", {"next": "u"}),
        ('<u>; REL="NEXT"', {"next": "u"}),
        ("< u >; rel=next", {"next": "u"}),
        ('<u>; rel="next last"', {"next": "u", "last": "u"}),
        ('<u>; rel="prev", <v>; rel="next"', {"prev": "u", "next": "v"}),
        (',, <u>; rel=next, ,<v>; rel="last",', {"next": "u", "last": "v"}),
        ('<u>; rel="next", <v>; rel="next"', {"next": "u"}),
        ('<u>; rel="next"; rel="last"', {"next": "u"}),
        ('<u,v;w>; rel="next"', {"next": "u,v;w"}),
        ('<u>; title="a, b; <c>"; rel="next"', {"next": "u"}),
        (r'<u>; title="say \"rel=last\", \\"; rel="next"', {"next": "u"}),
        (r'<u>; rel="ne\xt"', {"next": "u"}),
        ("<u>; crossorigin; rel=next", {"next": "u"}),
        ("<u>; title*=UTF-8''x; rel=\"next\"", {"next": "u"}),
        ('<u>; anchor="#x"; rel="next", <v>; rel="next"', {"next": "v"}),
        ('<u>; rel=""', {}),
        ("<u>; rel", {}),
        ("<u>", {}),
        ("<>; rel=next", {"next": ""}),
    ],
)
def test_a_link_header_is_parsed_as_rfc_8288_says(header: str, targets: dict[str, str]):
    """A18: with quoting, several relations and several links; the first one wins."""
    assert links.parse(header) == targets


@pytest.mark.parametrize(
    "header",
    [
        "u",
        "u; rel=next",
        "<u",
        "<u; rel=next",
        "<u> rel=next",
        "<u>; rel=next <v>; rel=last",
        '<u>; rel="next',
        '<u>; rel="next\\"',
        "<u>; rel=next; ",
        "<u>; =next",
        "<u>;; rel=next",
        '<u>; rel="next"x',
        "<<u>; rel=next",
        "<u>; rel=next, x",
        "<u>; rel=next".ljust(16_385),
    ],
)
def test_a_malformed_header_is_an_error(header: str):
    """A18: it is not the end of the list, which would silently lose items."""
    with pytest.raises(ValueError, match=r"malformed|longer than 16384"):
        links.parse(header)
    with pytest.raises(UnexpectedAnswerError, match="invalid Link header"):
        links.neighbours(header, base=GITHUB, template=RUNS)


def test_a_header_may_have_16384_characters():
    """A longer one is an error."""
    assert links.parse("<u>; rel=next".ljust(16_384)) == {"next": "u"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "hostile",
    [
        "<" * 16_384,
        "<u>" * 5_461,
        "<u>; a=" * 2_340,
        '<u>; a="' + "\\" * 16_000,
        "<u>" + ";" * 16_000,
        "<u>" + " " * 16_000 + "x",
        "<u>; a" + " " * 16_000 + "x",
        "<u>; a=b" + " ;a" * 5_000 + " ; ",
        "," * 16_384,
    ],
    ids=range(9),
)
def test_parsing_takes_linear_time(hostile: str):
    """Otherwise a hostile header would exceed the timeout of this test."""
    for _ in range(200):
        try:
            found = links.parse(hostile)
        except ValueError:
            found = {}
        assert len(found) <= 1


def test_neighbours_are_paths_and_queries():
    """A18: arguments of ``Call.at``, with GitHub's ids in place of the names."""
    header = (
        f'<{GITHUB}/repositories/1300192/actions/runs?page=1>; rel="prev", '
        f'<{NEXT}&created=%3E%3D2023-01-01&actor=a+b&event=>; rel="next", '
        f'<{GITHUB}/repos/octo-org/hello/actions/runs?page=9>; rel="last"'
    )
    assert links.neighbours(header, base=GITHUB, template=RUNS) == Links(
        next=(
            "/repositories/1300192/actions/runs",
            (
                ("per_page", "2"),
                ("page", "2"),
                ("created", ">=2023-01-01"),
                ("actor", "a b"),
                ("event", ""),
            ),
        ),
        last=("/repos/octo-org/hello/actions/runs", (("page", "9"),)),
    )


@pytest.mark.parametrize("header", ["", '<https://evil.example/>; rel="first"'])
def test_a_page_without_next_is_the_last(header: str):
    """A18: the URLs of unused relations are not checked."""
    assert links.neighbours(header, base=GITHUB, template=RUNS) == Links()


@pytest.mark.parametrize(
    ("base", "template", "url", "path"),
    [
        (GITHUB, RUNS, "https://api.github.com/repositories/1/actions/runs", None),
        (GITHUB, RUNS, "https://api.github.com/repos/new/name/actions/runs", None),
        (GITHUB, ORG, "https://api.github.com/organizations/1/actions/secrets", None),
        (GITHUB, ORG, "https://api.github.com/orgs/octo-org/actions/secrets", None),
        (
            GITHUB,
            WORKFLOW_RUNS,
            "https://api.github.com/repositories/1/actions/workflows/ci.yml/runs",
            None,
        ),
        (
            "https://h/api/v3",
            RUNS,
            "https://h/api/v3/repositories/1/actions/runs",
            "/repositories/1/actions/runs",
        ),
        ("https://h/api/v3", "/app/x", "https://h/api/v3/app/x", "/app/x"),
        (
            "http://127.0.0.1:8080",
            RUNS,
            "http://127.0.0.1:8080/repos/o/r/actions/runs",
            None,
        ),
    ],
)
def test_a_neighbour_is_another_page_of_the_same_list(
    base: str, template: str, url: str, path: str | None
):
    """A9, A18: under the base URL, with the same route and any ids."""
    header = f'<{url}?page=2>; rel="next"'
    found = links.neighbours(header, base=base, template=template)
    assert found == Links(next=(path or url.removeprefix(base), (("page", "2"),)))


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/repositories/1/actions/runs?page=2",
        "https://api.github.com.evil.example/repositories/1/actions/runs",
        "https://api.github.com@evil.example/repositories/1/actions/runs",
        "https://api.github.com:8443/repositories/1/actions/runs",
        "http://api.github.com/repositories/1/actions/runs",
        "/repositories/1/actions/runs?page=2",
        "//api.github.com/repositories/1/actions/runs",
        "https://api.github.com/repositories/1/actions/secrets?page=2",
        "https://api.github.com/repositories/1/actions/runs/7",
        "https://api.github.com/repositories/1/actions/runs/",
        "https://api.github.com/repositories/x/actions/runs",
        "https://api.github.com/repositories//actions/runs",
        "https://api.github.com/repos/o/r/x/actions/runs",
        "https://api.github.com/organizations/1/actions/runs",
        "https://api.github.com/x/repositories/1/actions/runs",
        "https://api.github.com/repositories/1/actions/runs/../secrets",
        "https://api.github.com/repositories/1/actions/runs%2F..%2Fsecrets",
        "https://api.github.com/repositories/1/actions/runs?page",
        "https://api.github.com/repositories/1/actions/runs?%FF=1",
        "https://api.github.com/repositories/1/actions/runs?a=b" + "&a=b" * 64,
        "https://api.github.com/repositories/1/actions/runs?pâge=2",
        "",
    ],
)
@pytest.mark.parametrize("relation", ["next", "last"])
def test_a_neighbour_on_another_host_or_list_is_an_error(url: str, relation: str):
    """S6: the token is sent to no other host."""
    with pytest.raises(UnexpectedAnswerError, match="invalid Link header") as caught:
        links.neighbours(f'<{url}>; rel="{relation}"', base=GITHUB, template=RUNS)
    assert caught.value.__cause__ is None


def test_a_neighbour_may_have_64_parameters():
    """More are an error, so a hostile query costs no time."""
    url = f"{GITHUB}/repositories/1/actions/runs?a=b" + "&a=b" * 63
    found = links.neighbours(f'<{url}>; rel="next"', base=GITHUB, template=RUNS)
    assert found.next == ("/repositories/1/actions/runs", (("a", "b"),) * 64)


def test_a_neighbour_on_an_enterprise_server_is_under_its_prefix():
    """A9: the same host without ``/api/v3`` is not the API."""
    header = '<https://h/repos/o/r/actions/runs?page=2>; rel="next"'
    with pytest.raises(UnexpectedAnswerError, match=r"outside the API, at https://h$"):
        links.neighbours(header, base="https://h/api/v3", template=RUNS)


@pytest.mark.parametrize(
    ("target", "resized"),
    [
        ("page=3&per_page=100", "page=5&per_page=50"),
        ("after=abc&per_page=100", "after=abc&per_page=50"),
    ],
)
def test_following_page_of_another_size_begins_at_the_same_position(target, resized):
    """A cursor is a position, whatever the size of the page."""
    found = _resized(("/x", tuple(parse_qsl(target))), 100, 50)
    assert found == ("/x", tuple(parse_qsl(resized)))


@pytest.mark.parametrize("ref", ["main", "feature%2Fx", "feature/x", "a/b/c"])
def test_a_branch_in_a_link_may_have_slashes(ref: str):
    """A server need not encode them; another list is an error."""
    template = "/repos/{owner}/{repo}/commits/{ref}/check-runs"
    path = f"/repositories/5/commits/{ref}/check-runs"

    def follow(path: str) -> Links:
        header = f'<{GITHUB}{path}?page=2>; rel="next"'
        return links.neighbours(header, base=GITHUB, template=template)

    assert follow(path).next == (path, (("page", "2"),))
    for other in (f"/repositories/5/commits/{ref}/status", "/x" + path):
        with pytest.raises(UnexpectedAnswerError, match="not of the same list"):
            follow(other)
