"""Words before a person's name that are no part of it (titles, offices, callings), or are one."""

from collections.abc import Sequence

_TITLE_WORDS = """
    mr mrs ms miss mx sir dame lord lady hon honorable honourable excellency madame mme monsieur
    herr frau sayın bayan janob hurmatli господин госпожа г-н г-жа
    dr doctor doktor doç prof professor assoc asst academician доктор д-р профессор проф академик
    president vice-president ex-president president-elect pres premier prime minister deputy
    chancellor secretary undersecretary senator sen sens rep reps representative congressman
    congresswoman congressperson assemblyman assemblywoman councillor councilman councilwoman
    councilmember mp mep msp td taoiseach governor gov govs mayor ambassador amb envoy
    commissioner speaker chairman chairwoman chair director
    präsident président ministre cumhurbaşkanı
    президент премьер премьер-министр вице-премьер министр заместитель депутат сенатор губернатор
    аким мэр посол представитель спикер председатель секретарь директор гендиректор руководитель
    king queen prince princess pope cardinal archbishop bishop reverend rev father sister rabbi
    imam sheikh shaikh ayatollah mullah maulana
    general gen colonel col major maj lieutenant lt captain capt sergeant sgt corporal cpl
    brigadier admiral commander officer inspector constable sheriff superintendent trooper
    генерал полковник
    judge justice attorney lawyer судья адвокат
    analyst spokesman spokeswoman spokesperson adviser advisor эксперт аналитик политолог
"""
_CALLING_WORDS = """
    head leader chief first emperor emir sultan baron baroness duke duchess marshal private
    ceo cfo cto coo manager editor founder co-founder principal assistant coach whip majority
    minority detective economist author actor actress singer comedian striker midfielder goalkeeper
    defender host star
    глава основатель акционер экономист историк журналист писатель режиссер режиссёр режиссера
"""
_PARTICLE_WORDS = (
    "de van der den von zu zum zur al el la le bin ibn bint di da dos du del ben ter dem das"
)
_BESIDE_WORDS = "h e he former ex acting vice foreign phd expert bay bakan экс вице"
#: Left out before a name, wherever it stands.
TITLES = frozenset(_TITLE_WORDS.split())
#: Before a name in an article, but too often a name themselves, or a part of one.
CALLINGS = frozenset(_CALLING_WORDS.split())
#: Beside a title before a name, but words of their own in an article.
BESIDE_TITLES = frozenset(_BESIDE_WORDS.split())

#: Small words that belong to the family name behind them: "van der", "de la".
PARTICLES = frozenset(_PARTICLE_WORDS.split())


def untitled(words: Sequence[str]) -> list[str]:
    """Return the words of a name without the titles before it; at least one word stays."""
    kept = list(words)
    while len(kept) > 1 and is_title(kept[0]):
        kept = kept[1:]
    return kept


def is_title(word: str) -> bool:
    """Whether a word, with a full stop or without, is a title before a name."""
    bare = word.rstrip(".").casefold()
    return len(bare) > 1 and bare in TITLES | BESIDE_TITLES
