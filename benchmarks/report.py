"""The page of a large study, beside other programs' pages of the same rows, in one run.

10,000 claims by 200 experts on 40 topics, each coded by two annotators: how long until the page is
rendered from analysed results, how large it is, how long Chromium takes to load it, to filter it
and to sort it; then a page of 50,000 claims; then where the time of the sample study goes. The
peers render the same 10,000 rows: ydata-profiling a profile, pytest-html a report with a test for
each row, great-tables a table. They stand in an environment of their own.

Run: python benchmarks/report.py
"""

import subprocess
import sys
import tempfile
import textwrap
import time
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

PEERS = {
    "ydata-profiling": (
        "ydata-profiling",
        """
        from ydata_profiling import ProfileReport
        start = time.perf_counter()
        ProfileReport(frame, minimal=True, progress_bar=False).to_file(target)
        """,
    ),
    "great-tables": (
        "great-tables",
        """
        from great_tables import GT
        start = time.perf_counter()
        pathlib.Path(target).write_text(GT(frame).as_raw_html())
        """,
    ),
    "pytest-html": (
        "pytest-html",
        """
        import subprocess
        test = pathlib.Path(target).with_suffix(".py")
        test.write_text("import pandas, pytest\\n"
            f"rows = pandas.read_csv({rows!r}).to_dict('records')\\n"
            "@pytest.mark.parametrize('row', rows, ids=[r['claim_id'] for r in rows])\\n"
            "def test_row(row): print(row)\\n")
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pytest", "-q", f"--html={target}",
            "--self-contained-html", str(test)], check=True, stdout=subprocess.DEVNULL)
        """,
    ),
}


def load_time(browser: Any, page: Path) -> float:
    """Return seconds until a page is loaded and painted in Chromium; the median of three."""
    times = []
    for _ in range(3):
        tab = browser.new_page()
        start = time.perf_counter()
        tab.goto(page.as_uri(), timeout=120_000)
        tab.evaluate(
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        times.append(time.perf_counter() - start)
        tab.close()
    return sorted(times)[1]


def steps(browser: Any, page: Path) -> dict[str, float]:
    """Return seconds of filtering and of sorting, from the change until it is painted."""
    tab = browser.new_page()
    tab.goto(page.as_uri(), timeout=120_000)
    measured = {}
    for name, selector, value in (
        ("filter by year", "#filter [data-by=date]", "2020"),
        ("filter by country", "#filter [data-by=country]", "Land 3"),
        ("sort experts by name", "#filter [data-sort=e]", "name"),
        ("sort topics by name", "#filter [data-sort=t]", "name"),
    ):
        script = """([selector, value]) => new Promise(done => {
            const select = document.querySelector(selector), start = performance.now();
            select.value = value;
            select.dispatchEvent(new Event("change", { bubbles: true }));
            requestAnimationFrame(() => setTimeout(() => done((performance.now() - start) / 1000)));
        })"""
        measured[name] = tab.evaluate(script, [selector, value])
    tab.close()
    return measured


def peer(folder: Path, name: str, rows: Path) -> tuple[float, Path] | str:
    """Return a peer's seconds to render the rows and its page, or why there is none."""
    package, body = PEERS[name]
    home = folder / f"venv-{name}"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    packages = ["pandas", "setuptools<81", package]
    installed = subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=False)
    if installed.returncode:
        return "could not be installed"
    target = folder / f"{name}.html"
    code = (
        "import pathlib, sys, time\nimport pandas\n"
        f"rows, target = {str(rows)!r}, {str(target)!r}\nframe = pandas.read_csv(rows)\n"
        f"{textwrap.dedent(body)}\nprint(time.perf_counter() - start)\n"
    )
    ran = subprocess.run([python, "-c", code], capture_output=True, text=True, timeout=900)
    if ran.returncode or not target.exists():
        return ran.stderr.strip().splitlines()[-1][:90] if ran.stderr else "failed"
    return float(ran.stdout.split()[-1]), target


def ours(claims: int, folder: Path) -> tuple[float, Path, Any]:
    """Return our seconds to render a crowd that is already analysed, the page, the findings."""
    from stance.report import render
    from tests.report_findings import crowd

    findings = crowd(experts=200, topics=40, claims=claims)
    for part in ("clashes", "camps", "changes", "silence", "reliability", "headlines"):
        getattr(findings, part)
    render(crowd(experts=5, topics=2, claims=20))  # imports and templates, which a peer has ready
    start = time.perf_counter()
    html = render(findings)
    seconds = time.perf_counter() - start
    page = folder / f"stance-{claims}.html"
    page.write_text(html, encoding="utf-8", newline="\n")
    return seconds, page, findings


def row(name: str, seconds: float, page: Path, load: float, base: float) -> str:
    """Return a row of the table."""
    size = page.stat().st_size / 1e6
    return f"| {name} | {seconds:.2f} | {seconds / base:.1f} | {size:.2f} | {load:.2f} |"


def where_it_goes() -> None:
    """Print the stages from workbooks to page for the sample study, in a fresh process."""
    code = """
        import time; start = time.perf_counter(); stages = []
        def done(name):
            global start
            stages.append((name, time.perf_counter() - start)); start = time.perf_counter()
        from stance.study.study import Study; from stance.report import render
        import scipy.cluster.hierarchy, scipy.stats; done("imports")
        study = Study.open("annotations/central-asia"); done("reading")
        found = study.analyse(); done("analysis")
        for part in ("clashes", "camps", "changes", "silence", "reliability", "headlines"):
            getattr(found, part)
        done("camps, reliability and the rest")
        render(found); done("rendering")
        for name, seconds in stages: print(f"| {name} | {seconds:.2f} |")
        print(f"| together | {sum(s for _, s in stages):.2f} |")
    """
    print("\n| sample study, workbooks to page | s |\n| --- | ---: |", flush=True)
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, check=True)


def main(peers: list[str]) -> None:
    """Print the tables."""
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CHROMIUM

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        base, page, findings = ours(10_000, folder)
        rows = folder / "rows.csv"
        findings.study.claims.merge(findings.judgements, on="claim_id").to_csv(rows, index=False)
        print("| 10,000 claims | render, s | of ours | MB | load, s |")
        print("| --- | ---: | ---: | ---: | ---: |")
        print(row("stance report", base, page, load_time(browser, page), base), flush=True)
        for other in peers:
            found = peer(folder, other, rows)
            if isinstance(found, str):
                print(f"| {other} | {found} | | | |", flush=True)
                continue
            print(row(other, *found, load_time(browser, found[1]), base), flush=True)
        large, large_page, _ = ours(50_000, folder)
        load = load_time(browser, large_page)
        print(row("stance report, 50,000 claims", large, large_page, load, base))
        print("\n| in the page of 10,000 claims | s |\n| --- | ---: |")
        for step, seconds in steps(browser, page).items():
            print(f"| {step} | {seconds:.3f} |")
        browser.close()
    where_it_goes()


if __name__ == "__main__":
    main(sys.argv[1:] or list(PEERS))
