"""What nobody said: denied, asked about, supposed; every sentence is made up."""

import pytest

from stance.articles.article import Article
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

WORDS = {
    "de": "die Straße zu lang ist",
    "fr": "la route est trop longue",
    "es": "la carretera es demasiado larga",
    "tr": "bu yolun çok uzun olduğunu",
    "uk": "дорога занадто довга",
}
NOBODY = [
    ("de", "Weder Anna Beispiel noch Ben Muster sagte, dass {}."),
    ("de", "Weder Anna Beispiel, die Chefin, noch Ben Muster sagte, dass {}."),
    ("de", "„Wissen Sie, dass {}?“, fragte weder Anna Beispiel noch Ben Muster."),
    ("de", "Weder laut Anna Beispiel noch laut Ben Muster heißt es, dass {}."),
    ("de", "Niemand in der Partei von Anna Beispiel sagte, dass {}."),
    ("de", "Keiner der Minister erklärte, dass {}."),
    ("de", "Nicht einmal Anna Beispiel sagte, dass {}."),
    ("de", "Nie hat die Ministerin Anna Beispiel öffentlich gesagt, dass {}."),
    ("de", "Anna Beispiel sagte am Montag in Testheim ausdrücklich nicht, dass {}."),
    ("de", "Anna Beispiel sagte nie: „Ich weiß, dass {}.“"),
    ("de", "„Ich weiß, dass {}“, hat Anna Beispiel nie gesagt."),
    ("de", "Anna Beispiel bestritt, dass die Straße „für alle viel zu lang“ ist."),
    ("de", "Dass die Straße „für alle viel zu lang“ ist, bestritt Anna Beispiel."),
    ("de", "Anna Beispiel hält es für ausgeschlossen, dass {}."),
    ("de", "Anna Beispiel wies die Behauptung zurück, dass {}."),
    ("de", "Anna Beispiel schloss aus, dass {}."),
    ("de", "Anna Beispiel würde sagen, dass {}."),
    ("de", "Anna Beispiel soll gesagt haben, dass {}."),
    ("de", "Sollte Anna Beispiel sagen, dass {}, wird sie gekürzt."),
    ("de", "Wenn Anna Beispiel sagt, dass {}, hört man zu."),
    ("de", "Anna Beispiel weigerte sich zu sagen, dass {}."),
    ("de", "Sagte Anna Beispiel wirklich, dass {}?"),
    ("de", "Anna Beispiel fragte, ob {}."),
    ("de", "Anna Beispiel fragte, wie lang die Straße sei."),
    ("de", "Anna Beispiel ließ offen und sagte nur, ob {}."),
    ("de", "Dass Anna Beispiel gesagt habe, die Straße sei zu lang, ist falsch."),
    ("de", "Es ist ein Gerücht, dass Anna Beispiel sagte, die Straße sei zu lang."),
    ("de", "Clara Probe bestreitet, dass Anna Beispiel sagte, die Straße sei zu lang."),
    ("de", "Unklar ist, ob Anna Beispiel gesagt hat, dass {}."),
    ("de", "Es heißt, Anna Beispiel habe gesagt, dass {}."),
    ("de", "Gerüchten zufolge sagte Anna Beispiel, dass {}."),
    ("de", "Anna Beispiel nannte es falsch, dass {}."),
    ("de", "Von Anna Beispiel heißt es, dass {}."),
    ("fr", "Ni Anna Beispiel ni Ben Muster n’ont dit que {}."),
    ("fr", "Personne au parti d'Anna Beispiel n'a dit que {}."),
    ("fr", "Aucun des ministres n'a déclaré que {}."),
    ("fr", "Anna Beispiel n'a pas déclaré hier devant les députés que {}."),
    ("fr", "Si Anna Beispiel dit que {}, elle sera coupée."),
    ("fr", "Anna Beispiel aurait dit que {}."),
    ("fr", "Anna Beispiel a demandé si {}."),
    ("fr", "Il est faux que la ministre Anna Beispiel a dit que {}."),
    ("fr", "Anna Beispiel met en doute que {}."),
    ("fr", "Selon la rumeur, Anna Beispiel a dit que {}."),
    ("es", "Anna Beispiel nada dijo de que {}."),
    ("es", "Ni Anna Beispiel, la ministra, ni Ben Muster dijeron que {}."),
    ("es", "Nadie en el partido de Anna Beispiel dijo que {}."),
    ("es", "Ninguno de los ministros afirmó que {}."),
    ("es", "Si Anna Beispiel dice que {}, se cortará."),
    ("es", "Anna Beispiel podría haber dicho que {}."),
    ("es", "¿Dijo Anna Beispiel que {}?"),
    ("es", "Anna Beispiel preguntó si {}."),
    ("es", "Es falso que Anna Beispiel dijo que {}."),
    ("es", "Anna Beispiel puso en duda que {}."),
    ("tr", "Ne Anna Beispiel ne Emre Muster {} söyledi."),
    ("tr", "Anna Beispiel, {} ifade etmedi."),
    ("tr", "Anna Beispiel, {} inkar etti."),
    ("tr", "Anna Beispiel, {} söyledi mi?"),
    ("tr", "Anna Beispiel bu yolun uzun olup olmadığını sordu."),
    ("uk", "Ні Anna Beispiel, ні Павло Приклад не сказали, що {}."),
    ("uk", "Якщо Anna Beispiel сказала, що {}, її почують."),
]
SAID = [
    ("de", "Anna Beispiel sagte, dass niemand weiß, dass {}."),
    ("de", "Anna Beispiel, die nicht zur Partei gehört, sagte, dass {}."),
    ("de", "Obwohl die Brücke nicht breit ist, sagte Anna Beispiel, dass {}."),
    ("de", "Niemand kam, und Anna Beispiel sagte, dass {}."),
    ("de", "Anna Beispiel wollte nicht bleiben und sagte, dass {}."),
    ("de", "Anna Beispiel sagte nicht nur, dass {}."),
    ("de", "Wenn die Straße gebaut wird, sagte Anna Beispiel, sei sie zu lang."),
    ("de", "Anna Beispiel dementierte: „Ich weiß, dass {}.“"),
    ("de", "„Ich weiß, dass {}“, widersprach Anna Beispiel."),
    ("de", "Nicht Ben Muster, sondern Anna Beispiel sagte, dass {}."),
    ("de", "Ist der Weg weit? Anna Beispiel sagte, dass {}."),
    ("de", "Laut Anna Beispiel heißt es, dass {}, sonst nicht"),
    ("tr", "Anna Beispiel, bu yolun ne kadar uzun olduğunu söyledi."),
    ("fr", "Anna Beispiel a dit que personne ne sait que {}."),
    ("fr", "À la personne, Anna Beispiel a dit que {}."),
    ("es", "Anna Beispiel no solo dijo que {}."),
    ("es", "Anna Beispiel dijo que nadie sabe que {}."),
    ("tr", "Anna Beispiel bu yolun kimseye gerekli olmadığını söyledi."),
    ("tr", "Anna Beispiel, {} ifade etti."),
]


def speakers(code: str, frame: str) -> set[str]:
    text = frame.format(WORDS[code])
    return {f.expert for f in find(Article("a.txt", text, "", blocks(text), language=code))}


@pytest.mark.parametrize(("code", "frame"), NOBODY)
def test_what_is_denied_asked_about_or_supposed_is_given_to_nobody(code: str, frame: str) -> None:
    assert speakers(code, frame) == set()


@pytest.mark.parametrize(("code", "frame"), SAID)
def test_a_denial_within_the_words_or_beside_the_clause_leaves_them_said(
    code: str, frame: str
) -> None:
    assert speakers(code, frame) == {"Anna Beispiel"}
