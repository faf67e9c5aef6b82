"""A written name as the sounds that it may stand for, whatever the script and orthography.

One character is one sound. Lower-case Latin letters sound as in Italian; besides them stand:
X kh, C ch, S sh, Z zh, J dzh, c ts, y a glide, A between a and e (ə, ä), I (ы, ı), O (ö, oʻ, ў),
U (ü), Q ya, Y yo, W yu, $ "s or z" (German s), % "sh or zh" (German sch). A letter of no known
alphabet stands for itself.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from math import inf

VOWELS = frozenset("aeiouAIOUQYW")


def _spelled(table: str) -> dict[str, str]:
    """Return the sounds of each spelling, from words such as "k:c,q,ck": k is written so."""
    pairs = [word.split(":") for word in table.split()]
    return {spelling: heard for heard, spellings in pairs for spelling in spellings.split(",")}


_CYRILLIC = _spelled(
    """
    a:а b:б v:в g:г,ґ,ғ d:д,ђ Z:ж z:з y:й,ј k:к,қ l:л,љ m:м n:н,ң,њ p:п r:р s:с t:т f:ф X:х,ҳ,һ
    c:ц C:ч,ћ S:ш SC:щ J:дж,ҷ,џ e:е,э,є i:и,і,ӣ yi:ї I:ы o:о O:ө,ў u:у,ӯ,ұ U:ү A:ә Y:ё W:ю Q:я
    ':ь,ъ
    """
)
_GEORGIAN = _spelled(
    """
    a:ა b:ბ g:გ,ღ d:დ e:ე v:ვ z:ზ t:თ,ტ i:ი k:კ,ქ l:ლ m:მ n:ნ o:ო p:პ,ფ Z:ჟ r:რ s:ს u:უ k:ყ S:შ
    C:ჩ,ჭ c:ც,წ dz:ძ X:ხ,ჰ J:ჯ
    """
)
_ARMENIAN = _spelled(
    """
    a:ա b:բ g:գ,ղ d:դ e:ե,է z:զ I:ը t:թ,տ Z:ժ i:ի l:լ X:խ,հ c:ծ,ց k:կ,ք dz:ձ C:ճ,չ m:մ y:յ n:ն S:շ
    o:ո,օ p:պ,փ J:ջ r:ռ,ր s:ս v:վ,ւ u:ու f:ֆ ev:և,եւ
    """
)
_LATIN = _spelled(
    """
    a:a b:b d:d,đ,ð f:f,ph g:g,gh,g' k:k,c,q,ck l:l,ł m:m n:n,ñ,ň,ń,ŋ p:p r:r s:s t:t,th,þ v:v,w
    z:z X:h,kh C:ch,tch,cz,č,ć,ç S:sh,sz,š,ś,ş,ș Z:zh,ž,ź,ż J:j,dzh,dj,dž,dż c:ts,tz,ţ,ț SC:shch,šč
    tZ:tzh tS:tsh
    ks:x se:ce si:ci sy:cy e:e i:i I:ı o:o,å u:u O:o',ö,ø,œ U:ü A:ä,ə,ǝ,æ y:y,ý,ÿ,ï ':'
    """
)


@dataclass(frozen=True, eq=False)
class Orthography:
    """A way to write these sounds.

    Attributes:
        name: what it is called.
        evidence: a pattern that must occur in the whole name before it is read this way.
        letters: what is read otherwise than in the plain way.
        cost: what a match that rests on this reading costs.
    """

    name: str
    evidence: re.Pattern[str]
    letters: dict[str, str]
    cost: float


_SLAVIC = "y:j c:c X:ch ck:ck Y:ë ce:ce ci:ci cI:cy"
_GERMAN = "%C:schtsch %:sch C:tsch J:dsch X:ch y:j $:s c:z s:ss,ß O:oe,ö U:ue,ü A:ae,ä"
_ROMANIAN = (
    "Ce:ce Ci:ci Ca:cea Co:cio,ceo Je:ge Ji:gi Ja:gea ke:che ki:chi ge:ghe gi:ghi I:â,î a:ă "
    "c:ț,ţ S:ș,ş Z:j"
)
_FRENCH = "u:ou S:ch Z:j ge:gue gi:gui gy:guï in:ine"
_UNMARKED = "k:č,ć,ç se:če,će,çe si:či,ći,çi s:š,ś,ş,ș z:ž,ź,ż a:ä o:ö u:ü i:ı"
_ITALIAN = (
    "Ce:ce Ci:ci Ca:cia Co:cio Cu:ciu Je:ge Ji:gi Ja:gia Jo:gio Ju:giu Se:sce Si:sci "
    "k:ch g:gh c:z,zz ly:gli ny:gn"
)
#: Pinyin as the system of Palladius writes it: zh чж, x с, q ц, ng н, ong ун.
_CHINESE = (
    "CZ:zh s:x c:q,c cz:z,j Z:r n:ng X:h u:wu un:ong Wn:iong o:uo W:yu,you cW:qu sW:xu czW:ju"
)
#: Read in every way for which the spelling gives evidence; the plain way always.
ORTHOGRAPHIES = (
    Orthography("plain", re.compile(""), {}, 0.0),
    Orthography("j as y", re.compile("j"), _spelled("y:j"), 0.15),
    Orthography("q as g", re.compile("q"), _spelled("g:q"), 0.1),
    Orthography("English", re.compile("oo|ee|sch"), _spelled("u:oo i:ee SC:sch"), 0.05),
    Orthography("ё without its dots", re.compile("ие"), _spelled("iY:ие"), 0.05),
    Orthography("x as kh", re.compile("x"), _spelled("X:x"), 0.05),
    Orthography(
        "Slavic Latin", re.compile(r"[čćšžśźżłńő]|sz|cz|j\b|[aeiou]j[eo]v"), _spelled(_SLAVIC), 0.05
    ),
    Orthography(
        "German",
        re.compile(r"sch|[oe]w(?=a?\b|sk)|j\b|\bje|\bsw|dse\b|[äöü]|[oua]e(?![vw])|[aou]ch[mnrt]"),
        _spelled(_GERMAN),
        0.05,
    ),
    Orthography("French", re.compile("ou|ch|dj|ï|gu[eiï]"), _spelled(_FRENCH), 0.05),
    Orthography(
        "Turkish", re.compile("^[^ə]*[ışğçöü][^ə]*$"), _spelled("J:c JA:ce Ji:ci A:e"), 0.05
    ),
    Orthography("Azerbaijani", re.compile("ə"), _spelled("J:c Je:ce Ji:ci X:x g:q"), 0.05),
    Orthography("Romanian", re.compile("[ăâîșț]|escu"), _spelled(_ROMANIAN), 0.05),
    Orthography("c as j", re.compile("c[aeiou]"), _spelled("J:c Je:ce Ji:ci"), 0.1),
    Orthography("ch as kh", re.compile("ch"), _spelled("X:ch"), 0.2),
    Orthography("marks left out", re.compile("[čćçšśşșžźżäöüı]"), _spelled(_UNMARKED), 0.05),
)
_SYLLABLE = (
    "(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?"
    "(?:uang|iang|iong|uai|iao|uan|ian|ang|eng|ing|ong|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui"
    "|un|uo|[aeiouü])"
)
#: In which Latin is read only beside Cyrillic, for there a name is written as it is heard.
ABROAD = (
    Orthography("Italian", re.compile("[cgs][ei]|[cg]h|z|gl|gn"), _spelled(_ITALIAN), 0.05),
    Orthography("Chinese", re.compile(f"^(?:{_SYLLABLE}'?){{1,3}}$"), _spelled(_CHINESE), 0.2),
)


def orthographies(name: str) -> tuple[Orthography, ...]:
    """Return the ways in which a name in small letters may be read; the plain way is the first."""
    return tuple(way for way in ORTHOGRAPHIES if way.evidence.search(name))


@lru_cache(maxsize=50_000)
def abroad(word: str) -> tuple[tuple[str, float], ...]:
    """Return what a word in Latin letters may sound like to who writes it in Cyrillic.

    Each reading with its cost, as in ``Word.readings``; none if nothing is read otherwise. The
    cache only saves time.
    """
    return tuple((sounds(word, way), way.cost) for way in ABROAD if way.evidence.search(word))


@cache
def _graphemes(way: Orthography) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern that cuts a word into graphemes, the longest first, and their sounds."""
    table = _CYRILLIC | _GEORGIAN | _ARMENIAN | _LATIN | way.letters
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) + "|.", re.DOTALL), table


_V = "".join(sorted(VOWELS))
#: Where a glide is heard but not always written, and how endings are levelled; in this order.
_LEVELLING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?:(?<=...)[uoU]|(?<=..at)[iI])l(?:l[ao]X?|[ao]X)$"), "ula"),  # Ismatillo, -ulloh
    (re.compile("(?<=..)[aeiouAIU]ddin(?=$|[oe]va?$)"), "udin"),  # Jaloliddin, Jalaleddin
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(rf"(?<=[^{_V}'y])(?:'y?|y)e"), "ie"),  # Vasil'ev, Vasilyev, Vasiliev
    (re.compile(r"'"), ""),
    (re.compile(rf"(?:^|(?<=[{_V}]))y(?=[eA])"), ""),  # Yerlan, Erlan; Tokayev, Tokaev
    (re.compile(r"(?<!^)[iI]?y?Q|[iI]y?a|y[aQ]"), "Q"),  # Pashinian, Pashinyan
    (re.compile(r"(?<!^)[iI]?y?Y|[iI]y?o|y[oY]"), "Y"),
    (re.compile(r"(?<!^)[iI]?y?W|[iI]y?u|y[uW]"), "W"),
    (re.compile(r"(?<=[CSZ%])o(?=va?$)"), "Y"),  # Gorbatschow, Gorbachev
    (re.compile(r"yi"), "i"),  # Zoyirov, Zoirov
    (re.compile(r"yO"), "Y"),  # Yo'ldosheva
    (re.compile(r"t([cC])"), r"\1"),  # Путц, Putz; Притчин, Pritchin
    (re.compile(r"t[ZJ]"), "J"),  # Akhmetzhan, Akhmedzhan
    (re.compile(rf"(?<=[{_V}])[iI](?=[^{_V}]|$)"), "y"),  # Kairat, Kayrat
    (re.compile(rf"(?<=[^{_V}y])[iIy]{{1,2}}$"), "i"),  # -sky, -ski, -skiy, -skyi
    (re.compile("m[uoU]X?am[aeA][dt]"), "muXamad"),  # Mukhamedov, Mohammad
    (re.compile("(?<=...)[gk][uo]li$"), "guli"),  # Gurbanguly, Kurbankuli
    (re.compile("^abdulr"), "abdur"),
    (re.compile(rf"(?:^|(?<=[^{_V}y]))y(?=[^{_V}])"), "I"),  # Sadyr
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=100_000)
def sounds(word: str, way: Orthography = ORTHOGRAPHIES[0]) -> str:
    """Return the sounds of one word in small letters, read in one way.

    The cache only saves time: the same word read the same way has the same sounds.
    """
    pattern, table = _graphemes(way)
    return level("".join(_sound(letter, table) for letter in pattern.findall(word)))


def level(heard: str) -> str:
    """Return sounds without the differences that are a matter of spelling only."""
    for written, spoken in _LEVELLING:
        heard = written.sub(spoken, heard)
    return heard


def _sound(letter: str, table: dict[str, str]) -> str:
    if letter in table:
        return table[letter]
    base = unicodedata.normalize("NFKD", letter)[:1]
    return table.get(base, "" if unicodedata.combining(base) else letter)


def _costs(table: dict[float, str]) -> dict[str, float]:
    """Return the cost of each pair of sounds, in either order."""
    pairs = [(pair, cost) for cost, listed in table.items() for pair in listed.split()]
    return {key: cost for pair, cost in pairs for key in (pair, pair[::-1])}


#: What it costs to hear one vowel where the other is written; 0.6 for all others.
_VOWEL_COSTS = _costs(
    {
        0.03: "iI oO uU",
        0.05: "aA eA uO OY UW YW",
        0.08: "uW",
        0.1: "eY OU",
        0.12: "ao iU QY",
        0.15: "ei ou eO iW",
        0.2: "eQ uI",
        0.22: "ae",
        0.25: "aQ eI oA",
        0.3: "aI oY",
        0.35: "oe aY",
    }
)
#: Likewise for consonants and glides; 1 for all others.
_CONSONANT_COSTS = _costs(
    {
        0.03: "s$ z$ S% Z%",
        0.05: "ZJ",
        0.08: "J%",
        0.1: "yi yI",
        0.2: "vu",
        0.35: "Xg",
        0.4: "Xk td tc pb fv sz kg cs CS SZ CJ cC",
    }
)


_PAIRS = [a + b for a in sorted(VOWELS) for b in sorted(VOWELS) if a != b]
_LOOSE = _CONSONANT_COSTS | {pair: _VOWEL_COSTS.get(pair, 0.6) for pair in _PAIRS}
_STRICT = _LOOSE | {pair: min(0.6, 3 * _LOOSE[pair]) for pair in _PAIRS}
#: What it costs where both words end: t is d to whom vowels are loose, and a is not o to others.
_LOOSE_END = _costs({0.1: "td sz pb kg"})
_STRICT_END = dict.fromkeys(_PAIRS, 0.6)
#: What it costs at least where both begin: Omarov is not Umarov, Elimov is not Alimov.
_START = _costs({0.3: "ou ae ei"})
_HOPELESS = 1.1  # two words this far apart are not alike, however long


def _absence(heard: str, at: int) -> float:
    """Return what it costs that a sound is heard here and not written on the other side."""
    sound, last = heard[at], at == len(heard) - 1
    if sound == "X":
        return 0.25 if at else 0.6
    if sound == "y":
        return 0.35 if last else 0.1 if at else 0.6
    if sound == "I" and at and not last:
        return 0.2
    if sound == "i" and heard[at + 1 : at + 2] == "e":
        return 0.15
    if sound in VOWELS:
        return 0.9 if last or not at else 0.6
    return 1.0


@lru_cache(maxsize=200_000)
def distance(a: str, b: str, loose: bool = True) -> float:
    """Return what it costs to hear one string of sounds as the other: 0 alike, 1 a consonant.

    A weighted edit distance, infinite from ``_HOPELESS`` on. Vowels cost threefold unless
    ``loose``. The cache only saves time.
    """
    costs, ending = (_LOOSE, _LOOSE_END) if loose else (_STRICT, _STRICT_END)
    absent = [_absence(b, j) for j in range(len(b))]
    row = before = [0.0, *accumulate(absent)]
    for i, sound in enumerate(a):
        gone = _absence(a, i)
        before, row = row, [row[0] + gone]
        for j, other in enumerate(b):
            change = 0.0 if sound == other else costs.get(sound + other, 1.0)
            if i == j == 0:
                change = max(change, _START.get(sound + other, 0.0))
            row.append(min(before[j] + change, before[j + 1] + gone, row[j] + absent[j]))
        if min(row) > _HOPELESS:
            return inf
    if a[-1:] + b[-1:] in ending:
        change = ending[a[-1] + b[-1]]
        return min(before[-2] + change, before[-1] + gone, row[-2] + absent[-1])
    return row[-1]


#: Consonants between which a change costs less than 1 are of one kind.
_KINDS = str.maketrans("bfvdgXzcZSCJ$%n", "ppptkkssssssssm")
_UNHEARD = str.maketrans("", "", "".join(VOWELS) + "y")


def skeleton(heard: str) -> str:
    """Return the consonants of a string of sounds, glides left out."""
    return heard.translate(_UNHEARD)


def shapes(heard: str) -> set[str]:
    """Return the kinds of the first two consonants, with h heard or silent, ts as s or as t.

    Words that sound alike share one, so that they can be found without comparing each with each.
    """
    consonants = skeleton(heard)
    ways = {way.replace("c", t) for way in (consonants, consonants.replace("X", "")) for t in "ct"}
    return {way.translate(_KINDS)[:2] or heard[:1] for way in ways}
