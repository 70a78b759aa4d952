"""The four kinds of downloads, and how they differ."""

from collections.abc import Iterable, Mapping
from email.message import Message
from email.utils import collapse_rfc2231_value
from typing import Any, Final

from attrs import field, frozen

from aioghactions._core.call import Call
from aioghactions._downloads import filenames

_GIB: Final = 2**30
# The longest log reported so far has half of this. An artifact had to fit on the disk
# of the runner that made it, of which GitHub guarantees 14 GB.
_MAX_LOG: Final = _GIB
_MAX_ARTIFACT: Final = 10 * _GIB
_ZIP_TYPES: Final = frozenset(
    {"application/zip", "application/x-zip-compressed", "application/zip-compressed"}
)


@frozen
class Kind:
    """What is known of a download before it begins."""

    owner: str  # what it belongs to, for messages
    owner_operation: str  # id of the operation that returns the owner
    file_name: str  # default; "{}" stands for the numbers in the path
    is_zip: bool | None = field(kw_only=True)  # None: the media type decides
    max_bytes: int = _MAX_LOG  # default limit
    gone_reason: str = "the log has expired or was deleted"


_KINDS: Final[Mapping[str, Kind]] = {
    "download-workflow-run-logs": Kind(
        "run", "get-workflow-run", "logs_{}.zip", is_zip=True
    ),
    "download-workflow-run-attempt-logs": Kind(
        "attempt", "get-workflow-run-attempt", "logs_{}_attempt_{}.zip", is_zip=True
    ),
    "download-job-logs-for-workflow-run": Kind(
        "job", "get-job-for-workflow-run", "job_{}.txt", is_zip=False
    ),
    "download-artifact": Kind(
        "artifact",
        "get-artifact",
        "artifact_{}.zip",
        is_zip=None,
        max_bytes=_MAX_ARTIFACT,
        gone_reason="the artifact has expired or was deleted",
    ),
}


def kind_of(call: Call[Any]) -> Kind:
    """Return the kind of download that ``call`` starts."""
    try:
        return _KINDS[call.operation.id]
    except KeyError:
        raise ValueError(f"{call.operation.id} is not a download") from None


def is_zip(kind: Kind, content_type: str) -> bool:
    """Return whether the body is a zip archive.

    An artifact may be a file that was never zipped. It has another media type and is
    not extracted, even if its first bytes look like a zip.
    """
    media_type = content_type.partition(";")[0].strip().lower()
    if kind.is_zip is None:
        return not media_type or media_type in _ZIP_TYPES
    return kind.is_zip


def file_name(kind: Kind, call: Call[Any], headers: Mapping[str, str]) -> str:
    """Return a file name that is safe in any folder; ``headers`` are storage's."""
    name = _name_from(headers.get("content-disposition", ""))
    if name and not filenames.problem(name):
        return name
    numbers = [part for part in call.path.split("/") if part.isdigit()]
    name = kind.file_name.format(*numbers[-kind.file_name.count("{}") :])
    is_archive = is_zip(kind, headers.get("content-type", ""))
    return name if is_archive else name.removesuffix(".zip")


def _name_from(disposition: str) -> str:
    """Return the file name in a ``content-disposition``, or ""."""
    message = Message()
    message["content-disposition"] = " ".join(disposition.split())
    try:
        # Any: a value with a charset is a tuple, which the annotations do not say.
        parameters: Iterable[tuple[str, Any]] = message.get_params(
            [], header="content-disposition"
        )
        values = [value for name, value in parameters if name.lower() == "filename"]
        # RFC 6266: of two file names, prefer the one with a charset.
        values.sort(key=lambda value: isinstance(value, str))
        return collapse_rfc2231_value(values[0]) if values else ""
    except (LookupError, ValueError):  # unknown charset, or invalid bytes for it
        return ""
