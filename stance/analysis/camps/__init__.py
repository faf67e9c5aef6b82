"""Groups of experts that hold together, or the verdict that there are none."""

from stance.analysis.camps.find import Camps, camps

__all__ = ["Camps", "camps"]
