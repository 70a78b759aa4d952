import gc
from contextlib import suppress

import pytest

from aioghactions._core.call import Returns
from aioghactions._json.model_support import SharedObjects
from aioghactions._json.structure import read

LARGE = b" " * 100_000


@pytest.mark.parametrize("enabled", [True, False])
@pytest.mark.parametrize("padding", [b"", LARGE])
@pytest.mark.parametrize("body", [b"{}", b"{", b"[]"])
def test_the_collector_is_paused_for_a_large_body_only(enabled, padding, body):
    """Afterwards it is as it was, also if the body cannot be read."""
    seen, was_enabled = [], gc.isenabled()

    def mask(data):
        seen.append(gc.isenabled())
        return data

    returns = None if body == b"{}" else Returns("RunnerApplication")
    try:
        (gc.enable if enabled else gc.disable)()
        with suppress(ValueError):
            read(body + padding, returns, SharedObjects(), mask)
        seen.append(gc.isenabled())
    finally:
        (gc.enable if was_enabled else gc.disable)()
    assert seen == ([] if body == b"{" else [enabled and not padding]) + [enabled]


def test_mask_is_applied_before_the_model_is_made():
    """Whatever contains the masked text."""
    body = (
        b'[{"os": "CANARY", "architecture": "x", "download_url": "u", "filename": "f"}]'
    )
    returns = Returns("RunnerApplication", many=True)
    made = read(body, returns, SharedObjects(), lambda data: [data[0] | {"os": "***"}])
    assert made[0].os == "***"


def test_mask_of_deep_json_is_an_error_of_the_json():
    """The parser accepts more levels than a recursive function."""

    def mask(data):
        return [mask(it) for it in data]

    with pytest.raises(ValueError, match="nested too deeply"):
        read(b"[" * 1_000 + b"]" * 1_000, None, SharedObjects(), mask)
