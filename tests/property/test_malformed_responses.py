"""Whatever a server sends, a call returns a value or raises an error of the library."""

import json
import re

import pytest
from hypothesis import given, settings, strategies as st

import aioghactions as gha
from aioghactions._core.call import Call
from aioghactions._core.messages import Headers, Response
from aioghactions.operations import OPERATIONS
from tests.support.scripted import scripted_client
from tests.support.virtual import in_virtual_time

VALUES = [None, True, 0, -1, 2**70, 1.5, "", "x", "\ud800", "9999-99-99", [], [[]], {}]
RAW = [
    *(
        b"",
        b" ",
        b"\0",
        b"null",
        b"NaN",
        b"[",
        b'{"a"',
        b"\xef\xbb\xbf{}",
        b"\xff\xfe{",
    ),
    *(b"<html>Sign in", b"Sign in", b'"\\ud800"', b"1" * 5_000, b"[" * 50_000),
    *(b"{" + b'"a":{' * 50_000, b'{"id": 1, "id": []}', b"[1e999]", b"HTTP/1.1 200 OK"),
]
NAMES = [
    "id",
    "name",
    "status",
    "conclusion",
    "created_at",
    "message",
    "errors",
    "html",
]
NAMES += ["head_sha", "actor", "repository", "digest", "total_count"]
NAMES += ["workflow_run_id"]
STATUSES = [200, 201, 202, 204, 206, 299, 301, 302, 304, 400, 401, 403, 404, 409, 410]
STATUSES += [422, 429, 451, 500, 503, 599, 999]
HEADERS = {
    "retry-after": ["", "x", "-1", "9" * 40, "Fri, 99 Nov 9999 99:99:99 GMT", "\u0663"],
    "x-ratelimit-limit": ["", "x", "9" * 40, "-1"],
    "x-ratelimit-remaining": ["", "x", "9" * 40, "5"],
    "x-ratelimit-reset": ["", "x", "9" * 40, "9999999999"],
    "x-ratelimit-resource": ["", "\x7f", "a" * 999],
    "location": ["", "//", "https://[", "http://h:99999/", "\x00", "x" * 9_999],
    "link": ["<", '<>; rel="next"', '<https://[>; rel="next"', ";;;,,,=" * 999],
    "etag": ["", '"', '"x"', '"' + "x" * 9_999],
    "date": ["", "x", "Mon, 01 Jan 0001 00:00:00 -2359"],
    "deprecation": ["@99999999999999", "x"],
    "sunset": ["x"],
    "content-type": ["", "text/html; charset=\x00", "application/json"],
    "x-github-request-id": ["\x1b[2J", "x" * 9_999],
    "x-oauth-scopes": [",,,", ""],
    "x-accepted-oauth-scopes": [",", "repo"],
}


def call_of(operation):
    """Return a call of an operation, with 1 for each parameter of its path."""
    operation = OPERATIONS[operation]
    return Call(operation=operation, path=re.sub(r"\{\w+\}", "1", operation.path))


def structures(operation):
    """Return bodies of the documented shape with wrong members."""
    items = OPERATIONS[operation].items or "items"
    scalars = st.sampled_from(VALUES)
    things = st.dictionaries(st.sampled_from(NAMES), scalars, max_size=6)
    pages = st.fixed_dictionaries(
        {
            "total_count": scalars,
            items: scalars | st.lists(things | scalars, max_size=3),
        }
    )
    return (scalars | things | st.lists(things | scalars, max_size=3) | pages).map(
        lambda value: json.dumps(value).encode()
    )


def headers():
    """Return headers with malformed values."""
    names = st.lists(st.sampled_from(sorted(HEADERS)), max_size=5, unique=True)
    return names.flatmap(
        lambda some: st.fixed_dictionaries(
            {name: st.sampled_from(HEADERS[name]) for name in some}
        )
    )


@pytest.mark.parametrize("operation", OPERATIONS)
@settings(max_examples=8)
@given(data=st.data())
def test_malformed_response_is_a_value_or_an_own_error(operation, data):
    """F21: for every operation, status, body and header; never a TypeError."""
    response = Response(
        status=data.draw(st.sampled_from(STATUSES)),
        headers=Headers(data.draw(headers())),
        body=data.draw(structures(operation) | st.sampled_from(RAW)),
    )
    send_one(call_of(operation), response)


@in_virtual_time
async def send_one(call, response):
    """Send a call once, with conditions for a read, and show what comes of it."""
    patience = gha.Patience(attempts=1, limit_answers=0)
    shown = []
    async with scripted_client(
        response, patience=patience, on_event=lambda event: shown.append(str(event))
    ) as (client, _):
        for conditional in (False, True):
            try:
                answer = await client.exchange(call, conditional=conditional)
                repr(answer.value)
            except gha.GitHubActionsError as error:
                shown.append(str(error))
            except DeprecationWarning:
                pass  # the tests turn warnings into errors
    assert shown
    assert all(map(str.isprintable, shown))
