# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``RunnerApplication``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo


@frozen(kw_only=True)
class RunnerApplication:
    """A build of the runner application for one platform."""

    os: str
    """Operating system: ``linux``, ``osx`` or ``win``."""

    architecture: str
    """Processor: ``x64``, ``arm`` or ``arm64``."""

    download_url: str
    """URL to download the archive from."""

    filename: str
    """Name of the archive."""

    temp_download_token: str | None = field(default=None, repr=False)
    """Short-lived bearer token for downloads that need one. Keep it secret."""

    sha256_checksum: str | None = None
    """SHA-256 of the archive in hexadecimal digits."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(RunnerApplication)
_Draft: Final = writable(RunnerApplication)


def structure_runner_application(data: Any, memo: Memo) -> RunnerApplication:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.os = data["os"]
    draft.architecture = data["architecture"]
    draft.download_url = data["download_url"]
    draft.filename = data["filename"]
    draft.temp_download_token = data.get("temp_download_token")
    draft.sha256_checksum = data.get("sha256_checksum")
    draft.extra = (
        EMPTY
        if len(data)
        == 4 + ("temp_download_token" in data) + ("sha256_checksum" in data)
        else unknown(data, _MEMBERS)
    )
    draft.__class__ = RunnerApplication
    model: RunnerApplication = draft
    return model
