"""70 of 70: every operation is sent to a real server and decoded."""

import pytest

from aioghactions.operations import OPERATIONS
from tests.integration.every_operation.scene import (
    NEWEST_VERSION,
    SHOWS,
    by_call,
    by_handle,
    opened,
    play,
)

SETTINGS = {
    "at the root": {"prefix": ""},
    "under /api/v3": {"prefix": "/api/v3"},
    "newest version": {"prefix": "", "api_version": NEWEST_VERSION},
}


def test_every_operation_has_a_show():
    """70 of 70: none is left out, and none is invented."""
    assert sorted(SHOWS) == sorted(OPERATIONS)
    assert len(SHOWS) == 70


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("way", [by_handle, by_call])
@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
async def test_operation_works(operation, way, setting, start_github, instant_clock):
    """It returns the documented model, and the server is as it should be."""
    prefix = setting["prefix"]
    version = setting.get("api_version", "2022-11-28")
    github = await start_github(prefix=prefix)
    async with opened(github, instant_clock, api_version=version) as scene:
        await play(scene, operation, way)
    for request in github.requests:
        assert request.path.startswith(f"{prefix}/")
        assert request.headers["x-github-api-version"] == version
