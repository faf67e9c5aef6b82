"""Every coefficient against values printed in the literature."""

from decimal import Decimal

import pytest

from stance.reliability import (
    CodeTable,
    Coefficient,
    Measurement,
    Sampling,
    agreement_weights,
    categories,
    chance_corrected,
    coefficients,
    fleiss_test,
    light_kappa,
    t_interval,
)
from tests.agreement_data import codes, codes_of, published

TABLES = [name for name in published() if not name.startswith("dawid")]
FEW = Sampling(resamples=20)


def numbers(name: str) -> tuple[float, ...]:
    levels = published()[name]["levels"]
    if isinstance(levels[0], str):
        return tuple(float(i) for i in range(1, len(levels) + 1))
    return tuple(float(level) for level in levels)


def all_of(name: str) -> dict[str, Coefficient]:
    found = coefficients(codes_of(name), Measurement("ratio", numbers(name)), FEW)
    return {coefficient.name: coefficient for coefficient in found}


def same_as_printed(value: float | None, printed: float) -> bool:
    """Whether the value rounds to what was printed."""
    assert value is not None
    decimals = -Decimal(str(printed)).as_tuple().exponent
    return abs(value - printed) <= 0.5001 * 10.0**-decimals


@pytest.mark.parametrize("name", TABLES)
def test_every_value_that_independent_programs_agree_on_is_met_to_six_decimals(name: str) -> None:
    found, missed = all_of(name), {}
    for key, printed in published()[name]["computed"].items():
        value = value_named(found, key)
        if value is not None and not same_as_printed(value, printed):
            missed[key] = (value, printed)
    assert missed == {}


def value_named(found: dict[str, Coefficient], key: str) -> float | None:
    """Return our value of a key such as "cohen_kappa_linear_ase_statsmodels"."""
    for ending in ("_se_table", "_ase_statsmodels", "_se"):
        if key.endswith(ending):
            return found[key.removesuffix(ending)].estimate.se
    return found[key].estimate.value if key in found else None


@pytest.mark.parametrize("name", [name for name in TABLES if "table" in published()[name]])
def test_the_intervals_of_cohens_kappa_are_met_by_normal_and_by_t(name: str) -> None:
    kappa, n = all_of(name)["cohen_kappa"].estimate, sum(map(sum, published()[name]["table"]))
    low, high = published()[name]["computed"]["cohen_kappa_ci95_normal_statsmodels"]
    assert kappa.interval is not None
    assert (kappa.interval.low, kappa.interval.high) == pytest.approx((low, high), abs=6e-7)
    by_t = t_interval(kappa.value, kappa.se, n, 0.95)
    low, high = published()[name]["computed"]["cohen_kappa_ci95_t_irrCAC"]
    assert (by_t.low, by_t.high) == pytest.approx((low, high), abs=6e-7)


def test_gwets_four_raters_with_errors_intervals_and_one_sided_p_values() -> None:
    """Table cac.raw4raters of irrCAC, as its README prints it."""
    found = all_of("gwet_cac_raw4raters")
    printed = published()["gwet_cac_raw4raters"]["expected"]
    ours = {name: found[name] for name in ("gwet_ac1", "fleiss_kappa", "conger_kappa")}
    ours["brennan_prediger"] = found["brennan_prediger"]
    for name, coefficient in ours.items():
        assert same_as_printed(coefficient.estimate.value, printed[name])
        assert same_as_printed(coefficient.estimate.se, printed[f"{name}_se"])
        interval = coefficient.estimate.interval
        assert interval is not None
        assert same_as_printed(interval.low, printed[f"{name}_ci95"][0])
        assert interval.high == 1
    alpha = found["krippendorff_alpha_nominal"].estimate
    assert same_as_printed(alpha.value, printed["krippendorff_alpha_nominal"])
    assert same_as_printed(alpha.se, printed["krippendorff_alpha_nominal_se_R"])
    analytic = found["krippendorff_alpha_nominal"].analytic
    assert analytic is not None
    assert same_as_printed(analytic.low, printed["krippendorff_alpha_ci95_R"][0])
    assert same_as_printed(found["percent_agreement"].estimate.se, printed["percent_agreement_se"])
    for short, name in {
        "gwet_ac1": "gwet_ac1",
        "fleiss": "fleiss_kappa",
        "conger": "conger_kappa",
        "bp": "brennan_prediger",
        "alpha": "krippendorff_alpha_nominal",
        "pa": "percent_agreement",
    }.items():
        assert found[name].p_value == pytest.approx(printed["p_one_sided_R"][short], rel=1e-6)


@pytest.mark.parametrize(
    "kind", ["ordinal", "linear", "quadratic", "radical", "ratio", "circular", "bipolar"]
)
def test_gwets_ac2_with_each_of_his_weights(kind: str) -> None:
    codes = codes_of("gwet_cac_raw4raters")
    patterns = CodeTable(codes).counts
    weights = agreement_weights(kind, numbers("gwet_cac_raw4raters"))
    value = chance_corrected(patterns, "gwet_ac", weights).at(patterns.times)
    printed = published()["gwet_cac_raw4raters"]["expected"][f"gwet_ac2_{kind}_3dp"]
    assert same_as_printed(value, printed)


@pytest.mark.parametrize(
    ("name", "level"),
    [
        (name, key.removeprefix("krippendorff_alpha_"))
        for name in TABLES
        for key in published()[name]["expected"]
        if key.startswith("krippendorff_alpha_") and not key.endswith(("_R", "_ci95"))
    ],
)
def test_krippendorffs_alpha_as_printed(name: str, level: str) -> None:
    value = all_of(name)[f"krippendorff_alpha_{level}"].estimate.value
    assert same_as_printed(value, published()[name]["expected"][f"krippendorff_alpha_{level}"])


def test_the_paradox_of_high_agreement_and_low_kappa() -> None:
    name = "feinstein_cicchetti_paradox_hi_agree_low_kappa"
    found, printed = all_of(name), published()[name]["expected"]
    for key in ("cohen_kappa", "gwet_ac1", "percent_agreement", "scott_pi"):
        assert same_as_printed(found[key].estimate.value, printed[key])


def test_fleiss_1971_as_a_whole_by_category_and_tested_against_no_agreement() -> None:
    codes = codes_of("fleiss1971_psychiatric")
    printed = published()["fleiss1971_psychiatric"]["expected"]
    found = all_of("fleiss1971_psychiatric")
    assert same_as_printed(found["fleiss_kappa"].estimate.value, printed["fleiss_kappa"])
    assert same_as_printed(found["conger_kappa"].estimate.value, printed["conger_kappa"])
    assert same_as_printed(light_kappa(codes).value, printed["light_kappa_in_this_column_order"])
    parts = categories(codes)
    for part, kappa, z in zip(
        parts, printed["fleiss_kappa_per_category"].values(), printed["z_per_category"], strict=True
    ):
        assert same_as_printed(part.fleiss_kappa.value, kappa)
        assert same_as_printed(part.test.z, z)
    whole = fleiss_test(CodeTable(codes).counts)
    assert same_as_printed(whole.z, printed["z_null"])
    assert whole.p_value is not None
    assert whole.p_value < 1e-60


def test_the_order_of_numeric_labels_given_unsorted_is_the_order_given() -> None:
    """irrCAC builds weights on sorted labels and counts on the order given: 0.4375 and 0.44186."""
    a, b = [1, 2, 3, 1, 3, 2, 2, 1], [1, 3, 3, 2, 3, 2, 1, 1]
    unsorted = codes([list(pair) for pair in zip(a, b, strict=True)], [2, 1, 3])
    measurement = Measurement("interval", (2.0, 1.0, 3.0))
    found = {c.name: c.estimate for c in coefficients(unsorted, measurement, FEW)}
    assert same_as_printed(found["krippendorff_alpha"].value, 0.74286)
    assert same_as_printed(found["gwet_ac2"].value, 0.72093)
