"""Could it be one line instead of these camps, or more camps than these?

Either question is answered by the ratio of two likelihoods, and by how large that ratio grows in
tables that were drawn without what is claimed (McLachlan 1987).
"""

from collections.abc import Callable

import numpy as np

from stance.analysis.camps.grouping import FEWEST
from stance.analysis.camps.line import along, loadings
from stance.analysis.camps.mixtures import Tables, compare_with_line, fit_camps, one_more
from stance.analysis.camps.resampling import shuffled
from stance.analysis.matrices import Array

#: Voices below which a topic tells nothing of the kind.
VOICES = 3
#: Tables drawn at once, and the most cells that they may hold.
BATCH, CELLS = 20, 1_000_000
#: Rounding, as the two likelihoods are compared.
SAME = 1e-6


def chance_of_line(
    places: Array, labels: np.ndarray, rng: np.random.Generator, draws: int, most: float
) -> float:
    """Return how likely experts along one line look as much like these camps.

    The ratio is that of the camps, fitted from the groups of three or more, to one line; the tables
    are drawn from a line with loadings fitted to the study (see ``stance.analysis.camps.line``).

    Args:
        places: experts × topics, NaN where nothing was said.
        labels: the group of each expert.
        rng: draws the tables.
        draws: how many.
        most: drawing stops as soon as the chance cannot be as small as this any more.
    """
    heard = _heard(places)
    if not heard.size:
        return 1.0
    tables, begin = Tables.of(heard), _members(labels)
    loading = loadings(heard)

    def drawn(count: int) -> Array:
        table = Tables.of(along(heard, loading, rng, count))
        line, camps = compare_with_line(table, begin.shape[2])
        return camps.likelihood - line

    line, camps = compare_with_line(tables, 2)[0], fit_camps(tables, begin)
    return _chance(drawn, camps.likelihood - line, heard.size, draws, most)


def chance_of_more(
    places: Array, labels: np.ndarray, rng: np.random.Generator, draws: int, most: float
) -> float:
    """Return how likely these camps, were there no more, look as much like one camp more.

    The tables are the study's own, shuffled within topics and camps: whatever holds together inside
    a camp is left to chance. Arguments as in ``chance_of_line``.
    """
    heard = _heard(places)
    if not heard.size:
        return 1.0
    tables = Tables.of(heard)
    fit = fit_camps(tables, _members(labels))
    camp = np.where(fit.members[0].sum(axis=1) < 0.5, -1, fit.members[0].argmax(axis=1))
    hard = (camp[:, None] == np.arange(fit.members.shape[2])).astype(float)

    def drawn(count: int) -> Array:
        table = Tables.of(np.stack([_shuffled_within(heard, camp, rng) for _ in range(count)]))
        fewer = fit_camps(table, np.broadcast_to(hard, (count, *hard.shape)))
        return one_more(table, fewer.members).likelihood - fewer.likelihood

    found = one_more(tables, fit.members).likelihood - fit.likelihood
    return _chance(drawn, found, heard.size, draws, most)


def _chance(
    drawn: Callable[[int], Array], found: Array, cells: int, draws: int, most: float
) -> float:
    """Return the share of tables drawn whose ratio is as large (Besag and Clifford 1991)."""
    enough, reached, done = int(most * (draws + 1)), 0, 0
    while done < draws:
        count = min(BATCH, max(1, CELLS // cells), draws - done)
        reached += int((drawn(count) >= found - SAME).sum())
        done += count
        if reached >= enough:
            break
    return (1 + reached) / (1 + done)


def _heard(places: Array) -> Array:
    """Return the topics on which enough experts spoke, and somebody differed."""
    said = ~np.isnan(places)
    most = np.where(said, places, -np.inf).max(axis=0)
    least = np.where(said, places, np.inf).min(axis=0)
    return np.asarray(places[:, (said.sum(axis=0) >= VOICES) & (most > least)])


def _members(labels: np.ndarray) -> Array:
    """Return the chance of each camp, as one table: even for who is in a group too small."""
    camps = np.flatnonzero(np.bincount(labels) >= FEWEST)
    members = (labels[:, None] == camps).astype(float)
    members[members.sum(axis=1) == 0] = 1 / len(camps)
    return np.asarray(members[None])


def _shuffled_within(places: Array, camp: np.ndarray, rng: np.random.Generator) -> Array:
    drawn = np.empty_like(places)
    for number in np.unique(camp):
        drawn[camp == number] = shuffled(places[camp == number], rng)
    return drawn
