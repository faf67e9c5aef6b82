"""Workbooks: written, read, checked, put together. Alone knows the spreadsheet libraries."""

from stance.workbook.codes import CodeList, is_code_list, read_code_list
from stance.workbook.combining import combine
from stance.workbook.content import Content, Settings
from stance.workbook.csv_folder import read_csv_folder, write_study
from stance.workbook.name_sheet import read_name_sheet, write_name_sheet
from stance.workbook.reading import read, read_study
from stance.workbook.writing import write

__all__ = [
    "CodeList",
    "Content",
    "Settings",
    "combine",
    "is_code_list",
    "read",
    "read_code_list",
    "read_csv_folder",
    "read_name_sheet",
    "read_study",
    "write",
    "write_name_sheet",
    "write_study",
]
