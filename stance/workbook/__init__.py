"""Workbooks: written, read, checked, put together. Alone knows the spreadsheet libraries."""

from stance.workbook.adjudicating import adjudicate
from stance.workbook.assigning import Plan, assign
from stance.workbook.checking import Check, check, write_marked
from stance.workbook.codes import CodeList, is_code_list, read_code_list
from stance.workbook.combining import combine
from stance.workbook.content import Content, Settings
from stance.workbook.corrections import (
    settle_corrections,
    votes_told,
    with_corrections,
)
from stance.workbook.csv_folder import read_csv_folder, write_study
from stance.workbook.folder import annotators_of, read_study
from stance.workbook.form import NOT_A_CLAIM, STUDY_FILE, UNSURE
from stance.workbook.history import record
from stance.workbook.issuing import assign_study, new_study, update_study
from stance.workbook.limits import Limits
from stance.workbook.merging import merge_files
from stance.workbook.name_sheet import read_name_sheet, write_name_sheet
from stance.workbook.reading import read
from stance.workbook.receiving import Received, receive
from stance.workbook.slugs import free_id
from stance.workbook.writing import write

__all__ = [
    "NOT_A_CLAIM",
    "STUDY_FILE",
    "UNSURE",
    "Check",
    "CodeList",
    "Content",
    "Limits",
    "Plan",
    "Received",
    "Settings",
    "adjudicate",
    "annotators_of",
    "assign",
    "assign_study",
    "check",
    "combine",
    "free_id",
    "is_code_list",
    "merge_files",
    "new_study",
    "read",
    "read_code_list",
    "read_csv_folder",
    "read_name_sheet",
    "read_study",
    "receive",
    "record",
    "settle_corrections",
    "update_study",
    "votes_told",
    "with_corrections",
    "write",
    "write_marked",
    "write_name_sheet",
    "write_study",
]
