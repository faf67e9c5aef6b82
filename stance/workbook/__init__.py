"""Workbooks: written, read, checked, put together. Alone knows the spreadsheet libraries."""

from stance.workbook.checking import Check, check, write_marked
from stance.workbook.combining import combine
from stance.workbook.content import Content, Settings
from stance.workbook.csv_folder import read_csv_folder, write_study
from stance.workbook.folder import read_study
from stance.workbook.limits import Limits
from stance.workbook.name_sheet import read_name_sheet, write_name_sheet
from stance.workbook.reading import read
from stance.workbook.writing import write

__all__ = [
    "Check",
    "Content",
    "Limits",
    "Settings",
    "check",
    "combine",
    "read",
    "read_csv_folder",
    "read_name_sheet",
    "read_study",
    "write",
    "write_marked",
    "write_name_sheet",
    "write_study",
]
