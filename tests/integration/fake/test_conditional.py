R = "/repos/octo-org/hello/actions"


async def test_what_has_not_changed_is_304(api, repo):
    """A8: no body, no content type, and the ETag again; a change makes it 200."""
    run = repo.add_run(status="queued")
    first = await api(f"GET {R}/runs/{run.id}")
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    for condition in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        got = await api(f"GET {R}/runs/{run.id}", headers={"If-None-Match": condition})
        assert (got.status, got.body) == (304, b"")
        assert got.headers["ETag"] == etag
    run.advance()
    got = await api(f"GET {R}/runs/{run.id}", headers={"If-None-Match": etag})
    assert (got.status, got.json["status"]) == (200, "in_progress")


async def test_a_304_costs_nothing(api, repo):
    """A8: x-ratelimit-remaining stays as it was."""
    run = repo.add_run()
    first = await api(f"GET {R}/runs/{run.id}")
    condition = {"If-None-Match": first.headers["ETag"]}
    second = await api(f"GET {R}/runs/{run.id}", headers=condition)
    remaining = "x-ratelimit-remaining"
    assert second.headers[remaining] == first.headers[remaining]


async def test_a_304_without_a_token_costs_as_much(api, repo):
    """A8: only authorised requests get it for nothing."""
    nobody = {"Authorization": None}
    path = f"GET {R}/runs/{repo.add_run().id}"
    first = await api(path, headers=nobody)
    condition = nobody | {"If-None-Match": first.headers["ETag"]}
    second = await api(path, headers=condition)
    assert second.status == 304
    assert second.headers["x-ratelimit-used"] == "2"


async def test_an_etag_is_worth_nothing_to_another_token(api, repo):
    """A8: the same document has another ETag for another token."""
    run = repo.add_run()
    etag = (await api(f"GET {R}/runs/{run.id}")).headers["ETag"]
    other = api.github.add_token("ghp_other")
    headers = {"If-None-Match": etag, "Authorization": f"Bearer {other}"}
    assert (await api(f"GET {R}/runs/{run.id}", headers=headers)).status == 200


async def test_large_answers_are_compressed_if_that_is_wanted(api, repo):
    """Gzip for those who accept it, from about a kilobyte on."""
    run = repo.add_run()
    for accepted, coding in (("gzip, br", "gzip"), ("identity", None)):
        headers = {"Accept-Encoding": accepted}
        got = await api(f"GET {R}/runs/{run.id}", headers=headers)
        assert got.headers.get("Content-Encoding") == coding
        assert got.json["id"] == run.id
        sent = int(got.headers["Content-Length"])
        assert sent == len(got.body) if coding is None else sent < len(got.body) / 2
    got = await api(f"GET {R}/secrets", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in got.headers
