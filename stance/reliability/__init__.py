"""How far labels can be trusted: coefficients of agreement with intervals, and diagnostics."""

from stance.reliability.alpha import alpha, alpha_of_weights
from stance.reliability.assess import Reliability, assess
from stance.reliability.categories import Category, FleissTest, categories, fleiss_test
from stance.reliability.chance import CHANCES, chance_corrected
from stance.reliability.codes import Codes
from stance.reliability.coefficients import CodeTable, Coefficient, coefficients
from stance.reliability.intervals import Sampling, t_interval
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
    "CHANCES",
    "KINDS",
    "LEVELS",
    "Category",
    "CodeTable",
    "Codes",
    "Coefficient",
    "FleissTest",
    "Level",
    "Measured",
    "Measurement",
    "Reliability",
    "Sampling",
    "agreement_weights",
    "alpha",
    "alpha_of_weights",
    "assess",
    "categories",
    "chance_corrected",
    "coefficients",
    "fleiss_test",
    "light_kappa",
    "masi",
    "similarity",
    "stance_given_topic",
    "t_interval",
    "topic_and_stance",
    "topic_choice",
    "topic_sets",
]
