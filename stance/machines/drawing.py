"""What people would have said of the claims that only a machine coded, drawn many times over.

Data augmentation (Tanner and Wong 1987, J. American Statistical Association 82:528): by turns the
missing human outcomes are drawn given how the machine errs and where the experts stand, and the
latter given the outcomes. How the machine errs on the whole is read from the claims that people
coded alone, weighted by Rubin's Bayesian bootstrap (1981) and by one over the chance of each claim
to be coded; how that differs between experts, from all claims. See docs/methods.md.
"""

from collections.abc import Iterator

import numpy as np

from stance.machines.units import Floats, Ints, Units

#: Draws that are kept, rounds before the first, and rounds from one to the next.
DRAWS, WARMING, APART = 400, 60, 2
#: Chains, each from a beginning of its own.
CHAINS = 8
#: How many labels what is believed beforehand weighs as much as.
PRIOR = 2.0
ERRORS = 2.0
SHAPES = 2.0
#: Among which concentrations the outcomes decide: of the claims of a cell, and of the machine's
#: errors with an expert.
CONCENTRATIONS = np.geomspace(0.5, 128, 9)


def draw(units: Units, seed: int, draws: int = DRAWS) -> Iterator[tuple[Ints, Ints]]:
    """Yield topic and outcome of every unit, what people said as they said it.

    Args:
        units: what the machine and people said.
        seed: of all draws.
        draws: how many.
    """
    rng = np.random.default_rng(seed)
    for number in range(CHAINS):
        chain = _Chain(units, rng)
        wanted = (draws * (number + 1)) // CHAINS - (draws * number) // CHAINS
        for turn in range(WARMING + wanted * APART):
            chain.step()
            if turn >= WARMING and (turn - WARMING) % APART == 0:
                yield chain.topic.copy(), chain.outcome.copy()


class _Chain:
    """One chain: the outcomes as they are now, and what is believed of machine and experts."""

    def __init__(self, units: Units, rng: np.random.Generator) -> None:
        self.units, self.rng = units, rng
        self.known, self.open = np.flatnonzero(units.known), np.flatnonzero(~units.known)
        self.topic = np.minimum(units.said_topic, units.n_topics)
        self.outcome = self._as_others()
        self.topic[self.known] = units.topic[self.known]
        self.outcome[self.known] = units.outcome[self.known]
        self.n_outcomes = len(units.outcomes) + 1
        self.direction = _directions(units.outcomes, units.stances)
        self.near = _near(units.outcomes)
        self.concentration = 4.0
        silent = (units.said_topic == units.n_topics + 1) & ~units.known
        self.topic[silent] = rng.choice(units.topic[self.known], int(silent.sum()))
        self.centre = np.zeros(units.n_experts * units.n_topics, np.int64)

    def _as_others(self) -> Ints:
        """Return what people said of some claim on which the machine gave the same stance."""
        u, own = self.units, self.known
        outcome = self.rng.choice(u.outcome[own], len(u.claim))
        for stance in range(len(u.stances) + 1):
            alike = u.outcome[own][u.said_stance[own] == stance]
            if len(alike):
                at = u.said_stance == stance
                outcome[at] = self.rng.choice(alike, int(at.sum()))
        return outcome

    def step(self) -> None:
        """Draw everything once, each given the rest."""
        topics, stances = self._machine()
        self._outcomes(topics, stances, self._cells())

    def _machine(self) -> tuple[Floats, Floats]:
        """Draw how the machine errs: P(people's topic | its topic), P(its stance | outcome).

        Returns:
            Said topics × topics; experts × (outcomes, and last "on another topic") × stances.
        """
        u, rng = self.units, self.rng
        weight = u.weight[self.known] * rng.standard_exponential(len(self.known))
        weight *= len(self.known) / weight.sum()
        said, topic = u.said_topic[self.known], u.topic[self.known]
        topics = self._topics(said, topic, weight)
        same = said == topic
        row = np.where(same, u.outcome[self.known], self.n_outcomes)
        stance = u.said_stance[self.known]
        counts = _count((self.n_outcomes + 1, len(u.stances) + 1), (row, stance), weight)
        overall = counts.sum(axis=0) + 0.5
        prior = np.vstack([self._guess(), overall[None]])
        prior = prior * overall**0.5
        errs = _share(counts + ERRORS * _share(prior))
        return topics, self._by_expert(errs)

    def _topics(self, said: Ints, topic: Ints, weight: Floats) -> Floats:
        u = self.units
        counts = _count((u.n_topics + 3, u.n_topics + 1), (said, topic), weight)
        usual = _share(counts.sum(axis=0) + 0.5)
        prior = np.tile(usual, (u.n_topics + 3, 1))
        spoke = np.arange(u.n_topics)
        right = counts[spoke, spoke].sum() + 1.0
        wrong = counts[spoke].sum() - counts[spoke, spoke].sum() + 0.5
        agreed = right / (right + wrong)
        prior[spoke] *= (1 - agreed) / (1 - usual[spoke])[:, None]
        prior[spoke, spoke] = agreed
        return _share(counts + 2 * PRIOR * prior)

    def _guess(self) -> Floats:
        """Return what stance one expects the machine to give each outcome, before any count."""
        apart = np.abs(self.units.outcomes[:, None] - self.units.stances)
        step = np.diff(self.units.stances).min(initial=1.0) if len(self.units.stances) > 1 else 1.0
        scored = np.hstack([0.3 ** (apart / step), np.full((len(apart), 1), 0.1)])
        unscored = np.append(np.full(len(self.units.stances), 0.3), 1.0)
        return np.vstack([scored, unscored])

    def _by_expert(self, errs: Floats) -> Floats:
        """Draw the machine's errors with each expert: how much more often than with all.

        Too low, right, too high and unscored are counted apart. Observed over expected counts are
        smoothed by a gamma prior, as rates of small areas are (Clayton and Kaldor 1987).
        """
        u = self.units
        at = np.flatnonzero(self.topic == u.said_topic)
        outcome = self.outcome[at]
        seen, kind = errs[outcome], self.direction[outcome]
        expert, kinds = u.expert[at], range(self.direction.max() + 1)
        expected = np.stack(
            [np.bincount(expert, (seen * (kind == k)).sum(axis=1), u.n_experts) for k in kinds],
            axis=1,
        )
        hit = self.direction[outcome, u.said_stance[at]]
        observed = _count(expected.shape, (expert, hit))
        likely = _poisson_gamma(observed, np.asarray(expected, np.float64))
        a = CONCENTRATIONS[_choose(likely, self.rng)]
        rate = self.rng.standard_gamma(a + observed) / (a + expected)
        shape = (u.n_experts, *self.direction.shape)
        factor = np.ones((shape[0], shape[1] + 1, shape[2]))
        factor[:, :-1] = rate[:, self.direction.ravel()].reshape(shape)
        return _share(factor * errs)

    def _cells(self) -> Floats:
        """Draw the shares of outcomes in each cell, cells × outcomes.

        A cell's claims lie about one of the outcomes, which one being as likely as it is among the
        cells of the topic; how close they lie, all cells together decide.
        """
        u, rng = self.units, self.rng
        on = self.topic < u.n_topics
        cell = self.topic[on] * u.n_experts + u.expert[on]
        counts = _count((u.n_topics * u.n_experts, self.n_outcomes), (cell, self.outcome[on]))
        used = counts.sum(axis=1) > 0
        about = _count(
            self.near.shape,
            (np.repeat(self.centre, self.n_outcomes), _tile(counts)),
            counts.ravel(),
        )
        shapes = _share_drawn(SHAPES * len(self.near) * self.near + about, rng)
        likely = _dirichlet_multinomial(counts, self.concentration * shapes)
        topic = np.arange(len(counts)) // u.n_experts
        standing = _count((u.n_topics, len(self.near)), (topic[used], self.centre[used]))
        usual = _share(standing.sum(axis=0) + 0.5)
        standing = _share_drawn(standing + PRIOR * usual, rng)
        self.centre = _choose(np.log(standing[topic]) + likely, rng)
        sizes = [
            _dirichlet_multinomial_own(counts[used], c * shapes[self.centre[used]])
            for c in CONCENTRATIONS
        ]
        self.concentration = self._pick(np.array(sizes))
        return _share_drawn(counts + self.concentration * shapes[self.centre], rng)

    def _pick(self, log_likelihood: Floats) -> float:
        return float(CONCENTRATIONS[_choose(log_likelihood[None], self.rng)[0]])

    def _speaks_of(self) -> Floats:
        """Return how much more often the expert of each open unit speaks of a topic than all do.

        Counted are the expert's other claims, as they stand now, and two more like everybody's.
        """
        u, at = self.units, self.open
        counts = _count((u.n_experts, u.n_topics + 1), (u.expert, self.topic))
        usual = _share(counts.sum(axis=0) + 0.5)
        others = counts[u.expert[at]]
        others[np.arange(len(at)), self.topic[at]] -= 1
        return _share(others + PRIOR * usual) / usual

    def _outcomes(self, topics: Floats, stances: Floats, cells: Floats) -> None:
        """Draw topic and outcome of what people did not code."""
        u, rng, at = self.units, self.rng, self.open
        expert, said, stance = u.expert[at], u.said_topic[at], u.said_stance[at]
        spoke = said < u.n_topics
        own = np.minimum(said, u.n_topics - 1) * u.n_experts + expert
        there = cells[own] * stances[expert, :-1, stance]
        weight = np.tile(stances[expert, -1, stance][:, None], (1, u.n_topics + 1))
        rows = np.flatnonzero(spoke)
        weight[rows, said[rows]] = there[rows].sum(axis=1)
        weight *= topics[said] * self._speaks_of()
        topic = _choose(np.log(weight), rng)
        elsewhere = cells[np.minimum(topic, u.n_topics - 1) * u.n_experts + expert]
        here = (topic == said)[:, None]
        self.topic[at] = topic
        self.outcome[at] = _choose(np.log(np.where(here, there, elsewhere) + 1e-300), rng)


def _tile(counts: Floats) -> Ints:
    return np.tile(np.arange(counts.shape[1]), len(counts))


def _near(outcomes: Floats) -> Floats:
    """Return the shares of outcomes one expects about each, before any count."""
    step = np.diff(outcomes).min(initial=1.0) if len(outcomes) > 1 else 1.0
    apart = np.abs(outcomes[:, None] - outcomes) / step
    return _share(np.hstack([0.4**apart, np.full((len(outcomes), 1), 0.1)]))


def _directions(outcomes: Floats, stances: Floats) -> Ints:
    """Return 0 too low, 1 right, 2 too high, 3 a score for none or none for one."""
    scored = 1 + np.sign(stances - outcomes[:, None]).astype(np.int64)
    table = np.full((len(outcomes) + 1, len(stances) + 1), 3)
    table[:-1, :-1] = scored
    table[-1, -1] = 1
    return table


def _poisson_gamma(observed: Floats, expected: Floats) -> Floats:
    """Return how likely the counts are if rates are gamma with mean 1, kinds × concentrations."""
    from scipy.special import gammaln

    a = CONCENTRATIONS[:, None, None]
    each = (
        gammaln(a + observed) - gammaln(a) + a * np.log(a) - (a + observed) * np.log(a + expected)
    )
    return np.asarray(each.sum(axis=1).T)


def _dirichlet_multinomial(counts: Floats, parameters: Floats) -> Floats:
    """Return how likely each row of counts is under each row of parameters, rows × rows."""
    return np.stack([_each(counts, row) for row in parameters], axis=1)


def _dirichlet_multinomial_own(counts: Floats, parameters: Floats) -> float:
    return float(_each(counts, parameters).sum())


def _each(counts: Floats, parameters: Floats) -> Floats:
    from scipy.special import gammaln

    total, n = parameters.sum(axis=-1), counts.sum(axis=-1)
    inside = (gammaln(parameters + counts) - gammaln(parameters)).sum(axis=-1)
    return np.asarray(inside + gammaln(total) - gammaln(total + n))


def _count(shape: tuple[int, ...], at: tuple[Ints, ...], weight: Floats | None = None) -> Floats:
    """Return how much lies at each place of a table."""
    flat = np.ravel_multi_index(at, shape)
    size = int(np.prod(shape))
    return np.bincount(flat, weight, size).reshape(shape).astype(np.float64)


def _share(table: Floats) -> Floats:
    return np.asarray(table / table.sum(axis=-1, keepdims=True))


def _share_drawn(parameters: Floats, rng: np.random.Generator) -> Floats:
    """Return a draw from the Dirichlet distribution of each row."""
    return _share(rng.standard_gamma(parameters) + 1e-300)


def _choose(log_weight: Floats, rng: np.random.Generator) -> Ints:
    """Return a column for each row, by chance (Gumbel's way: the largest of disturbed logs)."""
    return np.asarray((log_weight + rng.gumbel(size=log_weight.shape)).argmax(axis=1))
