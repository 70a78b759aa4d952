"""Charts of a report, as SVG for a page: colours and fonts are those of the page."""

import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from math import ceil, nan
from typing import Any, Final, cast

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator, PercentFormatter

from aioghactions.stats import Row

# The types of matplotlib are partly unknown.
_style: Final = cast("Any", mpl).rc_context

# Colours that matplotlib writes, and what the page puts in their place. So a chart
# follows the colours of the page: light, dark, printed.
_COLOURS: Final[Mapping[str, str]] = {
    "#010101": "var(--muted)",
    "#020202": "var(--line)",
    "#030303": "var(--first)",
    "#040404": "var(--second)",
}
_MUTED, _LINE, _FIRST, _SECOND = _COLOURS
_SIZE: Final = (4.7, 2.2)  # inches: readable on a telephone, and two in a row on a desk
_MOST_TICKS: Final = 6
_LENGTHS: Final = {"day": 1, "week": 7}  # days
_FEW: Final = 40  # points that get a mark each


def success(rows: Sequence[Row], period: str) -> str:
    """Return the chart of success rates over time."""
    figure, axes = _axes(rows, period)
    values = [_number(row, "success_rate") for row in rows]
    _line(axes, rows, period, values, _FIRST)
    axes.set_ylim(-0.03, 1.03)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    return _svg(figure, "success")


def durations(rows: Sequence[Row], period: str) -> str:
    """Return the chart of median and 95th percentile of durations, in minutes."""
    figure, axes = _axes(rows, period)
    for column, colour in (("duration_p50", _FIRST), ("duration_p95", _SECOND)):
        seconds = [_number(row, column) for row in rows]
        minutes = [None if it is None else it / 60 for it in seconds]
        _line(axes, rows, period, minutes, colour)
    axes.set_ylim(bottom=0)
    axes.yaxis.set_major_locator(MaxNLocator(4))
    axes.yaxis.set_major_formatter(FuncFormatter(_short))
    return _svg(figure, "durations")


def bars(rows: Sequence[Row], period: str, column: str) -> str:
    """Return the chart of a number in each period, as bars."""
    figure, axes = _axes(rows, period)
    width = 0.8 * _LENGTHS[period]
    heights = [float(row[column] or 0) for row in rows]
    axes.bar(_days(rows, period), heights, width, color=_FIRST)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.yaxis.set_major_formatter(FuncFormatter(_short))
    return _svg(figure, column)


def _axes(rows: Sequence[Row], period: str) -> tuple[Any, Any]:
    """Return a figure whose horizontal axis is the time of the rows."""
    figure: Any = Figure(figsize=_SIZE, layout="constrained")
    axes: Any = figure.subplots()
    days = _days(rows, period)
    length = _LENGTHS[period]
    axes.set_xlim(days[0] - length, days[-1] + length)
    step = length * ceil((days[-1] - days[0] + length) / length / _MOST_TICKS)
    ticks = range(days[-1], days[0] - 1, -step)
    axes.set_xticks(ticks, [_label(date.fromordinal(it)) for it in ticks])
    axes.grid(axis="y", color=_LINE, linewidth=0.8)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelcolor=_MUTED, labelsize=9)
    axes.spines[:].set_visible(False)
    axes.spines["bottom"].set(visible=True, color=_LINE)
    return figure, axes


def _line(
    axes: Any,
    rows: Sequence[Row],
    period: str,
    values: Sequence[float | None],
    colour: str,
) -> None:
    """Draw a line; it is interrupted where a value is unknown."""
    days = _days(rows, period)
    heights = [nan if value is None else value for value in values]
    mark = "o" if len(rows) <= _FEW else ""
    axes.plot(days, heights, color=colour, linewidth=1.6, marker=mark, markersize=3.5)


def _number(row: Row, column: str) -> float | None:
    value = row[column]
    return None if value is None else float(value)


def _days(rows: Sequence[Row], period: str) -> list[int]:
    return [date.fromisoformat(str(row[period])).toordinal() for row in rows]


def _short(value: float, _: int) -> str:
    """Return the number of a tick, such as 0.5, 1,500 or 24M."""
    return f"{value / 1e6:g}M" if value >= 1e6 else f"{value:,.10g}"  # noqa: PLR2004


def _label(day: date) -> str:
    return f"{day:%b} {day.day}"


def _svg(figure: Any, name: str) -> str:
    """Return the SVG of a figure, with unique ids and the colours of the page."""
    file = io.StringIO()
    # The page may contain several charts, and equal figures give equal pages.
    with _style({"svg.fonttype": "none", "svg.hashsalt": name}):
        figure.savefig(
            file,
            format="svg",
            transparent=True,
            metadata={"Date": None, "Creator": None, "Format": None, "Type": None},
        )
    svg = file.getvalue()
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    # A rule for everything would apply to the whole page.
    svg = re.sub(r"<style type=\"text/css\">.*?</style>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'(\bid="|url\(#|href="#)', rf"\1{name}-", svg)
    svg = re.sub(
        r'<svg [^>]*?viewBox="([^"]*)"[^>]*>', r'<svg viewBox="\1">', svg, count=1
    )
    for written, colour in _COLOURS.items():
        svg = svg.replace(written, colour)
    return svg
