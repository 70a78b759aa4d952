"""The HTML page of a report."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from aioghactions.report import charts, text
from aioghactions.report.figures import Figures

_TEMPLATE: Final = "page.html.jinja"


def page(shown: Figures, *, now: datetime, title: str, notes: Sequence[str]) -> str:
    """Return the page.

    Args:
        shown: The figures.
        now: When it was made.
        title: The heading.
        notes: Sentences about what was read.
    """
    environment = Environment(
        loader=PackageLoader("aioghactions.report", "."),
        autoescape=True,  # names of branches and workflows are written by others
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "percent": text.percent,
        "duration": text.duration,
        "number": text.number,
        "date": _date,
    }
    return environment.get_template(_TEMPLATE).render(
        it=shown,
        charts=_charts(shown),
        now=now.astimezone(UTC),
        title=title,
        notes=notes,
    )


def _charts(shown: Figures) -> dict[str, Markup]:
    """Return the charts by name; none without runs."""
    rows, period = shown.over_time, shown.period
    if not rows:
        return {}
    drawn = {
        "success": charts.success(rows, period),
        "durations": charts.durations(rows, period),
        "runs": charts.bars(rows, period, "runs"),
        "minutes": charts.bars(rows, period, "minutes"),
    }
    return {name: Markup(svg) for name, svg in drawn.items()}  # noqa: S704 - of numbers and dates only


def _date(when: datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%d}"
