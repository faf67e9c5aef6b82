"""Run by the Python that LibreOffice comes with: opens a workbook, edits cells, saves copies.

libreoffice_edit.py PIPE JOB: connects to the LibreOffice that listens on that pipe; JOB is JSON
with "file", "cells" (sheet, cell, text), "moves" (what is done to a range of Claims: "sort" by its
first column, "remove" or "insert" cells), "keys" (what is typed on Claims, key by key, as text or
as the name of a key) and "copies" (file, filter); prints what it saw, as JSON.
"""

import json
import os
import sys
import time
from pathlib import Path

import uno
from com.sun.star.awt import Key, KeyEvent
from com.sun.star.beans import NamedValue, PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.sheet.CellDeleteMode import UP
from com.sun.star.sheet.CellInsertMode import DOWN
from com.sun.star.table import TableSortField


def connected(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(600):
        try:
            url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
            return resolver.resolve(url)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def option(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def protection(form, password):
    """Return the option that protects a file by a password."""
    if form == "calc8":
        return option("Password", password)
    parts = (("CryptoType", "Standard"), ("OOXPassword", password))
    data = tuple(NamedValue(name, value) for name, value in parts)
    return option("EncryptionData", uno.Any("[]com.sun.star.beans.NamedValue", data))


def move(sheet, how, cells):
    """Do to a range what somebody does who has selected it."""
    if how == "sort":
        field = TableSortField()
        field.Field, field.IsAscending = 0, True
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        cells.sort((option("SortFields", fields), option("ContainsHeader", False)))
    elif how == "remove":
        sheet.removeRange(cells.RangeAddress, UP)
    else:
        sheet.insertCells(cells.RangeAddress, DOWN)


#: The keys that move the cursor.
MOVES = {"TAB": Key.TAB, "ENTER": Key.RETURN, "RIGHT": Key.RIGHT, "DOWN": Key.DOWN}


def press(toolkit, window, code, text=""):
    event = KeyEvent()
    event.Source, event.KeyCode = window, code
    if text:
        event.KeyChar = uno.Char(text)
    toolkit.keyPress(event)
    toolkit.keyRelease(event)
    toolkit.processEventsToIdle()


def type_keys(toolkit, book, keys):
    """Press one key after the other where the cursor is, and wait until it has moved."""
    frame = book.CurrentController.Frame
    frame.ContainerWindow.setVisible(True)
    frame.ContainerWindow.toFront()
    frame.activate()
    frame.ComponentWindow.setFocus()
    toolkit.processEventsToIdle()
    for key in keys:
        if key not in MOVES:
            press(toolkit, frame.ContainerWindow, 0, key)
            continue
        before = book.CurrentSelection.AbsoluteName
        press(toolkit, frame.ContainerWindow, MOVES[key])
        for _ in range(1000):
            if book.CurrentSelection.AbsoluteName != before:
                break
            time.sleep(0.01)
            toolkit.processEventsToIdle()
        else:
            raise SystemExit(f"{key} does not move the cursor from {before}")


def main():
    job = json.loads(sys.argv[2])
    context = connected(sys.argv[1])
    office, toolkit = (
        context.ServiceManager.createInstanceWithContext(f"com.sun.star.{name}", context)
        for name in ("frame.Desktop", "awt.Toolkit")
    )
    path = Path(job["file"]).as_uri()
    hidden = (option("Hidden", "keys" not in job),)
    book = office.loadComponentFromURL(path, "_blank", 0, hidden)
    claims, progress = map(book.Sheets.getByName, job.get("sheets", ("Claims", "Progress")))
    seen = {
        "hidden": [s.Name for s in book.Sheets if not s.IsVisible],
        "dropdown": claims.getCellRangeByName(job["asked"]).Validation.Type.value,
        "choices": claims.getCellRangeByName(job["asked"]).Validation.getFormula1(),
        "marks": claims.ConditionalFormats.getLength(),
        "formulas": [progress.getCellByPosition(1, row).Value for row in range(1, 4)],
    }
    for sheet, cell, text in job["cells"]:
        book.Sheets.getByName(sheet).getCellRangeByName(cell).setString(text)
    for how, place in job.get("moves", ()):
        move(claims, how, claims.getCellRangeByName(place))
    if "keys" in job:
        type_keys(toolkit, book, job["keys"])
    book.calculateAll()
    seen["after"] = [progress.getCellByPosition(1, row).Value for row in range(1, 30)]
    for target, form, *password in job["copies"]:
        options = (option("FilterName", form), *(protection(form, word) for word in password))
        book.storeToURL(Path(target).as_uri(), options)
    book.close(True)
    print(json.dumps(seen), flush=True)
    office.terminate()
    os._exit(0)  # the bridge sometimes crashes while Python is taken down after the office has gone


main()
