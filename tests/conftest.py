"""What holds for all tests."""

from hypothesis import settings

# Machines are shared and slow by turns: nothing is timed, and a failure can be repeated.
settings.register_profile("stance", deadline=None, derandomize=True)
settings.load_profile("stance")
