"""Discourse networks, for those who come from Discourse Network Analyzer (DNA)."""

from stance.analysis.networks.build import (
    AGGREGATES,
    NORMALISATIONS,
    Aggregate,
    Mode,
    Network,
    Normalisation,
    network,
)
from stance.analysis.networks.counts import DUPLICATES, Duplicates
from stance.analysis.networks.over_time import OVER_TIME, Plan, over_time, plan
from stance.analysis.networks.polarisation import Polarisation, misfit, polarisation
from stance.analysis.networks.windows import KERNELS, Kernel, Window, windows

__all__ = [
    "AGGREGATES",
    "DUPLICATES",
    "KERNELS",
    "NORMALISATIONS",
    "OVER_TIME",
    "Aggregate",
    "Duplicates",
    "Kernel",
    "Mode",
    "Network",
    "Normalisation",
    "Plan",
    "Polarisation",
    "Window",
    "misfit",
    "network",
    "over_time",
    "plan",
    "polarisation",
    "windows",
]
