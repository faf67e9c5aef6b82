"""The page as it ships: templates in the wheel, and the committed sample up to date."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from stance.report import render
from stance.study.study import Study
from tests.sample import ROOT, SAMPLE


def test_an_installed_wheel_renders_outside_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path)]
    subprocess.run([*build, str(ROOT)], check=True, capture_output=True)
    wheel = next(tmp_path.glob("*.whl"))
    installed = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:  # a pure wheel is installed by unpacking it
        archive.extractall(installed)
    assert (installed / "stance/templates/report.html.j2").is_file()
    code = "import stance; print(stance.__file__); from stance.cli import main; main()"
    page = tmp_path / "page.html"
    ran = subprocess.run(
        [sys.executable, "-c", code, "report", str(SAMPLE), "-o", str(page)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    assert str(installed) in ran.stdout  # it was the wheel that ran, not the checkout
    assert page.read_text(encoding="utf-8") == render(Study.open(SAMPLE).analyse())


def test_the_committed_sample_is_what_the_code_renders() -> None:
    committed = (ROOT / "reports/central-asia.html").read_bytes()
    fresh = render(Study.open(SAMPLE).analyse()).encode()
    same = committed == fresh  # not to be printed
    assert same, "reports/central-asia.html is stale; renew it with: make report"
