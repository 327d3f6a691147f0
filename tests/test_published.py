"""Published comparisons: Welch's test, what stands in the file, and what is quoted for a row."""

import dataclasses
import re
import tomllib
from pathlib import Path

import pytest

import actcli
from actcli.analysis.recommending import studies as studies_module
from actcli.analysis.recommending.criteria import Row, read_criteria
from actcli.analysis.recommending.noise import Sample, critical_t, welch_test
from actcli.analysis.recommending.published import Verdict, judge, quote, quoted
from actcli.analysis.recommending.studies import Result, Study, read_studies
from actcli.analysis.recommending.table import load_conditions, load_criteria, load_studies
from actcli.catalog.load import shipped_book
from actcli.errors import ActcliError

STUDIES = load_studies()

GOOD_STUDY = """
[somebody]
setup = { en = "a network", ko = "어떤 신경망" }
metric = { en = "accuracy, %", ko = "정확도(%)" }
higher_is_better = true
runs = 5
source = { author = "Somebody", year = 2020, where = "table 1", url = "https://example.org" }
results = [
    { function = "relu", value = 90.0, deviation = 0.5 },
    { function = "leaky_relu:0.3", value = 92.0, deviation = 0.5 },
]
"""

GOOD_ROW = """
[extra]
when = { en = "a case", ko = "어떤 경우" }
choose = ["relu"]
alternatives = ["gelu"]
layer = "hidden"
because = { en = "It works.", ko = "잘 됩니다." }
avoid = { names = ["sigmoid"], en = "Sigmoid.", ko = "시그모이드." }
source = "Somebody 2020"
"""


def read(text: str) -> dict[str, Study]:
    return read_studies(tomllib.loads(text), "mine.toml")


def row(choose: str = "relu", compared: tuple[str, ...] = ()) -> Row:
    (plain,) = read_criteria(GOOD_ROW, "mine.toml", load_conditions())
    return dataclasses.replace(plain, choose=(choose,), compared=compared)


def verdicts(key: str, chosen: str) -> dict[str, Verdict]:
    study = STUDIES[key]
    first = next(result for result in study.results if result.name == chosen)
    others = [result for result in study.results if result is not first]
    return {other.label: judge(study, first, other).verdict for other in others}


# --- Welch's test ----------------------------------------------------------------------------


# t, degrees of freedom and p by SciPy 1.17.1: scipy.stats.ttest_ind_from_stats, equal_var=False.
@pytest.mark.parametrize(
    ("first", "second", "t", "degrees_of_freedom", "p"),
    [
        ((87.48, 0.3967, 23), (87.32, 0.414, 23), 1.3382580484162692, 43.92007190761704, 0.188),
        ((87.48, 0.3967, 23), (86.66, 0.584, 23), 5.570280152754329, 38.73873249805616, 2.1e-6),
        ((1.944, 0.010, 4), (1.942, 0.004, 4), 0.37139067635410405, 3.9360374414976596, 0.729),
        ((1.983, 0.005, 4), (1.997, 0.005, 4), -3.9597979746446694, 6.0, 0.00745),
        ((84.5, 0.2, 5), (80.9, 1.1, 5), 7.199999999999989, 4.264174114757454, 0.00154),
        ((74.1, 0.3, 3), (73.6, 0.2, 12), 2.7386127875258306, 2.463605823068309, 0.0888),
        ((10.0, 1.0, 2), (14.0, 0.5, 2), -5.059644256269407, 1.4705882352941178, 0.0666),
    ],
)
def test_welch_is_what_scipy_computes(
    first: tuple[float, float, int],
    second: tuple[float, float, int],
    t: float,
    degrees_of_freedom: float,
    p: float,
) -> None:
    test = welch_test(Sample(*first), Sample(*second))
    assert test.t == pytest.approx(t, rel=1e-9)
    assert test.degrees_of_freedom == pytest.approx(degrees_of_freedom, rel=1e-9)
    assert test.is_beyond_noise == (p < 0.05)


# scipy.stats.t.ppf(0.975, d), SciPy 1.17.1
@pytest.mark.parametrize(
    ("degrees_of_freedom", "quantile"),
    [
        *((1, 12.70620), (2, 4.30265), (3, 3.18245), (4, 2.77645), (5, 2.57058), (6, 2.44691)),
        *((10, 2.22814), (15, 2.13145), (20, 2.08596), (25, 2.05954), (30, 2.04227)),
        *((40, 2.02108), (60, 2.00030), (100, 1.98397)),
    ],
)
def test_the_table_of_quantiles(degrees_of_freedom: float, quantile: float) -> None:
    assert critical_t(degrees_of_freedom) == pytest.approx(quantile, abs=5.1e-4)


def test_between_two_rows_of_the_table_the_larger_quantile_holds() -> None:
    assert critical_t(2.46) == critical_t(2)
    assert critical_t(38.7) == critical_t(30)
    assert critical_t(1e6) == critical_t(100)
    assert critical_t(1 - 1e-12) == critical_t(1)


def test_the_quantiles_fall_with_the_degrees_of_freedom() -> None:
    quantiles = [critical_t(degrees) for degrees in (*range(1, 31), 40, 60, 100)]
    assert quantiles == sorted(set(quantiles), reverse=True)


def test_the_readme_of_mish_computes_the_same_interval() -> None:
    # Its "CI" of Mish is 87.48 +- 0.1716, from the deviation 0.3967 of 23 runs.
    assert critical_t(22) * 0.3967 / 23**0.5 == pytest.approx(0.1716, abs=1e-4)


# --- Judgements ------------------------------------------------------------------------------


def test_the_readme_of_mish_judges_the_same() -> None:
    """Its P values against Mish, by another t-test, are on the same side of 0.05."""
    found = verdicts("mish_squeezenet", "mish")
    within = {label for label, verdict in found.items() if verdict is Verdict.WITHIN_NOISE}
    assert within == {"silu", "e_swish:1.75", "gelu", "elish"}  # 0.1973, 0.9075, 0.4003, 0.4283
    assert {found[label] for label in found.keys() - within} == {Verdict.BEYOND_NOISE}


def test_clevert_judges_the_same() -> None:
    # "significantly better than for other activation functions", p < 0.001
    assert set(verdicts("clevert_cifar100", "elu").values()) == {Verdict.BEYOND_NOISE}


def test_differences_that_are_noise() -> None:
    assert verdicts("shazeer_t5_short", "swiglu")["geglu"] is Verdict.WITHIN_NOISE
    assert verdicts("narang_t5_early", "gelu")["relu"] is Verdict.WITHIN_NOISE
    assert verdicts("liu_convnext", "relu")["gelu"] is Verdict.WITHIN_NOISE


def test_single_runs_are_never_judged() -> None:
    assert set(verdicts("shazeer_t5_full", "swiglu").values()) == {Verdict.SINGLE_RUNS}
    assert verdicts("ramachandran_nasnet", "relu")["gelu"] is Verdict.SINGLE_RUNS


def test_runs_that_the_source_does_not_count_are_not_judged() -> None:
    assert set(verdicts("he_imagenet", "relu").values()) == {Verdict.RUNS_UNKNOWN}


def test_medians_are_not_judged() -> None:
    assert set(verdicts("hendrycks_timit", "relu").values()) == {Verdict.DEVIATION_UNKNOWN}
    (study,) = read(GOOD_STUDY.replace("runs = 5", 'runs = 5\nstatistic = "median"')).values()
    assert judge(study, *study.results).verdict is Verdict.DEVIATION_UNKNOWN


@pytest.mark.parametrize("key", STUDIES)
def test_a_judgement_has_its_test_or_says_why_not(key: str) -> None:
    study = STUDIES[key]
    first, *others = study.results
    for other in others:
        judgement = judge(study, first, other)
        judged = judgement.verdict in (Verdict.BEYOND_NOISE, Verdict.WITHIN_NOISE)
        assert (judgement.test is not None) == judged
        assert judgement.chosen_is_better in (True, None)  # the first is the best
        assert judge(study, other, first).verdict is judgement.verdict


@pytest.mark.parametrize("higher", [True, False])
def test_a_judgement_flips_when_the_deviations_grow(higher: bool) -> None:
    text = GOOD_STUDY.replace("= true", f"= {str(higher).lower()}")
    (steady,) = read(text).values()
    (noisy,) = read(text.replace("deviation = 0.5", "deviation = 5.0")).values()
    for study, verdict in ((steady, Verdict.BEYOND_NOISE), (noisy, Verdict.WITHIN_NOISE)):
        judgement = judge(study, *study.results)
        assert judgement.verdict is verdict
        assert judgement.chosen_is_better
        assert judgement.difference == (2.0 if higher else -2.0)


def test_equal_figures_are_noise_and_neither_is_better() -> None:
    (study,) = read(GOOD_STUDY.replace("92.0", "90.0")).values()
    judgement = judge(study, *study.results)
    assert (judgement.verdict, judgement.chosen_is_better) == (Verdict.WITHIN_NOISE, None)


def test_a_difference_has_no_rounding_errors() -> None:
    study = STUDIES["liu_convnext"]
    assert judge(study, *study.results).difference == 0.05  # 80.62 - 80.57 is 0.05000000000001137


# --- Quotations ------------------------------------------------------------------------------


def test_only_functions_of_the_row_are_quoted_the_best_first() -> None:
    quotation = quote(STUDIES["mish_squeezenet"], row())
    assert [result.label for result in quotation.results] == ["gelu", "relu", "sigmoid"]
    assert quotation.chosen is quotation.results[1]
    assert [judgement.other.label for judgement in quotation.judgements] == ["gelu", "sigmoid"]
    assert [judgement.chosen_is_better for judgement in quotation.judgements] == [False, True]
    assert quotation.left_out == len(STUDIES["mish_squeezenet"].results) - 3


def test_a_function_with_parameters_belongs_to_its_name() -> None:
    quotation = quote(STUDIES["mish_squeezenet"], row("leaky_relu"))
    assert quotation.chosen is not None
    assert quotation.chosen.label == "leaky_relu:0.3"


def test_where_the_first_choice_was_not_compared_nothing_is_judged() -> None:
    quotation = quote(STUDIES["mish_squeezenet"], row("maxout"))
    assert quotation.chosen is None
    assert quotation.judgements == ()
    assert [result.label for result in quotation.results] == ["gelu", "sigmoid"]


def test_studies_are_quoted_one_by_one_in_the_order_of_the_row() -> None:
    keys = ("narang_t5_early", "mish_squeezenet", "shazeer_t5_short")
    assert tuple(quotation.study.key for quotation in quoted(row(compared=keys))) == keys
    assert quoted(row()) == ()


@pytest.mark.parametrize("shipped", load_criteria(), ids=lambda shipped: shipped.key)
def test_what_a_shipped_row_quotes_judges_its_first_choice(shipped: Row) -> None:
    for quotation in quoted(shipped):
        assert quotation.judgements, quotation.study.key


def test_a_row_can_only_name_known_studies() -> None:
    text = GOOD_ROW + 'compared = ["somebody"]\n'
    (read_row,) = read_criteria(text, "mine.toml", load_conditions(), {"somebody"})
    assert read_row.compared == ("somebody",)
    with pytest.raises(ActcliError) as error:
        read_criteria(text, "mine.toml", load_conditions(), STUDIES)
    assert error.value.message == "mine.toml: [extra] compared 'somebody' is not known"
    assert error.value.hint


# --- What stands in the file -----------------------------------------------------------------


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.key)
def test_every_study_is_well_formed(study: Study) -> None:
    texts = [study.setup, study.metric, *([study.remark] if study.remark else [])]
    for text in texts:
        decimals = re.compile(r"\d+\.\d+")
        assert sorted(decimals.findall(text.en)) == sorted(decimals.findall(text.ko))
    if study.remark:
        assert study.remark.en.endswith(".")
        assert study.remark.ko.endswith(("니다.", ")."))
    assert 1990 <= study.source.year <= 2030
    assert study.results[0] is study.best
    values = [result.value for result in study.results]
    assert values == sorted(values, reverse=study.higher_is_better)


@pytest.mark.parametrize("study", STUDIES.values(), ids=lambda study: study.key)
def test_every_function_is_one_of_the_book(study: Study) -> None:
    for result in study.results:
        if result.name is None:
            assert result.label not in shipped_book().entries
        else:
            assert actcli.get(result.label).name == result.name


def test_an_arxiv_number_and_its_address_agree() -> None:
    numbers = re.compile(r"\d{4}\.\d{5}")
    for study in STUDIES.values():
        assert set(numbers.findall(study.source.where)) == set(numbers.findall(study.source.url))


def test_the_figure_whose_source_contradicts_itself_is_left_out() -> None:
    assert "isru" not in {result.name for result in STUDIES["mish_squeezenet"].results}


def test_second_hand_figures_say_so() -> None:
    for key in ("gulati_clean", "gulati_other"):
        remark = STUDIES[key].remark
        assert remark is not None
        assert remark.en.startswith("Second hand")
        assert "without a look at the paper" in remark.en
        assert "2차 인용" in remark.ko


def test_rows_quote_only_what_bears_on_them() -> None:
    quotes = {row.key: row.compared for row in load_criteria()}
    # No quantised network, no upscaling of images, no language model of the GPT kind was compared.
    assert quotes["quantised"] == quotes["super_resolution"] == quotes["gpt2_ffn"] == ()


def test_deviations_that_were_computed_keep_the_standard_error() -> None:
    # Henderson et al. 2018, table 1: PPO on Hopper with tanh 2790 +- 62, the standard error.
    tanh = next(r for r in STUDIES["henderson_ppo_hopper"].results if r.name == "tanh")
    assert (tanh.standard_error, tanh.deviation) == (62, pytest.approx(62 * 5**0.5))
    assert {key for key, study in STUDIES.items() if study.has_standard_errors} == {
        key for key in STUDIES if key.startswith("henderson")
    }


def test_the_head_of_the_file_teaches_every_field() -> None:
    path = Path(studies_module.__file__).with_name("published.toml")
    head = path.read_text(encoding="utf-8").partition("\n\n# ---")[0]
    for field in studies_module._Reader.known:
        assert re.search(rf"^#   {field} +=", head, re.MULTILINE), field
    for field in studies_module._Reader.known_of_results:
        assert re.search(rf"^#       {{ .*\b{field} = ", head, re.MULTILINE), field


# --- How the loader reads and complains ------------------------------------------------------


def test_a_study_that_is_added_is_read() -> None:
    study = read(GOOD_STUDY)["somebody"]
    assert study.best == Result("leaky_relu:0.3", "leaky_relu", 92.0, 0.5, 5)
    assert (study.statistic, study.remark, study.decimals) == ("mean", None, 1)
    assert study.source.url == "https://example.org"


def test_a_standard_error_becomes_a_deviation() -> None:
    study = read(GOOD_STUDY.replace("value = 92.0, deviation", "value = 92, standard_error"))
    assert study["somebody"].best.deviation == pytest.approx(0.5 * 5**0.5)


def test_runs_printed_one_by_one() -> None:
    text = GOOD_STUDY.replace("value = 92.0, deviation = 0.5", "each = [93.5, 93.6, 93.8]")
    best = read(text)["somebody"].best
    assert best.value == pytest.approx(93.63333333)
    assert best.deviation == pytest.approx(0.15275252)  # numpy.std([93.5, 93.6, 93.8], ddof=1)
    assert best.runs == 3


def test_a_result_can_have_its_own_runs() -> None:
    text = GOOD_STUDY.replace("value = 92.0, deviation = 0.5", "value = 92.0, runs = 1")
    assert [result.runs for result in read(text)["somebody"].results] == [1, 5]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("setup =", "stup ="), "stup is not a field"),
        (('en = "a network", ', ""), "has no setup in en"),
        ((', ko = "정확도(%)"', ""), "has no metric in ko"),
        (('ko = "정확도(%)"', 'ko = "정확도(%)", fr = "x"'), "has no metric"),
        (("higher_is_better = true", ""), "does not say what is better"),
        (("higher_is_better = true", "higher_is_better = 1"), "does not say what is better"),
        (("runs = 5", 'runs = 5\nstatistic = "mode"'), "statistic 'mode' is not known"),
        (("runs = 5", "runs = 0"), "runs of relu: 0 is no number of runs"),
        (("runs = 5", "runs = 2.5"), "runs of relu: 2.5 is no number of runs"),
        (("runs = 5", "runs = 1"), "has a deviation of relu without runs"),
        (("runs = 5", ""), "has a deviation of relu without runs"),
        (("source =", "remark ="), "has no source"),
        (("runs = 5", 'runs = 5\nremark = "x"'), "has no remark"),
        (("year = 2020, ", ""), "has no year in source"),
        (("2020", '"2020"'), "has no year in source"),
        (("https://example.org", "example.org"), "source.url 'example.org' is no address"),
        (('author = "Somebody"', 'author = " "'), "has no author in source"),
        (('where = "table 1"', 'where = "table 1", page = 3'), "source.page is not a field"),
        (('    { function = "relu", value = 90.0, deviation = 0.5 },', ""), "has not two results"),
        (
            ('{ function = "relu", value = 90.0, deviation = 0.5 }', "90.0"),
            "result 90.0 is no table",
        ),
        (('function = "relu"', 'name = "relu"'), "results.name is not a field"),
        (('function = "relu", ', ""), "has a result without one name"),
        (('function = "relu"', 'function = "relu", label = "x"'), "a result without one name"),
        (('function = "relu"', "function = 1"), "has a result of 1"),
        (('function = "relu"', 'function = "leaky_relu"'), "has two results of leaky_relu"),
        (("value = 90.0, ", ""), "has no number as value of relu"),
        (("90.0", '"90"'), "has no number as value of relu"),
        (("90.0", "nan"), "has no number as value of relu"),
        (("90.0", "true"), "has no number as value of relu"),
        (("90.0, deviation = 0.5", "90.0, deviation = 0"), "deviation of relu is not above 0"),
        (("90.0, deviation = 0.5", "90.0, deviation = inf"), "has no number as deviation of relu"),
        (
            ("90.0, deviation = 0.5", "90.0, deviation = 0.5, standard_error = 0.1"),
            "has deviation and standard_error of relu",
        ),
        (("value = 90.0, deviation = 0.5", "each = [90.0]"), "has not two runs of relu"),
        (("value = 90.0, deviation = 0.5", "each = [90.0, 90.0]"), "runs of relu all agree"),
        (("value = 90.0, deviation = 0.5", 'each = [90.0, "x"]'), "has no number as each of relu"),
        (("value = 90.0, dev", "each = [90.0, 91.0], dev"), "has each run of relu and more"),
    ],
)
def test_a_mistake_is_told_with_file_and_study(change: tuple[str, str], message: str) -> None:
    assert change[0] in GOOD_STUDY
    with pytest.raises(ActcliError) as error:
        read(GOOD_STUDY.replace(*change, 1))
    assert error.value.message.startswith("mine.toml: [somebody] ")
    assert message in error.value.message
    assert error.value.hint


def test_a_lone_field_is_no_study() -> None:
    with pytest.raises(ActcliError, match=r"mine\.toml: \[setup\] is not a study"):
        read("setup = 1")
