"""What to add to GitHub's message of an error: pure functions of its text and headers.

Apart from ``errors``, whose classes only hold values.
"""

import re
from collections.abc import Mapping
from typing import Final, Literal, cast

Subject = Literal["policy", "rights", "state", ""]

# What the sentence of a 403 is about: the first row that matches. A message that
# names both a policy or a right and a state ("access is already denied") is about the
# former, so ``state`` comes last. Strings, which ``re`` compiles for the first 403.
_SUBJECTS: Final[Mapping[Subject, str]] = {
    # Rules of an organization, which no scope or permission changes.
    "policy": r"\bSSO\b|SAML|IP allow list|two-factor|\bpolic(?:y|ies)\b",
    # Rights of the token or of its user.
    "rights": (
        r"not accessible|\bmust (?:have|be (?:an?|the|granted)) |forbidden"
        r"|authoriz|authenticat|permission|\brights\b|\bscopes?\b|\btoken\b"
    ),
    # The state of a run, a job or a repository.
    "state": (
        r"\balready\b|\bago\b|\barchived\b|\bread-only\b|\bin progress\b"
        r"|\bcould not\b|\bunable to\b|\bdisabled\b|\bexpired\b|\blocked\b"
        r"|\bno failed jobs\b"
        r"|\bcannot be\b|\bcan ?not (?:re-?run|retry|cancel|delete)|\bmust be \w+ed\b"
        r"|\b(?:is|are|was|has) not (?:yet )?(?:been )?\w+(?:ed|ing|able)\b"
    ),
}
_SERVER_RELEASE: Final = "x-github-enterprise-version"
_RELEASE: Final = r"(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?"
# The last release whose description `make drift` compares.
_NEWEST_KNOWN: Final = (3, 19)
_LEVELS: Final = {"read": 0, "write": 1, "manage": 1, "admin": 2}


def subject_of_403(message: str) -> Subject:
    """Return what the message of a 403 is about; "" if it does not say."""
    for subject, words in _SUBJECTS.items():
        if re.search(words, message, re.IGNORECASE):
            return subject
    return ""


def missing_rights(message: str, headers: Mapping[str, str]) -> str:
    """Return what a 403 says that the token lacks, or "" if it does not say."""
    if subject_of_403(message) != "rights":
        return ""
    granted = headers.get("x-oauth-scopes")  # only for classic tokens
    if granted is None:
        required = headers.get("x-accepted-github-permissions", "")
        return f"this needs {required}" if required else ""
    wanted = headers.get("x-accepted-oauth-scopes")
    if wanted is None:
        return ""
    scopes, owned = _scopes(wanted), _scopes(granted)
    if not scopes or any(_includes(has, scope) for has in owned for scope in scopes):
        return "the token's scopes suffice, but its user lacks the rights for this"
    has = f"this one has {granted or 'none'}"
    return f"a classic token needs the scope {' or '.join(scopes)}; {has}"


def _scopes(header: str) -> list[str]:
    return [scope.strip() for scope in header.split(",") if scope.strip()]


def _includes(granted: str, wanted: str) -> bool:
    """Return whether a scope is another one, or one that contains it."""
    if granted == "repo":
        return wanted.partition(":")[0] in {"repo", "public_repo", "security_events"}
    level, _, area = granted.partition(":")
    least, _, same = wanted.partition(":")
    if area and area == same and level in _LEVELS and least in _LEVELS:
        return _LEVELS[level] >= _LEVELS[least]
    return granted == wanted


def missing_on_server(since: str, headers: Mapping[str, str]) -> str:
    """Return that the server that sent a 404 is older than the operation, or "".

    Only GitHub Enterprise Server names its release. Of a newer release than those whose
    descriptions were read, nothing is known.

    Args:
        since: The first edition that has the operation: ``ghes-3.9``, ``github.com``.
        headers: The headers of the 404.
    """
    release = re.search(_RELEASE, headers.get(_SERVER_RELEASE, ""))
    if release is None:
        return ""
    server = int(release[1]), int(release[2])
    first = re.search(_RELEASE, since)
    if first is None:
        missing = since == "github.com" and server <= _NEWEST_KNOWN
        where = "only on github.com"
    else:
        missing = server < (int(first[1]), int(first[2]))
        where = f"since {first[0]}"
    if not missing:
        return ""
    return f"not on this server (GitHub Enterprise Server {release[0]}; {where})"


def not_found(path: str, *, anonymous: bool) -> str:
    """Return what a 404 may mean."""
    if anonymous:
        return "it does not exist, or requires a token"
    if path.endswith("/rate_limit"):
        return "this server has no rate limits: they are turned off"
    hint = "it does not exist, or this token may not see it"
    if "/actions/workflows/" not in path:
        return hint
    return (
        f"{hint}; pass a workflow's file name or id, not its title; its file must"
        " be on the default branch"
    )


def objection(error: object) -> str:
    """Return one of the objections of a 422 as text."""
    if not isinstance(error, Mapping):
        return str(error)
    members = dict(cast("Mapping[str, object]", error))
    known = [
        str(members[key]) for key in ("field", "message", "code") if key in members
    ]
    return " ".join(known) or str(members)
