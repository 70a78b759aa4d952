"""Draw the chart of the results: ``python plot.py RESULTS.json PICTURE.svg``.

Runs in the environment of the other clients, which has matplotlib.
"""

import json
import sys
from pathlib import Path

import matplotlib as mpl
from matplotlib import pyplot as plt

PANELS = (
    (
        "structure distinct",
        "× floor",
        "bytes to models, nothing shared\nCPU, × orjson.loads",
    ),
    ("structure shared", "held", "memory of a run\nof one repository, kB"),
    ("cpu list:10", "× floor", "list of 1,000 runs\nCPU, × floor"),
    ("cpu get:1000", "× floor", "1,000 single runs, 50 at once\nCPU, × floor"),
    ("wall list:10", "wall", "list of 10 pages, latency 200 ms\nseconds"),
)
# One column as wide as a phone, where the text keeps its size.
SIZE, TEXT = (5.2, 12.0), 13
OURS, THEIRS, FLOOR = "#1f6feb", "#b6bfca", "#6e7781"


def main(results, picture):
    """Draw the results of the newest Python."""
    version, figures = list(json.loads(Path(results).read_text("utf-8")).items())[-1]
    mpl.rcParams["svg.hashsalt"] = "aioghactions"  # equal results give an equal file
    fig, axes = plt.subplots(len(PANELS), figsize=SIZE, layout="constrained")
    for axis, (row, what, title) in zip(axes.flat, PANELS, strict=True):
        panel(axis, figures[row], what, title)
    fig.suptitle(f"shorter is better; Python {version}", fontsize=TEXT)
    # White behind the text, for pages with a dark background as well.
    fig.savefig(picture, metadata={"Date": None}, facecolor="white")


def panel(axis, costs, what, title):
    """Draw a bar for each client."""
    scale = 1e-6 if what == "held" else 1.0
    names = list(reversed(costs))
    values = [costs[name][what] * scale for name in names]
    colours = [{"ours": OURS, "floor": FLOOR}.get(name, THEIRS) for name in names]
    labels = {"ours": "aioghactions", "floor": "floor", "stock": "generator"}
    bars = axis.barh(
        [labels.get(name, name.removesuffix("_")) for name in names],
        values,
        color=colours,
    )
    axis.bar_label(bars, [f"{value:.3g}" for value in values], padding=3, fontsize=TEXT)
    if max(values) > 10 * min(values):
        axis.set_xscale("log")
        title += ", log scale"
    axis.margins(x=0.25)
    axis.set_title(title, fontsize=TEXT, loc="left")
    axis.tick_params(labelsize=TEXT)
    axis.get_xaxis().set_visible(False)  # the bars have labels
    axis.spines[["top", "right", "bottom"]].set_visible(False)


if __name__ == "__main__":
    main(*sys.argv[1:])
