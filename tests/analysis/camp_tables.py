"""Tables of places, experts × topics, in which camps are looked for; NaN where nothing was said."""

import numpy as np

NAN = float("nan")


def _said(table: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Return the table with so large a share of its cells said, and the others not."""
    return np.where(np.random.default_rng(seed).random(table.shape) < share, table, NAN)


def _camps(sides: list[list[int]], size: int, spread: float, seed: int) -> np.ndarray:
    """Return so many experts of each camp, who stand about one and a half steps from the middle."""
    noise = np.random.default_rng(seed).normal(0, spread, (len(sides) * size, len(sides[0])))
    places = np.repeat(np.array(sides), size, axis=0) * 1.5 + noise
    return np.clip(np.round(places), -2, 2)


def _line(count: int, topics: int, seed: int) -> np.ndarray:
    """Return experts spread evenly over one line, some topics of which are turned round."""
    rng = np.random.default_rng(seed)
    score = np.linspace(-1.7, 1.7, count)[:, None] * np.where(np.arange(topics) % 3, 1, -1)
    return np.clip(np.round(score + rng.normal(0, 0.5, (count, topics))), -2, 2)


_TWO = [[1, 1, -1, 1, -1, 1], [-1, -1, 1, -1, 1, -1]]
_THREE = [
    [1, 1, 1, -1, -1, -1, 1, 1, -1],
    [-1, -1, 1, 1, 1, -1, -1, 1, 1],
    [1, -1, -1, -1, 1, 1, -1, 1, 1],
]
#: One who says little, and one who is in the middle or says a little of everything.
_TWO_MORE = [[2, NAN, 1, -1, NAN, NAN, NAN, 2, NAN], [1, 0, NAN, NAN, 1, 0, -1, 2, 1]]
#: Small tables, each of another kind.
TABLES: dict[str, np.ndarray] = {
    "with one between": np.vstack([_camps(_TWO, 5, 0.6, 1), [[2, 2, NAN, -1, -2, 0]]]),
    "three, and two between": np.vstack(
        [_said(_camps(_THREE, 5, 0.8, 26), 0.75, 76), _TWO_MORE, [[NAN] * 8 + [1]]]
    ),
    "three, half of it said": _said(_camps(_THREE, 5, 0.5, 2), 0.55, 3),
    "a pair beside two camps": np.vstack([_camps(_TWO, 4, 0.4, 4), [[2, -2, 0, 0, 2, 2]] * 2]),
    "one line": _line(14, 7, 5),
    "chance": _said(np.random.default_rng(6).integers(-2, 3, (10, 5)).astype(float), 0.8, 7),
    "uneven": np.vstack([_camps(_TWO[:1], 9, 0.7, 8), _camps(_TWO[1:], 3, 0.7, 9)]),
}
