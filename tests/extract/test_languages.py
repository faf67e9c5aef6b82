"""Texts in other languages: which one it is, and what is done where there are no rules for it.

Every sentence here is made up.
"""

from pathlib import Path

import pytest

from stance.articles.article import Article, Finding
from stance.articles.language import language, language_code, language_name
from stance.articles.layout import blocks
from stance.core.errors import Problem
from stance.extract.finding import Found, extract
from stance.extract.quotes.find import find

SENTENCES = {
    "en": "The minister said that the road to the coast is long and that it was never safe.",
    "de": "Der Minister sagte, dass die Straße zu lang ist und dass sie nicht sicher war.",
    "fr": "Le ministre a dit que la route est longue et que les ponts ne sont pas sur la carte.",
    "es": "El ministro dijo que la carretera es larga y que los puentes no están en el mapa.",
    "pt": "O ministro disse que a estrada é longa e que não há pontes no mapa do país.",
    "it": "Il ministro ha detto che la strada è lunga e che non si vede alcun ponte nel piano.",
    "nl": "De minister zei dat de weg lang is en dat het niet veilig is voor een kind.",
    "pl": "Minister powiedział, że droga jest długa i że nie ma mostu na mapie, ale się uda.",
    "tr": "Bakan, bu yolun çok uzun olduğunu ve bir köprünün gerekli olarak görüldüğünü söyledi.",
    "ru": "Министр сказал, что дорога длинная и что на карте нет моста, но это не страшно.",
    "uk": "Міністр сказав, що дорога довга і що на карті немає мосту, але це не страшно.",
    "kk": "Министр бұл жол ұзын деп айтты және көпір керек деген пікір де болды.",
    "uz": "Vazir bu yoʻl uzun va koʻprik kerak deb aytdi, bir kun ham kutish mumkin edi.",
    "bg": "Министърът каза, че пътят е дълъг и че на картата няма мост, но това не е страшно.",
    "az": "Nazir dedi ki, bu yol uzundur və bir körpü də lazımdır, daha gözləmək olmaz.",
    "el": "Ο υπουργός είπε ότι ο δρόμος είναι μακρύς.",
    "ka": "მინისტრმა თქვა, რომ გზა გრძელია.",
    "hy": "Նախարարն ասաց, որ ճանապարհը երկար է։",
    "ar": "قال الوزير إن الطريق طويل ولا جسر على الخريطة.",
    "fa": "وزیر گفت که این راه طولانی است و پلی در نقشه نیست.",
    "zh": "部长说,这条路很长。",
    "ja": "大臣はこの道は長いと言いました。",
}


def told(code: str, text: str) -> list[Finding]:
    return find(Article("a.txt", text, "", blocks(text), language=code))


@pytest.mark.parametrize("code", SENTENCES)
def test_one_sentence_tells_its_language(code: str) -> None:
    assert language(SENTENCES[code]) == code


SHORT = {
    "en": "“We never promised free gas,” Ben Sample told reporters.",
    "de": "„Die Grenze ist offen“, sagte Ben Muster.",
    "fr": "D'après le ministère, un tiers des semis a gelé.",
    "es": "«No prometimos gas gratis», dijo Ben a los periodistas.",
    "tr": "“Sınır açık,” dedi subay. Şoför ise “Sınır kapalı,” dedi.",
    "ru": "«Нет», — ответила она журналистам.",
    "uk": "«Кордон відкритий», — сказав офіцер.",
    "kk": "«Шекара ашық», — деді офицер журналистерге.",
    "uz": "“Chegara ochiq”, — dedi ofitser. “Yo'q”, — dedi haydovchi.",
}


@pytest.mark.parametrize("code", SHORT)
def test_a_post_or_a_flash_tells_its_language(code: str) -> None:
    assert language(SHORT[code]) == code


#: Three sentences each, in languages without rules that are near to one with them.
NEAR = {
    "it": "«Non abbiamo promesso nulla», ha detto Ben. La città resta divisa. Il porto chiude.",
    "pl": "„Niczego nie obiecaliśmy”, oświadczył Ben. Miasto jest podzielone. Port zamknięto.",
    "pt": "Segundo o presidente, o porto fecha. Para ele, a crise acabou. O governo nega.",
    "ro": "Potrivit lui Ben, portul se închide. Guvernul neagă. Nu a venit un răspuns.",
    "ca": "El ministre va dir que la carretera és llarga. Ningú no ho sap. Els veïns esperen.",
    "sr": "„Нисмо ништа обећали“, изјавио је Бен. Град је подељен. Радници су се вратили.",
    "bg": "„Нищо не сме обещавали“, заяви Бен. Градът е разделен. Работниците се върнаха.",
    "be": "Міністр сказаў, што дарога доўгая. Ніхто не ведае, калі. Жыхары чакаюць гадамі.",
    "tk": "“Hiç zat wada bermedik” diýip, Ben belledi. Şäher ikä bölündi. Işçiler işe geldi.",
    "az": "“Biz heç nə vəd etməmişik”, – deyə Ben bildirdi. Şəhər ikiyə bölünüb. Yol uzundur.",
    "ky": "“Эч нерсе убада кылган жокпуз”, — деди Бен. Шаар экиге бөлүндү. Жол узун.",
    "tg": "«Мо чизе ваъда накардаем», гуфт Бен. Шаҳр ду тақсим шуд. Роҳ дароз аст.",
    "eu": "Ministroak esan zuen errepidea luzea dela. Inork ez daki noiz amaituko den. Bai.",
    "ba": "Министр юл оҙон тине. Уның ҡасан әҙер буласағын бер кем дә белмәй. Халыҡ көтә.",
}


@pytest.mark.parametrize("code", NEAR)
def test_a_language_without_rules_is_not_taken_for_one_with_them(code: str) -> None:
    assert language(NEAR[code]) in ("", code)


def test_of_two_languages_in_a_text_the_more_used_is_told() -> None:
    turkish, english = SENTENCES["tr"], SENTENCES["en"]
    assert language(f"{turkish} {english} {english} {english}") == "en"
    assert language(f"{turkish} {turkish} {turkish} {english}") == "tr"


@pytest.mark.parametrize(
    ("given", "code"),
    [("de", "de"), ("de-AT", "de"), ("DE_ch", "de"), ("German", "de"), ("xx", ""), ("", "")],
)
def test_a_language_may_be_given_by_code_or_name(given: str, code: str) -> None:
    assert language_code(given) == code


def test_a_language_that_nobody_knows_is_named_by_its_code() -> None:
    assert [language_name("pl"), language_name("xx")] == ["Polish", "xx"]


POLISH = (
    "Jan Przykład powiedział, że droga jest długa. „Nie ma mostu na tej mapie”, dodał ekspert. "
    "Film „Zima” jest w kinie, a to nie pomaga. "
)


def test_without_rules_only_words_in_marks_are_taken_and_nobody_is_named_for_them() -> None:
    (only,) = told("pl", POLISH)
    assert POLISH[only.start : only.end] == "Nie ma mostu na tej mapie"
    assert (only.expert, only.confidence < 0.7) == ("", True)


def test_a_long_text_in_another_language_is_nobodys_analysis() -> None:
    text = "\n\n".join(["Droga jest długa i nie ma na niej mostu, ale to się zmieni. " * 6] * 6)
    assert told("pl", text) == []
    assert [f.kind for f in told("en", text)][:1] == ["authored"]


def test_one_line_says_for_which_languages_there_are_no_rules(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(POLISH * 2 + name, encoding="utf-8")
    said = [one for one in extract([tmp_path]) if isinstance(one, Problem)]
    assert [(p.code, p.message) for p in said] == [
        ("no-language-rules", "there are no rules for Polish (a.txt, b.txt)")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zorp florp blab blub Anna Example said florp.\n\n“Blib blab florp blub,” zorp Ben.\n",
        "Жорп флорп блаб блуб Анна сказала флорп.\n\n«Блиб блаб флорп блуб», — жорп Бен.\n",
    ],
    ids=["Latin", "Cyrillic"],
)
def test_where_nothing_tells_the_language_no_rules_are_tried_and_one_line_says_so(
    text: str, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text(text * 30, encoding="utf-8")
    found, problem = list(extract([tmp_path]))
    assert isinstance(found, Found)
    assert isinstance(problem, Problem)
    assert {(f.kind, f.expert, f.confidence) for f in found.findings} == {("direct", "", 0.3)}
    assert (problem.code, problem.message) == (
        "language-not-told",
        "no language is told by the words of a.txt",
    )


def test_a_language_that_nobody_knows_is_told_by_the_words() -> None:
    german = "Anna Beispiel sagte, dass die Straße zu lang ist und dass sie nicht sicher war."
    assert [f.expert for f in told("xx", german)] == ["Anna Beispiel"]


def test_turkish_paragraphs_without_speech_are_nobodys_opinions() -> None:
    text = "\n\n".join(["Meclis salı günü toplandı. Odada dört kişi ve bir şair vardı. " * 2] * 20)
    assert told("", text) == []


def test_a_text_that_gives_nothing_says_why(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The road is long and it is not safe. It was built.\n" * 3)
    found, problem = list(extract([tmp_path]))
    assert isinstance(found, Found)
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("nothing-found", "a.txt")
