"""Lists that have no operation: bounded, and read as far as their links lead."""

import json

import pytest
from hypothesis import given, settings, strategies as st

import aioghactions as gha
from aioghactions._core.messages import Headers, Response
from tests.support import virtual
from tests.support.virtual import VirtualClock

API = "https://api.github.com"


class Lists:
    """A transport with lists of any kind, by path."""

    def __init__(self, answer):
        self.answer, self.requests = answer, []

    async def open(self):
        """Nothing to open."""

    async def close(self):
        """Nothing to close."""

    async def exchange(self, request, timeouts):
        self.requests.append(request)
        assert len(self.requests) < 500, "the list has no end"
        body, link = self.answer(request.url.removeprefix(API), len(self.requests))
        headers = Headers({"link": link} if link else {})
        return Response(status=200, headers=headers, body=json.dumps(body).encode())


def read(answer, path="/x", keep=None, **about):
    """Return the items of a list, its pager, and the requests."""
    server = Lists(answer)

    async def main():
        about_client = {"transport": server, "clock": VirtualClock()}
        async with gha.Client("token", pace=gha.Pace.off(), **about_client) as client:
            pager = client.paginate("GET", path, **about)
            pager = pager if keep is None else pager.filter(keep)
            return await pager.collect(), pager

    found, pager = virtual.run(main())
    return found, pager, server.requests


def link(path, relation="next"):
    """Return a ``Link`` header."""
    return f'<{API}{path}>; rel="{relation}"'


def test_any_list_is_read_as_far_as_its_links_lead():
    """Arrays and objects with one array; by number, cursor, and under other paths."""
    numbered = {
        "/users/o/repos?per_page=100": ([{"id": 1}], link("/user/5/repos?page=2")),
        "/user/5/repos?page=2": ([{"id": 2}, {"id": 1}], None),
    }
    found, pager, _ = read(lambda url, _: numbered[url], "/users/o/repos")
    assert [it["id"] for it in found] == [1, 2]
    assert pager.total is None
    cursors = {
        "/orgs/o/things?color=red&per_page=7": (
            {"total_count": 3, "things": ["a"]},
            link("/orgs/o/things?color=red&per_page=7&after=X%3D"),
        ),
        "/orgs/o/things?color=red&per_page=7&after=X%3D": (
            {"total_count": 3, "things": ["a", "b"]},
            None,
        ),
    }
    found, pager, _ = read(
        lambda url, _: cursors[url],
        "/orgs/{org}/things",
        org="o",
        query={"color": "red", "per_page": 7},
    )
    assert found == ["a", "a", "b"]
    assert pager.complete


def test_list_whose_links_end_early_is_incomplete():
    """A18: the server says that there are more items."""
    pages = {"/orgs/o/things?per_page=100": ({"total_count": 9, "things": ["a"]}, None)}
    found, pager, _ = read(lambda url, _: pages[url], "/orgs/o/things")
    assert (found, pager.complete) == (["a"], False)
    assert pager.incomplete_reason == "the list ended after 1 of 9 items"


def test_total_does_not_lead_through_a_list_of_links():
    """Also with a filter: no page is requested that no link names."""
    pages = {"/orgs/o/things?per_page=100": ({"total_count": 9, "things": ["a"]}, None)}
    found, _, requests = read(
        lambda url, _: pages[url], "/orgs/o/things", keep=lambda item: item != "b"
    )
    assert (found, len(requests)) == (["a"], 1)


def test_a_total_does_not_lead_on():
    """A search counts more results than it returns."""
    found, _, requests = read(
        lambda *_: ({"total_count": 50_000, "items": [{"id": 1}]}, None), "/search/x"
    )
    assert found == [{"id": 1}]
    assert len(requests) == 1


def test_several_numbered_pages_are_fetched_at_once():
    """Their links name the last one."""

    def answer(url, _):
        number = int(url.rpartition("page=")[2]) if "&page=" in url else 1
        items = [{"id": 100 * number + n} for n in range(100)]
        if number == 9:
            return items, None
        base = "/x?per_page=100&page="
        both = f"{link(f'{base}{number + 1}')}, {link(f'{base}9', 'last')}"
        return items, both

    found, pager, requests = read(answer)
    assert len(found) == 900
    assert len(requests) == 9
    assert pager.incomplete_reason == (
        "no total shows whether items moved between the pages"
    )


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("https://evil.example/x?page=2", "the URL is outside the API"),
        ("https://api.github.com.evil.example/x", "the URL is outside the API"),
        ("http://api.github.com/x?page=2", "the URL is outside the API"),
        ("/x?page=2", "invalid Link header"),
    ],
)
def test_link_to_another_origin_is_refused(to, message):
    """S2: with the items so far; nothing is sent there."""

    def answer(*_):
        return [{"id": 1}], f'<{to}>; rel="next"'

    with pytest.raises(gha.UnexpectedAnswerError, match=message) as caught:
        read(answer)
    assert caught.value.collected == ({"id": 1},)


@pytest.mark.parametrize("body", [{"a": [], "b": []}, {"a": 1}, 7, "x"])
def test_json_that_is_not_a_list_raises(body):
    """And names the other way."""
    with pytest.raises(gha.UnexpectedAnswerError, match=r"use client.request\(\)"):
        read(lambda *_: (body, None))


def test_no_content_is_an_empty_list():
    """As of the contributors of an empty repository."""
    assert read(lambda *_: (None, None))[0] == []


def test_an_identity_that_cannot_be_compared_raises():
    """An id that is an object."""
    with pytest.raises(gha.UnexpectedAnswerError, match="not a number or text"):
        read(lambda *_: ([{"id": {"of": 1}}], None))


@pytest.mark.parametrize("item", [{"id": 3}, {"text": "same"}, "same"], ids=repr)
@pytest.mark.parametrize("by", ["page", "cursor"])
def test_links_without_end_raise(item, by):
    """The number of requests is bounded by what is new."""

    def answer(_, number):
        return [item], link(f"/x?per_page=100&{by}={number + 1}")

    with pytest.raises(gha.UnexpectedAnswerError, match="no new item"):
        read(answer)


def test_cursors_in_a_loop_raise():
    """Two pages that name each other."""

    def answer(_, number):
        return [{"id": number}], link(f"/x?cursor={number % 2}")

    with pytest.raises(gha.UnexpectedAnswerError, match="form a loop"):
        read(answer)


@settings(max_examples=60, deadline=None)
@given(
    pages=st.lists(st.lists(st.integers(0, 12), max_size=4), min_size=1, max_size=12),
    jumps=st.lists(st.integers(0, 11), min_size=12, max_size=12),
    by=st.sampled_from(["page", "cursor"]),
    identified=st.booleans(),
)
def test_requests_are_bounded_whatever_the_links_say(pages, jumps, by, identified):
    """At most two for each page with something new, and two more."""

    def answer(url, _):
        at = int(url.rpartition(f"{by}=")[2]) if f"&{by}=" in url else 0
        items = pages[at % len(pages)]
        body = [{"id": 1 + n} if identified else f"{n}" for n in items]
        return body, link(f"/x?per_page=100&{by}={jumps[at % 12]}")

    server = Lists(answer)

    async def main():
        about = {"transport": server, "clock": VirtualClock(), "pace": gha.Pace.off()}
        async with gha.Client("token", **about) as client:
            pager = client.paginate("GET", "/x")
            try:
                return await pager.collect()
            except gha.UnexpectedAnswerError as error:
                return error.collected

    found = virtual.run(main())
    assert len(server.requests) <= 2 * 13 + 2 + 12
    if identified:
        assert len({it["id"] for it in found}) == len(found)


async def test_paginate_makes_the_promises_of_every_call(fake_github, github_client):
    """Retries, the version, and limits; errors name the request."""
    for number in range(3):
        fake_github.add_repo(f"octo-org/r{number}")
    fake_github.fail("list-repos-for-org", status=502)
    pager = github_client.paginate(
        "GET", "/orgs/{org}/repos", org="octo-org", query={"per_page": 2}
    )
    assert [it["name"] for it in await pager.collect()] == ["r2", "r1", "r0"]
    assert [it.status for it in fake_github.requests] == [502, 200, 200]
    assert (await pager.first())["name"] == "r2"
    with pytest.raises(gha.NotFoundError, match=r"GET /orgs/\{org\}/repos"):
        await github_client.paginate("GET", "/orgs/{org}/repos", org="x").collect()


@pytest.mark.parametrize(
    ("arguments", "values", "error", "message"),
    [
        (("POST", "/x"), {}, ValueError, "method must be GET"),
        (("FETCH", "/x"), {}, ValueError, "method must be one of"),
        (("GET", "https://evil.example/x"), {}, ValueError, "outside the API"),
        (("GET", "/orgs/{org}/x"), {}, TypeError, "pass org="),
        (("GET", "/orgs/../x"), {}, ValueError, "path must begin with a slash"),
    ],
)
def test_arguments_are_checked_before_anything_is_sent(
    arguments, values, error, message
):
    """As of ``request``."""
    with pytest.raises(error, match=message):
        gha.Client.anonymous().paginate(*arguments, **values)


def test_filter_keeps_some_items_and_sends_the_same_requests():
    """Several filters apply one after another; ``collect`` stops when it has enough."""
    server = Lists(lambda *_: ([{"id": n} for n in range(1, 11)], None))

    async def main():
        about = {"transport": server, "clock": VirtualClock(), "pace": gha.Pace.off()}
        async with gha.Client("token", **about) as client:
            even = client.paginate("GET", "/x").filter(lambda it: it["id"] % 2 == 0)
            large = even.filter(lambda it: it["id"] > 4).allow_capped()
            return (
                [it["id"] for it in await even.collect()],
                [it["id"] async for it in large],
                [it["id"] for it in await large.collect(limit=1)],
                await large.count(),
                await large.filter(lambda _: False).first(),
            )

    assert virtual.run(main()) == ([2, 4, 6, 8, 10], [6, 8, 10], [6], 3, None)
