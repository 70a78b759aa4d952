R = "/repos/octo-org/hello/actions"


async def test_unchanged_resource_is_304(api, repo):
    """A8: without a body, with the same ETag; after a change the status is 200."""
    run = repo.add_run(status="queued")
    first = await api(f"GET {R}/runs/{run.id}")
    etag = first.headers["ETag"]
    assert etag.startswith('W/"')
    for condition in (etag, f'"other", {etag}', etag.removeprefix("W/"), "*"):
        response = await api(
            f"GET {R}/runs/{run.id}", headers={"If-None-Match": condition}
        )
        assert (response.status, response.body) == (304, b"")
        assert response.headers["ETag"] == etag
    run.advance()
    response = await api(f"GET {R}/runs/{run.id}", headers={"If-None-Match": etag})
    assert (response.status, response.json["status"]) == (200, "in_progress")


async def test_304_costs_no_quota(api, repo):
    """A8: x-ratelimit-remaining is unchanged."""
    run = repo.add_run()
    first = await api(f"GET {R}/runs/{run.id}")
    condition = {"If-None-Match": first.headers["ETag"]}
    second = await api(f"GET {R}/runs/{run.id}", headers=condition)
    remaining = "x-ratelimit-remaining"
    assert second.headers[remaining] == first.headers[remaining]


async def test_304_without_a_token_costs_quota(api, repo):
    """A8: it is free for requests with a token only."""
    anonymous = {"Authorization": None}
    path = f"GET {R}/runs/{repo.add_run().id}"
    first = await api(path, headers=anonymous)
    condition = anonymous | {"If-None-Match": first.headers["ETag"]}
    second = await api(path, headers=condition)
    assert second.status == 304
    assert second.headers["x-ratelimit-used"] == "2"


async def test_etag_of_another_token_does_not_match(api, repo):
    """A8: the same document has a different ETag for each token."""
    run = repo.add_run()
    etag = (await api(f"GET {R}/runs/{run.id}")).headers["ETag"]
    other = api.github.add_token("ghp_other")
    headers = {"If-None-Match": etag, "Authorization": f"Bearer {other}"}
    assert (await api(f"GET {R}/runs/{run.id}", headers=headers)).status == 200


async def test_large_responses_are_compressed_if_accepted(api, repo):
    """With gzip, from about a kilobyte on."""
    run = repo.add_run()
    for accepted, coding in (("gzip, br", "gzip"), ("identity", None)):
        headers = {"Accept-Encoding": accepted}
        response = await api(f"GET {R}/runs/{run.id}", headers=headers)
        assert response.headers.get("Content-Encoding") == coding
        assert response.json["id"] == run.id
        sent = int(response.headers["Content-Length"])
        assert (
            sent == len(response.body)
            if coding is None
            else sent < len(response.body) / 2
        )
    response = await api(f"GET {R}/secrets", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
