"""The report as slides: figures, claims face to face, what moved, and claims as tables."""

import io
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, Any, Unpack

from stance.report import office
from stance.report.album import Album
from stance.report.chapters import Chapter, chapters
from stance.report.claims import ClaimView
from stance.report.figures import Figure
from stance.report.office import text
from stance.report.pictures import picture
from stance.report.templates import Wishes
from stance.report.topics import TopicView

if TYPE_CHECKING:
    from stance.study.study import Findings

#: Slides of a table at most, and rows on each.
SLIDES, ON_SLIDE = 3, 6
#: A slide, its margin, where figures begin, and where all ends, in centimetres.
_WIDE, _HIGH, _MARGIN, _TOP, _END = 33.867, 19.05, 1.5, 3.2, 18.4
#: Widths of the columns of a table of claims, in centimetres.
_COLUMNS = (2.4, 5.0, 14.4, 9.0)


def slides(findings: "Findings", **wishes: Unpack[Wishes]) -> bytes:
    """Return the report as .pptx.

    Raises:
        UsageError: the extra ``office`` is not installed; or as ``render``.
    """
    try:
        import pptx
    except ImportError:
        raise office.missing("pptx") from None
    album = Album(findings, **wishes)
    view, deck = album.page, _Deck(pptx.Presentation(), album)
    first = view.opening.figure
    if first is None:
        deck.slide(view.answer.headline)
    else:
        deck.topic(view.answer.headline, first)
        deck.note(office.how_sure(album), 1.4)
    for figure in office.whole(album):
        deck.draw(deck.slide(figure.title), figure, _END - _TOP)
    for topic in view.topics.contested[: office.DRAWN]:
        deck.topic(topic.label, topic)
        heads, rows = office.claims(album, topic)
        deck.table(topic.label, heads, rows, _COLUMNS, "claims.hidden")
    for chapter in chapters(album):
        deck.chapter(chapter)
    return office.saved_still(deck.made)


class _Deck:
    """Slides in the making."""

    def __init__(self, made: Any, album: Album) -> None:
        from pptx.util import Cm, Pt

        self.made, self.album, self._cm, self._pt = made, album, Cm, Pt
        made.slide_width, made.slide_height = Cm(_WIDE), Cm(_HIGH)
        office.signed(made.core_properties, album)

    def slide(self, title: str) -> Any:
        """Return a new slide under a title."""
        made = self.made.slides.add_slide(self.made.slide_layouts[5])
        head, cm = made.shapes.title, self._cm
        head.left, head.top = cm(_MARGIN), cm(0.8)
        head.width, head.height = cm(_WIDE - 2 * _MARGIN), cm(2.2)
        head.text_frame.text = text(title)
        head.text_frame.word_wrap = True
        head.text_frame.paragraphs[0].font.size = self._pt(26)
        return made

    def draw(self, slide: Any, figure: Figure, most: float) -> float:
        """Draw a figure as large as fits into so many centimetres; return how far it reaches."""
        cm = self._cm
        shown = slide.shapes.add_picture(io.BytesIO(picture(figure, "png")), cm(_MARGIN), cm(_TOP))
        shown._element.nvPicPr.cNvPr.set("descr", text(figure.title))
        share = min(cm(_WIDE - 2 * _MARGIN) / shown.width, cm(most) / shown.height)
        shown.width, shown.height = int(shown.width * share), int(shown.height * share)
        shown.left = int((cm(_WIDE) - shown.width) / 2)
        return _TOP + float(shown.height / cm(1))

    def topic(self, title: str, topic: TopicView) -> None:
        """Add a slide with the figure of a topic over its claims face to face."""
        slide, top = self.slide(title), _TOP
        for figure in office.strip(self.album, topic):
            top = self.draw(slide, figure, 9) + 0.3
        self.facing(slide, top, office.facing(topic))

    def facing(self, slide: Any, top: float, claims: Sequence[ClaimView]) -> None:
        """Set claims side by side, from so many centimetres down."""
        for left, claim in zip((_MARGIN, _WIDE / 2 + 0.3), claims, strict=False):
            said = (office.words(self.album, claim), office.from_whom(claim))
            self.words(slide, (left, top, 15, _END - top), said, (16, 11))

    def words(
        self, slide: Any, place: Sequence[float], lines: Sequence[str], sizes: Sequence[int]
    ) -> None:
        """Set paragraphs, each of its size, at a place in centimetres: left, top, width, height."""
        box = slide.shapes.add_textbox(*map(self._cm, place)).text_frame
        box.word_wrap = True
        for number, (line, size) in enumerate(zip(lines, sizes, strict=True)):
            paragraph = box.add_paragraph() if number else box.paragraphs[0]
            paragraph.text = text(line)
            paragraph.font.size = self._pt(size)

    def chapter(self, chapter: Chapter) -> None:
        """Add slides: what a section says, its figures, claims face to face, its tables."""
        about = [f"{table.title}: {table.about}" for table in chapter.tables if table.about]
        told = (*chapter.words, *about, *chapter.notes)
        if told:
            place = (_MARGIN, _TOP, _WIDE - 2 * _MARGIN, _END - _TOP)
            self.words(self.slide(chapter.title), place, told, [14] * len(told))
        for figure in chapter.figures:
            self.draw(self.slide(figure.title), figure, _END - _TOP)
        for duel in chapter.duels[: office.DRAWN]:
            self.facing(self.slide(duel.title), _TOP + 0.5, duel.claims)
        for table in chapter.tables:
            columns = office.shared([table.heads, *table.rows], sum(_COLUMNS), 1.2)
            title = f"{chapter.title}: {table.title}"
            self.table(title, table.heads, table.rows, columns, "table.hidden")

    def note(self, words: str, high: float = 0.8) -> None:
        """Add words at the foot of the last slide, in so many centimetres."""
        slide = self.made.slides[len(self.made.slides) - 1]
        self.words(slide, (_MARGIN, _END - high, _WIDE - 2 * _MARGIN, high), [words], [11])

    def table(
        self,
        title: str,
        heads: Sequence[str],
        rows: Sequence[Sequence[str]],
        columns: Sequence[float],
        hidden: str,
    ) -> None:
        """Add slides with the first rows of a table, and how many more there are.

        Args:
            title: of the slides.
            heads: of the table.
            rows: of the table.
            columns: their widths in centimetres.
            hidden: key of what says how many rows are left out.
        """
        most = SLIDES * ON_SLIDE
        for begin in range(0, min(len(rows), most), ON_SLIDE):
            self._table(title, [heads, *rows[begin : begin + ON_SLIDE]], columns)
        if len(rows) > most:
            self.note(self.album.say(hidden, len(rows) - most))

    def _table(self, title: str, rows: Sequence[Sequence[str]], columns: Sequence[float]) -> None:
        cm, wide = self._cm, sum(columns)
        shapes = self.slide(title).shapes
        table = shapes.add_table(1, len(columns), cm(_MARGIN), cm(_TOP), cm(wide), cm(1)).table
        for place, width in enumerate(columns):
            table.columns[place].width = cm(width)
        for _ in rows[1:]:
            table._tbl.append(deepcopy(table._tbl.tr_lst[0]))
        for number, row in enumerate(rows):
            for place, words in enumerate(row):
                cell = table.cell(number, place)
                cell.text = text(words)
                for paragraph in cell.text_frame.paragraphs:
                    paragraph.font.size = self._pt(11)
