"""Which language a text is in, by its letters and its commonest small words."""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import Any

from stance.core.text import fold

#: So much of a text is looked at.
_MOST = 20_000
#: At least one word in so many is a small one of the language.
_ONE_IN = 12
#: A letter that few languages have, as a share of all letters, speaks as loud as small words.
_LETTERS = 1 / 150
_SCRIPT = 1 / 4


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("stance.articles").joinpath("languages.toml").read_text("utf-8"))


@cache
def _names() -> dict[str, str]:
    return {fold(of["name"]): code for code, of in _table().items()}


@cache
def _small() -> dict[str, frozenset[str]]:
    return {code: frozenset(of.get("small", "").split()) for code, of in _table().items()}


@cache
def _scripts() -> dict[str, re.Pattern[str]]:
    return {
        code: re.compile(f"[{of['script']}]") for code, of in _table().items() if "script" in of
    }


def language(text: str) -> str:
    """Return the language whose commonest words the text uses most; empty where none stands out.

    Of two such languages, the one whose own letters the text has is meant. One small word alone
    tells nothing, unless such letters stand beside it.
    """
    text = text[:_MOST].lower()  # and not case-folded: ß is a letter of German
    letters = Counter({c: n for c, n in Counter(text).items() if c.isalpha() or c in "¿¡"})
    total = sum(letters.values())
    for code, script in _scripts().items():
        if sum(n for c, n in letters.items() if script.match(c)) > total * _SCRIPT:
            return _of_script(code, letters)
    words = Counter(re.findall(r"[^\W\d_]+", text))
    scores = {code: sum(words.get(w, 0) for w in small) for code, small in _small().items()}
    own = {code: _own(code, letters) / max(total, 1) for code in scores}
    best = max(scores, key=lambda code: scores[code] * (1 + (own[code] > _LETTERS)))
    signs = scores[best] + (own[best] > _LETTERS)
    enough = signs > 1 and scores[best] * _ONE_IN > words.total()
    return best if enough else ""


def language_by_letters(text: str) -> str:
    """Return the language whose own letters a text has most of; empty where it has none.

    This holds for names and titles too, in which no small words stand.
    """
    letters = Counter(text.lower())
    own = {code: _own(code, letters) for code in _table()}
    best = max(own, key=lambda code: own[code])
    return best if own[best] > 1 else ""


def _of_script(code: str, letters: Counter[str]) -> str:
    """Return the language of a script, Persian for Arabic letters that Arabic lacks."""
    return "fa" if code == "ar" and _own("fa", letters) else code


def _own(code: str, letters: Counter[str]) -> int:
    return sum(letters.get(c, 0) for c in _table()[code].get("letters", ""))


def language_code(given: str) -> str:
    """Return the code of a language that is given by code or name: "de-AT", "German"; else ""."""
    low = fold(given)
    code = re.split(r"[-_]", low)[0]
    return code if code in _table() else _names().get(low, "")


def language_name(code: str) -> str:
    """Return a language's English name; the code itself where it is not known."""
    return str(_table().get(code, {}).get("name", code))
