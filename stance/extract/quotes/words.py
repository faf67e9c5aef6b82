"""The words by which reports of speech are told: English, as the rules are, and Russian."""

from collections.abc import Mapping

from stance.core import titles
from stance.extract.quotes import russian

_IRREGULAR = {
    "say": "said said",
    "tell": "told told",
    "write": "wrote written",
    "think": "thought thought",
    "hold": "held held",
    "read": "read read",
    "begin": "began begun",
    "speak": "spoke spoken",
    "put": "put put",
    "sing": "sang sung",
    "go": "went gone",
    "shoot": "shot shot",
    "hit": "hit hit",
    "swear": "swore sworn",
}


def listed(words: str, more: frozenset[str] = frozenset()) -> frozenset[str]:
    """Return the words of a list written as running text, and those of another one."""
    return frozenset(words.split()) | more


_DOUBLED = {"rebut", "quip", "brag", "blog", "admit", "dub", "slam", "shrug", "plan"}


def _inflect(base: str) -> set[str]:
    """Return the forms of a verb: says, said, saying and so on."""
    stem = base[:-1] if base.endswith("e") else base
    if base in _DOUBLED:
        stem = base + base[-1]
    if base.endswith("y") and base[-2] not in "aeiou":
        past, third = base[:-1] + "ied", base[:-1] + "ies"
    else:
        past = stem + "ed"
        third = base + ("es" if base.endswith(("sh", "ch", "s", "x", "o")) else "s")
    return {base, third, stem + "ing", *_IRREGULAR.get(base, past).split()}


def inflected(bases: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the forms of verbs, each with its base."""
    return {form: base for base in bases.split() for form in _inflect(base)} | dict(more or {})


#: Verbs that take the words themselves as their object; form to base.
SAY = inflected(
    "say tell ask write add explain argue claim note insist state declare announce warn recall "
    "emphasise emphasize stress underline underscore remark comment observe reply respond answer "
    "admit acknowledge concede confirm deny suggest assert contend maintain believe agree allege "
    "recount tweet post joke quip predict promise vow pledge conclude reiterate urge "
    "exclaim testify report reveal complain lament caution counter propose recommend plead "
    "advise assure remind boast brag gush muse opine reflect speculate wonder inquire "
    "interject protest hint estimate reckon mention elaborate clarify retort stipulate affirm "
    "proclaim profess summarise summarize theorise theorize recollect rule think fear instruct "
    "inform volunteer venture enthuse blog message text echo charge order demand accept appeal "
    "describe call joke disclose indicate tout remember imply confide marvel scoff gloat "
    "sneer crow fret swear preach vent seethe object point shoot fire hit",
    russian.SAY,
)
#: Verbs of speaking only where the words stand right beside them.
BESIDE = inflected(
    "continue repeat begin laugh sigh smile shout yell cry scream whisper mutter chant read sing "
    "offer go shrug nod thunder recite start joke rage fume wail deadpan chime grin growl snap "
    "murmur chuckle sob bellow roar finish put"
)
#: Verbs by which somebody quotes a few words: "called it a ...".
NAME_BY = inflected(
    "call describe label brand dub hail praise criticise criticize condemn denounce slam blast "
    "dismiss accuse blame characterise characterize refer term cite express voice speak talk "
    "appeal thank apologise apologize welcome reject liken mock deride threaten decry lambast tout "
    "portray depict defend compare celebrate bemoan rail question detail outline promote applaud "
    "credit rebuke attack pan salute admonish consider see view deem signal"
)
#: Verbs whose that-clause, or clause without "that", is a claim of their subject.
REPORT = inflected(
    "say tell write add explain argue claim note insist state declare announce warn recall "
    "emphasise emphasize stress underline underscore remark comment observe reply respond admit "
    "acknowledge concede confirm deny suggest assert contend maintain believe agree allege "
    "tweet predict promise conclude reiterate testify report reveal complain lament caution "
    "counter propose recommend advise assure remind hint estimate reckon mention clarify affirm "
    "proclaim inform speculate point think fear hold posit opine doubt"
)
#: Those that also take a bare clause: "said the deal was dead".
BARE = inflected("say argue claim believe insist add warn note think predict reckon tell suggest")
#: Nouns for a claim: "the emphasis of X that".
NOUNS = listed(
    "emphasis statement claim assertion argument warning view belief suggestion remark insistence "
    "assurance opinion conviction prediction conclusion announcement statements remarks words "
    "claims assertions comment comments contention declaration"
)
#: Verb and preposition before a demand: "called for", "urged for", "called on".
DEMAND = {
    "call": ("for", "on", "upon"),
    "urge": ("for", "to"),
    "appeal": ("for", "to"),
    "push": ("for",),
    "plead": ("for",),
    "press": ("for",),
    "advocate": ("for",),
    "warn": ("of", "against"),
    "promise": ("to",),
    "vow": ("to",),
    "pledge": ("to",),
}
#: Verbs whose present forms are nouns as well: "its campaign message", "the investigative reports".
NOUNS_TOO = listed(
    "answer appeal attack blame blast blog brand call caution charge claim comment counter credit "
    "demand detail echo estimate express fear hint joke label laugh message mock note object offer "
    "order outline pan pledge post praise promise protest question rail reply report rule shout "
    "sigh slam smile snap start state stress text tout tweet venture view voice volunteer vow "
    "wonder"
)
#: Words after a verb that make it one of speaking: "put it", "pointed out", "shot back".
PARTICLE = {"put": "it", "point": "out", "shoot": "back", "fire": "back", "hit": "back"}
#: Verbs that stand before their subject: '"...," said X'.
INVERTED = frozenset((SAY | BESIDE).keys()) - {
    "tell",
    "tells",
    "told",
    "call",
    "calls",
    "text",
    "message",
    "order",
    "charge",
}
#: A form of "to be" before these makes the subject the hearer: "was told".
PASSIVE = frozenset(form for form in SAY if form.endswith(("ed", "id", "ld", "en"))) | {
    "put",
    "read",
    "thought",
}
#: How a participle ends that leads into a sentence: "speaking", "улыбаясь".
GOING = ("ing", "ясь", "вшись")
BE = listed("is are was were be been being am isn't wasn't aren't weren't")
#: What may stand between a subject and its verb.
BETWEEN = listed(
    "also has have had then later recently previously repeatedly often once now still again "
    "already twice only just even simply further publicly openly reportedly earlier always never "
    "frankly bluntly angrily quietly calmly proudly thus therefore clearly specifically "
    "rightly would will can could may might must should did does do not is was are were been "
    "be separately additionally subsequently jokingly famously both all each meanwhile "
    "himself herself themselves immediately finally initially rather instead nonetheless "
    "nevertheless confidently explicitly strongly emphatically categorically correctly "
    "wrongly constantly long ever yet isn't aren't wasn't weren't doesn't don't didn't hasn't "
    "haven't hadn't won't wouldn't can't couldn't",
    russian.BETWEEN,
)
PRONOUNS = listed("he she they it we i who one", russian.PRONOUNS)
MALE = listed(
    "he his him mr sir king prince father husband son brother actor businessman spokesman "
    "lord chairman congressman uncle grandfather boy man gentleman duke"
)
FEMALE = listed(
    "she her hers mrs ms miss madam queen princess mother wife daughter sister actress "
    "businesswoman spokeswoman lady chairwoman congresswoman aunt grandmother girl woman "
    "duchess baroness dame"
)
PREPOSITIONS = listed(
    "of to by with from in on for at against about into over under between among through "
    "during near after before since toward towards via per like than as amid without within "
    "behind beyond across around versus regarding including despite outside inside throughout "
    "alongside above below onto unlike besides",
    russian.PREPOSITIONS,
)
DETERMINERS = listed(
    "the a an this that these those his her their its our my your some many several one two "
    "three another other most all any each every no both such few",
    russian.DETERMINERS,
)
#: Where a clause begins.
BREAKS = listed(
    "and but while when because although though if whereas that which so or yet where after "
    "before since as until unless once whether than what how why",
    russian.BREAKS,
)
STOPPERS = listed(
    "in on at during after before when while as who whom which because following adding about "
    "last this yesterday today earlier later recently monday tuesday wednesday thursday "
    "friday saturday sunday with but if since until through via amid speaking referring when "
    "where whose upon under over despite told is was has had to by into noting explaining "
    "citing although though and or that are were will would could should not then again "
    "outside inside afterwards afterward during regarding ahead",
    russian.PREPOSITIONS | russian.BREAKS | russian.BETWEEN,
)
TITLES = titles.TITLES | titles.CALLINGS
#: Capitalised words that belong to an office or a body, not to a person's name.
OFFICE = listed(
    "foreign policy affairs security defence defense finance interior economic economy trade "
    "health education department committee council state national international central party "
    "special presidential general united nations union federal european ministry university "
    "institute agency office bureau bank court police house senate parliament congress group "
    "asia europe africa america russia ukraine china britain england germany france japan india "
    "iran iraq israel afghanistan kazakhstan uzbekistan kyrgyzstan tajikistan turkmenistan "
    "company corp inc ltd association organization organisation foundation centre center "
    "commission board authority service army navy force forces church school college hospital "
    "club league news press times post city county district republic kingdom states north "
    "south east west northern southern eastern western democratic conservative labour labor "
    "liberal republican green democrat social research studies department's white street "
    "world cup game games day airport island islands sea ocean river lake valley corridor "
    "forum summit treaty declaration agreement act law bill constitution war revolution "
    "exercise organisations justice transport energy culture environment agriculture home "
    "treasury senior associate executive managing former acting interim deputy regional "
    "african asian american middle budget human rights management communications operations "
    "public affairs strategic sciences science historical political countries relations faculty "
    "academy unions nation markets",
    russian.OFFICE,
)
#: Callings that stand before a name with a capital.
CALLINGS = listed(
    "guitarist bassist pianist vocalist drummer keyboardist violinist novelist journalist "
    "columnist economist scientist activist artist campaigner presenter broadcaster comedian "
    "historian politician musician physician designer producer promoter publisher winger "
    "songwriter referee fellow administrator shareholder shopkeeper pensioner backbencher "
    "trainer jockey skipper"
)
#: Titles that are nobody's family name: "Cabinet Secretary" is no person.
ONLY_TITLES = listed(
    "president premier minister secretary chancellor senator governor chairman chairwoman "
    "director commissioner ambassador spokesman spokeswoman spokesperson editor manager "
    "professor officer superintendent councillor analyst lawyer"
)
DEMONYMS = listed(
    "kazakh uzbek kyrgyz tajik turkmen azeri turkish greek french dutch german swiss czech "
    "thai iraqi israeli pakistani afghan saudi british english scottish welsh irish polish "
    "spanish chinese japanese portuguese us u.s uk eu american russian ukrainian iranian "
    "italian indian canadian australian egyptian syrian belarusian belgian austrian norwegian "
    "swedish danish finnish hungarian romanian bulgarian serbian croatian brazilian mexican "
    "argentine chilean nigerian kenyan ethiopian korean vietnamese indonesian malaysian "
    "armenian georgian azerbaijani mongolian kuwaiti qatari emirati lebanese jordanian "
    "palestinian democratic republican labour conservative tory soviet kremlin texas "
    "california florida ohio"
)
#: Words that begin sentences with a capital and are no names.
STARTERS = listed(
    "the a an in on at by for from to of with and but or so yet if when while as after before "
    "since because although though this that these those there here it he she they we i you "
    "his her their our my its your not no yes however moreover meanwhile also then still now "
    "what who why how where which according during despite among both all some many most one "
    "two three another other such even only just perhaps maybe indeed instead additionally "
    "earlier later last next today yesterday tomorrow monday tuesday wednesday thursday "
    "friday saturday sunday january february march april may june july august september "
    "october november december once under over through until unlike like speaking asked "
    "commenting responding addressing referring writing posting citing per well oh ok okay "
    "let don't can will would should could is are was were do does did has have had about "
    "against between without within each every several few more less much recently finally "
    "first second third thus therefore hence nevertheless nonetheless furthermore besides "
    "four five six seven eight nine ten dozens hundreds thousands jan feb mar apr jun jul aug "
    "sep sept oct nov dec "
    "whether never ever always again back remarkably interestingly notably certainly "
    "apparently undoubtedly similarly elsewhere critics officials police analysts experts "
    "residents witnesses authorities lawmakers former then-president whoever everyone "
    "everybody nobody someone anyone nothing others quoting echoing contradicting",
    russian.STARTERS,
)
PARTICLES = titles.PARTICLES - {"zu", "zum", "zur", "dem", "das"}
#: Nouns for people, by which somebody without a name is meant.
ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "person", "men", "women", "ant", "eer")
ROLES = listed(
    "farmer striker goalkeeper midfielder defender winger driver nurse "
    "analyst expert president minister scientist official spokesman spokeswoman spokesperson "
    "politician observer author critic researcher professor lecturer journalist columnist "
    "leader head chief director chairman chairwoman secretary diplomat lawyer attorney judge "
    "doctor activist resident witness participant source student teacher mother father wife "
    "husband parent victim mayor governor senator lawmaker legislator officer commander "
    "general pundit commentator economist historian boss tsar czar executive ceo coach player "
    "actor actress singer star host pair couple family neighbour neighbor friend colleague "
    "supporter opponent voter people others authorities side government ministry company "
    "police court party agency team group union administration campaign council committee "
    "embassy office report statement commission bank firm organisation organization "
    "association army military department parliament opposition kremlin outlet newspaper "
    "magazine channel regime prosecutor investigator speaker adviser advisor aide envoy "
    "ambassador representative delegate delegation scholar specialist politologist scientist "
    "theorist fan guest panel jury study document letter university institute hospital school "
    "club publication editor reporter interviewee businessman entrepreneur founder owner "
    "pilot captain king queen prince princess pope man woman boy girl teenager child deputy "
    "premier chancellor service bureau foundation indictment complaint lawsuit filing "
    "affidavit half staff worker employee pastor pollster rival hopeful nominee candidate "
    "strategist tycoon ally son daughter brother sister relative insider loyalist follower member "
    "backer detractor successor predecessor pupil disciple media television broadcaster"
)
#: Whom somebody is to, and what somebody is with: "an aide to X", "people familiar with it".
TO_WHOM = listed("aide adviser advisor ambassador envoy assistant heir witness")
NEAR_TO = listed("familiar close briefed loyal sympathetic hostile")
#: Nouns for bodies that speak with one voice.
BODIES = listed(
    "police court party agency team group union administration campaign council committee "
    "embassy office report statement commission bank firm company organisation organization "
    "association army military department parliament opposition kremlin outlet newspaper "
    "magazine channel regime government ministry side authority people study document letter "
    "university institute hospital school club publication service bureau foundation family "
    "half staff jury panel couple pair indictment complaint lawsuit filing affidavit media "
    "television broadcaster"
)
#: Nouns for texts, which say what they say.
TEXTS = listed(
    "ad advert advertisement article blog book caption column editorial email e-mail essay film "
    "headline letter memo message note poll post sign survey transcript tweet video website"
)
#: The head nouns after "according to" that hold no opinion.
NOT_AGENTS = listed(
    "law norm principle plan result data rule schedule agreement statistic figure standard "
    "procedure constitution requirement need criterion method logic tradition estimate "
    "forecast calculation regulation order size age type rank theory model practice sequence"
)
#: Words before a mention: a title, a term or a name follows, not speech.
NAMING = listed(
    "so-called called titled entitled named dubbed nicknamed word words term terms phrase "
    "phrases slogan motto concept film movie book novel song album article essay headline "
    "headlined column play show series documentary poem programme program campaign operation "
    "hashtag known label notion idea project initiative magazine newspaper company "
    "organization organisation institution centre center party movement single track episode "
    "podcast exhibition doctrine title role quote-unquote alias sign signs banner banners "
    "memoir biography autobiography anthem editorial называемый называемая называемое называемые"
)
EQUIVALENT = (
    listed("analyst expert scientist researcher observer scholar specialist politologist"),
    listed("spokesman spokeswoman spokesperson"),
    listed("leader president premier"),
    listed("lawyer attorney solicitor barrister"),
    listed("professor lecturer academic scholar"),
    listed("author writer columnist journalist"),
    listed("coach manager boss"),
    listed("politician lawmaker senator congressman legislator mp deputy"),
)
