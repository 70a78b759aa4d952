"""Strategies for the headers and URLs of hostile servers."""

from hypothesis import strategies as st

CANARY = "canary"


# Valid and invalid values of headers.
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

# Pieces of URLs that parsers disagree about.
URLS = st.lists(
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
