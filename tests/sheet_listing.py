"""A workbook as lines of text: what stands in it, how it looks, what it allows."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl


def _style(cell: Any) -> str:
    font, fill, alignment = cell.font, cell.fill, cell.alignment
    parts = [
        f"{font.name} {font.sz:g}",
        "bold" if font.b else "",
        str(font.color.rgb) if font.color and font.color.type == "rgb" else "",
        str(fill.fgColor.rgb) if fill.fill_type else "",
        "wrap" if alignment.wrap_text else "",
        f"{alignment.horizontal or ''}/{alignment.vertical or ''}",
        cell.number_format,
        f"border {cell.border.left.style} {cell.border.left.color.rgb}"
        if cell.border.left and cell.border.left.style
        else "",
    ]
    return " ".join(part for part in parts if part)


def _cells(sheet: Any, names: dict[str, int]) -> Iterator[str]:
    for row in sheet.iter_rows():
        for cell in row:
            style = names.setdefault(_style(cell), len(names) + 1)
            if cell.value is not None or cell.has_style:
                remark = f" remark: {cell.comment.text!r}" if cell.comment else ""
                yield f"{cell.coordinate} [{style}] {cell.value!r}{remark}"


def listing(path: Path) -> Iterator[str]:
    """Yield what stands in a workbook and how it looks, line by line."""
    book = openpyxl.load_workbook(path)
    names: dict[str, int] = {}
    yield f"active: {book.active.title}; title: {book.properties.title}"
    for sheet in book:
        yield f"\n== {sheet.title} ({sheet.sheet_state}), {sheet.dimensions}"
        yield f"frozen {sheet.freeze_panes}; filter {sheet.auto_filter.ref}"
        page = sheet.page_setup
        yield (
            f"grid lines {sheet.sheet_view.showGridLines}; {page.orientation}; fit to page "
            f"{sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage}"
            f" {page.fitToWidth} {page.fitToHeight}; titles {sheet.print_title_rows}; "
            f"printed {sheet.print_area or 'whole'} on paper {page.paperSize}"
        )
        for letters, column in sheet.column_dimensions.items():
            yield f"column {letters}-{column.max}: {column.width:g}{' hidden' * column.hidden}"
        heights = {n: row.height for n, row in sheet.row_dimensions.items() if row.height}
        yield f"heights {heights}"
        for rule in sorted(sheet.data_validations.dataValidation, key=lambda r: str(r.sqref)):
            yield (
                f"rule {rule.sqref}: {rule.type} {rule.formula1} {rule.errorStyle} "
                f"{rule.showErrorMessage} {rule.errorTitle} {rule.error} "
                f"{rule.promptTitle} {rule.prompt!r}"
            )
        for area, marks in sheet.conditional_formatting._cf_rules.items():
            for mark in marks:
                colour = mark.dxf.fill.bgColor.rgb if mark.dxf and mark.dxf.fill else ""
                yield f"mark {area.sqref}: {mark.formula} {colour}"
        yield from _cells(sheet, names)
    yield "\n== styles"
    yield from (f"[{number}] {style}" for style, number in names.items())
    book.close()
