"""Every list operation: a page that the server cannot bear is read in smaller ones."""

import json
import re
from urllib.parse import parse_qsl, urlsplit

import pytest

import aioghactions as gha
from aioghactions import Call
from aioghactions._core.messages import Headers, Response
from aioghactions.operations import OPERATIONS
from aioghactions.pages import Pager
from tests.support import fragment, responses, virtual
from tests.support.virtual import VirtualClock

LISTS = {id_: op for id_, op in OPERATIONS.items() if op.items is not None}
COUNT = 170


def least(schema, number):
    """Return a value of a schema with the members that are required only."""
    schema = fragment.follow(schema)
    for one_of in ("allOf", "oneOf", "anyOf"):
        if one_of in schema:
            return least(schema[one_of][0], number)
    if "enum" in schema:
        return schema["enum"][0]
    if "null" in schema.get("type", ()):
        return None
    match schema.get("type"):
        case "object":
            properties = schema.get("properties", {})
            members = {*schema.get("required", ()), "id", "name"} & set(properties)
            return {name: least(properties[name], number) for name in members}
        case "array":
            return []
        case "integer" | "number":
            return number
        case "boolean":
            return False
        case "string" if schema.get("format") == "date-time":
            return "2026-01-01T00:00:00Z"
        case _:
            return f"TEXT_{number}"


def items(operation):
    """Return many different items of a list."""
    page = fragment.follow(fragment.endpoints()[operation.id].schema("200"))
    item = (page["properties"][operation.items] if operation.items else page)["items"]
    return [least(item, 1 + number) for number in range(COUNT)]


class HeavyList:
    """A transport that answers 502 for a page of more than 30 items."""

    def __init__(self, operation):
        self.operation, self.items = operation, items(operation)
        self.by = "cursor" if "cursor" in operation.query else "page"
        self.sizes, self.bears = [], 30  # items on a page
        self.has_links = True  # of a list without a total

    async def open(self):
        """Nothing to open."""

    async def close(self):
        """Nothing to close."""

    async def exchange(self, request, timeouts):
        query = dict(parse_qsl(urlsplit(request.url).query))
        size, page = int(query["per_page"]), int(query.get("page", "1"))
        start = int(query.get("cursor", (page - 1) * size))
        self.sizes.append(size)
        if size > self.bears and start > 0:  # the first page is read whole
            return responses.text_response(502, b"<html>")
        shown = self.items[start : start + size]
        name = self.operation.items
        body = {"total_count": COUNT, name: shown} if name else shown
        headers = Headers({})
        if self.has_links and not name and start + size < COUNT:
            cursor = {"page": page + 1, "cursor": start + size}[self.by]
            url = f"{request.url.partition('?')[0]}?per_page={size}"
            headers["link"] = f'<{url}&{self.by}={cursor}>; rel="next"'
        return Response(status=200, headers=headers, body=json.dumps(body).encode())


@pytest.mark.parametrize("id_", LISTS)
def test_every_list_is_read_in_smaller_pages_after_repeated_failures(id_):
    """F5: each item once, wherever the sizes of two pages overlap.

    Without a total it is not known whether items moved between numbered pages.
    """
    operation = LISTS[id_]
    server = HeavyList(operation)
    path = re.sub(r"\{\w+\}", "1", operation.path)
    call = Call(operation=operation, path=path, query=(("per_page", "90"),))

    async def main():
        clock = VirtualClock()
        async with gha.Client(
            "token", transport=server, clock=clock, pace=gha.Pace.off()
        ) as client:
            pager = Pager(client.repo("octo-org/hello")._pipeline, call)
            return await pager.collect(), pager.complete

    found, complete = virtual.run(main())
    assert complete == bool(operation.items or server.by == "cursor")
    assert len(found) == COUNT
    assert len(set(found)) == COUNT
    assert sorted({*server.sizes}, reverse=True) == [90, 45, 22]


@pytest.mark.parametrize("count", [0, 89, 90, 91, 170, 180])
def test_a_list_without_total_and_links_ends_with_a_page_that_is_not_full(count):
    """F3: a proxy may remove the links; items that nothing identifies are equal."""
    operation = LISTS["list-check-run-annotations"]
    server = HeavyList(operation)
    server.items = [*items(operation)[:1] * count]
    server.bears, server.has_links = 100, False
    call = Call(operation=operation, path="/lists", query=(("per_page", "90"),))

    async def main():
        async with gha.Client(
            "token", transport=server, clock=VirtualClock(), pace=gha.Pace.off()
        ) as client:
            return await Pager(client.repo("octo-org/hello")._pipeline, call).collect()

    assert len(virtual.run(main())) == count
    assert len(server.sizes) == 1 + count // 90
