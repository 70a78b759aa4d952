"""Draw what was measured: ``python plot.py RESULTS.json PICTURE.svg``.

Runs in the environment of the peers, where matplotlib is.
"""

import json
import sys
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt
from matplotlib.ticker import NullFormatter

PANELS = (
    (
        "structure shared",
        "× floor",
        "structuring 1,000 runs, one repository\n× orjson.loads",
    ),
    (
        "structure distinct",
        "× floor",
        "structuring 1,000 runs, nothing shared\n× orjson.loads",
    ),
    ("structure shared", "held", "kilobytes held for a run\none repository"),
    ("cpu list:10", "× floor", "listing 1,000 runs, CPU\n× aiohttp and orjson by hand"),
    (
        "cpu get:1000",
        "× floor",
        "getting 1,000 runs, CPU\n× aiohttp and orjson by hand",
    ),
    ("wall list:10", "wall", "listing 10 pages at 200 ms latency\nseconds"),
)
OURS, THEIRS, FLOOR = "#1f6feb", "#b6bfca", "#6e7781"


def main(results, picture):
    """Draw the newest Python's figures."""
    version, figures = list(json.loads(Path(results).read_text("utf-8")).items())[-1]
    mpl.rcParams["svg.hashsalt"] = "aioghactions"  # the same figures, the same file
    fig, axes = plt.subplots(2, 3, figsize=(12, 6), layout="constrained")
    for axis, (row, what, title) in zip(axes.flat, PANELS, strict=True):
        panel(axis, figures[row], what, title)
    fig.suptitle(f"shorter is better; Python {version}", fontsize=10)
    fig.savefig(picture, metadata={"Date": None})


def panel(axis, costs, what, title):
    """Draw a bar for each contender."""
    scale = 1e-6 if what == "held" else 1.0
    names = list(reversed(costs))
    values = [costs[name][what] * scale for name in names]
    colours = [{"ours": OURS, "floor": FLOOR}.get(name, THEIRS) for name in names]
    labels = {"ours": "aioghactions", "floor": "floor", "stock": "stock generator"}
    bars = axis.barh(
        [labels.get(name, name.removesuffix("_")) for name in names],
        values,
        color=colours,
    )
    axis.bar_label(bars, [f"{value:.3g}" for value in values], padding=3, fontsize=8)
    if max(values) > 10 * min(values):
        axis.set_xscale("log")
        axis.xaxis.set_minor_formatter(NullFormatter())  # the bars have figures
    axis.margins(x=0.18)
    axis.set_title(title, fontsize=9)
    axis.tick_params(labelsize=8)
    axis.spines[["top", "right"]].set_visible(False)


if __name__ == "__main__":
    main(*sys.argv[1:])
