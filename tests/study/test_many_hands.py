"""Two annotators, late copies and an analyst at random: no answer is lost or moved unsaid.

A few steps here, always the same; ``make fuzz`` takes thousands, and damages the copies as well.
"""

from hypothesis import HealthCheck, Phase, settings

from tests.study.machine import Undamaged

TestUndamaged = Undamaged.TestCase
TestUndamaged.settings = settings(
    max_examples=6,
    stateful_step_count=20,
    phases=[Phase.generate],  # the fewest steps that do it take minutes: make fuzz shows them
    suppress_health_check=list(HealthCheck),
)
