"""What a reader should conclude from the results, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import frozen

from tests.bench.corpus import NOTHING_SHARED, ONE_REPOSITORY
from tests.bench.rows import KINDS, NAMES, rows_of

Results = Mapping[str, Mapping[str, Any]]
_NOT_CLIENTS = frozenset({"nothing", "aiohttp", "floor", "fan_out", "stock", "cattrs_"})
GET = "get:1000"


@frozen
class Comparison:
    """What this library and other clients are compared in: less is better."""

    what: str
    group: str  # in the results
    figure: str
    form: str
    scale: float = 1.0


COMPARISONS = (
    Comparison("listing 1,000 runs", "cpu list:10", "× floor", "{:.2f} × floor"),
    Comparison("getting single runs", "cpu get:1000", "× floor", "{:.2f} × floor"),
    Comparison("listing 10 pages at 200 ms", "wall list:10", "wall", "{:.2f} s"),
    Comparison("getting 1,000 runs at 200 ms", "wall get:1000", "wall", "{:.2f} s"),
    Comparison(
        "making models", "structure shared", "× floor", "{:.2f} × `orjson.loads`"
    ),
    Comparison("keeping a run", "structure shared", "held", "{:.1f} kB", 1e-6),
    Comparison("starting a client", "start.client", "cpu", "{:.0f} ms of CPU", 1e3),
    Comparison("the first response", "start.answer", "cpu", "{:.0f} ms of CPU", 1e3),
)


def conclusions(results: Results) -> str:
    """Return a list of what holds, what misses its target, and what peers do better."""
    parts = ["**What to conclude.**\n", *(f"- {line}" for line in _held(results))]
    missed = list(_missed(results))
    parts.append(f"- Targets missed: {'; '.join(missed) or 'none'}.")
    better = list(_better(results)) or ["No other client was, in any of these rows."]
    parts += ["\n**Where other clients are better.**\n", *(f"- {it}" for it in better)]
    return "\n".join(parts)


def _held(results: Results) -> Iterator[str]:
    """Yield what was measured, over all Pythons."""

    def span(group: str, figure: str, form: str, scale: float = 1.0) -> str:
        found = [_group(it, group)["ours"][figure] * scale for it in results.values()]
        low, high = form.format(min(found)), form.format(max(found))
        return low if low == high else f"{low} to {high}"

    newest = list(results.values())[-1]
    by_hand = {it: newest[f"wall {it}"]["floor"]["wall"] for it in ("list:10", GET)}
    yield (
        "With a network between, a list takes "
        f"{span('wall list:10', 'wall', '{:.2f}')} s for ten pages at 200 ms, beside "
        f"{by_hand['list:10']:.2f} s by hand, since its pages are fetched at once. "
        f"1,000 single runs take {span(f'wall {GET}', 'wall', '{:.2f}')} s, beside "
        f"{by_hand[GET]:.2f} s."
    )
    yield (
        "CPU time matters to programs that read thousands of runs. Beside the least "
        f"code by hand, a list costs {span('cpu list:10', '× floor', '{:.2f}')} times "
        f"as much, a single call {span(f'cpu {GET}', '× floor', '{:.2f}')} times."
    )
    costs = {
        f"{figures[f'structure {kind}']['ours']['× floor']:.1f}": KINDS[kind]
        for figures in results.values()
        for kind in (*ONE_REPOSITORY, *NOTHING_SHARED)
    }
    least, most = min(costs, key=float), max(costs, key=float)
    yield (
        f"Models cost {least} ({costs[least]}) to {most} ({costs[most]}) times as much "
        "as parsing the JSON."
    )
    plain = newest["structure shared"]["floor"]["held"] / 1e6
    held = span("structure shared", "held", "{:.1f}", 1e-6)
    yield (
        f"A run that is kept takes {held} kB where all are of one repository, beside "
        f"{plain:.1f} kB as a dictionary."
    )
    yield (
        "Long streams do not fill memory: the process grows by "
        f"{newest['pages']['100000']:.1f} MiB over a list of 100,000 runs, by "
        f"{newest['fan_out']['100000']:.1f} MiB over a fan-out over 100,000 items, and "
        f"by {newest['downloads']['200']['grown']:.1f} MiB while 200 MiB are saved."
    )


def _missed(results: Results) -> Iterator[str]:
    for version, figures in results.items():
        for row in rows_of(figures):
            if row.kept is False:
                yield f"{row.title}: {row.figure}, not {row.target} (Python {version})"


def _better(results: Results) -> Iterator[str]:
    """Yield what another client did with less, and with which Python."""
    for it in COMPARISONS:
        for version, figures in results.items():
            costs = _group(figures, it.group)
            ours = costs["ours"][it.figure]
            mine = it.form.format(ours * it.scale)
            shown = {
                NAMES[name]: it.form.format(cost[it.figure] * it.scale)
                for name, cost in costs.items()
                if name not in {"ours", *_NOT_CLIENTS} and cost[it.figure] < ours
            }
            less = [f"{name} {cost}" for name, cost in shown.items() if cost != mine]
            if less:
                yield (
                    f"{it.what.capitalize()}: {', '.join(less)}; aioghactions {mine} "
                    f"(Python {version})."
                )


def _group(figures: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the costs of each client in ``name``, such as ``start.client``."""
    group: Any = figures
    for part in name.split("."):
        group = group[part]
    return group  # type: ignore[no-any-return]  # of JSON
