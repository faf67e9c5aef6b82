"""Draws the pictures of docs/annotators.md: python docs/make_workbook_images.py.

LibreOffice prints a workbook of the sample study, pdftoppm turns the pages into pictures.
"""

import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORKBOOK = ROOT / "annotations" / "central-asia" / "coder-c.xlsx"
#: Picture: page, pixels an inch, and the part of it: left, top, width, height.
PARTS = {
    "guide": (1, 100, 60, 60, 720, 600),
    "claims": (2, 170, 100, 120, 1760, 440),
    "topics": (4, 120, 70, 80, 1280, 360),
    "progress": (8, 80, 50, 50, 420, 440),
}


def main() -> None:
    """Print the workbook and cut the pictures out."""
    with tempfile.TemporaryDirectory() as folder:
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        convert = ["--headless", "--convert-to", "pdf", "--outdir", folder, str(WORKBOOK)]
        subprocess.run(["soffice", profile, *convert], check=True, capture_output=True)
        pdf = str(Path(folder) / f"{WORKBOOK.stem}.pdf")
        for name, (page, dpi, *part) in PARTS.items():
            target = str(ROOT / "docs" / "images" / f"workbook-{name}")
            numbers = {"f": page, "l": page, "r": dpi, **dict(zip("xyWH", part, strict=True))}
            options = [word for flag, n in numbers.items() for word in (f"-{flag}", str(n))]
            command = ["pdftoppm", "-png", "-singlefile", *options, pdf, target]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
