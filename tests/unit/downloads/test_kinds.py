import pytest
from hypothesis import given
from hypothesis import strategies as st

from aioghactions import operations
from aioghactions._downloads import filenames
from aioghactions._downloads.kinds import is_zip, kind_of, name_of

CALLS = {
    "run": operations.download_workflow_run_logs("o", "1", 22),
    "attempt": operations.download_workflow_run_attempt_logs("o", "1", 22, 3),
    "job": operations.download_job_logs_for_workflow_run("o", "1", 4),
    "artifact": operations.download_artifact("7", "8", 9, "zip"),
}


def name(owner, **headers):
    """Return the file name of a download."""
    told = {key.replace("_", "-"): value for key, value in headers.items()}
    return name_of(kind_of(CALLS[owner]), CALLS[owner], told)


def test_every_documented_download_has_a_kind():
    """A20: and knows what it belongs to."""
    downloads = [op for op in operations.OPERATIONS.values() if op.is_download]
    assert {kind_of(call).owner for call in CALLS.values()} == set(CALLS)
    assert {call.operation.id for call in CALLS.values()} == {op.id for op in downloads}
    for owner, call in CALLS.items():
        asks = operations.OPERATIONS[kind_of(call).asks]
        assert asks.path == call.operation.path.rpartition("/")[0], owner
    with pytest.raises(ValueError, match="get-workflow-run is no download"):
        kind_of(operations.get_workflow_run("o", "r", 1))


@pytest.mark.parametrize(
    ("owner", "expected"),
    [
        ("run", "logs_22.zip"),
        ("attempt", "logs_22_attempt_3.zip"),
        ("job", "job_4.txt"),
        ("artifact", "artifact_9.zip"),
    ],
)
def test_a_download_has_a_name_of_its_own(owner, expected):
    """S12: if storage does not say, or says something that leads elsewhere."""
    assert name(owner) == expected
    for hostile in (
        'attachment; filename="../x"',
        "attachment; filename=/etc/passwd",
        "attachment; filename*=UTF-8''..%2F..%2Fx",
        "attachment; filename*=UTF-8''%00",
        'attachment; filename="CON"',
        'attachment; filename="a\r\n\tb"; filename=""',
        "attachment; filename*=nonsense''%ff%fe%1b",
        "inline",
        "",
        ";;;=\x00",
    ):
        assert name(owner, content_disposition=hostile) in {expected, "a b"}


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("attachment; filename=logs.zip", "logs.zip"),
        ('attachment; filename="my report.zip"', "my report.zip"),
        ("attachment; filename*=UTF-8''caf%C3%A9.zip", "caf\u00e9.zip"),
        ("attachment; filename=x.zip; filename*=UTF-8''%C3%A9.zip", "\u00e9.zip"),
        ("attachment; filename*=UTF-8''%C3%A9.zip; FileName=x.zip", "\u00e9.zip"),
    ],
)
def test_a_safe_name_that_storage_says_is_used(said, expected):
    """The name that a browser would save it as."""
    assert name("artifact", content_disposition=said) == expected


def test_an_artifact_that_is_no_zip_is_not_called_one():
    """S12: a file uploaded as it is stays as it is, in name too."""
    assert name("artifact", content_type="text/html") == "artifact_9"
    assert name("run", content_type="application/octet-stream") == "logs_22.zip"


@pytest.mark.parametrize(
    ("owner", "content_type", "expected"),
    [
        ("run", "", True),
        ("run", "application/octet-stream", True),
        ("attempt", "application/zip", True),
        ("job", "application/zip", False),
        ("job", "text/plain", False),
        ("artifact", "", True),
        ("artifact", "application/zip", True),
        ("artifact", "Application/ZIP; charset=binary", True),
        ("artifact", "application/x-zip-compressed", True),
        ("artifact", "application/octet-stream", False),
        ("artifact", "text/plain", False),
    ],
)
def test_what_is_unzipped_is_decided_by_what_it_is(owner, content_type, expected):
    """S12: never by its first bytes."""
    assert is_zip(kind_of(CALLS[owner]), content_type) is expected


def test_an_artifact_may_be_larger_than_a_log():
    """S10: bounds by what is plausible."""
    longest = {owner: kind_of(call).longest for owner, call in CALLS.items()}
    assert longest["artifact"] == 10 * 2**30
    assert {longest[owner] for owner in ("run", "attempt", "job")} == {2**30}


@pytest.mark.parametrize(
    "said",
    [
        f"filename*=idna''{'a' * 70}",
        "filename*=punycode''%ff",
        "filename*=hex''zz/..",
        "filename*=no-such-charset''%2e%2e%2fx",
        "filename*=UTF-8''%2e%2e%2fx",
        "filename*=''",
        'filename="\udce4/.."',
    ],
)
def test_a_charset_that_makes_no_sense_names_nothing(said):
    """S12: and is no error: the bytes are what was asked for."""
    for text in (said, f"attachment; {said}"):
        assert name("artifact", content_disposition=text) == "artifact_9.zip"


@given(st.sampled_from(sorted(CALLS)), st.text(), st.text())
def test_a_name_is_safe_whatever_storage_says(owner, said, parameter):
    """S12: it never is a path, and never fails."""
    for text in (said, f'attachment; filename="{parameter}"', f"a; {parameter}"):
        assert filenames.objection(name(owner, content_disposition=text)) == ""
