"""``python -m tests.contract.accepted``: requests against GitHub's own descriptions.

For every operation, the client sends the requests of ``tests/contract/requests``, one
with the required arguments and one with all, to a mock of each description that
``make drift`` fetches. The mock validates them and responds with the description's
example, which the client has to read. With ``--examples``, those of operations that no
documentation page describes are written to ``tests/fixtures``, for the tests of models.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import define, field

from aioghactions import Call, Client, GitHubActionsError, Pace, Patience
from aioghactions.operations import OPERATIONS
from codegen.drift import fetch
from codegen.drift.description import Description, Route
from codegen.load import load
from tests.contract.requests.table import API, ROWS, Row
from tests.support.fragment import FIXTURES, OPENAPI
from tests.support.openapi_mock import MISSING, OpenAPIMock, success

FIXTURE: Final = FIXTURES / "described_examples.json"
_CACHE: Final = Path(__file__).parents[2] / ".cache"

# The example is an array: each item has one half of the page. The schema is right.
MALFORMED: Final = frozenset({"list-custom-deployment-rule-integrations"})
# The descriptions demand a timestamp; ``corrections.yaml`` says why ranges are allowed.
OTHERWISE: Final = {"created": "2024-05-01T00:00:00Z"}
# The newest descriptions require the value of a secret, as ``corrections.yaml`` says.
STRICTER: Final = frozenset({"create-or-update-org-secret"})


@define
class Report:
    """What one description says.

    Attributes:
        sent: How many operations it has.
        accepted: Operations of which it accepts both requests.
        read: Operations with an example, which the client has read.
        problems: A sentence for each rejected request and unread example.
        absent: Operations that it does not have.
    """

    sent: int = 0
    accepted: list[str] = field(factory=list[str])
    read: list[str] = field(factory=list[str])
    problems: list[str] = field(factory=list[str])
    absent: list[str] = field(factory=list[str])

    def __str__(self) -> str:
        return (
            f"{len(self.accepted)} of {self.sent} requests accepted, "
            f"{len(self.read)} examples read"
        )


async def report(
    description: Description, rows: Mapping[str, Row] = MappingProxyType(ROWS)
) -> Report:
    """Send operations, by default all of them, to a mock of a description."""
    known = description.operations().keys()
    routes = {id_: _route(id_) for id_ in rows}
    mock = OpenAPIMock(description, {*routes.values()} & {*known})
    result = Report()
    async with Client(
        "CANARY",
        base_url=API,
        transport=mock,
        patience=Patience.none(),
        pace=Pace.off(),
    ) as client:
        for row in rows.values():
            if routes[row.id] not in known:
                result.absent.append(row.id)
                continue
            result.sent += 1
            mock.route = routes[row.id]
            problems = [problem async for problem in _send(client, mock, row)]
            result.problems.extend(problems)
            if not problems:
                result.accepted.append(row.id)
                result.read.extend(
                    [row.id] * (mock.example and row.id not in MALFORMED)
                )
    return result


def _route(operation: str) -> Route:
    return OPERATIONS[operation].method, OPERATIONS[operation].path


async def _send(client: Client, mock: OpenAPIMock, row: Row) -> AsyncIterator[str]:
    most = {**row.preset, **row.most}
    most |= {name: OTHERWISE[name] for name in most.keys() & OTHERWISE.keys()}
    for arguments in (most if row.id in STRICTER else row.least, most):
        call: Call[Any] = row.call(**arguments)
        try:
            value = await client.send(call)
        except GitHubActionsError as error:
            if mock.wrong:
                yield f"{row.id}: {call} is not valid: {mock.wrong}"
            elif mock.example and row.id not in MALFORMED:
                yield f"{row.id}: the example cannot be read: {error}"
        else:
            if (
                mock.example
                and value is None
                and call.operation.answers[mock.status].model
            ):
                yield f"{row.id}: the example was not read"
            elif mock.example and row.id in MALFORMED:
                yield f"{row.id}: the example is not malformed"


def described(description: Description) -> list[dict[str, Any]]:
    """Return the examples of what no page documents, as the fixture has them."""
    return [
        {"operation": operation.id, "status": status, "payload": payload}
        for operation in OPERATIONS.values()
        if not operation.editions and operation.id not in MALFORMED
        if _route(operation.id) in description.operations()
        for status, payload in [success(description, _route(operation.id))]
        if payload is not MISSING and operation.answers[status].model
    ]


def main(arguments: list[str]) -> int:
    """Return 0 if every request is accepted and every example is read."""
    ours = Description("ours", load(OPENAPI).document)
    descriptions = dict(fetch.every(ours, _CACHE))
    examples = f"{json.dumps(described(descriptions['github.com']), indent=1)}\n"
    if arguments == ["--examples"]:
        FIXTURE.write_text(examples, encoding="utf-8")
        return 0
    failed = FIXTURE.read_text(encoding="utf-8") != examples
    if failed:
        print(f"{FIXTURE.name} is out of date: run this with --examples")
    for name, description in descriptions.items():
        result = asyncio.run(report(description))
        for problem in result.problems:
            print(f"{name}: {problem}")
        absent = ", ".join(result.absent) or "none"
        print(f"{name}: {result}; not there: {absent}")
        failed = failed or bool(result.problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
