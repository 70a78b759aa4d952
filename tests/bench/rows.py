"""The rows of the table: the target, the result, and those of other clients."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from tests.bench.corpus import EDITIONS, NOTHING_SHARED, ONE_REPOSITORY

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
}


@frozen(kw_only=True)
class Row:
    """A row of the table.

    Attributes:
        title: What is measured, with the unit.
        figure: The result of this library.
        more: Details of it.
        target: The bound.
        kept: Whether it is within the bound; None if there is none.
        peers: The results of other clients.
    """

    title: str
    figure: str
    more: str = ""
    target: str = ""
    kept: bool | None = None
    peers: str = ""

    def __str__(self) -> str:
        kept = {True: "yes", False: "**no**", None: ""}[self.kept]
        ours = f"**{self.figure}**" + (f" ({self.more})" if self.more else "")
        return f"| {self.title} | {ours} | {self.target} | {kept} | {self.peers} |"


def rows_of(figures: Mapping[str, Any]) -> Iterator[Row]:
    """Yield the rows of one Python's table."""
    structure = "CPU of structuring 10 pages of 100, {}, × `orjson.loads`"
    one, none = "of one repository", "nothing shared"
    yield _ratio(structure.format(f"runs {one}"), figures["structure shared"], 2.0)
    yield _ratio(structure.format(f"runs, {none}"), figures["structure distinct"], 2.8)
    for kinds, most in ((ONE_REPOSITORY, 2.0), (NOTHING_SHARED, 2.8)):
        for kind in kinds:
            if kind not in {"shared", "distinct"}:
                title = structure.format(KINDS[kind])
                yield _ratio(title, figures[f"structure {kind}"], most)
    first = {
        kind: _cold(figures[f"structure {kind}"])
        for kind in (*ONE_REPOSITORY, *NOTHING_SHARED)
    }
    slowest = max(first, key=lambda kind: first[kind])
    yield Row(
        title="CPU of the first page of a process, × floor, × the same of later ones",
        figure=f"{first[slowest]:.2f}",
        more=f"{KINDS[slowest]}; without the import of the models",
        target="≤ 1.5",
        kept=first[slowest] <= 1.5,
    )
    held = "memory held for each of 1,000 runs, {}"
    yield _held(held.format(one), figures["structure shared"], 4.5)
    yield _held(held.format(none), figures["structure distinct"], 20.0)
    wide = "1,000 single runs, 50 at once"
    listing = "CPU of listing 1,000 runs, × floor"
    yield _ratio(listing, figures["cpu list:10"], 1.3)
    for kind in (*ONE_REPOSITORY, *NOTHING_SHARED):
        if kind not in {"shared", "jobs"}:
            costs = figures[f"cpu list:10-{kind}"]
            yield _ratio(f"the same, {KINDS[kind]}", costs, 1.4)
    yield _ratio(f"CPU of getting {wide}, × floor", figures["cpu get:1000"], 1.35)
    yield _wall("time to list 10 pages at 200 ms", figures["wall list:10"], 0.5)
    getting = f"time to get {wide}, at 200 ms (4.0 s if nothing else took any)"
    yield _wall(getting, figures["wall get:1000"], 4.1)
    yield from _alone(figures)


def _cold(costs: Mapping[str, Any]) -> float:
    """Return how much worse the ratio to the floor is for the first page."""
    ratio: float = costs["ours"]["first"] / costs["floor"]["first"]
    return ratio / costs["ours"]["× floor"]


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
        more=f"{ours['cpu'] * 1e3:.0f} ms beside {ours['floor'] * 1e3:.0f} ms",
        target=f"≤ {most:g}",
        kept=ours["× floor"] <= most,
        peers=" · ".join(peers),
    )


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
        target=f"≤ {most:g} s",
        kept=costs["ours"]["wall"] <= most,
        peers=" · ".join(peers),
    )


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
    times = {name: seconds * 1e3 for name, seconds in figures["import"].items()}
    others = ("aiohttp", "gidgethub", "githubkit", "PyGithub", "ghapi")
    yield Row(
        title="time to import, beyond `import aiohttp`",
        figure=f"{times['ours']:.0f} ms",
        more=f"{times['ours, to a client']:.0f} ms with `Client`",
        target="≤ 20 ms",
        kept=times["ours"] <= 20,
        peers="in all: "
        + " · ".join(f"{name} {times[name]:.0f} ms" for name in others),
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
