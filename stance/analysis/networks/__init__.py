"""Discourse networks, for those who come from Discourse Network Analyzer (DNA)."""

from stance.analysis.networks.build import AGGREGATES, NORMALISATIONS, Network, network
from stance.analysis.networks.counts import DUPLICATES
from stance.analysis.networks.polarisation import Polarisation, misfit, polarisation
from stance.analysis.networks.windows import KERNELS, Window, windows

__all__ = [
    "AGGREGATES",
    "DUPLICATES",
    "KERNELS",
    "NORMALISATIONS",
    "Network",
    "Polarisation",
    "Window",
    "misfit",
    "network",
    "polarisation",
    "windows",
]
