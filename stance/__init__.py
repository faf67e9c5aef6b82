"""Who disagrees with whom, about what, in which words, and how sure can we be?"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance import names, reliability, report
    from stance.core.codebook import Codebook, Scale, Topic
    from stance.core.errors import DataError, Problem, QuestionError, StanceError, UsageError
    from stance.study.study import Findings, Study

__version__ = "0.1.0"
__all__ = [
    "Codebook",
    "DataError",
    "Findings",
    "Problem",
    "QuestionError",
    "Scale",
    "StanceError",
    "Study",
    "Topic",
    "UsageError",
    "__version__",
    "names",
    "reliability",
    "report",
]
_HOMES = {
    "stance.core.codebook": ("Codebook", "Scale", "Topic"),
    "stance.core.errors": ("DataError", "Problem", "QuestionError", "StanceError", "UsageError"),
    "stance.study.study": ("Findings", "Study"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    """Import the public names where they are first used, so that ``import stance`` is quick."""
    if name in _HOME:
        return getattr(import_module(_HOME[name]), name)
    if name in __all__:
        return import_module(f"stance.{name}")
    raise AttributeError(f"module 'stance' has no attribute {name!r}")


def __dir__() -> list[str]:
    """List the public names, whether or not they have been used."""
    return sorted(__all__)
