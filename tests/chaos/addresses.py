"""Arguments that want to be more than one segment of a path."""

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
    """C10: ``each`` tricky addresses of every operation keep to their template."""
    random = Random(10)  # noqa: S311 - repeatable, not secret
    filled = refused = moved = 0
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
                refused += 1
            else:
                filled += 1
                moved += not _stays(path, operation.path, values)
    return [
        Figure("operations", len(operations.OPERATIONS), least=70, most=70),
        Figure("addresses that keep to a template", filled - moved, least=each),
        Figure("addresses refused", refused, least=each),
        Figure("addresses that lead elsewhere", moved, most=0),
    ]


def _stays(path: str, template: str, values: Mapping[str, str]) -> bool:
    """Return whether a server sees the template, with each value in one segment."""
    sent = URL(f"https://api.github.com{path}", encoded=True).raw_path_qs
    wanted = [
        values[part[1:-1]] if PLACEHOLDER.fullmatch(part) else part
        for part in template.split("/")
    ]
    seen = sent.split("/")
    return (
        sent == path
        and [unquote(part) for part in seen] == wanted
        and not {"?", "#", "\\"}.intersection(sent)
        and not {".", ".."}.intersection(map(unquote, seen))
    )
