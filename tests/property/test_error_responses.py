import json
import pickle

from hypothesis import example, given, settings, strategies as st

from aioghactions import errors
from aioghactions._core import redact
from aioghactions._core.messages import Response
from aioghactions._http import error_body
from tests.property.strategies import CANARY, HEADERS
from tests.support import responses

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


def is_printable(text: str) -> bool:
    """Return whether ``text`` has no characters that a terminal acts on or hides."""
    text.encode()
    controls = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0))}
    bidi = set("\u200e\u200f\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")
    return not set(text) & (controls | bidi | set("\u2028\u2029"))


@settings(max_examples=300)
@given(st.integers(100, 999), HEADERS, BODIES)
def test_every_response_has_a_printable_error(
    status: int, headers: dict[str, str], body: bytes
):
    """A12, A13, S5, S13: never raises; no control character and no secret."""
    response = Response(status=status, headers=headers, body=body)
    error = responses.error_for(response, operation="get-artifact")
    assert isinstance(error, errors.ResponseError)
    assert error.status == status
    assert is_printable(str(error))
    assert len(error.message) <= 300
    copied = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert CANARY not in repr(vars(copied))
    limited = responses.limit_kind(response) is not None
    assert isinstance(error, errors.RateLimitError) is limited
    assert not limited or status in {403, 429}


@given(st.text())
@example("\x9b31m" * 100)
def test_one_line_is_idempotent(text: str):
    """S13: redacted text is not changed again."""
    redacted = redact.one_line(text)
    assert is_printable(redacted)
    assert len(redacted) <= 300
    assert redact.one_line(redacted) == redacted


@given(BODIES)
def test_error_body_is_bounded(body: bytes):
    """A13: in the length of its texts and the number of its errors."""
    parsed = error_body.parse_error_body(body)
    assert len(parsed.message) <= 300
    assert len(parsed.documentation_url) <= 300
    assert len(parsed.errors) <= 20
