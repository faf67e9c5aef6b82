"""How far labels can be trusted: coefficients of agreement with intervals, and diagnostics."""

from stance.reliability.alpha import alpha, alpha_of_weights
from stance.reliability.assess import Reliability, assess
from stance.reliability.codes import Codes
from stance.reliability.coefficients import Coefficient, coefficients
from stance.reliability.intervals import Sampling
from stance.reliability.measured import (
    Measured,
    stance_given_topic,
    topic_and_stance,
    topic_choice,
    topic_sets,
)
from stance.reliability.measurement import LEVELS, Level, Measurement
from stance.reliability.pairs import light_kappa
from stance.reliability.weights import KINDS, agreement_weights, masi, similarity

__all__ = [
    "KINDS",
    "LEVELS",
    "Codes",
    "Coefficient",
    "Level",
    "Measured",
    "Measurement",
    "Reliability",
    "Sampling",
    "agreement_weights",
    "alpha",
    "alpha_of_weights",
    "assess",
    "coefficients",
    "light_kappa",
    "masi",
    "similarity",
    "stance_given_topic",
    "topic_and_stance",
    "topic_choice",
    "topic_sets",
]
