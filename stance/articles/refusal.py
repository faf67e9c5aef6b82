"""What is said of a file that is no article that can be read."""

from stance.core.errors import DataError, Problem


def refused(file: str, message: str, hint: str = "") -> DataError:
    """Return the error of a file that cannot be read, for the caller to raise."""
    problem = Problem(code="unreadable-article", message=message, hint=hint, file=file)
    return DataError([problem])
