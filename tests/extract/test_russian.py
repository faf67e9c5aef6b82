"""Direct speech in Russian; every article here is made up."""

import re
from pathlib import Path

import pytest

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

Said = list[tuple[str, str]]


def direct(text: str) -> list[Finding]:
    article = Article(file="a.txt", text=text, sha256="", blocks=blocks(text), language="ru")
    return [f for f in find(article) if f.kind == "direct"]


def said(text: str) -> Said:
    return [(text[f.start : f.end], f.expert) for f in direct(text)]


@pytest.mark.parametrize(
    "frame",
    [
        "«{}», — сказал Иван Примеров, преподаватель университета.",
        "«{}», - говорит аналитик Иван Примеров.",
        "„{}“, — считает Иван Примеров.",
        "«{}», — сказал нам вчера Иван Примеров.",
        "«{}», — заявил вчера на встрече с журналистами аналитик Иван Примеров.",
        "«{}», – подчёркивает президент Казахстана Иван Примеров.",
        "Иван Примеров заявил: «{}».",
        "Депутат Иван Примеров уверен: «{}».",
        "Президент Казахстана Иван Примеров отметил, что «{}».",
        "Как отметил глава МИД Казахстана Иван Примеров, «{}».",
        "Обращаясь к журналистам, Иван Примеров, улыбаясь, замечает: «{}».",
        "Иван Примеров также добавил: «{}».",
    ],
)
def test_words_in_marks_go_to_who_says_them(frame: str) -> None:
    words = "закон ясен и прост для всех"
    assert said(frame.format(words)) == [(words, "Иван Примеров")]


def test_who_speaks_may_stand_within_the_marks() -> None:
    text = "«Мы не будем ждать, — сказала Анна Примерова. — Закон ясен»."
    expected = [("Мы не будем ждать,", "Анна Примерова"), ("Закон ясен", "Анна Примерова")]
    assert said(text) == expected
    assert said(text.replace(". — Закон", ", — закон")) == [
        expected[0],
        ("закон ясен", "Анна Примерова"),
    ]


def test_the_next_words_without_a_verb_go_to_the_same_speaker() -> None:
    text = "«Закон ясен», — сказал Иван Примеров. «Ждать нельзя»."
    assert said(text)[1] == ("Ждать нельзя", "Иван Примеров")


def test_a_pronoun_finds_the_speaker_before() -> None:
    text = "«Закон ясен», — сказал Иван Примеров. В зале было тихо. «Ждать нельзя», — добавил он."
    assert said(text)[1] == ("Ждать нельзя", "Иван Примеров")


def test_according_to_gives_the_name_in_the_form_that_names() -> None:
    text = "По словам Ивана Примерова, это «самый ясный закон в истории страны»."
    assert said(text) == [("самый ясный закон в истории страны", "Иван Примеров")]


@pytest.mark.parametrize(
    "text",
    [
        "Фильм «Долгая зима» вышел в мае.",
        "Об этом писала газета «Вечерний Образец» в мае.",
        "Так называемая «зелёная стена» не поможет, считают эксперты.",
        "Институт «Образец» открылся в мае.",
    ],
)
def test_titles_and_terms_are_nobodys_words(text: str) -> None:
    assert said(text) == []


def told(text: str) -> list[tuple[str, str]]:
    article = Article(file="a.txt", text=text, sha256="", blocks=blocks(text), language="ru")
    return [(f.expert, text[f.start : f.end]) for f in find(article)]


CLAIM = "союз невозможен без общего рынка"


@pytest.mark.parametrize(
    ("frame", "expert"),
    [
        ("Политолог Ерлан Образцов считает, что {}.", "Ерлан Образцов"),
        ("Эксперт Бек Примеров полагает, что {}.", "Бек Примеров"),
        ("Президент Узбекистана Аскар Примеров заявил, что {}.", "Аскар Примеров"),
        ("Министр иностранных дел Казахстана Мурат Примеров сообщил, что {}.", "Мурат Примеров"),
        (
            "Пресс-секретарь президента Касыма Моделова Берик Примеров сообщил, что {}.",
            "Берик Примеров",
        ),
        ("Как отмечает Галым Примеров, {}.", "Галым Примеров"),
        ("По мнению эксперта Аркадия Примерова, {}.", "Аркадий Примеров"),
        ("По словам профессора Назарбаев Университета Рустама Примерова, {}.", "Рустам Примеров"),
        (
            "По словам профессора Университета имени Модели Образца Рустама Примерова, {}.",
            "Рустам Примеров",
        ),
        ("По мнению директора Института Кавказа Анны Примеровой, {}.", "Анна Примерова"),
        ("С точки зрения политолога Ольги Образцовой, {}.", "Ольга Образцова"),
        ("По оценке Сергея Модельского, {}.", "Сергей Модельский"),
    ],
)
def test_reported_speech_goes_to_the_person_and_not_to_the_institution(
    frame: str, expert: str
) -> None:
    assert [(who, words.rstrip(".")) for who, words in told(frame.format(CLAIM))] == [
        (expert, CLAIM)
    ]


def test_a_clause_before_its_verb_is_reported_too() -> None:
    text = f"{CLAIM.capitalize()}, считает Анна Примерова."
    assert told(text) == [("Анна Примерова", CLAIM.capitalize())]


def test_what_is_demanded_is_reported() -> None:
    text = "Президент Аскар Примеров призвал создать общий рынок."
    assert told(text) == [("Аскар Примеров", "призвал создать общий рынок.")]


@pytest.mark.parametrize(
    "text",
    [
        f"Анна Примерова не считает, что {CLAIM}.",
        f"Анна Примерова отрицает, что {CLAIM}.",
        f"Анна Примерова сомневается, что {CLAIM}.",
        f"Анна Примерова никогда не говорила, что {CLAIM}.",
    ],
)
def test_what_somebody_denies_is_not_given_to_them(text: str) -> None:
    assert told(text) == []


def test_somebody_named_only_in_another_case_is_called_by_the_name() -> None:
    text = (
        "Министр встретился с Асланом Примеровым. «Союз возможен», — сказал Примеров журналистам."
    )
    assert said(text) == [("Союз возможен", "Аслан Примеров")]


def test_a_capitalised_role_is_joined_to_nobodys_name() -> None:
    text = "Вчера говорил Иван Образцов. «Союз возможен», — сказал Президент Аскар Примеров."
    assert said(text) == [("Союз возможен", "Аскар Примеров")]


#: Made-up sentences of newspapers with who is sure to speak, and behind "?" who may; "P" is a
#: sentence of the language.
CASES = Path(__file__).parents[1].joinpath("data", "speakers_in_cases.txt")
SENTENCES = {
    "ru": "дорога слишком длинная для всех",
    "uk": "дорога занадто довга для всіх",
    "kk": "бұл жол бәрімізге тым ұзын",
    "uz": "bu yoʻl hammamiz uchun juda uzun",
}


def speakers(line: str) -> str:
    code, _, text = line.partition(" =>")[0].partition(": ")
    said = SENTENCES[code]
    text = re.sub(r"\bP\b", said, text.replace("«P", "«" + said.capitalize()))
    found = find(Article("a.txt", text, "", blocks(text), language=code))
    sure = [f.expert for f in found if f.confidence >= 0.7]
    unsure = [f.expert or "nobody" for f in found if f.confidence < 0.7]
    told = [", ".join(sure), "? " + ", ".join(unsure) if unsure else ""]
    return " ".join([line.partition(" =>")[0], "=>", *filter(None, told)])


def test_whom_something_is_told_and_whose_somebody_is_never_speak() -> None:
    lines = CASES.read_text("utf-8").splitlines()
    assert [speakers(line) for line in lines] == lines
