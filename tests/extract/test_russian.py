"""Direct speech in Russian; every article here is made up."""

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


def test_according_to_keeps_the_name_as_it_is_written() -> None:
    text = "По словам Ивана Примерова, это «самый ясный закон в истории страны»."
    assert said(text) == [("самый ясный закон в истории страны", "Ивана Примерова")]


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
