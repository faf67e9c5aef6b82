"""Files that are no articles that can be read, and what is said of them."""

from stance.core.decoding import NotTextError, decode
from stance.core.errors import DataError, Problem


def refused(file: str, message: str, hint: str = "") -> DataError:
    """Return the error of a file that cannot be read, for the caller to raise."""
    problem = Problem(code="unreadable-article", message=message, hint=hint, file=file)
    return DataError([problem])


def decoded(data: bytes, file: str, declared: str = "") -> tuple[str, str]:
    """Return a file's text and its encoding; see ``core.decoding.decode``.

    Raises:
        DataError: the file is no text.
    """
    try:
        return decode(data, declared)
    except NotTextError as error:
        raise refused(file, str(error)) from error
