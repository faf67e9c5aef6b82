"""Parts of a page in another language than the page's own, each marked with its language.

A study is written in its own language, its sources in theirs: topics, propositions, the words of
claims, titles. They stand in many places of a page, alone or within our sentences. So they are
looked for in the finished page, in its texts and nowhere else, and only if the languages differ.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import escape

from stance.articles.language import language, language_code
from stance.report.material import Material
from stance.report.templates import visible

#: Tags; and whole elements in which no part of a text can be marked.
_TAG = re.compile(r"(<(script|style|head|option)\b.*?</\2>|<[^>]*>)", re.S)
_OPENS = re.compile(r"<(\w+)")
_OPTION = re.compile(r"<option(?P<attributes>[^>]*)>(?P<text>.*)</option>", re.S)
#: What stands in quotation marks.
_QUOTED = re.compile(r"(?<=[“«„])([^“”«»„]+)(?=[”»“])")
#: Between the parts of a line, and between what a part is and its text.
_BETWEEN, _AFTER = " · ", ": "
#: Letters from which on a text that was cut short is taken for a known one.
_TOLD = 8
#: Different words from which on a guess at the language of a text is believed.
_ENOUGH = 8


def marked(html: str, of: Material) -> str:
    """Return the page with ``lang`` on what of the study and its sources is in another language.

    Args:
        html: the page, or a part of one.
        of: the material of which it was made.
    """
    labels, whole = _labels(of), _whole(of)
    if not labels and not whole:
        return html
    mark = _Marker(labels, whole)
    return "".join(_pieces(html, mark))


def _pieces(html: str, mark: "_Marker") -> Iterator[str]:
    """Return the page piece by piece: tags as they are, texts with what is marked in them."""
    inside: list[str] = []
    for number, piece in enumerate(_TAG.split(html)):
        if number % 3 == 2:  # the name within a tag
            continue
        if number % 3 == 1:
            yield mark.option(piece)
            if piece.startswith("</"):
                inside = inside[:-1] if inside and piece[2:-1] == inside[-1] else inside
            elif (name := _OPENS.match(piece)) and name[1] in ("svg", "title"):
                inside.append(name[1])
        elif not piece.strip() or inside[-1:] == ["title"]:
            yield piece
        else:
            yield mark(piece, "tspan" if inside else "span")


class _Marker:
    """Marks what is known in a text of the page: texts as a whole, labels wherever they stand."""

    def __init__(self, labels: Mapping[str, str], whole: Mapping[str, str]) -> None:
        self._labels = {_written(text).casefold(): code for text, code in labels.items()}
        self._whole = {_written(text): code for text, code in whole.items()}
        longest = sorted(map(re.escape, self._labels), key=len, reverse=True)
        self._known = re.compile(rf"(?<!\w)(?:{'|'.join(longest) or '(?!)'})(?!\w)", re.I)
        every = {text.casefold(): code for text, code in self._whole.items()} | self._labels
        self._sorted = sorted(every.items())

    def __call__(self, text: str, tag: str) -> str:
        if code := self._whole.get(text.strip()) or self._of_cut(text.strip()):
            return _set(text, code, tag)
        return _BETWEEN.join(self._part(part, tag) for part in text.split(_BETWEEN))

    def option(self, piece: str) -> str:
        """Mark an option, in which nothing can stand but text; any other tag stays as it is."""
        found = _OPTION.fullmatch(piece)
        text = found["text"] if found else ""
        code = self._whole.get(text) or self._labels.get(text.casefold()) or self._of_cut(text)
        return piece.replace("<option", f'<option lang="{code}"', 1) if code else piece

    def _of_cut(self, text: str) -> str:
        """Return the language of what was cut short for want of room; "" if it is not known."""
        begin = text.removesuffix("…").casefold()
        if begin == text.casefold() or len(begin) < _TOLD:
            return ""
        place = bisect_left(self._sorted, (begin, ""))
        found = self._sorted[place] if place < len(self._sorted) else ("", "")
        return found[1] if found[0].startswith(begin) else ""

    def _part(self, part: str, tag: str) -> str:
        bare = part.strip()
        for found in (bare, bare[1:-1], bare.partition(_AFTER)[2]):
            if code := self._whole.get(found):
                return part.replace(found, _set(found, code, tag), 1)
        pieces = re.split(_QUOTED, part)
        return "".join(
            _set(piece, code, tag) if (code := self._whole.get(piece)) else self._within(piece, tag)
            for piece in pieces
        )

    def _within(self, text: str, tag: str) -> str:
        return self._known.sub(
            lambda found: _set(found[0], self._labels[found[0].casefold()], tag), text
        )


def _set(text: str, code: str, tag: str) -> str:
    return f'<{tag} lang="{code}">{text}</{tag}>'


def _written(text: str) -> str:
    """Return a text as the page has it."""
    return (
        escape(str(visible(text)), quote=True).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    )


def _labels(of: Material) -> dict[str, str]:
    """Return topics, propositions, stances and titles with their languages, if not the page's."""
    topics, code = of.topics.values(), _of_topics(of)
    texts = [text for topic in topics for text in (topic.label, topic.proposition)]
    stances = [own for own, said in of.stance_names.items() if own == said]
    found = dict.fromkeys((*texts, *stances, of.title), code)
    found |= {
        source.title: language_code(source.language) or code for source in of.sources.values()
    }
    return _foreign(of, found)


def _of_topics(of: Material) -> str:
    return _guess(" ".join(f"{topic.label}. {topic.proposition}" for topic in of.topics.values()))


def _guess(text: str) -> str:
    """Return the language of a text; "" where it is too short to tell."""
    enough = len(set(re.findall(r"[^\W\d_]+", text.casefold()))) >= _ENOUGH
    return language(text) if enough else ""


def _foreign(of: Material, found: Mapping[str, str]) -> dict[str, str]:
    return {text: code for text, code in found.items() if text and code not in ("", of.say.code)}


def _whole(of: Material) -> dict[str, str]:
    """Return claims and what stands beside them, and titles, with their language likewise."""
    claims = of.claims.values()
    own = _guess(" ".join(row.claim for row in claims)) or _of_topics(of)
    found: dict[str, str] = {}
    for row in claims:
        found |= dict.fromkeys((row.claim, row.question), own)
        source = of.sources.get(row.source_id)
        said = (language_code(source.language) if source else "") or own
        passage = of.passages.get(row.claim_id, "").removesuffix(",")
        found |= dict.fromkeys((row.key_phrase, passage), said)
    for expert in of.experts.values():
        about = (of.about(expert.expert_id), expert.country, expert.affiliation, expert.kind)
        found |= dict.fromkeys(about, own)
    for votes in of.votes.values():
        found |= dict.fromkeys((vote.note for vote in votes), own)
    return _foreign(of, found)
