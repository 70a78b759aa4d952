"""``python -m tests.contract.accepted``: requests against GitHub's own descriptions.

For every operation, the client sends the requests of ``tests/contract/requests``, one
with the required arguments and one with all, to a mock of each description that
``make drift`` fetches. The mock validates them and responds with the description's
example, which the client has to read.
"""

import asyncio
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from attrs import define, field

from aioghactions import Call, Client, GitHubActionsError, Pace, Patience
from aioghactions.operations import OPERATIONS
from codegen.drift import fetch
from codegen.drift.description import Description, Route
from tests.contract.requests.table import API, ROWS, Row
from tests.support.openapi_mock import OpenAPIMock

_CACHE: Final = Path(__file__).parents[2] / ".cache"

# The descriptions demand a timestamp; ``corrections.yaml`` says why ranges are allowed.
OTHERWISE: Final = {"created": "2024-05-01T00:00:00Z"}


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
                result.read.extend([row.id] * mock.example)
    return result


def _route(operation: str) -> Route:
    return OPERATIONS[operation].method, OPERATIONS[operation].path


async def _send(client: Client, mock: OpenAPIMock, row: Row) -> AsyncIterator[str]:
    most = {**row.preset, **row.most}
    most |= {name: OTHERWISE[name] for name in most.keys() & OTHERWISE.keys()}
    for arguments in (row.least, most):
        call: Call[Any] = row.call(**arguments)
        try:
            value = await client.send(call)
        except GitHubActionsError as error:
            if mock.wrong:
                yield f"{row.id}: {call} is not valid: {mock.wrong}"
            elif mock.example:
                yield f"{row.id}: the example cannot be read: {error}"
        else:
            if (
                mock.example
                and value is None
                and call.operation.answers[mock.status].model
            ):
                yield f"{row.id}: the example was not read"


def _reports() -> Iterator[tuple[str, Report]]:
    for description in fetch.descriptions(fetch.archive(fetch.OCTOKIT, _CACHE)):
        yield description.edition, asyncio.run(report(description))


def main() -> int:
    """Return 0 if every request is accepted and every example is read."""
    failed = False
    for edition, result in _reports():
        for problem in result.problems:
            print(f"{edition}: {problem}")
        print(f"{edition}: {result}; not there: {', '.join(result.absent) or 'none'}")
        failed = failed or bool(result.problems)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
