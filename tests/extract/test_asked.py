"""What is asked or demanded, in languages with a file of rules; every sentence is made up."""

import pytest

from stance.articles.article import Article
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

#: Direct speech: the language, the sentence, what is done with the words.
DIRECT = [
    ("ru", "«Кто читал этот длинный договор?» — спросила сенатор Анна Пример.", "asks"),
    ("ru", "«Кто читал этот длинный договор?» — сказала сенатор Анна Пример.", "asks"),
    ("ru", "«Кто читал договор? Никто его не читал», — сказала Анна Пример.", "asserts"),
    ("ru", "«Пусть министр отчитается», — потребовала Анна Пример.", "demands"),
    ("de", "„Wer hat diesen Vertrag gelesen?“, fragte Anna Beispiel.", "asks"),
    ("de", "„Wer hat ihn gelesen? Niemand hat ihn“, sagte Anna Beispiel.", "asserts"),
    ("de", "„Die Regierung muss gehen“, forderte Anna Beispiel.", "demands"),
    ("fr", "« Qui a lu ce long traité ? », demanda Anna Beispiel.", "asks"),
    ("fr", "« Qui a lu ce long traité ? », a demandé Anna Beispiel.", "asks"),
    ("fr", "« Il faut partir demain », a demandé Anna Beispiel.", "demands"),
    ("fr", "« Il faut partir demain », a exigé Anna Beispiel.", "demands"),
    ("es", "«¿Quién leyó este largo tratado?», preguntó Anna Beispiel.", "asks"),
    ("es", "«Que se vaya la ministra», pidió Anna Beispiel.", "demands"),
    ("tr", "“Bu uzun anlaşmayı kim okudu?” diye sordu Anna Beispiel.", "asks"),
    ("tr", "Anna Beispiel, “Bakan hemen gitmeli” diye talep etti.", "demands"),
    ("uk", "«Хто читав цей довгий договір?» — запитав мер Павло Приклад.", "asks"),
    ("uk", "«Міністр має піти», — зажадав мер Павло Приклад.", "demands"),
    ("kk", "«Бұл ұзақ шартты кім оқыды?» — деп сұрады саясаттанушы Anna Beispiel.", "asks"),
    ("kk", "Anna Beispiel «министр дереу кетсін» деп талап етті.", "demands"),
    ("uz", "“Bu uzun shartnomani kim oʻqidi?” — deb soʻradi Anna Beispiel.", "asks"),
    ("uz", "“Vazir darhol ketsin”, — deb talab qildi siyosatshunos Anna Beispiel.", "demands"),
]
#: Reported demands: the language, the sentence, its words, which begin at the verb.
DEMANDED = [
    ("ru", "Анна Пример попросила партии подождать.", "попросила партии подождать."),
    ("ru", "Анна Пример призвала провести выборы.", "призвала провести выборы."),
    ("ru", "Анна Пример потребовала, чтобы он ушёл.", "потребовала, чтобы он ушёл."),
    ("de", "Anna Beispiel bat die Parteien, zu warten.", "bat die Parteien, zu warten."),
    ("de", "Anna Beispiel forderte Neuwahlen.", "forderte Neuwahlen."),
    (
        "de",
        "Die Steuer müsse sinken, forderte Anna Beispiel am Montag.",
        "Die Steuer müsse sinken, forderte Anna Beispiel",
    ),
    (
        "de",
        "Nach der Sitzung im Rat, verlangte Anna Beispiel am Montag Neuwahlen.",
        "verlangte Anna Beispiel am Montag Neuwahlen.",
    ),
    ("fr", "Anna Beispiel a exigé que Ben parte.", "a exigé que Ben parte."),
    ("es", "Anna Beispiel exigió que Ben se fuera.", "exigió que Ben se fuera."),
    ("tr", "Anna Beispiel, bakanın gitmesini istedi.", "bakanın gitmesini istedi."),
    ("tr", "Anna Beispiel, bakanın gitmesini talep etti.", "bakanın gitmesini talep etti."),
    ("uk", "Анна Приклад закликала партії чекати.", "закликала партії чекати."),
]


def told(code: str, text: str) -> list[tuple[str, str]]:
    found = find(Article("a.txt", text, "", blocks(text), language=code))
    return [(f.attitude, text[f.start : f.end]) for f in found if f.expert]


@pytest.mark.parametrize(("code", "text", "attitude"), DIRECT)
def test_words_in_marks_are_asked_or_demanded_by_their_verb_and_one_question_by_its_mark(
    code: str, text: str, attitude: str
) -> None:
    assert [one for one, _ in told(code, text)] == [attitude]


@pytest.mark.parametrize(("code", "text", "words"), DEMANDED)
def test_a_reported_demand_holds_its_verb_and_reads_as_no_claim(
    code: str, text: str, words: str
) -> None:
    assert told(code, text) == [("demands", words)]
