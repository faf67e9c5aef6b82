"""All that articles say of who their speakers are, in many ways to say it, as it is committed."""

from collections.abc import Iterator

from stance.articles.article import Article
from stance.articles.layout import blocks
from stance.extract.descriptions.find import described
from stance.extract.quotes.find import find
from tests.written import hold

#: What may stand around a name, told of whoever speaks.
ENGLISH = """
Anna Example, a lecturer
Anna Example, 45, a lecturer
Anna Example, PhD, a lecturer
Anna Example, PhD, 45
Anna Example — a lecturer at the University of Testville —
Anna Example (a lecturer at the University of Testville)
Anna Example (Testville
Anna Example (Kazakhstan)
Anna Example (lecturer, Kazakhstan)
Anna Example (BBC)
Anna Example, who is a lecturer
Anna Example, who
Anna Example, whose brother is a farmer
Anna Example, which is odd
Anna Example is a lecturer who
Anna Example is the head of the Institute of Roads, and
Anna Example is from Kazakhstan, and
Anna Example, a lecturer (in law) at the University of Testville
Anna Example, a lecturer (in law), of Testville
Anna Example, a lecturer in law, history, and the arts, who left in May
Anna Example, a lecturer, said Ben, and
Anna Example, the lecturer whose book sold
Anna Example, said by all to be a lecturer
Anna Example, a former lecturer in the law of the sea and of the air and of the roads and of the rivers and of the lakes
mayor Anna Example
the mayor Anna Example
Testville mayor Anna Example
Testville’s mayor Anna Example
Kazakhstan’s mayor Anna Example
Kazakhstan’s former mayor Anna Example
the mayor of Testville Anna Example
the mayor of the town Anna Example
the mayor for roads Anna Example
mayor of Anna Example
the town of Anna Example
mayor and farmer Anna Example
Mayor and Farmer Anna Example
the tired and hungry mayor Anna Example
the town and Anna Example
Roads and Anna Example
retired mayor Anna Example
tired mayor Anna Example
visiting mayor Anna Example
coming mayor Anna Example
roads mayor Anna Example
politics lecturer Anna Example
the road mayor Anna Example
mayors Anna Example
mayors Anna Example and Ben Sample
mayor Anna Example and Ben Sample
Testville mayors Ben Sample and Anna Example
the mayors Ben de la Sample and Anna Example
the mayors Ben van de la Sample and Anna Example
the mayors Ben and Anna Example
and Anna Example
Dr Anna Example
Dr. Anna Example, a lecturer
Prof. Dr. Anna Example
mayor Dr. Anna Example
mayor Mr Example
the mayor of Testville, Anna Example,
The mayor of Testville, Anna Example
mayor, Anna Example
Ben Sample met a mayor, Anna Example
it said the mayor, Anna Example
Ben left: the mayor, Anna Example
the mayor of “Testville”, Anna Example
the Courier’s Anna Example
The Testville Courier’s Anna Example
The Old New Long Testville Courier’s Anna Example
the mayor’s Anna Example
Kazakhstan’s Anna Example
the courier’s Anna Example
the Courier’s editor Anna Example
Anna Example, the Courier’s editor
Anna Example, a Testville State University lecturer
Anna Example, a University lecturer
Anna Example, a BBC correspondent
Anna Example, a BBC and University lecturer
Anna Example, a large University lecturer
Anna Example, a US lecturer
Anna Example, a UK Foreign Minister
Anna Example, a Kazakh and Uzbek lecturer
Anna Example, a Kazakh studies lecturer
Anna Example, a Kazakh lecturer
Anna Example, an ethnic Kazakh lecturer
Anna Example, a Kazakh-born lecturer
Anna Example, a Baku-based lecturer
Anna Example, a Kazakhstan lecturer
Anna Example, Kazakhstan Foreign Minister
Anna Example, a lecturer from Kazakhstan
Anna Example, a lecturer in Kazakhstan
Anna Example, an expert in Kazakhstan
Anna Example, an expert of Kazakhstan
Anna Example, an expert from Kazakhstan
Anna Example, an expert on roads in Kazakhstan
Anna Example, a lecturer of Kazakhstan at the University of Testville
Anna Example, a Kazakh lecturer in Uzbekistan
Anna Example, a lecturer at the University of Tashkent, Kazakhstan
Anna Example, a lecturer at Tashkent State University, Kazakhstan
Anna Example, a lecturer at the Kazakh National University
Anna Example, a lecturer at the Kazakh Road University
Anna Example, a lecturer at the University of Kazakhstan
Anna Example, a lecturer at a university in Kazakhstan
Anna Example, a lecturer with the University of Testville from Tashkent
Anna Example, a lecturer, Tajik National University, Uzbekistan
Anna Example, a lecturer, Tajik National University, the Courier
Anna Example, a lecturer, Kazakhstan, Uzbekistan
Anna Example, lecturer, a farmer
Anna Example, head of the Department of Roads at the University of Testville
Anna Example, head of Department
Anna Example, head of Roads
Anna Example, head of Foreign Policy
Anna Example, head of NATO
Anna Example, head of the roads department
Anna Example, head at Roads
Anna Example, head for Roads
Anna Example, spokesman for Roads
Anna Example, spokesmen for Roads
Anna Example, lecturer for Roads
Anna Example, owner of Sample
Anna Example, lecturer of Sample
Anna Example, director of the institute “Roads” in Tashkent
Anna Example, director of the Institute “Roads”
Anna Example, director of the institute “Roads
Anna Example, director of the institute of roads
Anna Example, director of the institute at Testville
Anna Example, director of the institute of the Testville
Anna Example, director and head of the Institute of Roads and a farmer
Anna Example, director of the Institute of Roads and Rivers
Anna Example, director of the Institute of Roads and head of Rivers
Anna Example, a friend of the mayor
Anna Example, friend
Anna Example, wanted lecturer
Anna Example, a leading lecturer
Anna Example, not a lecturer
Anna Example, lecturer not
Anna Example, an old and tired and poor and good and kind and tall and slow and sad lecturer
Anna Example, the lecturer of roads and rivers and lakes and hills and towns and farms and fields and woods
""".strip().splitlines()

FRAMES = (
    "“The road is too long for all of us,” said {}.",
    "{}, said on Monday that the road is too long for all of us.",
    "“It is late.” {} told us that the road is too long. Example left.",
)

#: Whole texts, a line each; "/" parts paragraphs.
TEXTS = {
    "en": """
Anna Example / Director of the Institute of Roads. / “The road is too long,” said Anna Example.
“The road is too long,” said Anna Example. / Anna Example / Directors of the Institute of Roads
“The road is too long,” said Anna Example. / Anna Example / The road is long.
“The road is too long,” said Anna Example. / by Anna Example / Director of the Institute
“The road is too long,” said Anna Example. / Director / Anna Example
“The road is too long,” said Anna Example. Mayor Example left. Ben Example, a farmer, left.
“The road is too long,” said Anna Example. “It is,” said Ben Example. Mayor Example left.
“The road is too long,” said Anna Example. “It is,” said Ben Example, a farmer. A. Example, a mayor, left.
“The road is too long,” said Anna Example. Example’s mayor left. Anna Examples, a farmer, left.
“The road is too long,” said Anna O’Example. Mayor O'Example left.
“The road is too long,” said Anna Example. Mayor Anna Example's friend, a farmer, left.
“The road is too long,” said Anna Example. ExpertDr. Anna Example left.
“The road is too long,” said Anna and Ben Example, farmers.
""",
    "de": """
„Die Straße ist uns zu lang“, sagte der Direktor des Instituts für Straßen in Wien, Jan Beispiel.
„Die Straße ist uns zu lang“, sagte Jan Beispiel (SPD), Direktor in Wien.
„Die Straße ist uns zu lang“, sagte Jan Beispiel (SPD, Wien).
„Die Straße ist uns zu lang“, sagte Jan Beispiel (Wien).
„Die Straße ist uns zu lang“, sagte Jan Beispiel (Partei).
„Die Straße ist uns zu lang“, sagte Jan Beispiel vom Institut für Straßen.
„Die Straße ist uns zu lang“, sagte Institutsdirektor Jan Beispiel.
„Die Straße ist uns zu lang“, sagte der frühere usbekische Minister Jan Beispiel am Montag.
„Die Straße ist uns zu lang“, sagte der sehr alte Minister Jan Beispiel.
„Die Straße ist uns zu lang“, sagte Österreichs Minister Jan Beispiel.
„Die Straße ist uns zu lang“, sagte Prof. Dr. Jan Beispiel, Leiter des Kasachisch-Deutschen Zentrums.
„Die Straße ist uns zu lang“, sagte Jan Beispiel, Leiter der Abteilung Straßen am Institut für Verkehr.
„Die Straße ist uns zu lang“, sagte Jan Beispiel, Botschafter in Usbekistan.
„Die Straße ist uns zu lang“, sagte Jan Beispiel, Professor aus Usbekistan und Leiter des Rates.
„Die Straße ist uns zu lang“, sagte Jan Beispiel, der seit Mai Minister ist.
„Die Straße ist uns zu lang“, sagte Frau Anna Beispiel. Beispiel ist die Leiterin des Amtes.
Minister und Leiter Jan Beispiel sagte, die Straße sei zu lang.
""",
    "fr": """
« La route est trop longue pour nous », a déclaré le directeur de l’Institut des routes à Paris, Jean Exemple.
« La route est trop longue pour nous », a déclaré Jean Exemple, directeur de l’Institut français des routes.
« La route est trop longue pour nous », a déclaré Jean Exemple, ancien ministre des Affaires étrangères.
« La route est trop longue pour nous », a déclaré Jean Exemple, professeur d’histoire à l’université de Tachkent (Ouzbékistan).
« La route est trop longue pour nous », a déclaré Jean Exemple, ambassadeur en Ouzbékistan.
« La route est trop longue pour nous », a déclaré Jean Exemple, chercheur en Ouzbékistan.
« La route est trop longue pour nous », a déclaré Jean Exemple, chercheur à Paris.
« La route est trop longue pour nous », a déclaré Jean Exemple, ambassadeur au Kazakhstan.
« La route est trop longue pour nous », a déclaré Jean Exemple, de l’IRIS.
« La route est trop longue pour nous », a déclaré M. Jean Exemple, directeur général du centre et ministre.
« La route est trop longue pour nous », a déclaré l’ancien ministre kazakh Jean Exemple.
« La route est trop longue pour nous », a déclaré le ministre de l’Intérieur Jean Exemple.
« La route est trop longue pour nous », a déclaré Jean Exemple, 45 ans, agriculteur.
""",
    "es": """
«La carretera es demasiado larga para nosotros», dijo el director del Instituto de Carreteras, Juan Ejemplo.
«La carretera es demasiado larga para nosotros», dijo Juan Ejemplo, profesor de la Universidad de Madrid (España).
«La carretera es demasiado larga para nosotros», dijo Juan Ejemplo, exministro de Exteriores.
«La carretera es demasiado larga para nosotros», dijo Juan Ejemplo, embajador en Rusia.
«La carretera es demasiado larga para nosotros», dijo Juan Ejemplo, profesor en España.
«La carretera es demasiado larga para nosotros», dijo el ministro español Juan Ejemplo.
«La carretera es demasiado larga para nosotros», dijo el ministro de Rusia Juan Ejemplo.
«La carretera es demasiado larga para nosotros», dijo Juan Ejemplo, analista político del centro “Camino”.
""",
    "ru": """
«Дорога будет очень длинной», — сказал директор Института стратегических исследований Узбекистана Иван Тестов.
«Дорога будет очень длинной», — сказал Иван Тестов, директор Института Узбекистана.
«Дорога будет очень длинной», — сказал Иван Тестов (Казахстан).
«Дорога будет очень длинной», — сказал Иван Тестов (политолог, Казахстан).
«Дорога будет очень длинной», — сказал политолог из Казахстана Иван Тестов.
«Дорога будет очень длинной», — сказал посол России в Казахстане Иван Тестов.
«Дорога будет очень длинной», — сказал министр обороны Казахстана Иван Тестов.
«Дорога будет очень длинной», — сказал бывший министр иностранных дел Узбекистана, политолог Иван Тестов.
«Дорога будет очень длинной», — сказала заведующая кафедрой права Тестовского университета Анна Тестова.
«Дорога будет очень длинной», — сказал эксперт по Казахстану Иван Тестов.
«Дорога будет очень длинной», — сказал ведущий научный сотрудник МГУ Иван Тестов, доктор исторических наук.
«Дорога будет очень длинной», — сказал казахский и узбекский политолог Иван Тестов.
По словам главы Министерства обороны Ивана Тестова, дорога будет очень длинной.
По словам руководителя научной школы Ивана Тестова, дорога будет очень длинной.
По словам судьи Верховной палаты Узбекистана Анны Тестовой, дорога будет очень длинной.
По мнению Ивана Тестова, директора Государственного агентства дорог, дорога будет очень длинной.
По мнению Ивана Тестова, главы учреждения «Знание», дорога будет очень длинной.
По мнению Ивана Тестова, главы Научного учреждения дорог, дорога будет очень длинной.
По мнению Ивана Тестова, профессора Узбекской государственной академии, дорога будет очень длинной.
Политологи Иван Тестов и Пётр Проверкин считают, что дорога будет очень длинной.
По мнению Ивана Тестова, дорога будет очень длинной. / Иван Тестов / политолог, Казахстан
""",
    "tr": """
Dışişleri Bakanı Ahmet Örnek, “Yol bizim için çok uzun ve çok pahalı” dedi.
Türkiye Dışişleri Bakanı Ahmet Örnek, “Yol bizim için çok uzun ve çok pahalı” dedi.
Kazak siyaset bilimci Ahmet Örnek, “Yol bizim için çok uzun ve çok pahalı” dedi.
Test Üniversitesi Hukuk Fakültesi öğretim üyesi Dr. Ahmet Örnek, “Yol bizim için çok uzun” dedi.
Ankara Üniversitesi eski rektörü Ahmet Örnek, “Yol bizim için çok uzun ve çok pahalı” dedi.
""",
}  # fmt: skip


def _told(code: str, text: str) -> Iterator[str]:
    article = Article("a.txt", text, "", blocks(text), language=code)
    for one in described(article, find(article)):
        sure = " for sure" if one.firm else ""
        what = f"{one.role!r} at {one.affiliation!r} in {one.country!r}{sure}"
        yield f"  {one.expert}: {what}; {text[one.start : one.end]!r}"


def _every() -> Iterator[str]:
    for phrase in ENGLISH:
        yield phrase
        for n, frame in enumerate(FRAMES, 1):
            yield from (f"  {n}{told}" for told in _told("en", frame.format(phrase)))
    for code, texts in TEXTS.items():
        for line in texts.strip().splitlines():
            yield f"{code}: {line}"
            yield from _told(code, line.replace(" / ", "\n\n"))


def test_all_that_is_said_of_who_speaks_is_as_is_committed() -> None:
    hold("who speakers are.txt", _every())
