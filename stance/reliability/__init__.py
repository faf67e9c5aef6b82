"""Codes in; coefficients of agreement with intervals, and diagnostics of annotators, out."""

from stance.reliability.alpha import alpha, alpha_of_weights
from stance.reliability.articles import FEW_ARTICLES, by_article
from stance.reliability.assess import Reliability, assess
from stance.reliability.categories import Category, FleissTest, categories, fleiss_test
from stance.reliability.chance import CHANCES, Chance, chance_corrected
from stance.reliability.codes import Codes
from stance.reliability.coefficients import CodeTable, Coefficient, coefficients
from stance.reliability.groups import By, by_category, by_group, by_topic, without_each
from stance.reliability.intervals import Sampling, bootstrap, jackknife, t_interval
from stance.reliability.journals import journal_figures
from stance.reliability.measured import (
    MEASURES,
    Measured,
    measures,
    stance_given_topic,
    topic_and_stance,
    topic_choice,
    topic_sets,
)
from stance.reliability.measurement import LEVELS, Level, Measurement
from stance.reliability.pairs import light_kappa, pair_rows, rows_with
from stance.reliability.planning import Plan, plan, plan_by_article
from stance.reliability.sensitivity import Sensitivity, sensitivity
from stance.reliability.summary import Summary, summarise
from stance.reliability.table import code_table
from stance.reliability.undefined import WHYS, Why
from stance.reliability.unitizing import alpha_u, units_of, why_not_marked
from stance.reliability.verdict import FIRM, TENTATIVE, Verdict, verdict
from stance.reliability.weights import KINDS, Kind, agreement_weights, masi, similarity

__all__ = [
    "CHANCES",
    "FEW_ARTICLES",
    "FIRM",
    "KINDS",
    "LEVELS",
    "MEASURES",
    "TENTATIVE",
    "WHYS",
    "By",
    "Category",
    "Chance",
    "CodeTable",
    "Codes",
    "Coefficient",
    "FleissTest",
    "Kind",
    "Level",
    "Measured",
    "Measurement",
    "Plan",
    "Reliability",
    "Sampling",
    "Sensitivity",
    "Summary",
    "Verdict",
    "Why",
    "agreement_weights",
    "alpha",
    "alpha_of_weights",
    "alpha_u",
    "assess",
    "bootstrap",
    "by_article",
    "by_category",
    "by_group",
    "by_topic",
    "categories",
    "chance_corrected",
    "code_table",
    "coefficients",
    "fleiss_test",
    "jackknife",
    "journal_figures",
    "light_kappa",
    "masi",
    "measures",
    "pair_rows",
    "plan",
    "plan_by_article",
    "rows_with",
    "sensitivity",
    "similarity",
    "stance_given_topic",
    "summarise",
    "t_interval",
    "topic_and_stance",
    "topic_choice",
    "topic_sets",
    "units_of",
    "verdict",
    "why_not_marked",
    "without_each",
]
