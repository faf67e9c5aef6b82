"""Figures that leave the page: each stands alone, and has its words and numbers with it."""

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from stance import __version__
from stance.core.errors import UsageError
from stance.core.imprint import Imprint
from stance.report import KINDS, figure, render
from stance.report.album import Album
from stance.report.citing import cite
from stance.report.document import _draw, document
from stance.report.figures import Figure
from stance.report.material import Material
from stance.report.office import how_sure, shared
from stance.report.pictures import picture
from stance.report.slides import slides
from stance.report.templates import language
from stance.study.against import against_until
from stance.study.study import Findings, Study
from stance.workbook.reading import read
from stance.workbook.writing import write
from tests.dated_study import drifting
from tests.page_elements import Page
from tests.pins import needs_pinned
from tests.report.against_study import two_years
from tests.report_findings import PAYLOADS, crowd, hostile, six
from tests.six_claims import CODEBOOK
from tests.written import hold

SVG = "{http://www.w3.org/2000/svg}"
ENGLISH = language("en")
CITED = Imprint("A. Example; B. Example", "2026-03", "CC BY 4.0", "2.1")


@pytest.fixture(scope="module")
def found() -> Findings:
    made = crowd(5, 3, claims=60)  # few enough for a map
    return replace(made, study=replace(made.study, imprint=CITED))


@pytest.fixture(scope="module")
def dated() -> Findings:
    """Claims of many days, for curves over time."""
    made = drifting().analyse()
    return replace(made, study=replace(made.study, imprint=CITED))


@pytest.fixture(scope="module")
def album(found: Findings, dated: Findings) -> dict[str, Figure]:
    """A figure of each kind."""
    of = {"expert": "e1"}
    moved = ("curves", "ties", "lives")
    return {k: figure(dated if k in moved else found, k, of.get(k, "")) for k in KINDS}


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in etree.fromstring(svg.encode()).iter(f"{SVG}text")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_stands_alone(album: dict[str, Figure], kind: str) -> None:
    drawn = album[kind]
    tree = etree.fromstring(drawn.svg.encode())
    assert tree.tag == f"{SVG}svg"
    assert [tree.get("width"), tree.get("height")] == tree.get("viewBox", "").split()[2:]
    assert "Liberation Sans" in tree.get("font-family", "")
    assert not re.search(r"href|style=|var\(|display|data-", drawn.svg)
    said = texts(drawn.svg)
    assert " ".join(said).startswith(drawn.title)
    assert any(re.search(r"\d+ claims", line) for line in said)
    assert any(line.startswith("Source: A. Example; B. Example (March 2026)") for line in said)
    assert len(drawn.table)


def test_figures_and_their_tables_are_as_is_committed(album: dict[str, Figure]) -> None:
    lines: list[str] = []
    for drawn in album.values():
        lines += [f"== {drawn.name}", *drawn.svg.replace(__version__, "VERSION").splitlines()]
        lines += [re.sub(r"\d+\.\d{4,}", lambda n: f"{float(n[0]):.4g}", row)
                  for row in drawn.table.to_csv(index=False).splitlines()]  # fmt: skip
    hold("figures that stand alone.txt", lines)


def test_nothing_of_a_figure_lies_outside_it(album: dict[str, Figure]) -> None:
    for drawn in album.values():
        lies_within(drawn.svg)


def lies_within(svg: str) -> None:
    tree = etree.fromstring(svg.encode())
    left, top, wide, high = map(float, tree.get("viewBox", "").split())
    for rect in tree.iter(f"{SVG}rect"):
        if rect.getparent().get("class") == "foot" or rect.getparent().get("transform"):
            continue  # moved
        x, y = float(rect.get("x")), float(rect.get("y"))
        assert left <= x <= x + float(rect.get("width")) <= left + wide
        assert top <= y <= y + float(rect.get("height")) <= top + high


@pytest.mark.parametrize(
    ("kind", "of", "said"),
    [
        ("pie", "", 'no figure "pie"; there are strip, topics'),
        ("strip", "nothing", 'no topic "nothing"; there are t0, t1, t2'),
        ("expert", "Expert Exampel-3", 'did you mean "Expert Example-3"'),
        ("expert", "", "which expert"),
        ("grid", "t0", "of the whole study"),
        ("curves", "", "too few claims are dated to the day"),
    ],
)
def test_what_cannot_be_drawn_is_told(found: Findings, kind: str, of: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        figure(found, kind, of)


def test_why_there_is_no_map_is_told() -> None:
    with pytest.raises(UsageError, match="nothing to draw"):
        figure(six(), "map")


def test_a_topic_and_an_expert_are_found_by_name_in_any_case(found: Findings) -> None:
    assert figure(found, "strip", "TOPIC 2").name == "strip-topic-t2"
    assert figure(found, "expert", "expert example-3").name == "expert-e3"


def test_many_experts_are_counted_in_bars() -> None:  # of 22, one has no position
    drawn = figure(crowd(22, 1, claims=60), "strip")
    assert "Proposition: Proposition 0 holds." in texts(drawn.svg)
    assert "21 experts with a position; 60 claims on the topic." in texts(drawn.svg)
    lies_within(drawn.svg)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_texts_stay_texts(payload: str) -> None:
    drawn = figure(hostile(payload), "strip")
    tags = {etree.QName(e).localname for e in etree.fromstring(drawn.svg.encode()).iter()}
    assert tags <= {"svg", "g", "line", "rect", "text", "title"}


@pytest.mark.parametrize(
    ("imprint", "said"),
    [
        (Imprint(), "Six claims"),
        (Imprint(authors="A. Example"), "A. Example. Six claims"),
        (Imprint(date="2026"), "Six claims, 2026"),
        (CITED, "A. Example; B. Example (March 2026). Six claims. Version 2.1. CC BY 4.0"),
    ],
)
def test_a_study_is_cited_by_what_it_says_of_itself(imprint: Imprint, said: str) -> None:
    made = six()
    made = replace(made, study=replace(made.study, imprint=imprint))
    assert cite(Material(made, ENGLISH, {}), "Six claims") == said
    assert f"{said}." in Page(render(made)).text


def test_the_sheet_settings_says_how_to_cite(tmp_path: Path) -> None:
    from stance.workbook.content import Content, Settings

    settings = Settings(title="T", imprint=CITED)
    file = write(tmp_path / "study.xlsx", Content(name="", settings=settings, codebook=CODEBOOK))
    assert read(file).settings.imprint == CITED


def test_a_link_to_the_page_shows_its_answer_and_its_figure(found: Findings) -> None:
    tags = [attrs for tag, attrs in Page(render(found)).tags if tag == "meta"]
    said = {a.get("property") or a.get("name"): a.get("content") for a in tags}
    assert said["description"] == said["og:description"]
    assert "60 claims" in said["og:description"]
    assert said["og:image"].startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize(("kind", "start"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_a_figure_becomes_a_picture(found: Findings, kind: str, start: bytes) -> None:
    pytest.importorskip("typst")
    drawn = picture(figure(found, "strip"), kind)
    assert drawn.startswith(start)
    assert drawn == picture(figure(found, "strip"), kind)


@pytest.fixture(scope="module")
def paper(found: Findings) -> bytes:
    pytest.importorskip("docx")
    pytest.importorskip("typst")
    return document(found)


@pytest.fixture(scope="module")
def deck(found: Findings) -> bytes:
    pytest.importorskip("pptx")
    pytest.importorskip("typst")
    return slides(found)


def test_a_document_holds_the_figures_and_all_claims(found: Findings, paper: bytes) -> None:
    docx = pytest.importorskip("docx")
    assert paper == document(found)
    written = docx.Document(io.BytesIO(paper))
    assert len(written.inline_shapes) == 1 + 4 + len(found.contested)
    listed = [row.cells[0].text for row in written.tables[-1].rows]
    assert sorted(listed[1:]) == sorted(found.study.claims["claim_id"])
    assert written.core_properties.author == CITED.authors


def test_the_heads_of_a_document_s_claims_stand_on_every_page_and_no_row_is_cut(
    paper: bytes,
) -> None:
    docx = pytest.importorskip("docx")
    rows = docx.Document(io.BytesIO(paper)).tables[-1]._tbl.tr_lst
    assert [len(row.xpath("./w:trPr/w:tblHeader")) for row in rows] == [1] + [0] * 60
    assert all(row.xpath("./w:trPr/w:cantSplit") for row in rows)


def test_a_document_is_laid_out_as_is_committed(paper: bytes) -> None:
    needs_pinned("typst")
    docx = pytest.importorskip("docx")
    written = docx.Document(io.BytesIO(paper))
    lines = [f"{p.style.name}: {p.text}" for p in written.paragraphs]
    lines += [f"picture {one.width} {one.height}" for one in written.inline_shapes]
    for table in written.tables:
        lines += [f"table {table.style.name} {[column.width for column in table.columns]}"]
        lines += [" | ".join(cell.text for cell in row.cells) for row in table.rows]
    hold("a report as a document.txt", [line.replace(__version__, "VERSION") for line in lines])


def test_a_figure_taller_than_a_page_is_drawn_smaller_in_a_document() -> None:
    docx = pytest.importorskip("docx")
    pytest.importorskip("typst")
    paper = docx.Document()
    _draw(paper, figure(crowd(30, 1, claims=60), "grid"), 17 * 360_000)  # a centimetre is 360,000
    shown = paper.inline_shapes[0]
    assert shown.height == pytest.approx(23 * 360_000, abs=1)
    assert shown.width < 13 * 360_000


def test_slides_hold_the_figures_and_nothing_lies_outside_them(
    found: Findings, deck: bytes
) -> None:
    pptx = pytest.importorskip("pptx")
    shown = pptx.Presentation(io.BytesIO(deck))
    shapes = [shape for slide in shown.slides for shape in slide.shapes]
    assert sum(shape.shape_type == 13 for shape in shapes) == 1 + 4 + len(found.contested)
    for shape in shapes:
        assert shape.left >= 0
        assert shape.left + shape.width <= shown.slide_width
        assert shape.has_table or shape.top + shape.height <= shown.slide_height


def test_slides_are_laid_out_as_is_committed(deck: bytes) -> None:
    needs_pinned("typst")
    pptx = pytest.importorskip("pptx")
    shown = pptx.Presentation(io.BytesIO(deck))
    lines = [f"{shown.slide_width} {shown.slide_height}"]
    for number, slide in enumerate(shown.slides, start=1):
        for shape in slide.shapes:
            place = f"{shape.left} {shape.top} {shape.width} {shape.height}"
            lines.append(f"{number} {shape.name}: {place}")
            if shape.has_text_frame:
                for p in shape.text_frame.paragraphs:
                    lines.append(f"  {p.font.size}: {p.text}")
            if shape.has_table:
                table = shape.table
                lines.append(f"  {[column.width for column in table.columns]}")
                lines += ["  " + " | ".join(c.text for c in row.cells) for row in table.rows]
    hold("a report as slides.txt", lines)


def test_how_sure_the_headline_is_stands_in_a_document_and_on_the_first_slide(
    found: Findings, paper: bytes, deck: bytes
) -> None:
    docx, pptx = pytest.importorskip("docx"), pytest.importorskip("pptx")
    said = how_sure(Album(found))
    assert said.startswith("How sure? Without the codes of one annotator (a or b) who stands on ")
    assert said in [p.text for p in docx.Document(io.BytesIO(paper)).paragraphs]
    first = pptx.Presentation(io.BytesIO(deck)).slides[0]
    assert said in [shape.text_frame.text for shape in first.shapes if shape.has_text_frame]


def test_what_moved_stands_in_a_document_and_on_slides_as_on_the_page() -> None:
    docx, pptx = pytest.importorskip("docx"), pytest.importorskip("pptx")
    pytest.importorskip("typst")
    study = two_years()
    found, beside = study.analyse(), against_until(study, "2021")
    view = Album(found, against=beside).page
    assert view.against
    wanted = [view.against.title, *(move.words for move in view.against.moves)]
    wanted += [f"{change.title}: {change.words}" for change in view.time.changes]
    tables = [list(table.heads) for table in view.against.tables]
    tables += [["Expert", "When", "Judgement"]]

    written = docx.Document(io.BytesIO(document(found, against=beside)))
    paragraphs = [p.text for p in written.paragraphs]
    assert {*wanted, view.against.first, *view.against.notes} <= set(paragraphs)
    heads = [[cell.text for cell in table.rows[0].cells] for table in written.tables]
    assert heads[:-1] == tables  # and all claims
    lives = [[cell.text for cell in row.cells] for row in written.tables[-2].rows]
    assert ["Anna [Example]", "March 2022", "Trade: strongly for"] in lives
    assert len(lives) == 1 + 6  # experts, each in the months in which they spoke

    shown = pptx.Presentation(io.BytesIO(slides(found, against=beside)))
    frames = [shape for slide in shown.slides for shape in slide.shapes]
    told = {p.text for s in frames if s.has_text_frame for p in s.text_frame.paragraphs}
    assert {*wanted, view.against.first, *view.against.notes} <= told
    drawn = [[c.text for c in s.table.rows[0].cells] for s in frames if s.has_table]
    assert drawn[-len(tables) :] == tables


def test_curves_over_time_stand_alone_where_the_page_has_them(dated: Findings) -> None:
    drawn = Album(dated).curves()
    assert [figure.name for figure in drawn] == ["curves-congruence", "curves-polarisation"]
    for figure_ in drawn:
        root = etree.fromstring(figure_.svg.encode())
        assert not root.xpath("//*[local-name()='path'][not(@fill) or @fill='']")
        assert len(figure_.table) > 2
    assert Album(six()).curves() == ()


def test_curves_are_chosen_by_a_measure_that_they_draw(dated: Findings) -> None:
    names = {m: figure(dated, "curves", m).name for m in ("", "conflict", "Polarisation")}
    assert list(names.values()) == [*["curves-congruence"] * 2, "curves-polarisation"]
    table = figure(dated, "curves").table
    assert {"middle", "congruence", "conflict_low", "polarisation_high"} <= set(table)
    with pytest.raises(UsageError, match=r'no measure "polarization"; did you mean "polarisation"'):
        figure(dated, "curves", "polarization")


def test_ties_are_those_of_one_stretch_and_lives_of_all_claims(dated: Findings) -> None:
    first, last = figure(dated, "ties"), figure(dated, "ties", "3")
    assert (first.name, last.name) == ("ties-1", "ties-3")
    assert first.table["last"].max() < last.table["first"].min()
    assert first.svg.count('class="tie ') == len(first.table) == 15
    lives = figure(dated, "lives")
    assert lives.svg.count("<title>") == len(lives.table) == 80
    with pytest.raises(UsageError, match='no stretch "4"; there are 1, 2, 3'):
        figure(dated, "ties", "4")
    with pytest.raises(UsageError, match='"lives" is of the whole study, not of "e1"'):
        figure(dated, "lives", "e1")


@pytest.mark.parametrize(
    ("rows", "room", "widths"),
    [
        ([["a", "b"]], 10, [5, 5]),
        ([["a", "bbb"], ["a", "b"]], 10, [1 + 8 / 4, 1 + 8 * 3 / 4]),
        ([["a" * 60, "b" * 60]], 10, [5, 5]),
        ([["a" * 60, "b" * 61]], 10, [5, 5]),  # longer cells wrap
        ([["a", "b"]], 1, [0.5, 0.5]),  # there is not the least for both
    ],
)
def test_columns_share_the_room_by_their_longest_words(rows, room, widths) -> None:
    assert shared(rows, room, 1.0) == pytest.approx(widths)


def test_hostile_texts_stay_texts_in_a_document_and_on_slides() -> None:
    pytest.importorskip("docx")
    pytest.importorskip("pptx")
    pytest.importorskip("typst")
    for payload in PAYLOADS[-2:]:  # signs that XML cannot hold
        made: Study = hostile(payload).study
        assert document(made.analyse())
        assert slides(made.analyse())
