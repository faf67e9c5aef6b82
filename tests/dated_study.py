"""A study dated to the day: two halves that agree at first and draw apart, two claims a week."""

import datetime as dt

from stance.study.study import Study
from tests.extremes import Said, study

#: Experts of either half.
HALVES = (("ann", "bob", "cid"), ("dee", "eve", "fay"))


def drifting(claims: int = 80) -> Study:
    """Return the study; its first half is one voice, in its second the two halves are opposed."""
    said = []
    for number in range(claims):
        half = number % 2
        late = number >= claims // 2
        expert = HALVES[half][number // 2 % 3]
        topic = ("one", "two")[number // 6 % 2]
        first = "against" if late and half else "for"
        second = f"strongly {first}" if number % 5 == 0 else first
        day = dt.date(2021, 1, 4) + dt.timedelta(days=7 * number // 2)
        on = day.isoformat()[:7] if number == 7 else day.isoformat()
        codes = ((f"{topic} {first}",), (f"{topic} {second}",))
        said.append(Said(expert, codes, source=f"s{number // 2}", on=on))
    return study(said)
