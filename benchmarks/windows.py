"""How often the intervals of congruence, conflict and polarisation hold the mean of all draws.

    python benchmarks/windows.py 150

Documents are drawn anew, ten experts on four topics in one window. A line a setting: documents,
how far the two halves lean apart, claims of a document beyond the first; then for each measure its
mean over all draws and the share of the 90 % intervals that hold it.
"""

import sys

import numpy as np
import pandas as pd

from stance.analysis.networks.over_time import MEASURES, over_time
from stance.core.codebook import Scale

SETTINGS = ((10, 0.0, 1), (10, 1.2, 1), (30, 0.0, 1), (30, 1.2, 1), (30, 1.2, 4), (80, 1.2, 1))


def draw(rng: np.random.Generator, documents: int, apart: float, more: int) -> pd.DataFrame:
    """Return the claims of a window, columns as in ``SCORED``."""
    rows = []
    for document in range(documents):
        for _ in range(1 + rng.poisson(more)):
            expert, topic = int(rng.integers(10)), int(rng.integers(4))
            lean = apart * (1 if expert % 2 == topic % 2 else -1)
            score = float(np.clip(round(lean + rng.normal()), -2, 2))
            rows.append((f"e{expert}", f"t{topic}", f"s{document}", "2021-01-02", score))
    return pd.DataFrame(rows, columns=["expert_id", "topic", "source_id", "said_on", "score"])


def main(draws: int) -> None:
    """Print a line for each setting."""
    for setting in SETTINGS:
        rng = np.random.default_rng(7)
        every = (over_time(draw(rng, *setting), Scale(), 1).iloc[0] for _ in range(draws))
        found = pd.DataFrame(list(every))
        told = []
        for name in MEASURES:
            mean = found[name].mean()
            holds = found[f"{name}_low"].le(mean) & found[f"{name}_high"].ge(mean)
            known = found[f"{name}_low"].notna()
            told.append(f"{name} {mean:.2f}: {holds[known].mean():.0%}")
        print(*setting, *told, sep="  ", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 150)
