"""Arguments that might become more than one segment of a path."""

import re
from collections.abc import Mapping
from random import Random
from urllib.parse import unquote

from yarl import URL

from aioghactions import operations
from aioghactions._params import encode
from tests.chaos.figure import Figure

PIECES = [
    *"a.Z0_-~ ./\\%?#&=+;:@[]'\"<>|^`{}$!*(),äé中😀",
    *("..", "//", "%2F", "%2e", "%2E%2e", "%25", "%00", "../..", "https://x", "@x"),
    *("\x00", "\r\n", "\x1b", "\x7f", "\x85", "\u2028", "\u200b", "\ufeff", "\ud800"),
]
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def c10(each: int) -> list[Figure]:
    """C10: ``each`` unusual paths of every operation match their template."""
    random = Random(10)  # noqa: S311 - repeatable, not secret
    filled = rejected = changed = 0
    for operation in operations.OPERATIONS.values():
        names = PLACEHOLDER.findall(operation.path)
        for _ in range(each):
            values = {
                name: "".join(random.choices(PIECES, k=random.randint(1, 4)))
                for name in names
            }
            try:
                path = encode.fill_path(operation.path, **values)
            except ValueError:
                rejected += 1
            else:
                filled += 1
                changed += not _matches(path, operation.path, values)
    return [
        Figure(
            "operations",
            len(operations.OPERATIONS),
            least=len(operations.OPERATIONS),
            most=len(operations.OPERATIONS),
        ),
        Figure("paths that match their template", filled - changed, least=each),
        Figure("arguments rejected", rejected, least=each),
        Figure("paths of another endpoint", changed, most=0),
    ]


def _matches(path: str, template: str, values: Mapping[str, str]) -> bool:
    """Return whether the path is the template, with each value as one segment."""
    sent = URL(f"https://api.github.com{path}", encoded=True).raw_path_qs
    expected = [
        values[part[1:-1]] if PLACEHOLDER.fullmatch(part) else part
        for part in template.split("/")
    ]
    segments = sent.split("/")
    return (
        sent == path
        and [unquote(part) for part in segments] == expected
        and not {"?", "#", "\\"}.intersection(sent)
        and not {".", ".."}.intersection(map(unquote, segments))
    )
