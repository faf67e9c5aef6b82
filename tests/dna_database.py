"""A small database as DNA 3 writes it, with made-up people; only what is read is filled in."""

import sqlite3
from contextlib import closing
from pathlib import Path

TABLES = """
CREATE TABLE SETTINGS(Property TEXT PRIMARY KEY, Value TEXT NOT NULL);
CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT NOT NULL);
CREATE TABLE DOCUMENTS(ID INTEGER PRIMARY KEY, Title TEXT, Text TEXT, Coder INTEGER, Author TEXT,
    Source TEXT, Section TEXT, Notes TEXT, Type TEXT, Date INTEGER);
CREATE TABLE VARIABLES(ID INTEGER PRIMARY KEY, Variable TEXT, DataType TEXT,
    StatementTypeId INTEGER);
CREATE TABLE STATEMENTS(ID INTEGER PRIMARY KEY, StatementTypeId INTEGER, DocumentId INTEGER,
    Start INTEGER, Stop INTEGER, Coder INTEGER);
CREATE TABLE ENTITIES(ID INTEGER PRIMARY KEY, VariableId INTEGER, Value TEXT);
CREATE TABLE DATASHORTTEXT(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Entity INTEGER);
CREATE TABLE DATABOOLEAN(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Value INTEGER);
CREATE TABLE DATAINTEGER(ID INTEGER PRIMARY KEY, StatementId INTEGER, VariableId INTEGER,
    Value INTEGER);
CREATE TABLE ATTRIBUTEVARIABLES(ID INTEGER PRIMARY KEY, VariableId INTEGER, AttributeVariable TEXT);
CREATE TABLE ATTRIBUTEVALUES(ID INTEGER PRIMARY KEY, EntityId INTEGER, AttributeVariableId INTEGER,
    AttributeValue TEXT);
INSERT INTO SETTINGS VALUES ('version', '3.1.2');
INSERT INTO CODERS VALUES (1, 'Coder One'), (2, 'Coder Two');
INSERT INTO VARIABLES VALUES (1, 'person', 'short text', 1), (2, 'organization', 'short text', 1),
    (3, 'concept', 'short text', 1), (4, 'agreement', 'boolean', 1), (5, 'weight', 'integer', 1),
    (6, 'note', 'long text', 2);
INSERT INTO ENTITIES VALUES (1, 1, 'Anna Example'), (2, 1, 'Bek Example'), (3, 2, 'Union'),
    (4, 2, 'union '), (5, 2, ''), (6, 3, 'A tax should be raised.'), (7, 3, ''), (8, 2, 'Guild');
INSERT INTO ATTRIBUTEVARIABLES VALUES (1, 2, 'Type'), (2, 2, 'Colour');
INSERT INTO ATTRIBUTEVALUES VALUES (1, 3, 1, 'NGO'), (2, 3, 2, 'red'), (3, 8, 1, '');
"""
#: The sign at 0 counts as two in Java, so "Raise it." stands at 12:21 there and at 11:20 here.
ARTICLE = "\U0001f4b0 She says Raise it. He says never."
#: statement, coder, organization, concept, agreement, weight, start, stop
STATEMENTS = (
    (1, 1, 3, 6, 1, 2, 12, 21),  # Union: for
    (2, 2, 4, 6, 0, -1, 12, 21),  # the same passage, another coder, the actor spelt otherwise
    (3, 1, 8, 6, 0, -1, 30, 36),  # Guild: against
    (4, 1, 8, 6, 1, 1, 30, 36),  # the same coder codes the same passage and topic once more
    (5, 1, 8, 7, 1, 1, 22, 36),  # about nothing
    (6, 1, 5, 6, 1, 1, 0, 3),  # by nobody
    (7, 2, 8, 6, 1, 0, 30, 999),  # beyond the text
)


def write(path: Path, script: str = "") -> Path:
    """Write the database, then let the script change it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
        connection.execute(
            "INSERT INTO DOCUMENTS VALUES (1, 'On taxes', ?, 1, 'C. Example', 'Daily', '', '', "
            "'news', 1106697600)",  # 26 January 2005
            (ARTICLE,),
        )
        for number, coder, organization, concept, agreement, weight, start, stop in STATEMENTS:
            connection.execute(
                "INSERT INTO STATEMENTS VALUES (?, 1, 1, ?, ?, ?)", (number, start, stop, coder)
            )
            for variable, entity in ((1, 1), (2, organization), (3, concept)):
                connection.execute(
                    "INSERT INTO DATASHORTTEXT VALUES (NULL, ?, ?, ?)", (number, variable, entity)
                )
            connection.execute(
                "INSERT INTO DATABOOLEAN VALUES (NULL, ?, 4, ?)", (number, agreement)
            )
            connection.execute("INSERT INTO DATAINTEGER VALUES (NULL, ?, 5, ?)", (number, weight))
        connection.executescript(script)
        connection.commit()
    return path
