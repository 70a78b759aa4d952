"""Print rows as a table, as JSON or as CSV."""

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, Final, TypeAlias

from attrs import frozen
from cyclopts import Group, Parameter, validators
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from aioghactions.cli.terminal import Terminal
from aioghactions.logs import safe

Row: TypeAlias = Mapping[str, Any]

_FORMAT: Final = Group("Output", validator=validators.mutually_exclusive)
_NARROW: Final = 100  # columns; below it, a table leaves out what matters least
_UNLIMITED: Final = 10_000  # columns of a pipe; a console would take 80


@frozen(kw_only=True)
class Column:
    """A column of a table.

    Attributes:
        name: The key of the row, and the title unless ``title`` is set.
        title: The title.
        show: Returns the text for the value.
        style: Returns the colour for the value.
        right: Whether to align the text at the right.
        wide: Whether to leave it out on a narrow terminal.
    """

    name: str
    title: str = ""
    show: Callable[[Any], str] = str
    style: Callable[[Any], str] = lambda _: ""
    right: bool = False
    wide: bool = False


@Parameter(name="*")
@frozen(kw_only=True)
class Output:
    """The form of the output.

    Attributes:
        json: Print one JSON array of objects, with every column.
        csv: Print CSV with a header, with every column.
    """

    json: Annotated[bool, Parameter(negative=(), show_default=False, group=_FORMAT)] = (
        False
    )
    csv: Annotated[bool, Parameter(negative=(), show_default=False, group=_FORMAT)] = (
        False
    )

    @property
    def is_for_programs(self) -> bool:
        """Whether a form was chosen that is not for people."""
        return self.json or self.csv

    def write(
        self, terminal: Terminal, rows: Sequence[Row], columns: Sequence[Column]
    ) -> None:
        """Print ``rows``.

        Args:
            terminal: Where to.
            rows: All with the same keys.
            columns: Those of the table.
        """
        file = terminal.out.file
        if self.json:
            file.write(json.dumps(rows, indent=1) + "\n")
        elif self.csv:
            names = list(rows[0]) if rows else [it.name for it in columns]
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        elif not rows:
            terminal.say("nothing found")
        else:
            console = terminal.out
            if not console.is_terminal:
                console = Console(file=file, width=_UNLIMITED, color_system=None)
            console.print(_table(rows, columns, console.width))


def _table(rows: Sequence[Row], columns: Sequence[Column], width: int) -> Table:
    shown = [it for it in columns if width >= _NARROW or not it.wide]
    table = Table(
        box=SIMPLE_HEAD, padding=(0, 1, 0, 0), pad_edge=False, show_edge=False
    )
    for column in shown:
        table.add_column(
            column.title or column.name,
            justify="right" if column.right else "left",
            no_wrap=True,
            overflow="ellipsis",
        )
    for row in rows:
        table.add_row(*(_cell(column, row[column.name]) for column in shown))
    return table


def _cell(column: Column, value: Any) -> Text:
    if value is None:
        return Text("-", style="dim")
    # Names and titles are written by others: no markup, no escape sequences.
    text = safe(column.show(value)).replace("\n", " ")
    return Text(text, style=column.style(value))


def verdict_style(text: str) -> str:
    """Return the colour of a status or conclusion."""
    return {
        "success": "green",
        "failure": "red",
        "timed_out": "red",
        "startup_failure": "red",
        "in_progress": "yellow",
        "queued": "yellow",
    }.get(text, "")
