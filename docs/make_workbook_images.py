"""Draws the pictures of docs/annotators.md: python docs/make_workbook_images.py.

LibreOffice prints a workbook of the sample study, and one made from a short made-up article;
pdftoppm turns the pages into pictures. The sheet Claims is shown as it stands on a small screen:
Debian's packages xvfb, xdotool, imagemagick and fonts-crosextra-carlito make and take the screen.
"""

import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pandas as pd
from openpyxl import load_workbook

from stance.core.codebook import Codebook, Topic
from stance.core.contracts import ANSWERS
from stance.extract.finding import Found, extract
from stance.study.extending import extend, open_study
from stance.study.issuing import update_study
from stance.study.spoken import spoken_in
from stance.workbook.writing import write

ROOT = Path(__file__).parents[1]
WORKBOOK = ROOT / "annotations" / "central-asia" / "coder-c.xlsx"
#: Picture: page, pixels an inch, and the part of it: left, top, width, height.
PARTS = {
    "guide": (1, 100, 60, 60, 720, 600),
    "topics": (12, 120, 70, 80, 1280, 360),
    "scale": (13, 100, 60, 60, 1060, 190),
    "experts": (14, 100, 60, 60, 1060, 330),
    "sources": (15, 120, 70, 70, 1290, 190),
    "progress": (16, 80, 50, 50, 420, 440),
}


#: The same for the made-up article.
CORRECTIONS = {"corrections": (2, 170, 100, 120, 1760, 210)}
#: Columns of no use in that picture.
HIDDEN = ("source", "said_on", "question", "key_phrase", "confidence", "topic_2", "stance_2")
HIDDEN += ("confidence_2", "note", "kind", "speaker", "locator")
ARTICLE = """The new road

“The road will bring trade to every valley. It will also bring debts,” Anna Example said.

“We must build it now,” said Ben Sample, a minister.

“Prices will fall.”

“And wages will rise.”

“Thank you for coming,” Ben Sample said.
"""


#: What keeps LibreOffice from greeting whoever opens it for the first time.
NO_GREETING = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Misc">
<prop oor:name="ShowTipOfTheDay" oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product">
<prop oor:name="ooSetupLastVersion" oor:op="fuse"><value>99.0</value></prop></item>
</oor:items>
"""


def corrected(folder: Path) -> Path:
    """Write an annotator's workbook in which claims are corrected."""
    article = folder / "road.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    found = [one for one in extract([article]) if isinstance(one, Found)]
    study = extend(open_study(folder / "study"), found).content
    answers = [
        {"claim_id": "c0001", "topic": "road", "stance": "for", "row": 2}
        | {"correct_words": "The road will bring trade to every valley.\nIt will also bring debts"},
        {"claim_id": "c0002", "topic": "road", "stance": "strongly for", "row": 3},
        {"claim_id": "c0003", "correct_speaker": "Anna Example", "row": 4},
        {"claim_id": "c0005", "not_a_claim": "yes", "row": 6},
    ]
    frame = pd.DataFrame(answers).fillna("").assign(slot=1, annotator="ana")
    content = replace(
        study,
        annotator="ana",
        codebook=Codebook((Topic("road", "The road", "The road should be built."),)),
        answers=ANSWERS.check(ANSWERS.complete(frame)),
    )
    path = write(folder / "ana.xlsx", content)
    book = load_workbook(path)
    for cell in book["Claims"][1]:
        if cell.value in HIDDEN:
            book["Claims"].column_dimensions[cell.column_letter].hidden = True
    book.save(path)
    return path


def translated(folder: Path) -> Path:
    """Issue the workbook of the sample study in Russian."""
    study = folder / "sample"
    shutil.copytree(WORKBOOK.parent, study)
    update_study(study, spoken_in(f"{WORKBOOK.stem}=ru"))
    return study / WORKBOOK.name


def draw(workbook: Path, parts: dict[str, tuple[int, ...]], folder: Path) -> None:
    """Print a workbook and cut the pictures out."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    subprocess.run(["soffice", profile, *convert], check=True, capture_output=True)
    pdf = str(folder / f"{workbook.stem}.pdf")
    for name, (page, dpi, *part) in parts.items():
        target = str(ROOT / "docs" / "images" / f"workbook-{name}")
        numbers = {"f": page, "l": page, "r": dpi, **dict(zip("xyWH", part, strict=True))}
        options = [word for flag, n in numbers.items() for word in (f"-{flag}", str(n))]
        command = ["pdftoppm", "-png", "-singlefile", *options, pdf, target]
        subprocess.run(command, check=True)


def screen(workbook: Path, name: str, folder: Path) -> None:
    """Open a workbook in a window of 1280 x 720 and take the picture of it."""
    shown = os.environ | {"DISPLAY": ":77"}
    here = folder / name
    (here / "user").mkdir(parents=True)
    (here / "user" / "registrymodifications.xcu").write_text(NO_GREETING)
    copy = here / workbook.name
    copy.write_bytes(workbook.read_bytes())
    profile = f"-env:UserInstallation={here.as_uri()}"
    with (
        subprocess.Popen(["Xvfb", ":77", "-screen", "0", "1280x720x24"]) as display,
        subprocess.Popen(
            ["soffice", profile, "--norestore", "--calc", str(copy)], env=shown
        ) as one,
    ):
        time.sleep(40)
        ask = ["xdotool", "search", "--onlyvisible", "--name", "LibreOffice"]
        for window in subprocess.check_output(ask, env=shown, text=True).split():
            place = ["windowmove", window, "0", "0", "windowsize", window, "1280", "720"]
            subprocess.run(["xdotool", *place], env=shown, check=True)
        time.sleep(5)
        target = str(ROOT / "docs" / "images" / f"workbook-{name}.png")
        subprocess.run(["import", "-window", "root", target], env=shown, check=True)
        one.terminate()
        display.terminate()


def main() -> None:
    """Draw all pictures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        screen(WORKBOOK, "claims", folder)
        screen(translated(folder), "russian", folder)
        draw(WORKBOOK, PARTS, folder)
        draw(corrected(folder), CORRECTIONS, folder)


if __name__ == "__main__":
    main()
