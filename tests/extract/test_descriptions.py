"""Who speakers are: role, affiliation and country as an article's own words tell them."""

from pathlib import Path

import pytest

from stance.articles.reading import read_article
from stance.extract.descriptions.find import Described, described
from stance.extract.quotes.find import find


def read(tmp_path: Path, text: str, language: str = "en") -> list[tuple[Described, str]]:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    article = read_article(path, {"language": language})
    found = described(article, find(article))
    return [(one, article.text[one.start : one.end]) for one in found]


def told(tmp_path: Path, text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return [(d.role, d.affiliation, d.country) for d, _ in read(tmp_path, text, language)]


SAID = "“The road is too long for all of us,” said {}.\n"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Anna Example, a lecturer", ("lecturer", "", "")),
        (
            "Anna Example, a visiting professor of law at the University of Testville in Tashkent",
            ("visiting professor of law", "University of Testville", "Uzbekistan"),
        ),
        ("Anna Example, a lecturer at the University of Glasgow, on Friday",
         ("lecturer", "University of Glasgow", "United Kingdom")),
        ("Anna Example, head of the Trade Department, Tajik National University (Tajikistan)",
         ("head of the Trade Department", "Tajik National University", "Tajikistan")),
        ("Anna Example, director of the Asia programme at Sample House",
         ("director of the Asia programme", "Sample House", "")),
        ("Anna Example, chief economist with the Bank of Testville and a critic of the plan",
         ("chief economist", "Bank of Testville", "")),
        ("Anna Example, director of the non-state institution “Knowledge” (Uzbekistan)",
         ("director", "Knowledge", "Uzbekistan")),
        ("Anna Example, 45, a farmer from Kazakhstan", ("farmer", "", "Kazakhstan")),
        ("Anna Example, a Baku-based political analyst", ("political analyst", "", "Azerbaijan")),
        ("Anna Example, who is a historian of trade", ("historian of trade", "", "")),
        ("Anna Example (Kyrgyzstan)", ("", "", "Kyrgyzstan")),
        ("Kazakh President Anna Example", ("President", "", "Kazakhstan")),
        ("Kazakhstan’s Foreign Minister Anna Example", ("Foreign Minister", "", "Kazakhstan")),
        ("President of Belarus Anna Example", ("President", "", "Belarus")),
        ("former Uzbek Foreign Minister and Special Assistant for Foreign Policy Anna Example",
         ("former Foreign Minister and Special Assistant for Foreign Policy", "", "Uzbekistan")),
        ("US Secretary of State Anna Example", ("Secretary of State", "", "United States")),
        ("spokesman of the Kyrgyz Ministry of Trade, Adam Example",
         ("spokesman", "Kyrgyz Ministry of Trade", "Kyrgyzstan")),
        ("Tajik National University lecturer Anna Example",
         ("lecturer", "Tajik National University", "Tajikistan")),
        ("the Courier’s Anna Example", ("", "Courier", "")),
        ("Anna Example, the BBC’s correspondent in Moscow",
         ("correspondent in Moscow", "BBC", "")),
    ],
)  # fmt: skip
def test_what_stands_beside_a_name_says_who_somebody_is(
    tmp_path: Path, words: str, expected: tuple[str, str, str]
) -> None:
    assert told(tmp_path, SAID.format(words)) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Iran expert Anna Example",  # what she knows about, not where she is from
        "Anna Example, an expert on Kazakhstan",
        "Anna Example, a specialist in Russian politics",
        "Anna Example, a correspondent in Moscow",
        "Anna Example, ambassador to Uzbekistan",
        "ethnic Kazakh writer Anna Example",
        "South Sudan President Anna Example",  # another country than Sudan, and not in the table
        "Russian-American lawyer Anna Example",
        "Anna Example, a lecturer at the Kazakh-German University",
    ],
)
def test_a_place_that_somebody_deals_with_is_not_her_country(tmp_path: Path, words: str) -> None:
    assert [country for _, _, country in told(tmp_path, SAID.format(words))] == [""]


@pytest.mark.parametrize(
    "text",
    [
        "According to Anna Example, the minister lied about “the long road” to the valley.",
        "The mayor left the hall early. Anna Example said that the road was too long.",
        "“The road is too long for us all,” said Anna Example, in the old hall of the town.",
        "“The road is too long for us all,” Anna Example told Ben Sample, a farmer.",
        "Minister Ben Sample and Anna Example met, and Example said that the road was long.",
    ],
)
def test_what_is_no_description_of_the_speaker_says_nothing(tmp_path: Path, text: str) -> None:
    assert [d.role for d, _ in read(tmp_path, text) if d.expert == "Anna Example"] == []


def test_two_people_share_a_role_in_the_plural(tmp_path: Path) -> None:
    text = (
        "Political scientists Anna Example and Ben Sample spoke.\n\n"
        "“It is too long a road,” Example said.\n\n“It is not so long a road,” Sample said.\n"
    )
    assert told(tmp_path, text) == [("Political scientist", "", "")] * 2


def test_a_line_below_a_name_is_a_caption(tmp_path: Path) -> None:
    text = (
        "The new road\n\n“It is too long a road for us,” Anna Example said.\n\n"
        "Anna Example\n\nDirector of the Institute of Roads\n"
    )
    assert told(tmp_path, text) == [("Director", "Institute of Roads", "")]


def test_the_words_that_tell_stand_in_the_place_that_is_named(tmp_path: Path) -> None:
    ((one, words),) = read(tmp_path, SAID.format("Anna Example, a lecturer, on Friday"))
    assert (one.expert, words) == ("Anna Example", "a lecturer")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "Узбекский политолог Фархад Тестов считает, что дорога будет очень длинной.",
         ("политолог", "", "Uzbekistan")),
        ("ru", "По словам профессора Тестово-Немецкого университета Рустама Тестова, «дорога очень "
         "длинная, и ничего не изменится».", ("профессор", "Тестово-Немецкий университет", "")),
        ("ru", "«Дорога будет очень длинной», — заявил глава МИД Узбекистана Иван Тестов.",
         ("глава", "МИД Узбекистана", "Uzbekistan")),
        ("ru", "«Дорога будет очень длинной», — сказал Иван Тестов, старший научный сотрудник "
         "Института стратегических исследований (Казахстан).",
         ("старший научный сотрудник", "Институт стратегических исследований", "Kazakhstan")),
        ("ru", "«Дорога будет очень длинной», — сказал Иван Тестов, директор негосударственного "
         "научного учреждения «Знание».", ("директор", "Знание", "")),
        ("ru", "По мнению бывшего министра иностранных дел Олега Тестова, дорога будет длинной.",
         ("бывший министр иностранных дел", "", "")),
        ("de", "„Die Straße ist uns zu lang“, sagte Anna Beispiel, Professorin an der Universität "
         "Musterstadt, am Montag.", ("Professorin", "Universität Musterstadt", "")),
        ("de", "„Die Straße ist uns zu lang“, sagte der kasachische Außenminister Murat Beispiel.",
         ("Außenminister", "", "Kazakhstan")),
        ("de", "„Die Straße ist uns zu lang“, sagte Jan Beispiel, Direktor des Instituts für "
         "Straßenbau in Wien.", ("Direktor", "Institut für Straßenbau", "Austria")),
        ("de", "„Die Straße ist uns zu lang“, sagte Jan Beispiel (SPD).", ("", "SPD", "")),
        ("fr", "« La route est trop longue pour nous », a déclaré Anne Exemple, professeure à "
         "l’université de Testville.", ("professeure", "université de Testville", "")),
        ("fr", "« La route est trop longue pour nous », a déclaré le politologue ouzbek Jean "
         "Exemple.",
         ("politologue", "", "Uzbekistan")),
        ("es", "«La carretera es demasiado larga para nosotros», dijo Ana Ejemplo, directora "
         "del Instituto de Carreteras en Madrid.",
         ("directora", "Instituto de Carreteras", "Spain")),
        ("tr", "Test Üniversitesi öğretim üyesi Prof. Dr. Ahmet Örnek, “Yol bizim için çok uzun ve "
         "çok pahalı” dedi.", ("öğretim üyesi", "Test Üniversitesi", "")),
    ],
)  # fmt: skip
def test_languages_with_rules_say_who_somebody_is(
    tmp_path: Path, language: str, text: str, expected: tuple[str, str, str]
) -> None:
    assert told(tmp_path, text + "\n", language) == [expected]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("С директором Иваном Тестовым", "директор"),
        ("С председателем комитета Иваном Тестовым", "председатель комитета"),
        ("С бывшим министром иностранных дел Иваном Тестовым", "бывший министр иностранных дел"),
        ("С послом Турции Иваном Тестовым", "посол Турции"),
        ("С судьёй Иваном Тестовым", "судья"),
        ("С учёным Иваном Тестовым", "учёный"),
        ("С политиком Иваном Тестовым", "политик"),
        ("С командующим флотом Иваном Тестовым", "командующий флотом"),
        ("О заместителе министра Иване Тестове", "заместитель министра"),
        ("С ведущим научным сотрудником Иваном Тестовым", "ведущий научный сотрудник"),
        ("С пресс-секретарём Анной Тестовой", "пресс-секретарь"),
        ("С директоркой института Анной Тестовой", "директорка института"),
        ("С бывшей судьёй Анной Тестовой", "бывшая судья"),
        ("С заведующей кафедрой Анной Тестовой", "заведующая кафедрой"),
        ("С главным редактором Анной Тестовой", "главный редактор"),
        ("Все знают директора Анну Примеренко", "директор"),
    ],
)
def test_a_russian_role_comes_back_to_the_form_that_names(
    tmp_path: Path, words: str, role: str
) -> None:
    speaker = {"Иван": "Иван Тестов сказал", "Анно": "Анна Тестова сказала"}
    who = speaker.get(words.split()[-2][:4], "Анна Примеренко сказала")
    text = f"{who}, что дорога будет длинной.\n\n{words} говорили.\n"
    assert [found[0] for found in told(tmp_path, text, "ru")] == [role]


def test_of_an_article_with_a_thousand_speakers_the_first_are_looked_for(tmp_path: Path) -> None:
    letters = "abcdefghij"
    family = ["E" + a + b + c for a in letters for b in letters for c in letters]
    text = "".join(f"“The road is long,” said Anna {name}, a lecturer.\n\n" for name in family)
    assert len(told(tmp_path, text)) == 300


@pytest.mark.parametrize(("mentions", "found"), [(11, 1), (12, 0)])
def test_who_somebody_is_stands_beside_one_of_the_first_twelve_mentions(
    tmp_path: Path, mentions: int, found: int
) -> None:
    text = SAID.format("Anna Example") + "Example, it seems, agreed. " * mentions
    assert len(told(tmp_path, f"{text}Anna Example, a lecturer, left.\n")) == found


def test_four_descriptions_of_somebody_are_read(tmp_path: Path) -> None:
    text = SAID.format("Anna Example") + "Anna Example, a lecturer, left. " * 6
    assert told(tmp_path, f"{text}\n") == [("lecturer", "", "")] * 4
