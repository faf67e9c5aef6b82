"""How well a line, and how well camps, explain places: likelihoods of many tables at once.

Both are normal mixtures with one variance for all cells. A *line* gives each topic a middle and a
slope and each expert a score, all scores being as likely; *camps* give each topic a mean in
each camp. Two camps are the line whose scores take two values only, so the two differ in nothing
but whether anybody stands between. Both are fitted by expectation and maximisation (Dempster, Laird
and Rubin 1977), with an unsaid cell adding nothing.
"""

from dataclasses import dataclass

import numpy as np

from stance.analysis.matrices import Array

#: Least variance of a cell, in squared steps: that of rounding to a whole step.
LEAST_VARIANCE = 1 / 12
#: Voices that hold each slope to nought and each camp's mean to that of its topic.
WEIGHT = 0.1
#: Share of experts who are on no line and in no camp, and stand about the topics' means by chance.
STRAYS = 0.001
#: Most steps of a fit, and the gain in log-likelihood below which it ends.
STEPS, GAIN = 60, 0.01
#: Scores at which the line is evaluated, and steps by which its first direction is sought.
NODES, POWERS = 25, 20


@dataclass(frozen=True, eq=False)
class Tables:
    """Tables of places, draws × experts × topics, with 0 where nothing was said."""

    places: Array
    said: Array

    @classmethod
    def of(cls, places: Array) -> "Tables":
        """Return tables of places with NaN where nothing was said; one table may stand alone."""
        stacked = places if places.ndim == 3 else places[None]
        said = ~np.isnan(stacked)
        return cls(np.where(said, stacked, 0.0), said.astype(float))

    @property
    def voices(self) -> Array:
        """How many spoke on each topic."""
        return np.asarray(self.said.sum(axis=1))

    @property
    def means(self) -> Array:
        """The mean place on each topic."""
        return np.asarray(self.places.sum(axis=1) / np.maximum(self.voices, 1))


@dataclass(frozen=True, eq=False)
class Fit:
    """Fits of one model to many tables.

    Attributes:
        likelihood: the log-likelihood of each table, but for a constant.
        members: draws × experts × camps, the chance of each camp.
    """

    likelihood: Array
    members: Array


def compare_with_line(tables: Tables, camps: int) -> tuple[Array, Fit]:
    """Return the log-likelihoods of a line, and the fits of so many camps that it suggests.

    Either is fitted twice, and the better fit kept: the line from the first direction in which the
    places vary and from the camps' means, the camps from the halves of either line.
    """
    first = _line(tables, _direction(tables.places - tables.said * tables.means[:, None]))
    halves = fit_camps(tables, _halves(first[1]))
    second = _line(tables, _apart(tables, halves.members))
    fit = _better(halves, fit_camps(tables, _halves(second[1])))
    for _ in range(camps - 2):
        fit = one_more(tables, fit.members)
    return np.maximum(first[0], second[0]), fit


def fit_camps(tables: Tables, members: Array) -> Fit:
    """Return the fit of the camps to which the members lead.

    Args:
        tables: the places.
        members: draws × experts × camps, the chance of each camp to begin with.
    """
    places, said = tables.places, tables.said
    middle, cells = tables.means[:, None], said.sum(axis=2)[..., None]
    squares, before = (places**2).sum(axis=2)[..., None], np.full(len(places), -np.inf)
    stray = _strays(tables)
    for _ in range(STEPS):
        share = np.swapaxes(members, 1, 2)
        mean = np.swapaxes((share @ places + WEIGHT * middle) / (share @ said + WEIGHT), 1, 2)
        off = squares - 2 * places @ mean + said @ mean**2
        heard = (members * cells).sum(axis=(1, 2))
        variance = np.maximum((members * off).sum(axis=(1, 2)) / heard, LEAST_VARIANCE)
        size = np.maximum(members.mean(axis=1), 0.01)
        log = np.log((1 - STRAYS) * size / size.sum(axis=1, keepdims=True))[:, None]
        log = log + _density(off, cells, variance)
        members, likelihood = _weigh(np.concatenate([log, stray], axis=2))
        members = members[..., :-1]
        if (np.abs(likelihood - before) < GAIN).all():
            break
        before = likelihood
    return Fit(likelihood, members)


def _strays(tables: Tables) -> Array:
    """Return how likely each expert is, if neither of a camp nor on the line, with their share."""
    off = ((tables.places - tables.said * tables.means[:, None]) ** 2).sum(axis=2)[..., None]
    density = _density(off, tables.said.sum(axis=2)[..., None], _spread(tables))
    return np.asarray(np.log(STRAYS) + density)


def _spread(tables: Tables) -> Array:
    """Return the variance of the places about the topics' means."""
    off = (tables.places - tables.said * tables.means[:, None]) ** 2
    spread = off.sum(axis=(1, 2)) / tables.said.sum(axis=(1, 2))
    return np.asarray(np.maximum(spread, LEAST_VARIANCE))


def _density(off: Array, cells: Array, variance: Array) -> Array:
    """Return the normal log-density of so many cells with such sums of squares."""
    spread = variance[:, None, None]
    return np.asarray(-off / (2 * spread) - cells / 2 * np.log(spread))


def one_more(tables: Tables, members: Array) -> Fit:
    """Return the best fit with one camp more, each camp in turn being halved to begin with."""
    count = members.shape[2]
    camp = members.argmax(axis=2)
    hard = np.eye(count)[camp]
    share = np.swapaxes(hard, 1, 2)
    total, heard = share @ tables.places, share @ tables.said
    mean = np.divide(total, heard, out=np.zeros_like(total), where=heard > 0)
    off = tables.places - tables.said * np.take_along_axis(mean, camp[..., None], axis=1)
    fits = []
    for halved in range(count):
        inside = camp == halved
        own = off * inside[..., None]
        far = inside & (_along(own, _direction(own)) > 0)
        begin = np.concatenate([hard, far[..., None].astype(float)], axis=2)
        begin[..., halved] -= far
        fits.append(fit_camps(tables, begin))
    best = fits[0]
    for fit in fits[1:]:
        best = _better(best, fit)
    return best


def _line(tables: Tables, slope: Array) -> tuple[Array, Array]:
    """Return the log-likelihood of each table's line, and the experts' scores on it."""
    node = np.linspace(-1, 1, NODES) * np.sqrt(3)
    places, said, square = tables.places, tables.said, tables.places**2
    own, cells, middle = square.sum(axis=2), said.sum(axis=2)[..., None], tables.means
    stray, before = _strays(tables), np.full(len(places), -np.inf)
    variance = _spread(tables)
    for _ in range(STEPS):
        flat = own - 2 * _along(places, middle) + _along(said, middle**2)
        tilt = 2 * (_along(said, slope * middle) - _along(places, slope))
        off = flat[..., None] + tilt[..., None] * node
        off += _along(said, slope**2)[..., None] * node**2
        log = np.log((1 - STRAYS) / NODES) + _density(off, cells, variance)
        weight, likelihood = _weigh(np.concatenate([log, stray], axis=2))
        weight = weight[..., :-1]
        if (np.abs(likelihood - before) < GAIN).all():
            break
        before = likelihood
        share, score = weight.sum(axis=2), weight @ node
        voices, one = np.maximum(_over(said, share), 1e-9), _over(said, score)
        two, summed, cross = (
            _over(said, weight @ node**2),
            _over(places, share),
            _over(places, score),
        )
        slope = (cross - summed * one / voices) / (two - one**2 / voices + WEIGHT)
        middle = (summed - slope * one) / voices
        left = _over(square, share) - 2 * middle * summed - 2 * slope * cross
        left += voices * middle**2 + 2 * middle * slope * one + slope**2 * two
        variance = np.maximum(left.sum(axis=1) / voices.sum(axis=1), LEAST_VARIANCE)
    return likelihood, weight @ node


def _weigh(log: Array) -> tuple[Array, Array]:
    """Return the shares of each expert's last axis, and the log of their sums over all experts."""
    largest = log.max(axis=2, keepdims=True)
    share = np.exp(log - largest)
    whole = share.sum(axis=2, keepdims=True)
    return share / whole, np.asarray((largest + np.log(whole)).sum(axis=(1, 2)))


def _direction(off: Array) -> Array:
    """Return, of each table, about the direction over topics in which experts vary most.

    By the power method, from the expert who is furthest off.
    """
    furthest = (off**2).sum(axis=2).argmax(axis=1)
    vector = off[np.arange(len(off)), furthest]
    for _ in range(POWERS):
        vector = _over(off, _along(off, vector))
        vector = vector / np.maximum(np.linalg.norm(vector, axis=1, keepdims=True), 1e-12)
    return np.asarray(vector * np.sqrt(off.shape[2]))


def _apart(tables: Tables, members: Array) -> Array:
    """Return half of the way from the second camp's means to the first's."""
    share = np.swapaxes(members, 1, 2)
    middle = tables.means[:, None]
    mean = (share @ tables.places + WEIGHT * middle) / (share @ tables.said + WEIGHT)
    return np.asarray((mean[:, 0] - mean[:, 1]) / 2)


def _halves(score: Array) -> Array:
    return np.stack([score > 0, score <= 0], axis=2).astype(float)


def _better(one: Fit, other: Fit) -> Fit:
    """Return, table by table, the fit that is likelier."""
    gained = other.likelihood > one.likelihood
    members = np.where(gained[:, None, None], other.members, one.members)
    return Fit(np.maximum(one.likelihood, other.likelihood), members)


def _along(table: Array, topics: Array) -> Array:
    """Return the sums over topics, draws × experts."""
    return np.asarray((table @ topics[..., None])[..., 0])


def _over(table: Array, experts: Array) -> Array:
    """Return the sums over experts, draws × topics."""
    return np.asarray((experts[:, None] @ table)[:, 0])
