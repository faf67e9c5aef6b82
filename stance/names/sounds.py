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
_FRENCH = "u:ou S:ch Z:j ge:gue gi:gui gy:guï in:ine"
_UNMARKED = "k:č,ć,ç se:če,će,çe si:či,ći,çi s:š,ś,ş,ș z:ž,ź,ż o:ö u:ü"
#: Read in every way for which the spelling gives evidence; the plain way always.
ORTHOGRAPHIES = (
    Orthography("plain", re.compile(""), {}, 0.0),
    Orthography("j as y", re.compile("j"), _spelled("y:j"), 0.1),
    Orthography("x as kh", re.compile("x"), _spelled("X:x"), 0.05),
    Orthography("Slavic Latin", re.compile("[čćšžśźżłńő]|sz|cz|[aeiou]j"), _spelled(_SLAVIC), 0.05),
    Orthography(
        "German",
        re.compile(r"sch|[oe]w\b|[aeiou]j|[äöü]|[oua]e(?![vw])"),
        _spelled(_GERMAN),
        0.05,
    ),
    Orthography("French", re.compile("ou|tch|dj|ï|gu[eiï]"), _spelled(_FRENCH), 0.05),
    Orthography("Turkish", re.compile("^[^ə]*[ışğ][^ə]*$"), _spelled("J:c JA:ce Ji:ci A:e"), 0.05),
    Orthography("Azerbaijani", re.compile("ə"), _spelled("J:c Je:ce Ji:ci X:x"), 0.05),
    Orthography("c as j", re.compile("c[aeiou]"), _spelled("J:c Je:ce Ji:ci"), 0.15),
    Orthography("marks left out", re.compile("[čćçšśşșžźżöü]"), _spelled(_UNMARKED), 0.05),
)


def orthographies(name: str) -> tuple[Orthography, ...]:
    """Return the ways in which a name in small letters may be read; the plain way is the first."""
    return tuple(way for way in ORTHOGRAPHIES if way.evidence.search(name))


@cache
def _graphemes(way: Orthography) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern that cuts a word into graphemes, the longest first, and their sounds."""
    table = _CYRILLIC | _LATIN | way.letters
    longest = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) + "|.", re.DOTALL), table


_V = "".join(sorted(VOWELS))
#: Where a glide is heard but not always written, and how endings are levelled; in this order.
_LEVELLING: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(rf"(?<=[^{_V}'y])(?:'y?|y)e"), "ie"),  # Vasil'ev, Vasilyev, Vasiliev
    (re.compile(r"'"), ""),
    (re.compile(rf"(?:^|(?<=[{_V}]))y(?=[eA])"), ""),  # Yerlan, Erlan; Tokayev, Tokaev
    (re.compile(r"(?<!^)[iI]?y?Q|[iI]y?a|y[aQ]"), "Q"),  # Pashinian, Pashinyan
    (re.compile(r"(?<!^)[iI]?y?Y|[iI]y?o|y[oY]"), "Y"),
    (re.compile(r"(?<!^)[iI]?y?W|[iI]y?u|y[uW]"), "W"),
    (re.compile(r"(?<=[CSZ%])o(?=va?$)"), "Y"),  # Gorbatschow, Gorbachev
    (re.compile(r"yi"), "i"),
    (re.compile(r"yO"), "Y"),  # Yo'ldosheva
    (re.compile(r"tC"), "C"),  # Притчин, Pritchin
    (re.compile(rf"(?<=[{_V}])[iI](?=[^{_V}]|$)"), "y"),  # Kairat, Kayrat
    (re.compile(rf"(?<=[^{_V}])[iIy]{{1,2}}$"), "i"),  # -sky, -ski, -skiy, -skyi
    (re.compile("(?<=[iI])y$"), "i"),
    (re.compile(rf"(?:^|(?<=[^{_V}y]))y(?=[^{_V}])"), "I"),  # Sadyr
    (re.compile(r"(.)\1+"), r"\1"),
)


@lru_cache(maxsize=100_000)
def sounds(word: str, way: Orthography = ORTHOGRAPHIES[0]) -> str:
    """Return the sounds of one word in small letters, read in one way.

    The cache only saves time: the same word read the same way has the same sounds.
    """
    pattern, table = _graphemes(way)
    heard = "".join(_sound(letter, table) for letter in pattern.findall(word))
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
        0.05: "aA eA uO OY UW",
        0.08: "uW YW",
        0.1: "eY oY OU",
        0.12: "ao ou iU QY",
        0.15: "eO iW",
        0.2: "ae aY ei eQ",
        0.25: "aQ eI oA uI",
        0.3: "aI",
        0.35: "oe",
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
        0.5: "fp zZ zJ sS SJ c$",
    }
)


def _change(a: str, b: str, looseness: float) -> float:
    if a in VOWELS and b in VOWELS:
        return min(0.6, _VOWEL_COSTS.get(a + b, 0.6) * looseness)
    return _CONSONANT_COSTS.get(a + b, 1.0)


def _absence(heard: str, at: int) -> float:
    """Return what it costs that a sound is heard here and not written on the other side."""
    sound, last = heard[at], at == len(heard) - 1
    if sound == "X":
        return 0.25 if at else 0.6
    if sound == "y":
        return 0.1 if at else 0.6
    if sound == "i" and heard[at + 1 : at + 2] == "e":
        return 0.15
    if sound in VOWELS:
        return 0.9 if last or not at else 0.6
    return 1.0


@lru_cache(maxsize=200_000)
def distance(a: str, b: str, loose: bool = True) -> float:
    """Return what it costs to hear one string of sounds as the other: 0 alike, 1 a consonant.

    A weighted edit distance. Vowels cost double unless ``loose``, and half as much again where
    the word begins, except for a and o (Aripov, Oripov). The cache only saves time.
    """
    looseness = 1.0 if loose else 2.0
    absent = [_absence(b, j) for j in range(len(b))]
    above = [0.0, *accumulate(absent)]
    for i, sound in enumerate(a):
        gone = _absence(a, i)
        row = [above[0] + gone]
        for j, other in enumerate(b):
            change = 0.0 if sound == other else _change(sound, other, looseness)
            if i == j == 0 and {sound, other} != {"a", "o"}:
                change *= 1.5
            row.append(min(above[j] + change, above[j + 1] + gone, row[j] + absent[j]))
        above = row
    return above[-1]


#: Consonants between which a change costs less than 1 are of one kind.
_KINDS = str.maketrans("bfvdgXzcZSCJ$%n", "ppptkkssssssssm")
_UNHEARD = str.maketrans("", "", "".join(VOWELS) + "y")


def shapes(heard: str) -> set[str]:
    """Return the kinds of the first two consonants, with h heard and with h silent.

    Words that sound alike share one, so that they can be found without comparing each with each.
    """
    consonants = heard.translate(_UNHEARD)
    ways = {consonants, consonants.replace("X", "")}
    return {way.translate(_KINDS)[:2] or heard[:1] for way in ways}
