"""What people call the columns of tables: rows of data, a field a block.

Of each field the surest names come first: where two columns could be one field, that of the higher
line is taken, and the other is told. Names are compared as ``headers.header_key`` says, so that
case, blanks, underscores and hyphens make no difference. Languages: English, Russian, German,
French, Spanish, Turkish, Chinese.
"""

#: Columns of a table of claims.
CLAIM_WORDS: dict[str, str] = {
    "claim_id": """
        claim id | statement id | claim no | claim number | quote id | quotation id
        id | nr | no | number | номер | ид | nummer | numéro | número | numara | 编号 | 序号
    """,
    "expert": """
        expert | expert id | expert name | speaker | speaker name | speaker id | actor | person
        who
        эксперт | спикер | говорящий | кто | персона | лицо | эксперты
        experte | expertin | sprecher | sprecherin | akteur | wer
        orateur | oratrice | locuteur | intervenant | acteur | personne | qui
        experto | experta | hablante | orador | oradora | ponente | persona | quién
        uzman | konuşmacı | konuşan | kişi | aktör | kim
        专家 | 发言人 | 发言者 | 说话人 | 人物 | 行为者
        respondent | participant | interviewee | panelist | panellist | economist | politician
        legislator | candidate | scholar | stakeholder | commentator | voter | opinion holder
        claimant | claimer | респондент | участник | befragte | befragter | teilnehmer
        teilnehmerin
        répondant | participante | participant id | voter id | encuestado | participante id
        entrevistado
        katılımcı | 受访者 | 参与者
        name | full name | your name | what is your name?
        имя | фио | ваше имя | vollständiger name | ihr name | nom
        votre nom | nombre | su nombre | nombre completo | isim | ad soyad | adınız | 姓名 | 名字
        author | автор | autor | autorin | auteur | yazar | 作者
        last name | surname | family name | nachname | фамилия | nom de famille | apellido | soyad
        organization | organisation | organization name | party | institution | организация
        партия
        partei | parti | partido | organización | kurum | 组织 | 机构
        email | email address | e mail | username
    """,
    "annotator": """
        annotator | coder | rater | labeller | labeler | worker | coded by | annotated by
        annotator id | annotator name | annotator initials | initials
        coder id | rater id | worker id | coder name | coder initials
        кодировщик | аннотатор | разметчик | кодер
        kodierer | kodiererin | annotatorin | codierer | codiererin | kodiert von
        codeur | codeuse | annotateur | annotatrice | codé par
        codificador | codificadora | anotador | anotadora | codificado por
        kodlayıcı | kodlayan | etiketleyen | 编码员 | 编码者 | 标注者 | 标注员
        judge | reviewer | created by | modified by | user
    """,
    "topic": """
        topic | topic id | topic label | issue | concept | target | subject | theme | issue area
        тема | вопрос повестки | проблема | концепт | предмет
        thema | konzept | gegenstand | streitfrage
        sujet | thème | enjeu | thématique
        tema | asunto | concepto | objetivo
        konu | başlık | kavram | hedef | 主题 | 话题 | 议题 | 目标
        proposition | motion | policy | category | code | comment id | тезис | these | thèse | tesis
        kategorie | catégorie | categoría | kategori
        类别
    """,
    "stance": """
        stance | position | opinion | attitude | qualifier | agreement | stance label
        позиция | отношение | мнение | оценка
        haltung | standpunkt | stellungnahme | einstellung | meinung
        posture | prise de position | avis
        postura | posición | actitud | opinión
        tutum | duruş | görüş | pozisyon | 立场 | 态度 | 观点 | 意见
        pro/con | for/against | for or against | pro or con
        vote | label | rating | support | decision | verdict | judgement | judgment | answer
        response | score | value | sentiment | polarity | direction | valence | agree?
        do you agree
        do you agree? | голос | согласны ли вы?
        ответ | bewertung | zustimmung | antwort | stimme | réponse | voto | respuesta | cevap
        yanıt | oy
        评分 | 回答
    """,
    "confidence": """
        confidence | certainty | sure | how sure | confidence level
        уверенность | sicherheit | konfidenz | gewissheit | confiance | certitude | confianza
        certeza
        güven | eminlik | 置信度 | 把握
    """,
    "claim": """
        claim | claim text | text | words | quote | statement | paraphrase | claims | utterance
        quotation | text content | segment | statement text | sentence | tweet | coded segment
        утверждение | высказывание | цитата | текст | слова | заявление
        aussage | zitat | behauptung | äußerung
        affirmation | citation | énoncé | déclaration | propos | texte
        afirmación | cita | declaración | texto | enunciado
        iddia | alıntı | ifade | söz | metin | 主张 | 言论 | 引文 | 引述 | 引语 | 原文 | 文本 | 陈述
        comment body | body | content | passage | excerpt | verbatim | fragmento
    """,
    "source": """
        source | source id | document | article | outlet | source name | document name
        publication
        источник | статья | документ | издание
        quelle | dokument | artikel | zeitung | medium
        journal
        fuente | documento | artículo | periódico | medio
        kaynak | belge | makale | gazete | 来源 | 文章 | 文件 | 出处
        url | link | page | newspaper | media | doc | document id | doc id | file
    """,
    "said_on": """
        said on | date | said | when | day | published | published on
        дата | когда | datum | tag | wann | jour | quand | fecha | día | cuándo | tarih | gün
        日期 | 时间
        time | timestamp | datetime | start date | year | created | creation date
        zeitstempel | horodateur
        marca temporal | zaman damgası | отметка времени | год | jahr | année | año | yıl
        时间戳记
    """,
    "question": """
        question | asked | вопрос | frage | pregunta | soru | 问题
    """,
    "key_phrase": """
        key phrase | phrase | key words
    """,
    "note": """
        note | notes | comment | comments | remark | remarks | memo
        примечание | заметка | комментарий | anmerkung | notiz | kommentar | bemerkung
        anmerkungen | remarque | commentaire | nota | notas | comentario | not | açıklama | yorum
        备注
        注释 | 评论
    """,
}

#: Columns of a table of codes, of any field of study.
CODE_WORDS: dict[str, str] = {
    "item": """
        item | unit | subject | object | claim | statement | document | doc | text | case | task
        question | example | instance | patient | segment | target | image | sentence | stimulus
        recording unit | items | units | subjects | claims | item id | unit id | subject id
        claim id
        document id | doc id | text id | case id | task id | patient id | tweet | post | post id
        единица | объект | высказывание | документ | текст | einheit | objekt | aussage
        dokument | fall
        unité | objet | énoncé | unidad | objeto | caso | birim | öğe | 项目 | 单元 | 编号
        id | no | nr | number | index | row | # | name
    """,
    "annotator": """
        annotator | rater | coder | judge | observer | worker | labeller | labeler | reader
        reviewer
        evaluator | assessor | user | annotators | raters | coders | judges | observers | coded by
        annotator id | rater id | coder id | judge id | observer id | worker id | user id
        annotator name | coder name | rater name | coder initials | annotator initials | initials
        кодировщик | аннотатор | эксперт оценщик | kodierer | codierer | codeur | annotateur
        codificador | anotador | kodlayıcı | 编码员 | 标注者
        expert
    """,
    "label": """
        label | code | rating | value | category | score | class | answer | stance | judgement
        judgment | response | grade | diagnosis | annotation | labels | codes | ratings | values
        метка | код | оценка | категория | wert | kategorie | bewertung | étiquette | valeur
        etiqueta | valor | categoría | etiket | değer | kategori | 标签 | 编码 | 类别
    """,
    "article": """
        article | article id | cluster
    """,
    "variable": """
        variable | dimension | criterion | construct | attribute | measure | переменная | merkmal
        variable name | критерий | kriterium | critère | criterio | 变量
    """,
}

#: Headers of the other half of a name, where the expert's column holds family names.
FIRST_NAMES = """
    first name | given name | forename | vorname | имя | prénom | nombre | ad
"""
LAST_NAMES = """
    last name | surname | family name | nachname | фамилия | nom de famille | nom | apellido
    apellidos | soyad
"""

#: First word of the headers over what a machine suggests, which is nobody's answer.
SUGGESTED = "suggested"

#: Headers of columns that never hold stances or codes, whatever stands in them.
APART_WORDS = """
    age | gender | sex | group | group id | n | count | year | month | day | week | round | wave
    weight | duration | xid | ip | ip address | country | state | region | role | language | party
    total | sum | mean | average | median | итого | сумма | среднее | summe | gesamt | mittelwert
    somme | moyenne | promedio | toplam | ortalama | 合计 | 平均
    affiliation | consent | timestamp | time | date | row | index | page | density | color
    colour
    возраст | пол | alter | geschlecht | âge | sexe | edad | sexo | yaş | cinsiyet | 年龄 | 性别
"""
