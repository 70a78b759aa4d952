from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile

R = "/repos/octo-org/hello/actions"
BARE = {"Authorization": None}


async def names(api, path):
    """Return the names in a list, in order."""
    return [x["name"] for x in (await api(f"GET {path}")).json["artifacts"]]


async def test_artifact_is_a_zip_with_a_digest(api, repo):
    """Digest and size are those of the bytes that storage serves."""
    repo.add_run()
    artifact = repo.add_artifact("report", files={"a.txt": "A", "b/c.bin": b"\x00"})
    document = (await api(f"GET {R}/artifacts/{artifact.id}")).json
    response = await api(f"GET {document['archive_download_url']}")
    assert response.status == 302
    content = (await api(f"GET {response.headers['Location']}", headers=BARE)).body
    assert document["size_in_bytes"] == len(content)
    assert document["digest"] == f"sha256:{sha256(content).hexdigest()}"
    with ZipFile(BytesIO(content)) as archive:
        assert {n: archive.read(n) for n in archive.namelist()} == {
            "a.txt": b"A",
            "b/c.bin": b"\x00",
        }


async def test_single_file_is_served_unzipped(api, repo):
    """Such an artifact is not a zip, although the path ends in /zip."""
    artifact = repo.add_artifact("disk.img", content=b"\x7fELF")
    link = (await api(f"GET {R}/artifacts/{artifact.id}/zip")).headers["Location"]
    response = await api(f"GET {link}", headers=BARE)
    assert response.body == b"\x7fELF"
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "disk.img" in response.headers["Content-Disposition"]


async def test_artifacts_of_a_repository_and_of_a_run(api, repo):
    """Newest first, filtered by name, and of a run in either direction."""
    first, second = repo.add_run(), repo.add_run()
    repo.add_artifact("one", run=first, created_at="2026-01-01")
    repo.add_artifact("two", run=first, created_at="2026-01-02")
    repo.add_artifact("two", run=second, created_at="2026-01-03")
    assert await names(api, f"{R}/artifacts") == ["two", "two", "one"]
    assert await names(api, f"{R}/artifacts?name=one") == ["one"]
    own = f"{R}/runs/{first.id}/artifacts"
    assert await names(api, own) == ["two", "one"]
    assert await names(api, f"{own}?direction=asc") == ["one", "two"]
    assert await names(api, f"{own}?name=two") == ["two"]


async def test_expired_artifact_is_410(api, repo, instant_clock):
    """It is listed as expired; its content is 410."""
    artifact = repo.add_artifact("report")
    await instant_clock.advance(90 * 86_400)
    assert (await api(f"GET {R}/artifacts/{artifact.id}")).json["expired"] is True
    assert (await api(f"GET {R}/artifacts/{artifact.id}/zip")).status == 410


async def test_deleted_artifact_is_404(api, repo):
    """DELETE is 204, later requests are 404."""
    artifact = repo.add_artifact("report")
    assert (await api(f"DELETE {R}/artifacts/{artifact.id}")).status == 204
    assert (await api(f"GET {R}/artifacts/{artifact.id}")).status == 404
    assert (await api(f"DELETE {R}/artifacts/{artifact.id}")).status == 404


async def test_zip_is_the_only_format(api, repo, contract):
    """Another archive_format is 404."""
    contract.bad_requests = True
    artifact = repo.add_artifact("report")
    assert (await api(f"GET {R}/artifacts/{artifact.id}/tar")).status == 404
