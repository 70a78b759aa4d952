import gzip
import importlib.util
import sys

import pytest

TEXT = bytes(range(256)) * 99
PACKED = gzip.compress(TEXT)


@pytest.fixture(params=["zlib-ng", "zlib"])
def gunzip(request, monkeypatch):
    """Return the module as it is with the extra ``fast``, and without."""
    if request.param == "zlib":
        monkeypatch.setitem(sys.modules, "zlib_ng.zlib_ng", None)
    spec = importlib.util.find_spec("aioghactions._core.gunzip")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (module._library.__name__ == "zlib") == (request.param == "zlib")
    return module


@pytest.mark.parametrize("most", [1, 1000, 2**20])
@pytest.mark.parametrize("received", [7, 10_000])
def test_both_libraries_return_the_same_text(gunzip, received, most):
    """The extra ``fast`` changes only the speed."""
    decoder, text, packed = gunzip.Gunzip(), b"", PACKED + gzip.compress(b"more")
    for start in range(0, len(packed), received):
        rest = packed[start : start + received]
        while rest:
            part, rest = decoder.decompress(rest, most)
            assert len(part) <= most
            text += part
    while not decoder.is_complete:  # output that exceeded ``most``
        text += decoder.decompress(rest, most)[0]
    assert text == TEXT + b"more"


@pytest.mark.parametrize("packed", [b"{}" * 99, PACKED[:20] + b"x" * 99])
def test_invalid_bytes_raise_one_error(gunzip, packed):
    """Each library has a different one."""
    with pytest.raises(gunzip.InvalidGzipError) as caught:
        gunzip.Gunzip().decompress(packed, 2**20)
    assert caught.value.__cause__ is None
