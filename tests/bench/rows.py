"""The rows of the tables: the target, the result, and those of other clients.

Of what depends on the responses, the worst kind of response counts and is named.
"""

from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any

from attrs import evolve, frozen

from tests.bench.corpus import EDITIONS, LISTED, NOTHING_SHARED, ONE_REPOSITORY

NAMES = {
    "floor": "floor",
    "ours": "aioghactions",
    "gidgethub_": "gidgethub",
    "githubkit_": "githubkit",
    "pygithub_": "PyGithub",
    "ghapi_": "ghapi",
    "fan_out": "aioghactions by `fan_out`, results kept",
    "stock": "stock generator",
    "cattrs_": "cattrs",
}

KINDS = {
    "shared": "runs of one repository",
    **{edition: f"the run that {edition} documents" for edition in EDITIONS},
    "news": "an unknown member in every object",
    "null": "a null in every run",
    "distinct": "nothing shared",
    "distinct-news": "nothing shared, an unknown member in every object",
    "jobs": "jobs with their steps",
    "jobs-news": "jobs, an unknown member in every object",
}


@frozen(kw_only=True)
class Row:
    """A row of the table.

    Attributes:
        title: What is measured, with the unit.
        figure: The result of this library.
        value: The same as a number, to find the worst.
        more: Details of it.
        target: The bound.
        kept: Whether it is within the bound; None if there is none.
        peers: The results of other clients.
    """

    title: str
    figure: str
    value: float = 0.0
    more: str = ""
    target: str = ""
    kept: bool | None = None
    peers: str = ""

    def __str__(self) -> str:
        kept = {True: "yes", False: "**no**", None: ""}[self.kept]
        ours = f"**{self.figure}**" + (f" ({self.more})" if self.more else "")
        return f"| {self.title} | {ours} | {self.target} | {kept} | {self.peers} |"


KNOWN = (("one repository", ONE_REPOSITORY), ("nothing shared", NOTHING_SHARED))
LATENCY = 0.2  # seconds, of the rows about time
ROUND_TRIPS = 2 * LATENCY


def rows_of(figures: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of one Python's table."""
    title = "CPU of structuring 10 pages of 100, {}, × `orjson.loads`"
    for (name, kinds), most in zip(KNOWN, (2.0, 2.8), strict=True):
        yield _worst(
            _ratio, figures, {kind: f"structure {kind}" for kind in kinds},
            title.format(name), most,
        )  # fmt: skip
    kinds = [*ONE_REPOSITORY, *NOTHING_SHARED]
    slowest = max(kinds, key=lambda kind: cold(figures[f"structure {kind}"]))
    first = cold(figures[f"structure {slowest}"])
    yield Row(
        title="CPU of the first page of a process, × the same of later ones",
        figure=f"{first:.2f}",
        more=f"{KINDS[slowest]}; without the import of the models",
        target="≤ 1.5",
        kept=first <= 1.5,
    )
    for (name, kinds_of), most in zip(KNOWN, (4.5, 20.0), strict=True):
        runs = {kind: f"structure {kind}" for kind in kinds_of if "jobs" not in kind}
        title = f"memory held for each of 1,000 runs, {name}"
        yield _worst(_held, figures, runs, title, most)
    lists = {"shared": "list:10"} | {kind: f"list:10-{kind}" for kind in LISTED}
    yield _worst(
        _ratio, figures, {kind: f"cpu {name}" for kind, name in lists.items()},
        "CPU of listing 1,000 runs, × floor", 1.4,
    )  # fmt: skip
    wide = "1,000 single runs, 50 at once"
    costs = figures["cpu get:1000"]
    row = _ratio(f"CPU of getting {wide}, × floor", costs, 1.6)
    peer = costs.get("gidgethub_", {}).get("× floor", inf)
    yield _also_below("gidgethub", row, is_below=row.value < peer)
    yield _worst(
        _wall, figures, {kind: f"wall {name}" for kind, name in lists.items()},
        "time to list 10 pages at 200 ms", ROUND_TRIPS + 0.15,
    )  # fmt: skip
    costs = figures["wall get:1000"]
    getting = f"time to get {wide}, at 200 ms (4.0 s if nothing else took any)"
    yield _wall(getting, costs, round(1.02 * costs["floor"]["wall"], 2))
    yield from _started(figures["start"])
    yield from _received(figures["webhooks"])
    yield from _alone(figures)


def kinds_of(figures: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield a line for each kind of response: its name and what it costs."""
    for kind in (*ONE_REPOSITORY, *NOTHING_SHARED):
        costs = figures[f"structure {kind}"]
        line = [KINDS[kind], f"{costs['ours']['× floor']:.2f}", f"{cold(costs):.2f}"]
        line.append(f"{costs['ours']['held'] / 1e6:.1f} kB")
        name = "list:10" if kind == "shared" else f"list:10-{kind}"
        if f"cpu {name}" in figures:
            line.append(f"{figures[f'cpu {name}']['ours']['× floor']:.2f}")
            line.append(f"{figures[f'wall {name}']['ours']['wall']:.2f} s")
        else:
            line += ["", ""]
        yield tuple(line)


def cold(costs: Mapping[str, Any]) -> float:
    """Return how much worse the ratio to the floor is for the first page."""
    ratio: float = costs["ours"]["first"] / costs["floor"]["first"]
    return ratio / costs["ours"]["× floor"]


def _worst(
    row: Callable[[str, Mapping[str, Any], float], Row],
    figures: Mapping[str, Any],
    names: Mapping[str, str],
    title: str,
    most: float,
) -> Row:
    """Return the row of the kind of response that costs most, with its name.

    The results of other clients are of the first kind, with which they are measured.
    """
    rows = {kind: row(title, figures[name], most) for kind, name in names.items()}
    worst = max(rows, key=lambda kind: rows[kind].value)
    usual = next(iter(rows))
    more = [KINDS[worst], rows[worst].more]
    if worst != usual:
        more.append(f"{KINDS[usual]}: {rows[usual].figure}")
    text = "; ".join(part for part in more if part)
    return evolve(rows[worst], more=text, peers=rows[usual].peers)


def _ratio(title: str, costs: Mapping[str, Any], most: float) -> Row:
    ours = costs["ours"]
    peers = [
        f"{NAMES[name]} {cost['× floor']:.1f}"
        for name, cost in costs.items()
        if name not in {"ours", "floor"}
    ]
    return Row(
        title=title,
        figure=f"{ours['× floor']:.2f}",
        value=ours["× floor"],
        more=f"{ours['cpu'] * 1e3:.0f} ms beside {ours['floor'] * 1e3:.0f} ms",
        target=f"≤ {most:.3g}",
        kept=ours["× floor"] <= most,
        peers=" · ".join(peers),
    )


def _also_below(peer: str, row: Row, *, is_below: bool) -> Row:
    """Return ``row`` with the target that another client costs more."""
    target = f"{row.target}, and less than {peer}"
    return evolve(row, target=target, kept=bool(row.kept) and is_below)


def _held(title: str, costs: Mapping[str, Any], most: float) -> Row:
    each = {name: cost["held"] / 1e6 for name, cost in costs.items()}
    peers = [
        f"{'plain dictionaries' if name == 'floor' else NAMES[name]} {size:.1f} kB"
        for name, size in each.items()
        if name != "ours"
    ]
    return Row(
        title=title,
        figure=f"{each['ours']:.1f} kB",
        value=each["ours"],
        target=f"≤ {most:g} kB",
        kept=each["ours"] <= most,
        peers=" · ".join(peers),
    )


def _wall(title: str, costs: Mapping[str, Any], most: float) -> Row:
    peers = [
        f"{NAMES[name]} {cost['wall']:.2f} s"
        for name, cost in costs.items()
        if name != "ours"
    ]
    return Row(
        title=title,
        figure=f"{costs['ours']['wall']:.2f} s",
        value=costs["ours"]["wall"],
        target=f"≤ {most:g} s",
        kept=costs["ours"]["wall"] <= most,
        peers=" · ".join(peers),
    )


def _received(costs: Mapping[str, Any]) -> Iterator[Row]:
    """Yield what receiving a webhook costs, and the first of a process."""
    ours, peer = costs["aioghactions"], costs["githubkit"]
    refused = f"githubkit refuses {peer['refused']:.0f} of {peer['payloads']:.0f}"
    yield Row(
        title="CPU of checking and decoding an example payload of a webhook",
        figure=f"{ours['payload'] * 1e6:.0f} µs",
        more=f"refuses {ours['refused']:.0f} of {ours['payloads']:.0f}",
        peers=f"githubkit {peer['payload'] * 1e6:.0f} µs; {refused}",
    )
    yield Row(
        title="CPU of a fresh process until it has decoded all example payloads",
        figure=f"{ours['ready'] * 1e3:.0f} ms",
        peers=f"githubkit {peer['ready'] * 1e3:.0f} ms",
    )


def _started(starts: Mapping[str, Any]) -> Iterator[Row]:
    """Yield how long a fresh process takes, beyond ``import aiohttp`` or the floor."""
    cpu = {name: costs["cpu"] for name, costs in starts["client"].items()}
    first = {name: costs["cpu"] for name, costs in starts["answer"].items()}
    unit = cpu["aiohttp"] - cpu["nothing"]
    for title, beyond, most, times in (
        ("client", cpu["ours"] - cpu["aiohttp"], 0.6, cpu),
        ("first response", first["ours"] - first["floor"], 0.7, first),
    ):
        shown = [name for name in times if name not in {"ours", "nothing"}]
        row = Row(
            title=f"CPU of a fresh process to a {title}, "
            f"beyond {'aiohttp' if title == 'client' else 'the floor'}, "
            "% of `import aiohttp`",
            figure=f"{beyond / unit:.0%}",
            more=f"{times['ours'] * 1e3:.0f} ms in all",
            target=f"≤ {most:.0%}",
            kept=beyond / unit <= most,
            peers="in all: "
            + " · ".join(
                f"{NAMES.get(name, name)} {times[name] * 1e3:.0f} ms" for name in shown
            ),
        )
        if title == "client":
            is_below = cpu["ours"] < cpu.get("githubkit_", inf)
            row = _also_below("githubkit", row, is_below=is_below)
        yield row


def _alone(figures: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows without a comparison in the same run."""
    saved = figures["downloads"]["200"]
    yield Row(
        title="memory grown by saving a log of 200 MiB",
        figure=f"{saved['grown']:.1f} MiB",
        target="≤ 8 MiB",
        kept=saved["grown"] <= 8,
    )
    yield Row(
        title="throughput of that, × `curl -L`",
        figure=f"{saved['ratio']:.2f}",
        target="≥ 0.8",
        kept=saved["ratio"] >= 0.8,
    )
    grown = figures["fan_out"]["100000"]
    yield Row(
        title="memory grown by a fan-out over 100,000 items, its reader slow",
        figure=f"{grown:.1f} MiB",
        target="≤ 32 MiB",
        kept=grown <= 32,
    )
    limits = figures["limits"]
    yield Row(
        title="10,000 calls where 5,000 an hour are allowed, in virtual time",
        figure=f"{limits['requests rejected']:.0f} refused",
        more=f"{limits['requests per call'] * 10_000:,.0f} requests, "
        f"{limits['real seconds']:.1f} s",
        target="0 refused, 10,000 requests, < 5 s",
        kept=limits["requests rejected"] == 0
        and limits["requests per call"] == 1
        and limits["real seconds"] < 5,
    )
