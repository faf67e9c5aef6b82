"""The round of a large model: asked by a file, answered by a stand-in, read beside people."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

import stance
from stance.core.errors import DataError, UsageError
from stance.machines.forms import Form, Limits
from stance.study.machine_answers import TakenIn, take_results
from stance.study.machine_asking import Asking
from stance.study.machine_prompting import machine_name, prices_in, prompt, template_text
from tests import sample
from tests.machines.models import PROVIDERS, answer_batch, asked, code


def says(message: dict[str, str]) -> dict[str, Any]:
    """Find every claim about Central Asia's own format, and be for it."""
    if "Central Asia" in message["claim"]:
        return code(("own-format", "for"), reason="=it says so")
    return code(("none", "none"), confidence=1, reason="nothing of ours")


def asking(form: Form = "openai", **changed: Any) -> Asking:
    given = {"machine": "gpt", "model": "gpt-5-mini", "template": template_text(), **changed}
    return Asking(form=form, **given)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def take(study: Path, requests: Path, provider: str = "openai") -> TakenIn:
    results = requests.with_name("results.jsonl")
    answer_batch(requests, results, provider, says)
    return take_results(study, [results])


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The sample study with one of its coders: nothing here is about the others."""
    folder = sample.copy(tmp_path)
    for name in "bc":
        (folder / f"coder-{name}.xlsx").unlink()
    return folder


@pytest.mark.parametrize("provider", PROVIDERS)
def test_a_batch_goes_out_and_comes_back_in_every_form(study: Path, provider: Form) -> None:
    out = study.parent / "requests.jsonl"
    written = prompt(study, asking(provider), out)
    assert written.paths == (out,)
    assert written.size.requests == len(lines(out)) == written.claims == 85
    taken = take(study, out, provider)
    assert taken.problems == ()
    assert (taken.answers, taken.new) == ({"gpt": 85}, {"gpt": 85})
    assert (taken.tokens_in, taken.tokens_out) == (85 * 900, 85 * 20)
    opened = stance.Study.open(study)
    codings = opened.machine_codings
    assert codings["claim_id"].tolist() == opened.claims["claim_id"].tolist()
    for row in codings.to_dict("records"):
        words = opened.claims.set_index("claim_id").at[row["claim_id"], "claim"]
        about = "Central Asia" in words
        assert (row["topic"], row["stance"]) == (("own-format", "for") if about else ("none", ""))
        assert row["reason"] == ("=it says so" if about else "nothing of ours")
    assert not any(problem.code.startswith("machine") for problem in opened.problems)


def test_nothing_is_sent(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "create_connection", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    assert len(stance.Study.open(study).machine_codings) == 85


def test_prompts_hold_nothing_that_people_coded_or_wrote_beside_claims(study: Path) -> None:
    marked = {"coder-a.xlsx": "note", "study.xlsx": "speaker_reason"}
    for file, column in marked.items():
        sample.put(study / file, sample.find(study / file, "c001", column), "SECRET")
    opened = stance.Study.open(study)
    assert "SECRET" in opened.annotations["note"].tolist()
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    text = out.read_text(encoding="utf-8")
    assert "SECRET" not in text
    assert "coder-a" not in text
    first = asked(lines(out)[0])[1]
    claim = opened.claims.iloc[0]
    assert (first["claim"], first["key_phrase"]) == (claim["claim"], claim["key_phrase"])


def test_a_sample_is_drawn_by_its_seed_and_repeats_are_asked_one_by_one(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    drawn = []
    for seed in (1, 1, 2):
        prompt(study, asking(sample=0.3, repeat=3, seed=seed), out)
        drawn.append([asked(line)[0] for line in lines(out)])
    assert drawn[0] == drawn[1] != drawn[2]
    assert len(drawn[0]) == 26 * 3  # 0.3 of 85 claims are 25.5
    assert [written.rsplit("--", 1)[1] for written in drawn[0][:3]] == ["1", "2", "3"]
    taken = take(study, out)
    assert taken.new == {"gpt": 78}
    assert set(stance.Study.open(study).machine_codings["repeat"]) == {1, 2, 3}


def test_reading_again_keeps_all_and_writes_nothing(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    file = study / "machines" / "gpt.csv"
    before = file.read_bytes()
    again = take(study, out)
    assert again.new == {"gpt": 0}
    assert again.problems == ()
    assert file.read_bytes() == before
    assert sorted(path.name for path in file.parent.iterdir()) == ["gpt.csv", "gpt.json"]


def test_what_is_missing_is_asked_again_and_what_is_there_stays(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    results = out.with_name("results.jsonl")
    answer_batch(out, results, "openai", says)
    whole = results.read_text(encoding="utf-8").splitlines(keepends=True)
    results.write_text("".join(whole[:80]) + "no JSON\n", encoding="utf-8")
    first = take_results(study, [results])
    assert (first.new, len(first.problems)) == ({"gpt": 80}, 1)
    assert str(first.problems[0]).startswith("results.jsonl › line 81: the line cannot be read")
    assert prompt(study, asking(), out, missing=True).size.requests == 5
    assert take(study, out).new == {"gpt": 5}
    assert len(stance.Study.open(study).machine_codings) == 85
    assert prompt(study, asking(), out, missing=True).paths == ()


def test_another_answer_to_what_was_answered_is_named_and_the_first_stays(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    results = out.with_name("other.jsonl")
    answer_batch(out, results, "openai", lambda _: code(("none", "none"), confidence=2))
    before = (study / "machines" / "gpt.csv").read_bytes()
    told = take_results(study, [results])
    assert told.new == {"gpt": 0}
    assert len(told.problems) == 85
    assert "the study has another answer" in str(told.problems[0])
    assert (study / "machines" / "gpt.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("file", "sheet", "key", "column"),
    [
        ("study.xlsx", "Topics", "own-format", "proposition"),
        ("study.xlsx", "Topics", "own-format", "includes"),
        ("study.xlsx", "Settings", "rules", "value"),
    ],
)
def test_answers_to_another_question_are_outdated_and_said_so(
    study: Path, file: str, sheet: str, key: str, column: str
) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    sample.put(study / file, sample.find(study / file, key, column, sheet), "Other words.", sheet)
    opened = stance.Study.open(study)
    assert opened.machine_codings.empty
    (told,) = [p for p in opened.problems if p.code == "machine-outdated"]
    assert "have changed: c001, c002" in told.message
    results = out.with_name("results.jsonl")
    late = take_results(study, [results])
    assert late.answers == {}
    assert len(late.problems) == 85
    assert all("the answer is outdated" in problem.message for problem in late.problems)


def test_only_the_claim_whose_words_changed_is_outdated(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    book = study / "study.xlsx"
    sample.put(book, sample.find(book, "c003", "claim"), "Quite other words.")
    opened = stance.Study.open(study)
    assert "c003" not in set(opened.machine_codings["claim_id"])
    assert opened.machine_codings["claim_id"].nunique() == 84
    assert prompt(study, asking(), out, missing=True).size.requests == 1
    assert take(study, out).new == {"gpt": 1}
    assert stance.Study.open(study).machine_codings["claim_id"].nunique() == 85


@pytest.mark.parametrize("changed", [{"model": "gpt-6"}, {"temperature": 0.7}, {"template": "x"}])
def test_another_model_temperature_or_prompt_makes_answers_outdated(
    study: Path, changed: dict[str, Any]
) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    again = prompt(study, asking(**changed), out.with_name("other.jsonl"), missing=True)
    assert again.size.requests == 85
    (told,) = again.problems
    assert "85 answers of gpt do not count from now on" in str(told)
    assert stance.Study.open(study).machine_codings.empty


def test_two_machines_are_told_apart_by_what_they_were_asked(study: Path) -> None:
    outs = [study.parent / f"{n}.jsonl" for n in (1, 2)]
    prompt(study, asking(), outs[0])
    prompt(study, asking("anthropic", machine="claude", model="claude-x"), outs[1])
    results = [out.with_suffix(".results") for out in outs]
    answer_batch(outs[0], results[0], "openai", says)
    answer_batch(outs[1], results[1], "anthropic", says)
    assert take_results(study, results[:1]).askings == {"gpt": asking()}  # whose tokens are paid
    taken = take_results(study, results)
    assert taken.askings.keys() == {"gpt", "claude"}
    assert taken.answers == {"gpt": 85, "claude": 85}
    assert [path.name for path in taken.paths] == ["claude.csv", "gpt.csv"]


def test_two_that_were_asked_the_same_are_told_apart_by_name(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    for machine in ("monday", "friday"):
        prompt(study, asking(machine=machine), out)
    results = out.with_name("results.jsonl")
    answer_batch(out, results, "openai", says)
    assert take_results(study, [results], "monday").answers == {"monday": 85}


def test_columns_that_somebody_added_to_a_machines_file_stay(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    results = out.with_name("results.jsonl")
    answer_batch(out, results, "openai", says)
    whole = results.read_text(encoding="utf-8").splitlines(keepends=True)
    results.write_text("".join(whole[:10]), encoding="utf-8")
    take_results(study, [results])
    file = study / "machines" / "gpt.csv"
    text = file.read_text(encoding="utf-8-sig").splitlines()
    ours = [f"{line},{'mine' if at else 'remark'}" for at, line in enumerate(text)]
    file.write_text("\n".join(ours), encoding="utf-8")
    results.write_text("".join(whole), encoding="utf-8")
    assert take_results(study, [results]).new == {"gpt": 75}
    assert file.read_text(encoding="utf-8-sig").count("mine") == 10
    assert file.with_name("gpt.csv.1.bak").is_file()


def test_verbatim_words_are_sent_where_the_articles_are_and_others_are_told(study: Path) -> None:
    articles = study.parent / "articles"
    articles.mkdir()
    written = prompt(study, asking(verbatim=True), study.parent / "r.jsonl", articles)
    assert [problem.code for problem in written.problems] == ["source-missing"] * 5
    first = asked(lines(study.parent / "r.jsonl")[0])[1]
    assert first["key_phrase"]  # the paraphrase goes out where the article is missing


def test_only_a_file_of_lines_is_written_to(study: Path) -> None:
    before = (study / "study.xlsx").read_bytes()
    with pytest.raises(UsageError, match=r"should end in \.jsonl"):
        prompt(study, asking(), study / "study.xlsx")
    assert (study / "study.xlsx").read_bytes() == before


def test_large_batches_are_split_into_numbered_files(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    written = prompt(study, asking(), out, limits=Limits(40, 10**9))
    assert [path.name for path in written.paths] == [f"requests-{n}.jsonl" for n in (1, 2, 3)]
    assert [len(lines(path)) for path in written.paths] == [40, 40, 5]
    assert not out.exists()


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"sample": 0.0}, "--sample"),
        ({"sample": 1.01}, "--sample"),
        ({"repeat": 0}, "--repeat"),
        ({"repeat": 101}, "--repeat"),
        ({"temperature": -0.1}, "--temperature"),
        ({"temperature": 2.1}, "--temperature"),
        ({"machine": "a/b"}, "cannot be a machine's name"),
        ({"machine": ""}, "cannot be a machine's name"),
        ({"model": " "}, "--model"),
        ({"template": "{{ nothing }}"}, "the template"),
    ],
)
def test_a_choice_that_makes_no_sense_is_refused_and_nothing_is_written(
    study: Path, changed: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        prompt(study, asking(**changed), study.parent / "r.jsonl")
    assert not (study.parent / "r.jsonl").exists()
    assert not (study / "machines").exists()


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-5-mini", "gpt-5-mini"),
        ("meta-llama/Llama 3.1", "meta-llama-Llama-3.1"),
        ("a:b.", "a-b"),
    ],
)
def test_a_machine_is_called_after_its_model(model: str, name: str) -> None:
    assert machine_name(model) == name


def test_results_without_a_question_are_refused(study: Path) -> None:
    (study.parent / "r.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="begin with: stance machine prompt"):
        take_results(study, [study.parent / "r.jsonl"])
    prompt(study, asking(), study.parent / "q.jsonl")
    with pytest.raises(UsageError, match='"other" was asked nothing; asked were gpt'):
        take_results(study, [study.parent / "r.jsonl"], "other")
    with pytest.raises(DataError, match="there is no such file"):
        take_results(study, [study.parent / "none.jsonl"])


@pytest.mark.parametrize(
    "data", [b"{", b"[]", b'{"model": 3}', b"[" * 99999, b"\xff", b"x" * 10**6]
)
def test_a_damaged_note_of_what_was_asked_stops_nothing_but_its_machine(
    study: Path, data: bytes
) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    (study / "machines" / "gpt.json").write_bytes(data)
    opened = stance.Study.open(study)
    assert opened.machine_codings.empty
    assert [p.file for p in opened.problems if p.code == "machine-file"] == ["gpt.json"]
    prompt(study, asking(), out)
    assert len(stance.Study.open(study).machine_codings) == 85


def test_opening_a_study_runs_no_template(study: Path) -> None:
    out = study.parent / "requests.jsonl"
    prompt(study, asking(), out)
    take(study, out)
    kept = study / "machines" / "gpt.json"
    endless = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    given = json.loads(kept.read_bytes()) | {"template": endless}
    kept.write_text(json.dumps(given), encoding="utf-8")
    opened = stance.Study.open(study)
    assert [p.code for p in opened.problems if p.code.startswith("mach")] == ["machine-outdated"]


def test_prices_are_a_table_of_the_readers_own(tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("Model;Input;Output;Currency\ngpt-5-mini;0.125;1;USD\n", encoding="utf-8")
    price = prices_in(file)["gpt-5-mini"]
    assert (price.tokens_in, price.tokens_out, price.currency) == (0.125, 1.0, "USD")


@pytest.mark.parametrize("text", ["model,input\na,1\n", "model,input,output\na,b,c\n"])
def test_prices_that_cannot_be_read_are_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"prices\.csv"):
        prices_in(file)
