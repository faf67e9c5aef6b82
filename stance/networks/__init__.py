"""Discourse networks, for those who come from Discourse Network Analyzer (DNA)."""

from stance.networks.build import AGGREGATES, NORMALISATIONS, Network, network
from stance.networks.counts import DUPLICATES
from stance.networks.polarisation import Polarisation, misfit, polarisation
from stance.networks.windows import KERNELS, Window, windows

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
