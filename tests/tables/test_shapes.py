"""Tables of claims in every shape, and what was assumed of them."""

from pathlib import Path

import pytest

from stance.core.errors import DataError, QuestionError, UsageError
from stance.tables.wishes import wishes_of
from stance.workbook.reading import read
from tests.plain_tables import answered, asked, coded, codes, long_table, table

BOTH = [("anna", "ana", "for", 1), ("anna", "ben", "for", 1), ("bek", "ana", "against", -1)]
BOTH += [("bek", "ben", "for", 1)]


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        ("expert,claim,topic,stance,annotator", "Anna,a,Tax,for,{0}|Bek,b,Tax,{1},{0}"),
        ("claim_id,expert,topic,stance,coder", "1,Anna,Tax,for,{0}|2,Bek,Tax,{1},{0}"),
    ],
)
def test_one_row_a_code(tmp_path: Path, header: str, rows: str) -> None:
    lines = [
        row.format(who, said)
        for row in rows.split("|")
        for who, said in (("ana", "against"), ("ben", "for"))
    ]
    found = read(table(tmp_path, "\n".join([header, *lines])))
    assert sorted(coded(found)) == sorted(BOTH)
    assert len(found.claims) == 2


@pytest.mark.parametrize(
    "header",
    [
        "expert,claim,topic,stance_ana,stance_ben",
        "expert,claim,topic,ana,ben",
        "speaker,quote,issue,position ana,position ben",
        "эксперт,утверждение,тема,позиция ana,позиция ben",
    ],
)
def test_one_column_a_coder(tmp_path: Path, header: str) -> None:
    found = read(table(tmp_path, f"{header}\nAnna,a,Tax,for,for\nBek,b,Tax,against,for\n"))
    assert coded(found) == BOTH
    assert codes(found) == ["shape-assumed"]
    assert found.annotations["stance_cell"].tolist() == ["D2", "E2", "D3", "E3"]


@pytest.mark.parametrize(
    ("header", "topics"),
    [
        ("expert,claim,Carbon tax,Open borders", ["Carbon tax", "Open borders"]),
        (
            "Timestamp,Name,Should we trade?,Should we build?",
            ["Should we trade?", "Should we build?"],
        ),
        ("name,date,Tax,Roads", ["Tax", "Roads"]),
        ("participant,xid,1,4", ["1", "4"]),
    ],
)
def test_one_column_a_topic(tmp_path: Path, header: str, topics: list[str]) -> None:
    values = ("1", "-1") if header.endswith("4") else ("for", "against")
    first, second = values
    rows = f"Anna,,{first},{second}\nBek,,{second},\nCem,,,{first}\n"
    if header.startswith("Time"):
        rows = (
            f"2024-01-02,Anna,{first},{second}\n2024-01-03,Bek,{second},\n2024-01-03,Cem,,{first}\n"
        )
    found = read(table(tmp_path, f"{header}\n{rows}"))
    assert found.codebook is not None
    assert [topic.label for topic in found.codebook.topics] == topics
    assert found.annotations["score"].tolist() == [1, -1, -1, 1]
    assert len(found.claims) == 4
    assert "shape-assumed" in codes(found)


def test_columns_that_may_be_coders_or_topics_are_asked_for(tmp_path: Path) -> None:
    path = table(tmp_path, "expert,claim,Trade,Water\nAnna,a,for,against\nBek,b,against,for\n")
    question = asked(path)
    assert question.asked.code == "which-columns"
    assert [answer.value for answer in question.answers] == [
        "Trade=topic,Water=topic",
        "Trade=annotator,Water=annotator",
    ]
    assert set(answered(path, question, 0).annotations["topic"]) == {"trade", "water"}
    assert set(answered(path, question, 1).annotations["annotator"]) == {"Trade", "Water"}


def test_several_topics_in_a_cell_count_each(tmp_path: Path) -> None:
    text = 'expert,claim,topic,stance\nAnna,a,tax; roads,for; against\nBek,b,"roads, tax",for\n'
    found = read(table(tmp_path, text + 'Cem,c,"law, order",for\n'))
    rows = zip(found.annotations["topic"], found.annotations["score"], strict=True)
    assert list(rows) == [("tax", 1), ("roads", -1), ("roads", 1), ("tax", 1), ("law-order", 1)]
    assert codes(found) == ["list-in-cell"]


def test_a_table_without_topics_has_one_and_says_so(tmp_path: Path) -> None:
    text = "speaker,quote,stance\nAnna,a,for\nBek,b,against\n"
    found = read(table(tmp_path, text, "tax.of.2024.csv"))
    assert set(found.annotations["topic"]) == {"tax-of-2024"}
    assert codes(found) == ["shape-assumed"]


def test_a_table_without_words_has_a_claim_a_row_and_says_so(tmp_path: Path) -> None:
    text = "expert,topic,stance,coder\nAnna,Tax,for,x\nAnna,Tax,against,x\nAnna,Tax,for,y\n"
    found = read(table(tmp_path, text))
    assert found.annotations["claim_id"].tolist() == ["c0001", "c0002", "c0001"]
    assert codes(found) == ["shape-assumed"]


@pytest.mark.parametrize(
    "header",
    [
        "expert,claim,topic,stance",
        "Speaker,Quote,Issue,Position",
        "эксперт,утверждение,тема,позиция",
        "Sprecher,Aussage,Thema,Haltung",
        "Locuteur,Citation,Sujet,Avis",
        "Experto,Cita,Tema,Postura",
        "Uzman,İddia,Konu,Tutum",
        "专家,引文,主题,立场",
        "EXPERT , claim_text, Topic:, stance (for/against)",
        "expert,claim,topik,stanse",
    ],
)
def test_headers_of_many_languages_are_known(tmp_path: Path, header: str) -> None:
    found = read(table(tmp_path, f"{header}\nAnna,a,Tax,for\nBek,b,Tax,against\n"))
    assert coded(found)[0] == ("anna", "t", "for", 1)
    assert found.claims["claim"].tolist() == ["a", "b"]


def test_of_two_columns_that_could_be_the_expert_the_surer_is_read_and_the_other_told(
    tmp_path: Path,
) -> None:
    text = "organization,person,text,concept,stance\nMin,Anna,a,Tax,for\nMin,Bek,b,Tax,against\n"
    path = table(tmp_path, text)
    found = read(path)
    assert found.experts["name"].tolist() == ["Anna", "Bek"]
    assert codes(found) == ["unread-column"]
    assert "--map organization=expert" in found.problems[0].hint
    other = read(path, wishes=wishes_of("organization=expert,person=ignore"))
    assert other.experts["name"].tolist() == ["Min"]


def test_a_column_that_is_missing_is_asked_for_with_the_columns_that_there_are(
    tmp_path: Path,
) -> None:
    path = table(tmp_path, "wird,claim,topic,stance\nAnna,a,Tax,for\nBek,b,Tax,against\n")
    question = asked(path)
    assert question.asked.code == "missing-column"
    assert [answer.value for answer in question.answers] == ["wird=expert"]
    assert len(answered(path, question).experts) == 2


def test_two_columns_that_are_missing_are_guessed_together(tmp_path: Path) -> None:
    path = table(tmp_path, "w,x,y\nAnna,a,warm\nBek,b,cold\nAnna,c,warm\n")
    question = asked(path)
    assert [answer.value for answer in question.answers] == ["w=expert,y=stance"]
    with pytest.raises(QuestionError, match="warm"):
        answered(path, question)


def test_a_map_may_name_a_header_with_a_comma_and_leave_a_column_out(tmp_path: Path) -> None:
    text = '"who, said",claim,topic,"yes, or no",stance\nAnna,a,Tax,for,x\nBek,b,Tax,against,y\n'
    said = wishes_of('"who, said=expert","yes, or no=stance",stance=ignore')
    assert len(read(table(tmp_path, text), wishes=said).annotations) == 2


@pytest.mark.parametrize("text", ["speaker", "speaker=", "=expert", "speaker=nobody"])
def test_a_map_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        wishes_of(text)


def test_a_map_of_a_header_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError) as caught:
        read(table(tmp_path, long_table("for")), wishes=wishes_of("spaeker=expert"))
    assert caught.value.problems[0].code == "bad-wish"


def test_a_map_is_kept_beside_the_table(tmp_path: Path) -> None:
    path = table(tmp_path, "w,x,y\nAnna,a,1\nBek,b,2\n")
    table(
        tmp_path,
        'scale = "2..1"\n[tables."t.csv"]\nmap = "w=expert,x=claim,y=stance"\n',
        "stance.toml",
    )
    assert read(path).annotations["score"].tolist() == [2, 1]
    said = wishes_of(scale="1..2")
    assert read(path, wishes=said).annotations["score"].tolist() == [1, 2]


@pytest.mark.parametrize(
    ("header", "unmet"),
    [
        ("who,quote,topic,view", None),
        ("expert,claim,topic,stance", None),  # none of the map's headers: it is of other tables
        ("who,quote,topic,stance", "view"),
        ("expert,quote,topic,stance", "view who"),
    ],
)
def test_a_map_of_all_tables_in_a_folder_is_not_meant_for_one_that_has_none_of_its_headers(
    tmp_path: Path, header: str, unmet: str | None
) -> None:
    path = table(tmp_path, f"{header}\nAnna,a,x,for\nBek,b,x,against\n")
    table(tmp_path, 'map = "who=expert,quote=claim,view=stance"\n', "stance.toml")
    if unmet is None:
        assert read(path).annotations["score"].tolist() == [1, -1]
        return
    with pytest.raises(DataError) as caught:
        read(path)
    said = [f'the map names "{key}", which no header is' for key in unmet.split()]
    assert [p.message for p in caught.value.problems] == said
    assert 'stance.toml says of another table belongs under [tables."' in str(caught.value)
    told = wishes_of(columns="nobody=expert")  # said of this table alone
    with pytest.raises(DataError) as caught:
        read(path, wishes=told)
    assert "stance.toml" not in caught.value.problems[0].hint


@pytest.mark.parametrize("kept", ["map = 3", "strict = 1", "map", '[tables]\n"t.csv" = 1', "\xff"])
def test_a_kept_map_that_is_none_is_told(tmp_path: Path, kept: str) -> None:
    path = table(tmp_path, long_table("for"))
    (tmp_path / "stance.toml").write_bytes(kept.encode("latin-1"))
    with pytest.raises(DataError) as caught:
        read(path)
    assert caught.value.problems[0].code == "bad-wish"


def test_first_and_last_names_are_one_name(tmp_path: Path) -> None:
    text = "Last Name,First Name,Is it so?,Confidence in this topic\nBerg,Anna,Agree,3\n"
    found = read(table(tmp_path, text + "Omarov,Bek,Did Not Answer,1\nKim,Chol,Disagree,2\n"))
    assert found.experts["name"].tolist() == ["Anna Berg", "Bek Omarov", "Chol Kim"]
    assert found.annotations["score"].dropna().tolist() == [1, -1]
    (unread,) = (p for p in found.problems if p.code == "unread-column")
    assert "First Name" not in unread.message


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["one"], 'the column "one" is not read'),
        (["one", "two"], 'the columns "one", "two" are not'),
    ],
)
def test_columns_that_are_not_read_are_named(tmp_path: Path, more: list[str], said: str) -> None:
    rows = ["expert,claim,topic,stance", "Anna Berg,Taxes rise.,Tax,for"]
    lines = [
        ",".join([row, *(name if not at else "1" for name in more)]) for at, row in enumerate(rows)
    ]
    found = read(table(tmp_path, "\n".join(lines) + "\n"))
    (unread,) = (p for p in found.problems if p.code == "unread-column")
    assert unread.message.startswith(said)


def test_two_columns_of_one_header_are_two_topics(tmp_path: Path) -> None:
    text = "name,Is it so?,Is it so?\nAnna,agree,disagree\nBek,disagree,disagree\n"
    found = read(table(tmp_path, text))
    assert found.codebook is not None
    assert [t.label for t in found.codebook.topics] == ["Is it so?", "Is it so? (2)"]


def test_a_form_with_columns_for_each_claim_asks_who_filled_it_in(tmp_path: Path) -> None:
    header = "Timestamp,Email Address,Claim 1: topic,Claim 1: stance,Claim 2: topic,Claim 2: stance"
    path = table(tmp_path, f"{header}\n2026-01-01,a@b.c,Tax,for,Law,against\n")
    question = asked(path)
    assert [answer.value for answer in question.answers] == [
        "Email Address=expert",
        "Email Address=annotator",
    ]
    found = answered(path, question)
    assert found.claims["claim"].tolist() == ["Claim 1", "Claim 2"]
    assert found.annotations["score"].tolist() == [1, -1]


def test_codes_without_experts_are_told_what_can_be_done_with_them(tmp_path: Path) -> None:
    question = asked(table(tmp_path, "item,coder1,coder2\n1,a,b\n2,b,b\n"))
    assert "stance reliability t.csv" in question.asked.hint


def test_yes_and_no_about_the_claims_is_taken_for_annotators_only_when_said(
    tmp_path: Path,
) -> None:
    rows = ["yes,no", "no,yes", "yes,yes", "no,no"]
    text = "".join(f"P{n},words {n},tax,{row}\n" for n, row in enumerate(rows))
    path = table(tmp_path, f"expert,claim,topic,printed,translated\n{text}")
    (answer,) = asked(path).answers
    assert answer.value == "printed=annotator,translated=annotator"
    assert len(read(path, wishes=wishes_of(answer.value)).annotations) == 8


def test_an_id_is_never_proposed_as_a_person(tmp_path: Path) -> None:
    header = "tweet_id,thread id,guid,reg_title,text,stance"
    text = f"{header}\n7,1,x-7,a title,some words,for\n8,1,x-8,a title,other words,against\n"
    question = asked(table(tmp_path, text))
    assert question.answers == ()
    assert "--map HEADER=expert" in question.asked.hint


def test_a_form_that_coders_filled_in_is_sent_to_the_command_that_compares_them(
    tmp_path: Path,
) -> None:
    header = "Timestamp,Email Address,Claim 1: topic,Claim 1: stance"
    path = table(tmp_path, f"{header}\n1,a@b.c,Tax,for\n2,d@e.f,Tax,against\n")
    with pytest.raises(QuestionError) as caught:
        answered(path, asked(path), 1)
    assert "stance reliability t.csv" in caught.value.asked.hint


def test_a_column_with_half_the_words_of_the_others_is_a_topic_too(tmp_path: Path) -> None:
    text = "name,bill 1,bill 2\nSmith,Yea,Yea\nJones,Nay,in jail\nWu,Yea,Nay\n"
    question = asked(table(tmp_path, text))
    assert '"in jail"' in question.asked.message
    text = text.replace("in jail", "not voting")
    found = read(table(tmp_path, text))
    assert found.codebook is not None
    assert [topic.label for topic in found.codebook.topics] == ["bill 1", "bill 2"]


def test_a_header_that_is_a_topic_is_no_list(tmp_path: Path) -> None:
    text = "speaker,position on nuclear (1=no; 5=yes),quote\nA,1,a\nB,3,b\nC,5,c\n"
    found = read(table(tmp_path, text))
    assert found.codebook is not None
    assert [topic.label for topic in found.codebook.topics] == ["on nuclear (1=no; 5=yes)"]


def test_whoever_wrote_a_comment_is_proposed_as_the_expert(tmp_path: Path) -> None:
    text = "comment_id,user,text,immigration,taxes\n1,al,Open,pro,\n2,bo,Close,con,pro\n"
    question = asked(table(tmp_path, text))
    assert question.answers[0].value == "user=expert"
    assert answered(tmp_path / "t.csv", question).experts["name"].tolist() == ["al", "bo"]


def test_a_column_an_expert_is_read_where_the_headers_say_so_and_else_asked(
    tmp_path: Path,
) -> None:
    rows = "agree,agree,disagree,The moon; or cheese\ndisagree,agree,agree,Taxes are bad\n"
    found = read(table(tmp_path, f"Expert 1,Expert 2,Expert 3,Statement\n{rows}"))
    assert found.codebook is not None
    assert [t.label for t in found.codebook.topics] == ["The moon; or cheese", "Taxes are bad"]
    assert found.experts["name"].tolist() == ["Expert 1", "Expert 2", "Expert 3"]
    assert found.annotations["score"].tolist() == [1, 1, -1, -1, 1, 1]
    question = asked(table(tmp_path, "topic,Berg,Omarov\nTax,for,against\nWar,against,for\n"))
    (answer,) = question.answers
    assert answer.value == "Berg=expert,Omarov=expert"
    assert "stance reliability t.csv" in question.asked.hint
    said = answered(tmp_path / "t.csv", question)
    assert said.experts["name"].tolist() == ["Berg", "Omarov"]
    assert said.annotations["score"].tolist() == [1, -1, -1, 1]


def test_claims_that_several_experts_judge_are_topics(tmp_path: Path) -> None:
    text = "Person,Statement,Agree?\nA,s1; or so,Y\nB,s1; or so,N\nA,s2,N\nB,s2,Y\n"
    found = read(table(tmp_path, text))
    assert found.codebook is not None
    assert [topic.label for topic in found.codebook.topics] == ["s1; or so", "s2"]
    assert found.annotations["score"].tolist() == [1, -1, -1, 1]
    fewer = read(table(tmp_path, text.replace("B,s2", "B,s3")))
    assert fewer.codebook is not None
    assert [topic.label for topic in fewer.codebook.topics] == ["t"]


def test_an_empty_column_of_stances_does_not_hide_those_of_the_coders(tmp_path: Path) -> None:
    text = "Expert,Claim,Topic,Stance,Coder1,Coder2\nA,x,t,,for,against\nB,y,t,,for,for\n"
    found = read(table(tmp_path, text))
    assert sorted({who for _, who, _, _ in coded(found)}) == ["Coder1", "Coder2"]
    empty = read(table(tmp_path, "Expert,Claim,Topic,Stance\nA,x,t,\nB,y,t,\n"))
    assert len(empty.claims) == 2


def test_one_column_of_stances_is_first_proposed_as_theirs(tmp_path: Path) -> None:
    path = table(tmp_path, "quote,speaker,pro & con\nWe do,Ann,pro\nWe don't,Bob,con\n")
    question = asked(path)
    assert [answer.value for answer in question.answers] == ["pro & con=stance", "pro & con=topic"]
    assert answered(path, question).annotations["score"].tolist() == [1, -1]
