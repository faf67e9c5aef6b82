"""The words by which direct speech is told in Russian; they stand beside the English ones.

The two alphabets share no word, so both lists hold in every article. Reported speech without
marks is found in English only.
"""


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _forms(past: str, both: str, other: dict[str, str]) -> dict[str, str]:
    """Return the third persons of verbs by form: "сказал", "считает", "делится" and so on.

    Args:
        past: infinitives of which only the past is used.
        both: infinitives in -ать and -ять whose present follows the rule.
        other: infinitives with their present forms, which follow none.
    """
    found: dict[str, str] = {}
    for verb in [*past.split(), *both.split(), *other]:
        stem = verb.removesuffix("ся").removesuffix("ть")
        ends = ("лся", "лась", "лись") if verb.endswith("ся") else ("л", "ла", "ло", "ли")
        found |= {stem + end: verb for end in ends}
    for verb in both.split():
        stem = verb.removesuffix("ть")
        found |= {stem + end: verb for end in ("ет", "ют")}
    return found | {form: verb for verb, forms in other.items() for form in forms.split()}


SAY = _forms(
    "сказать заявить отметить подчеркнуть добавить пояснить уточнить объяснить сообщить "
    "рассказать написать ответить спросить признать признаться напомнить предупредить указать "
    "предположить предложить пообещать пожаловаться посетовать призвать резюмировать заметить "
    "заключить воскликнуть возразить поделиться вспомнить похвастаться пошутить подтвердить "
    "прокомментировать",
    "считать утверждать полагать отмечать заявлять подчеркивать подчёркивать добавлять пояснять "
    "уточнять объяснять сообщать рассказывать отвечать спрашивать напоминать предупреждать "
    "указывать предполагать предлагать обещать призывать замечать думать вспоминать возражать "
    "продолжать размышлять разъяснять подтверждать рассуждать",
    {
        "говорить": "говорит говорят",
        "писать": "пишет пишут",
        "признавать": "признает признаёт признают",
        "признаваться": "признается признаётся признаются",
        "делиться": "делится делятся",
        "жаловаться": "жалуется жалуются",
        "комментировать": "комментирует комментируют",
        "констатировать": "констатирует констатируют",
        "шутить": "шутит шутят",
    },
) | dict.fromkeys(("уверен", "уверена", "уверены"), "быть уверенным")
#: After "по": according to.
BY = _listed("словам мнению оценке утверждению данным информации")
PRONOUNS = _listed("он она они мы я")
PREPOSITIONS = _listed(
    "в во на по о об обо с со к ко от до из за у под над при про для без через перед после между "
    "из-за среди против около ради"
)
#: Where a clause begins, or a noun phrase ends.
BREAKS = _listed(
    "и а но что чтобы как когда если который которая которые которое где хотя поскольку потому "
    "или либо комментируя отвечая говоря выступая добавив отметив"
)
#: What may stand between a subject and its verb, or beside both.
BETWEEN = _listed(
    "также уже еще ещё тогда ранее позже вчера сегодня недавно ему ей им нам мне не затем"
)
DETERMINERS = _listed("этот эта это эти тот та те его её ее их один одна одни некоторые многие")
STARTERS = (
    PRONOUNS
    | PREPOSITIONS
    | BREAKS
    | BETWEEN
    | DETERMINERS
    | _listed(
        "вот так там здесь теперь сейчас однако кроме например впрочем конечно да нет все всё весь "
        "какой какая какие почему кто чем ведь только даже если раньше потом наш наша наши мой моя "
        "мои свой своя свои никто ничего что-то сам сама сами другой другие каждый"
    )
)
#: Capitalised words before a name that belong to an office or a country.
OFFICE = _listed(
    "мид мвд мчс оон ес снг еаэс шос одкб сша рф рк цб казахстана узбекистана кыргызстана "
    "таджикистана туркменистана азербайджана армении грузии беларуси белоруссии украины россии "
    "китая турции ирана афганистана германии франции европы азии министерства института "
    "университета центра агентства комитета фонда банка академии партии совета парламента "
    "правительства"
)
