"""The kinds of downloads, and how they differ."""

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
MAX_ARTIFACT: Final = 10 * _GIB
# "zip" alone is the type of every artifact uploaded before 2026-02.
_ZIP_TYPES: Final = frozenset(
    {
        "zip",
        "application/zip",
        "application/x-zip",
        "application/x-zip-compressed",
        "application/zip-compressed",
    }
)
# The first bytes of a zip, and of one without entries.
_ZIP_MARKS: Final = (b"PK\x03\x04", b"PK\x05\x06")
# Pages of proxies and error documents: no log has these types.
_DOCUMENT_TYPES: Final = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "application/json",
        "application/problem+json",
        "application/xml",
        "text/xml",
    }
)

PEEKED: Final = 4
"""First bytes of a body that :func:`is_zip` needs."""

PEEKED_COMPRESSED: Final = 512
"""As many bytes of gzip suffice for them."""


@frozen
class Kind:
    """What is known of a download before it begins."""

    owner: str  # what it belongs to, for messages
    owner_operation: str  # id of the operation that returns the owner
    file_name: str  # default; "{}" stands for the numbers in the path
    is_zip: bool | None = field(kw_only=True)  # None: the response decides
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
    "download-step-logs-for-workflow-run-job": Kind(
        "job", "get-job-for-workflow-run", "job_{}_step_{}.txt", is_zip=False
    ),
    "download-artifact": Kind(
        "artifact",
        "get-artifact",
        "artifact_{}.zip",
        is_zip=None,
        max_bytes=MAX_ARTIFACT,
        gone_reason="the artifact has expired or was deleted",
    ),
}


def kind_of(call: Call[Any]) -> Kind:
    """Return the kind of download that ``call`` starts."""
    try:
        return _KINDS[call.operation.id]
    except KeyError:
        raise ValueError(f"{call.operation.id} is not a download") from None


def is_zip(
    kind: Kind, headers: Mapping[str, str], first_bytes: bytes | None = None
) -> bool:
    """Return whether the body is a zip archive.

    An artifact may be a file that was never zipped. It is a zip if the media type or
    its first bytes say so: storage sends wrong types. A name that ends in ``.zip`` says
    no more than the first bytes.

    Args:
        kind: The kind of the download.
        headers: The headers of the response of storage.
        first_bytes: The first bytes; None if they are unknown.
    """
    if kind.is_zip is not None:
        return kind.is_zip
    media_type = _media_type(headers)
    if first_bytes is None:
        return media_type in _ZIP_TYPES | {""}
    return media_type in _ZIP_TYPES or first_bytes.startswith(_ZIP_MARKS)


def has_zip_suffix(name: str) -> bool:
    """Return whether a file name ends in ``.zip``, in either case."""
    return name.lower().endswith(".zip")


def unexpected_document(
    kind: Kind, headers: Mapping[str, str], earlier: Mapping[str, str]
) -> str:
    """Return the media type if the body is not the one that was requested, or "".

    A proxy may answer in place of storage, with a page and status 200. An artifact may
    be such a page: storage then sends its name, also with the ``earlier`` responses.
    """
    media_type = _media_type(headers)
    if media_type not in _DOCUMENT_TYPES:
        return ""
    is_named_file = kind.is_zip is None and bool(_name_from(headers))
    is_same_type = not earlier or _media_type(earlier) == media_type
    return "" if is_named_file and is_same_type else media_type


def file_name(
    kind: Kind, call: Call[Any], headers: Mapping[str, str], *, is_archive: bool
) -> str:
    """Return a file name that is safe in any folder; ``headers`` are storage's."""
    name = _name_from(headers)
    if name and not filenames.problem(name, portable=True):
        return name
    numbers = [part for part in call.path.split("/") if part.isdigit()]
    name = kind.file_name.format(*numbers[-kind.file_name.count("{}") :])
    return name if is_archive else name.removesuffix(".zip")


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _name_from(headers: Mapping[str, str]) -> str:
    """Return the file name in the ``content-disposition``, or ""."""
    message = Message()
    disposition = headers.get("content-disposition", "")
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
    except (LookupError, TypeError, ValueError):
        # An unknown charset, invalid bytes for it, or parts of it without a number.
        return ""
