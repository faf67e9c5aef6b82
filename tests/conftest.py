"""What holds for all tests."""

import os

from hypothesis import settings

# Nothing that a test does is remembered on the machine; who tests that names a file.
os.environ["STANCE_MEMORY"] = ""

# Machines are shared and slow by turns: nothing is timed, and a failure can be repeated.
settings.register_profile("stance", deadline=None, derandomize=True)
settings.load_profile("stance")
