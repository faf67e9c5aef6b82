"""Who disagrees with whom, about what, in which words, and how sure can we be?"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from stance.study.study import Findings, Study

__all__ = ["Findings", "Study", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import the public names where they are first used, so that ``import stance`` is quick."""
    if name in ("Findings", "Study"):
        from stance.study import study

        return getattr(study, name)
    raise AttributeError(f"module 'stance' has no attribute {name!r}")
