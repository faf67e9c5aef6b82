"""The words in which stances are given: rows of data, a family a block, a level a line.

Before the colon stands the level: ``--`` strongly against, ``-`` against, ``0`` in the middle,
``+`` for, ``++`` strongly for, ``(-)`` and ``(+)`` weaker than these, ``?`` a stance without a
place on the scale. The first word of a line names the level where a table does not use it. Words
are compared folded.
"""

#: What the families share: the middle, and stances without a place.
SHARED = """
0: neutral | mixed | neither | balanced | ambivalent | undecided | uncertain | depends | both
0: neither agree nor disagree | neither for nor against | in between | middle
0: нейтрально | нейтральный | нейтральная | смешанно | смешанная | неоднозначно
0: neutraal | neutre | partagé | gemischt | teils teils | teils/teils | unentschieden | weder noch
0: neutro | mixto | ni de acuerdo ni en desacuerdo | indeciso | nötr | tarafsız | karışık
0: kararsız | kararsızım
0: 一般 | 中立 | 中性 | 混合
?: unclear | unknown | cannot tell | can't tell | not clear | ? | неясно | непонятно | unklar
?: peu clair | no claro | poco claro | belirsiz | 不清楚 | 不明确
?: no opinion | don't know | dont know | do not know | dk | not sure | unsure | нет мнения
?: не знаю
?: keine meinung | weiß nicht | sans opinion | ne sait pas | sin opinión | no sabe | fikrim yok
?: bilmiyorum | 不知道 | 没有意见 | затрудняюсь ответить
?: none | no stance | unrelated | not stated | без позиции | keine | aucun | aucune | ninguna
?: yok | 无
"""

#: What stands in a cell of stances that nobody filled in.
NOT_GIVEN = """
did not answer | no answer | not asked | skipped | missing | not applicable | not coded
not addressed
нет ответа | keine antwort | keine angabe | k.a. | sans réponse | sin respuesta | cevap yok
未回答
"""

FAMILIES: dict[str, str] = {
    "for and against": """
        --: strongly against | very much against | решительно против | stark dagegen
        --: категорически против | полностью против | абсолютно против | совершенно против
        --: fermement contre
        --: muy en contra | kesinlikle karşı | 强烈反对
        -: against | contra | contre | против | dagegen | gegen | en contra | karşı | aleyhte
        -: tegen
        -: anti | in opposition | 反对
        (-): somewhat against | rather against | скорее против | eher dagegen | plutôt contre
        +: for | in favor | in favour | favor | favour | favors | favours | pour | за | dafür
        +: für
        +: a favor | lehte | yana | voor | 赞成
        (+): somewhat for | rather for | скорее за | eher dafür | plutôt pour
        ++: strongly for | strongly in favor | strongly in favour | very much for | решительно за
        ++: полностью за | абсолютно за | целиком за | всецело за
        ++: stark dafür | fermement pour | muy a favor | kesinlikle yana | 强烈赞成
    """,
    "oppose and support": """
        --: strongly oppose | strongly opposed | strongly opposes | решительно не поддерживает
        --: oppose strongly | opposes strongly
        --: lehnt stark ab | s'oppose fortement | se opone firmemente
        --: kesinlikle karşı çıkıyor | 坚决反对
        -: oppose | opposes | opposed | opposing | opposition | не поддерживает
        (-): somewhat oppose | somewhat opposed | slightly oppose | tend to oppose
        -: не поддерживаю | ablehnend | ablehnung | lehnt ab | s'oppose | opposé | se opone
        -: oposición | karşı çıkıyor | desteklemiyor | refute | refutes | deny | denies | 不支持
        +: support | supports | supported | supporting | supportive
        (+): somewhat support | somewhat supportive | slightly support | tend to support
        +: поддерживает
        +: поддерживаю | поддержка | unterstützt | unterstützend | zustimmend | unterstützung
        +: soutient
        +: soutien | apoya | apoyo | destekliyor | destek | 支持
        ++: strongly support | support strongly | supports strongly
        ++: strongly supports | решительно поддерживает | unterstützt stark
        ++: soutient fortement | apoya firmemente | kesinlikle destekliyor | 坚决支持
    """,
    "pro and con": """
        -: con | cons | anti | contra | attack | attacks
        +: pro | pros | про
    """,
    "disagree and agree": """
        --: strongly disagree | disagree strongly | disagrees strongly
        --: totally disagree | completely disagree | совершенно не согласен
        --: полностью не согласен | stimme überhaupt nicht zu | stimme gar nicht zu
        --: pas du tout d'accord | tout à fait en désaccord | totalmente en desacuerdo
        --: muy en desacuerdo | kesinlikle katılmıyorum | 非常不同意 | 强烈不同意 | 完全不同意
        -: disagree | disagrees | disagreement | не согласен
        -: не согласна | не согласны | stimme nicht zu
        -: lehne ab | pas d'accord | en désaccord | en desacuerdo
        (-): somewhat disagree | rather disagree | slightly disagree | tend to disagree
        (-): скорее не согласен | stimme eher nicht zu | plutôt pas d'accord
        -: katılmıyorum | 不同意
        +: agree | agrees | agreement | согласен | согласна
        +: согласны | stimme zu | d'accord | de acuerdo
        (+): somewhat agree | rather agree | slightly agree | tend to agree
        (+): скорее согласен | stimme eher zu | plutôt d'accord
        +: katılıyorum | 同意
        ++: strongly agree | agree strongly | agrees strongly
        ++: totally agree | completely agree | совершенно согласен
        ++: полностью согласен | stimme voll zu | stimme voll und ganz zu | tout à fait d'accord
        ++: totalmente de acuerdo | muy de acuerdo | kesinlikle katılıyorum | 非常同意
        ++: 强烈同意 | 完全同意
    """,
    "no and yes": """
        --: definitely no | definitely not | certainly not
        -: no | n | нет | nein | non | hayır | 否 | 不
        (-): probably not | rather no | eher nein | скорее нет
        +: yes | y | да | ja | oui | sí | evet | 是
        (+): probably yes | rather yes | eher ja | скорее да
        ++: definitely yes | certainly
    """,
    "false and true": """
        -: false | falsch | faux | falso | yanlış | ложь | 假
        +: true | wahr | vrai | verdadero | doğru | правда | 真
    """,
    "disapprove and approve": """
        --: strongly disapprove
        (-): somewhat disapprove
        -: disapprove | disapproves | disapproval | не одобряю | не одобряет | désapprouve
        -: desaprueba
        (+): somewhat approve
        +: approve | approves | approval | одобряю | одобряет | approuve | aprueba | onaylıyor
        ++: strongly approve
    """,
    "negative and positive": """
        --: very negative | strongly negative | очень негативно | sehr negativ | très négatif
        --: muy negativo | çok olumsuz | 非常负面
        (-): somewhat negative | slightly negative | eher negativ
        -: negative | neg | critical | hostile | негативно | отрицательно | негативная
        -: отрицательная
        -: negativ | kritisch | négatif | négative | negativo | negativa | olumsuz | 负面 | 消极
        (+): somewhat positive | slightly positive | eher positiv
        +: positive | pos | favorable | favourable | friendly | позитивно | положительно
        +: позитивная
        +: положительная | positiv | positif | positivo | positiva | olumlu | 正面 | 积极
        ++: very positive | strongly positive | очень позитивно | sehr positiv | très positif
        ++: muy positivo | çok olumlu | 非常正面
    """,
    "reject and accept": """
        --: strongly reject
        -: reject | rejects | rejected | отвергает | abgelehnt | rejette | rechaza | reddediyor
        -: 拒绝
        +: accept | accepts | accepted | принимает | angenommen | accepte | acepta
        +: kabul ediyor | 接受
        ++: strongly accept
    """,
    "pass and fail of votes": """
        -: nay | nays | downvote
        +: aye | yea | yeas | upvote
        ?: pass | abstain | abstained | abstention | present | not voting | did not vote | absent
        ?: воздержался | enthaltung | abstención | çekimser | 弃权
    """,
}

#: Ranges of numbers that studies use: taken where a column shows both ends, else proposed.
KNOWN_RANGES: tuple[tuple[int, int], ...] = ((1, 5), (1, 7), (0, 10), (1, 10), (0, 100))
#: What is proposed besides.
PROPOSED_RANGES: tuple[tuple[int, int], ...] = (
    *((0, 1), (1, 2), (-1, 1), (1, 3), (1, 4), (1, 5), (1, 7)),
    *((0, 10), (1, 10), (0, 100)),
)
