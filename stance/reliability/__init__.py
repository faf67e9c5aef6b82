"""Codes in; coefficients of agreement with intervals, and diagnostics of annotators, out."""

from stance.reliability.alpha import alpha, alpha_of_weights
from stance.reliability.assess import Reliability, assess
from stance.reliability.categories import Category, FleissTest, categories, fleiss_test
from stance.reliability.chance import CHANCES, chance_corrected
from stance.reliability.codes import Codes
from stance.reliability.coefficients import CodeTable, Coefficient, coefficients
from stance.reliability.groups import by_category, by_topic, without_each
from stance.reliability.intervals import Sampling, bootstrap, jackknife, t_interval
from stance.reliability.measured import (
    MEASURES,
    Measured,
    stance_given_topic,
    topic_and_stance,
    topic_choice,
    topic_sets,
)
from stance.reliability.measurement import LEVELS, Level, Measurement
from stance.reliability.pairs import light_kappa, pair_rows
from stance.reliability.planning import Plan, plan
from stance.reliability.sensitivity import Sensitivity, sensitivity
from stance.reliability.summary import Summary, summarise
from stance.reliability.weights import KINDS, agreement_weights, masi, similarity

__all__ = [
    "CHANCES",
    "KINDS",
    "LEVELS",
    "MEASURES",
    "Category",
    "CodeTable",
    "Codes",
    "Coefficient",
    "FleissTest",
    "Level",
    "Measured",
    "Measurement",
    "Plan",
    "Reliability",
    "Sampling",
    "Sensitivity",
    "Summary",
    "agreement_weights",
    "alpha",
    "alpha_of_weights",
    "assess",
    "bootstrap",
    "by_category",
    "by_topic",
    "categories",
    "chance_corrected",
    "coefficients",
    "fleiss_test",
    "jackknife",
    "light_kappa",
    "masi",
    "pair_rows",
    "plan",
    "sensitivity",
    "similarity",
    "stance_given_topic",
    "summarise",
    "t_interval",
    "topic_and_stance",
    "topic_choice",
    "topic_sets",
    "without_each",
]
