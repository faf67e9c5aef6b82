"""Whose words they are where others stand near, in languages with a file of rules; all made up."""

import pytest

from stance.articles.article import Article
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

#: The language, the sentence, and each person with the words.
WHOSE = [
    (
        "ru",
        "По словам Анны Тестовой, её коллеги Ивана Примерова и других, пути нет.",
        [("Анна Тестова", "пути нет.")],
    ),
    (
        "ru",
        "По словам Анны Тестовой, её коллеги ушли, и пути нет.",
        [("Анна Тестова", "её коллеги ушли, и пути нет.")],
    ),
    ("de", "Anna Beispiel sagte, er denke nicht.", [("Anna Beispiel", "er denke nicht.")]),
    ("kk", "«Темір жол дайын емес», – деген жоқ Анна Мысалова.", []),
    ("ru", "Анна Пример отказалась утверждать, что путь ясен.", []),
    ("ru", "Маловероятно, что Анна Пример признает, что путь ясен.", []),
    ("ru", "Спорно, что Анна Пример заявляла, что путь ясен.", []),
    ("ru", "Маловероятно, считает Анна Пример, что путь ясен.", []),
    ("ru", "Это маловероятно, считает Анна Пример.", [("Анна Пример", "Это маловероятно")]),
    ("uk", "Неправда, що Павло Приклад сказав: «Угода давно мертва».", []),
    ("uk", "Павло Приклад відмовився казати, що шлях ясний.", []),
    ("ru", "Губернатору Анне Тестовой ответили, что моста не будет.", []),
    ("ru", "Новому губернатору Анне Тестовой ответили, что моста не будет.", []),
    ("ru", "Журналистам сообщили, что моста не будет.", []),
    ("ru", "Журналисты сообщили, что моста нет.", [("Журналисты", "моста нет.")]),
    (
        "ru",
        "«Граница закрыта», — через минуту возразил водитель Иван Тестов.",
        [("Иван Тестов", "Граница закрыта")],
    ),
    (
        "ru",
        "«Граница закрыта», — через одну минуту возразил водитель Иван Тестов.",
        [("Иван Тестов", "Граница закрыта")],
    ),
    (
        "ru",
        "Анна Тестова говорит, что пути нет, а в Брюсселе говорят, что он есть.",
        [("Анна Тестова", "пути нет")],
    ),
    (
        "ru",
        "Анна Тестова говорит, что пути нет, а Иван Примеров говорит, что он есть.",
        [("Анна Тестова", "пути нет"), ("Иван Примеров", "он есть.")],
    ),
    (
        "ru",
        "Анна Тестова говорит, что пути нет, а мост есть.",
        [("Анна Тестова", "пути нет, а мост есть.")],
    ),
    ("ru", "Мэр Тулы Иван Тестов сказал, что путь ясен.", [("Иван Тестов", "путь ясен.")]),
    (
        "ru",
        "Мэр Примеров Иван Петрович сказал, что путь ясен.",
        [("Примеров Иван Петрович", "путь ясен.")],
    ),
]


@pytest.mark.parametrize(("code", "text", "given"), WHOSE)
def test_words_are_given_to_whoever_says_them_and_to_nobody_near(
    code: str, text: str, given: list[tuple[str, str]]
) -> None:
    found = find(Article("a.txt", text, "", blocks(text), language=code))
    assert [(f.expert, text[f.start : f.end]) for f in found if f.expert] == given


#: The language, the sentence, and who speaks by another's name, or while others are told.
CALLED = [
    ("de", "Der Chefin Anna Beispiel antwortete Ben Muster, dass es weit ist.", "Ben Muster"),
    ("de", "Der Chefin antwortete Ben Muster, dass es weit ist.", "Ben Muster"),
    (
        "de",
        "Der Sprecher der Ministerin Anna Beispiel sagte, es sei weit.",
        "Sprecher der Ministerin Anna Beispiel",
    ),
    ("de", "„Die Regierung muss gehen“, forderte Anna Beispiel am Montag.", "Anna Beispiel"),
    ("fr", "« Qui a lu ce traité ? », a demandé Anna Beispiel, la maire.", "Anna Beispiel"),
    ("tr", "“Bu yol hepimiz için çok uzun,” dedi Anna Beispiel gazetecilere.", "Anna Beispiel"),
    ("tr", "Anna Beispiel gazetecilere bu yolun uzun olduğunu söyledi.", "Anna Beispiel"),
    ("tr", "Anna Beispiel uzmanı bu yolun uzun olduğunu söyledi.", "Anna Beispiel uzmanı"),
    ("kk", "«Бұл жол бәрімізге ұзын», – деді Anna Beispiel журналистерге.", "Anna Beispiel"),
    ("kk", "Анна Мысалованың адвокатының айтуынша, жол ұзын.", "Анна Мысалованың адвокаты"),
    ("uz", "“Bu yoʻl juda uzun”, — dedi Anna Beispiel jurnalistlarga.", "Anna Beispiel"),
    ("uz", "Anna Beispielning advokatiga koʻra, yoʻl uzun.", "Anna Beispielning advokati"),
    ("uz", "Namuna vazirligi maʼlumotlariga koʻra, yoʻl uzun.", "Namuna vazirligi"),
    ("uk", "За даними Міністерства доріг, шлях довгий.", "Міністерство доріг"),
    ("fr", "Les détracteurs d'Anna Beispiel disent que c'est loin.", "détracteurs d'Anna Beispiel"),
    ("es", "Los críticos de Anna Beispiel dicen que es larga.", "críticos de Anna Beispiel"),
]


@pytest.mark.parametrize(("code", "text", "whom"), CALLED)
def test_whoever_is_told_is_no_part_of_a_name_and_an_owner_no_speaker(
    code: str, text: str, whom: str
) -> None:
    found = find(Article("a.txt", text, "", blocks(text), language=code))
    assert [one.expert for one in found] == [whom]
    assert "gazetecilere" not in text[found[0].start : found[0].end]


#: The language, sentences of which the last has a pronoun, and whom it means; nobody is "".
PRONOUNS = [
    ("de", "„Das ist weit“, sagte Anna Beispiel. „Es ist nah“, sagte er.", ""),
    ("de", "„Das ist weit“, sagte die Ministerin Min Beispiel. „Es ist nah“, sagte er.", ""),
    ("de", "„Das ist weit“, sagte Anna Beispiel. „Es ist nah“, sagte sie.", "Anna Beispiel"),
    (
        "de",
        "Ben Muster kam. „Das ist weit“, sagte Anna Beispiel. Muster nickte. „Nein“, sagte er.",
        "Ben Muster",
    ),
    (
        "de",
        "Ben Muster sagte, es sei weit. Paul Probe nickte. „Es ist nah“, sagte er.",
        "Paul Probe",
    ),
    ("ru", "Людмила Тестова сказала, что путь далёк. Он сказал: «Путь совсем близок».", ""),
    ("ru", "Людмила Тестова ждёт, что будет. Он сказал: «Путь совсем близок».", ""),
    ("ru", "Мин Тестов ждёт, что будет. Она сказала: «Путь совсем близок».", ""),
    ("ru", "Мин Тестова ждёт, что будет. Он сказал: «Путь совсем близок».", ""),
    ("uk", "Олена Прикладенко приїхала. Він сказав: «Дорога зовсім близька».", ""),
    (
        "ru",
        "Иван Примеров пришёл. Людмила Тестова сказала, что путь далёк. Примеров кивнул. "
        "Он сказал: «Путь совсем близок».",
        "Иван Примеров",
    ),
]


@pytest.mark.parametrize(("code", "text", "whom"), PRONOUNS)
def test_a_pronoun_means_nobody_of_the_other_sex_and_whoever_was_told_of_since_in_doubt(
    code: str, text: str, whom: str
) -> None:
    found = find(Article("a.txt", text, "", blocks(text), language=code))
    last = max(found, key=lambda one: one.start)
    assert (last.kind, last.expert) == ("direct", whom)
    assert last.confidence < 0.7 or last.speaker == "sie"
