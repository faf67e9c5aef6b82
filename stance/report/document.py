"""The report as a document of Word: its sentences, figures and claims."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from stance.report import office
from stance.report.album import Album
from stance.report.chapters import Chapter, chapters
from stance.report.claims import ClaimView
from stance.report.figures import Figure
from stance.report.office import text
from stance.report.pictures import picture
from stance.report.sentences import plain
from stance.report.templates import Wishes

if TYPE_CHECKING:
    from stance.study.study import Findings

#: Claims that the table lists.
LISTED = 1000
#: Widths of its columns: id, expert, words, judgement; the least of one of another table; in cm.
_WIDE = (1.6, 3.2, 7.2, 5.0)
_LEAST = 1.0
#: Height that a figure may have, in cm.
_HIGH = 23.0


def document(findings: "Findings", **wishes: Unpack[Wishes]) -> bytes:
    """Return the report as .docx: answer, figures, claims face to face, what moved, all claims.

    Raises:
        UsageError: the extra ``office`` is not installed; or as ``render``.
    """
    try:
        import docx
        from docx.shared import Cm, Pt
    except ImportError:
        raise office.missing("docx") from None
    album, paper = Album(findings, **wishes), docx.Document()
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    paper.styles["Normal"].font.size = Pt(10)
    office.signed(paper.core_properties, album)
    _answer(paper, album, Cm(17))
    _topics(paper, album, Cm(17))
    for chapter in chapters(album):
        _chapter(paper, album, chapter, Cm(17))
    _claims(paper, album, [Cm(wide) for wide in _WIDE])
    paper.add_paragraph(text(f"{album.page.cite}."))
    return office.saved_still(paper)


def _draw(paper: Any, figure: Figure, width: int) -> None:
    """Draw a figure as wide as the lines, or as high as a page has room for."""
    from docx.shared import Cm

    paper.add_picture(io.BytesIO(picture(figure, "png")), width=width)
    drawn = paper.inline_shapes[-1]
    drawn._inline.docPr.set("descr", text(figure.title))
    share = min(1, Cm(_HIGH) / drawn.height)
    drawn.width, drawn.height = int(drawn.width * share), int(drawn.height * share)


def _answer(paper: Any, album: Album, width: int) -> None:
    view = album.page
    paper.add_paragraph(text(view.answer.kicker))
    paper.add_heading(text(view.answer.headline), 0)
    for figure in office.opening(album):
        _draw(paper, figure, width)
    paper.add_paragraph(text(office.how_sure(album)))
    for paragraph in view.answer.paragraphs:
        paper.add_paragraph(text(" ".join(plain(sentence) for sentence in paragraph)))
    for figure in office.whole(album):
        _draw(paper, figure, width)


def _topics(paper: Any, album: Album, width: int) -> None:
    for topic in album.page.topics.contested[: office.DRAWN]:
        paper.add_heading(text(topic.label), 1)
        for figure in office.strip(album, topic):
            _draw(paper, figure, width)
        _facing(paper, album, office.facing(topic))


def _facing(paper: Any, album: Album, claims: Sequence[ClaimView]) -> None:
    for claim in claims:
        paper.add_paragraph(text(office.words(album, claim)), style="Quote")
        paper.add_paragraph(text(office.from_whom(claim)))


def _chapter(paper: Any, album: Album, chapter: Chapter, width: int) -> None:
    from docx.shared import Cm

    paper.add_heading(text(chapter.title), 1)
    for words in chapter.words:
        paper.add_paragraph(text(words))
    for figure in chapter.figures:
        _draw(paper, figure, width)
    for duel in chapter.duels:
        paper.add_heading(text(duel.title), 2)
        _facing(paper, album, duel.claims)
    for table in chapter.tables:
        paper.add_heading(text(table.title), 2)
        if table.about:
            paper.add_paragraph(text(table.about))
        rows = [table.heads, *table.rows]
        widths = [Cm(wide) for wide in office.shared(rows, sum(_WIDE), _LEAST)]
        _fill(paper.add_table(1, len(table.heads), style="Light List"), widths, rows)
        if table.hidden:
            paper.add_paragraph(text(table.hidden))
    for note in chapter.notes:
        paper.add_paragraph(text(note))


def _claims(paper: Any, album: Album, widths: Sequence[int]) -> None:
    paper.add_heading(text(album.say("sheet.claims")), 1)
    heads, rows = office.claims(album)
    _fill(paper.add_table(1, len(heads), style="Light List"), widths, [heads, *rows[:LISTED]])
    if len(rows) > LISTED:
        paper.add_paragraph(album.say("claims.hidden", len(rows) - LISTED))


def _fill(table: Any, widths: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
    """Fill a table whose heads stand on every page and whose rows are not cut by the page's end."""
    from docx.oxml import OxmlElement

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for number, row in enumerate(rows):
        cells = table.add_row().cells if number else table.rows[0].cells
        for cell, words, width in zip(cells, row, widths, strict=True):
            cell.text, cell.width = text(words), width
    for number, made in enumerate(table._tbl.tr_lst):
        for mark in ("w:cantSplit", *([] if number else ["w:tblHeader"])):
            made.get_or_add_trPr().append(OxmlElement(mark))
