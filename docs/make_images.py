"""Takes the screenshots of the sample report that the README and the docs show.

Run: python docs/make_images.py
"""

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

#: File, part of the page, width, colours.
PICTURES = (
    ("report", "", 1280, "light"),
    ("report-dark", "", 1280, "dark"),
    ("grid", "#grid", 1280, "light"),
    ("phone", "", 390, "light"),
)


def take(browser: Any, name: str, part: str, width: int, scheme: str) -> None:
    """Take one picture."""
    page = browser.new_page(viewport={"width": width, "height": 860}, color_scheme=scheme)
    page.goto((ROOT / "reports/central-asia.html").as_uri())
    if part:
        page.evaluate("document.querySelector('.bar').style.display = 'none'")
        page.locator(part).screenshot(path=ROOT / f"docs/images/{name}.png")
    else:
        page.screenshot(path=ROOT / f"docs/images/{name}.png")
    page.close()


def main() -> None:
    """Take all of them."""
    from playwright.sync_api import sync_playwright

    from stance.report import figure
    from stance.study.study import Study
    from tests.browser.conftest import ARGUMENTS, CHROMIUM

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        for picture in PICTURES:
            take(browser, *picture)
        browser.close()
    found = Study.open(ROOT / "annotations/central-asia").analyse()
    drawn = figure(found, "strip").svg
    (ROOT / "docs/images/strip.svg").write_text(drawn, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
