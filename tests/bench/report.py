"""Write the results to ``docs/benchmarks.md``, between pairs of comments."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench import origin
from tests.bench.conclusions import conclusions
from tests.bench.environment import PEERS, ROOT
from tests.bench.measure import WIDTHS
from tests.bench.rows import NAMES, kinds_of, rows_of

PAGE = ROOT / "docs" / "benchmarks.md"
BEGIN, END = (
    f"<!-- {edge}: {{}}, written by `make bench` -->" for edge in ("begin", "end")
)

KINDS = (
    "| what is served | structuring, × `orjson.loads` | first page, × later ones "
    "| memory of one | list, × floor | 10 pages at 200 ms |\n|---|---|---|---|---|---|"
)
HEAD = "| | aioghactions | target | kept | beside it |\n|---|---|---|---|---|"


def write(results: Mapping[str, Mapping[str, Any]]) -> str:
    """Write the conclusions and the tables of all Pythons; return them."""
    parts = [_machine()]
    for version, figures in results.items():
        rows = "\n".join(map(str, rows_of(figures)))
        parts.append(f"### Python {version}\n\n{HEAD}\n{rows}")
        lines = "\n".join(f"| {' | '.join(line)} |" for line in kinds_of(figures))
        parts.append(f"By what is served:\n\n{KINDS}\n{lines}")
        parts.append(f"How cost grows:\n\n{_growth(figures)}")
        parts.append(f"How many at once:\n\n{_widths(figures)}")
    written = {"conclusions": conclusions(results), "tables": "\n\n".join(parts)}
    page = PAGE.read_text("utf-8")
    for name, text in written.items():
        begin, end = BEGIN.format(name), END.format(name)
        before, _, rest = page.partition(begin)
        _, _, after = rest.partition(end)
        page = f"{before}{begin}\n\n{text}\n\n{end}{after}"
    PAGE.write_text(page, "utf-8")
    return "\n\n".join(written.values())


def _growth(figures: Mapping[str, Any]) -> str:
    def cpu(workload: str) -> str:
        costs = figures[f"cpu {workload}"]["ours"]
        return f"{costs['cpu'] * 1e3:,.0f} ms, × {costs['× floor']:.2f}"

    downloads = figures["downloads"]
    lines = ["| | 1× | 10× | 100× |\n|---|---|---|---|"]
    for title, cells in (
        ("CPU of listing 100, 1,000, 10,000 runs", map(cpu, _LISTS)),
        ("CPU of getting 100, 1,000, 10,000 runs", map(cpu, _GETS)),
        (
            "memory grown by saving 2, 20, 200 MiB",
            (f"{downloads[size]['grown']:.1f} MiB" for size in ("2", "20", "200")),
        ),
        (
            "memory grown by a fan-out over 1,000, 10,000, 100,000 items",
            (f"{grown:.1f} MiB" for grown in figures["fan_out"].values()),
        ),
        (
            "memory grown by reading a list of 1,000, 10,000, 100,000 runs",
            (f"{grown:.1f} MiB" for grown in figures["pages"].values()),
        ),
    ):
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _widths(figures: Mapping[str, Any]) -> str:
    workloads = {width: f"get:1000@{width}" for width in WIDTHS} | {50: "get:1000"}
    titles = [f"{width} at once" for width in workloads]
    lines = [f"| | {' | '.join(titles)} |", "|---" * (len(titles) + 1) + "|"]
    for client in ("ours", "gidgethub_"):
        cells = []
        for workload in workloads.values():
            cost = figures[f"cpu {workload}"].get(client)
            cells.append(
                f"{cost['cpu'] * 1e3:,.0f} ms, × {cost['× floor']:.2f}" if cost else ""
            )
        title = f"CPU of getting 1,000 runs, {NAMES[client]}"
        lines.append(f"| {title} | {' | '.join(cells)} |")
    return "\n".join(lines)


_LISTS = ("list:1", "list:10", "list:100")
_GETS = ("get:100", "get:1000", "get:10000")


def _machine() -> str:
    """Return the date, the machine and the versions of the measurement."""
    packages = {
        "aiohttp", "orjson", "attrs", "cattrs", "gidgethub", "githubkit",
        "pygithub", "ghapi", "zlib-ng",
    }  # fmt: skip
    pins = [line.split()[0] for line in PEERS.read_text("ascii").splitlines() if line]
    versions = [
        pin.replace("==", " ") for pin in pins if pin.split("==")[0] in packages
    ]
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: {_processor()}, "
        f"{os.cpu_count()} cores, {_memory():.0f} GiB, "
        f"{platform.system()} {platform.release()}; served by {origin.name()}, with "
        f"latency by {origin.name(latency=1)}; {', '.join(versions)}."
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory() -> float:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
