import json
import pickle
from datetime import UTC, datetime
from math import isfinite
from string import printable

from attrs import evolve
from hypothesis import example, given, settings
from hypothesis import strategies as st

from aioghactions import errors
from aioghactions._core import redact
from aioghactions._core.messages import Headers, Request, Response
from aioghactions._http import error_body as refusal
from aioghactions._http import hosts, redirects
from aioghactions._http.etag_cache import CacheKey, EtagCache
from aioghactions._http.urls import parse_url
from aioghactions._limits.headers import (
    parse_rate_limit,
    retry_after,
    seconds_until_reset,
    wait_seconds,
)
from aioghactions._lists import links
from aioghactions._request import backoff
from aioghactions._request.backoff import RetryBudget
from aioghactions.settings import Patience
from tests.support import responses

GITHUB = "https://api.github.com"
CANARY = "canary"
NOW = 1_777_975_200.0

# Pieces that parsers stumble over, and whatever hypothesis thinks of.
NUMBERS = st.one_of(st.integers().map(str), st.floats().map(str), st.text())
DATES = st.one_of(
    st.datetimes().map(lambda when: when.strftime("%a, %d %b %Y %H:%M:%S GMT")),
    st.text(alphabet="MonTueJan0123456789:, +-GMT", max_size=40),
)
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "date": DATES,
        "retry-after": NUMBERS | DATES,
        "x-ratelimit-limit": NUMBERS,
        "x-ratelimit-remaining": NUMBERS | st.just("0"),
        "x-ratelimit-reset": NUMBERS,
        "x-ratelimit-used": NUMBERS,
        "x-ratelimit-resource": st.text(),
        "x-github-request-id": st.text(),
        "gh-limited-by": st.text(),
        "set-cookie": st.just(CANARY),
        "location": st.just(f"https://blob.example/?{CANARY}"),
    },
)


@given(HEADERS, st.integers(0, 10**6))
def test_every_wait_is_finite_and_bounded(
    headers: dict[str, str], consecutive_refusals: int
):
    """A2, A7: whatever a server says, the wait is between 0 and a day."""
    wait = wait_seconds(headers, now=NOW, consecutive_refusals=consecutive_refusals)
    assert isfinite(wait)
    assert 0 <= wait <= 86_400
    asked = retry_after(headers)
    assert asked is None or 0 <= asked <= 86_400
    reset = seconds_until_reset(headers, now=NOW)
    assert reset is None or 0 <= reset <= 3_660


@given(st.integers(0, 3_600), st.integers(0, 2**31), st.floats(-1e9, 1e9))
def test_a_wait_is_reset_minus_date(left: int, date: int, skew: float):
    """A7: exact to the second for every date, and blind to our clock."""
    headers = {
        "date": datetime.fromtimestamp(date, UTC).strftime("%a, %d %b %Y %H:%M:%S GMT"),
        "x-ratelimit-remaining": "0",
        "x-ratelimit-reset": str(date + left),
    }
    assert wait_seconds(headers, now=NOW + skew) == left + 1


@given(HEADERS)
def test_an_allowance_is_whole_or_none(headers: dict[str, str]):
    """A4: garbage never raises, and what is read is not negative."""
    limit = parse_rate_limit(headers)
    if limit is not None:
        assert min(limit.limit, limit.remaining, limit.used) >= 0
        assert limit.reset.tzinfo is UTC
        assert limit.resource.isascii()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["message", "documentation_url", "errors", "field", "code"])
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)
BODIES = st.one_of(
    st.binary(max_size=200),
    JSON.map(lambda data: json.dumps(data).encode()),
    st.text().map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(alphabet="<>/title b\x1b\u202e", max_size=80).map(str.encode),
)


def shows_nothing_hidden(text: str) -> bool:
    """Return whether a terminal can print ``text`` and obeys none of it."""
    text.encode()
    controls = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))}
    bidi = set("\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    return not set(text) & (controls | bidi | set("\u2028\u2029"))


@settings(max_examples=300)
@given(st.integers(100, 999), HEADERS, BODIES)
def test_every_answer_has_one_error_that_can_be_shown(
    status: int, headers: dict[str, str], body: bytes
):
    """A12, A13, S5, S13: never an exception, never a control, never a secret."""
    response = Response(status=status, headers=headers, body=body)
    error = responses.error_for(response, operation="get-artifact")
    assert isinstance(error, errors.ResponseError)
    assert error.status == status
    assert shows_nothing_hidden(str(error))
    assert len(error.message) <= 300
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert CANARY not in repr(vars(again))
    limited = responses.limit_kind(response) is not None
    assert isinstance(error, errors.RateLimitError) is limited
    assert not limited or status in {403, 429}


@given(st.text())
@example("\x9b31m" * 100)
def test_an_excerpt_is_a_fixed_point(text: str):
    """S13: what was made fit to be shown stays as it is."""
    shown = redact.one_line(text)
    assert shows_nothing_hidden(shown)
    assert len(shown) <= 300
    assert redact.one_line(shown) == shown


@given(BODIES)
def test_a_refusal_is_bounded(body: bytes):
    """A13: whatever a body holds, little of it is kept."""
    said = refusal.read_error_body(body)
    assert len(said.message) <= 300
    assert len(said.documentation_url) <= 300
    assert len(said.errors) <= 20


PIECES = st.lists(
    st.sampled_from(
        [
            *("http:", "https:", "HTTPS:", "//", "/", "\\", "@", ":", "?", "#", "%2e"),
            *("..", ".", "[", "]", "::1", "127.0.0.1", "2130706433", "0x7f", "443"),
            *("api.github.com", "blob.example", "evil", CANARY, "\t", "\n", " ", "%2f"),
            *("localhost", "é", "\x00", "8080", "repos", "a", "169.254.169.254", "&="),
        ]
    ),
    max_size=9,
).map("".join)
LOCATIONS = PIECES | PIECES.map("https://".__add__) | st.text(alphabet=printable)


@settings(max_examples=1_000)
@example(location="//[canary@]", status=302, method="GET", download=True, base=GITHUB)
@given(
    LOCATIONS,
    st.sampled_from(sorted(redirects.STATUSES)),
    st.sampled_from(["GET", "POST", "DELETE"]),
    st.booleans(),
    st.sampled_from([GITHUB, "https://ghe.example/api/v3"]),
)
def test_a_redirect_leads_home_or_abroad_without_secrets(
    location: str, status: int, method: str, download: object, base: str
):
    """S1, S2, S14: there is no third way but ``RedirectError``."""
    secret = f"Bearer {CANARY}"
    request = Request(
        method=method,
        url=f"{base}/repos/o/r",
        headers=Headers(authorization=secret, accept="x"),
        body=b"{}",
    )
    refusal = ""
    try:
        there = redirects.follow(
            request,
            status,
            location,
            base=base,
            download=bool(download),
            visited=(request.url,),
        )
    except errors.RedirectError as error:
        refusal = str(error)
        there = request
    # An origin is shown at most: no user, path, query or credential.
    assert not set(refusal) & set("?@#%\\")
    assert "Bearer" not in refusal
    if refusal:
        return
    target = parse_url(there.url)
    if not redirects.is_cross_origin(there.url, base):
        assert (there.method, there.body) == (method, b"{}")
        assert there.headers == request.headers
        assert target.origin == hosts.origin(base)
        return
    assert (download, status) == (True, 302)
    assert method == there.method == "GET"
    assert there.body is None
    assert there.headers == {"accept": "*/*"}
    assert target.scheme == "https"
    assert target.port == 443
    assert base != GITHUB or target.host not in {"localhost", "127.0.0.1", "::1"}


@settings(max_examples=1_000)
@given(LOCATIONS)
def test_an_address_is_read_in_one_way_only(url: str):
    """S6: what is accepted is put together to what is read in the same way again."""
    try:
        taken = parse_url(url)
    except ValueError:
        return
    assert parse_url(taken.url) == evolve(taken, path=taken.path or "/")
    assert parse_url(taken.url).url == taken.url
    assert taken.host in url.lower() or ":" in taken.host


@settings(max_examples=500)
@given(LOCATIONS)
def test_a_base_is_final(url: str):
    """S6, S7: an accepted address is its own base, and safe for a token."""
    try:
        base = hosts.api_base(url)
    except ValueError:
        return
    assert hosts.api_base(base) == base
    assert not base.endswith("/")
    assert base.startswith("https://") or parse_url(base).host in {"127.0.0.1", "::1"}


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
def test_every_written_link_header_is_read_back(
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
    | PIECES.map(lambda url: f'<{url}>; rel="next"')
)
def test_a_link_leads_to_the_same_list_or_is_an_error(header: str):
    """S6, A18: nothing else comes out, and nothing else is raised."""
    try:
        found = links.neighbours(
            header, base=GITHUB, template="/repos/{owner}/{repo}/actions/runs"
        )
    except errors.UnexpectedAnswerError:
        return
    for target in (found.next, found.last):
        assert target is None or target[0].endswith("/actions/runs")


@given(
    st.integers(1, 10**6),
    st.floats(0, 1, exclude_max=True),
    st.floats(0, 1e6),
    st.floats(0, 1e6),
)
def test_a_pause_is_below_its_bound(
    attempt: int, jitter: float, first: float, longest: float
):
    """A15: full jitter never exceeds ``longest_delay``."""
    patience = Patience(attempts=10**9, first_delay=first, longest_delay=longest)
    verdict = backoff.decide(
        errors.ConnectionLostError("lost"),
        method="GET",
        attempt=attempt,
        patience=patience,
        jitter=jitter,
    )
    assert isinstance(verdict, backoff.Retry)
    assert 0 <= verdict.delay <= longest


@given(st.lists(st.booleans() | st.none(), max_size=300))
def test_a_budget_stays_between_nothing_and_full(events: list[bool | None]):
    """A16: no sequence of failures and successes leaves the bounds."""
    budget = RetryBudget()
    paid = 0
    for timed_out in events:
        if timed_out is None:
            budget.succeeded(paid)
            paid = 0
        else:
            late = errors.RequestTimeoutError("late")
            cost = budget.take(late if timed_out else errors.ConnectionLostError("x"))
            assert cost in {None, 5, 10}
            paid = cost or 0
        assert 0 <= budget.left <= 500


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["remember", "recall", "forget"]),
            st.integers(0, 9),
            st.integers(0, 6_000),
        ),
        max_size=60,
    ),
    st.integers(0, 5),
    st.integers(0, 20_000),
)
def test_a_memory_keeps_its_bounds_and_its_identities(
    events: list[tuple[str, int, int]], entries: int, size: int
):
    """A8: never more than allowed, never an answer under another key."""
    memory = EtagCache(entries=entries, size=size)
    for event, number, length in events:
        key = CacheKey(f"identity-{number}", "https://h/")
        if event == "remember":
            body = bytes([number]) * length
            headers = {"etag": f'"{number}"'}
            memory.remember(key, Response(status=200, headers=headers, body=body))
        elif event == "forget":
            memory.forget(key)
        elif (found := memory.recall(key)) is not None:
            assert set(found.response.body) <= {number}
            assert found.headers() == {"if-none-match": f'"{number}"'}
        assert len(memory) <= entries
        assert 0 <= memory._bytes <= size
