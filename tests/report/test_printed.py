"""What two pages print otherwise, quoted where it differs."""

import pytest

from stance.report.printed import printed_otherwise

LONG = "a" * 100


@pytest.mark.parametrize(
    ("was", "should", "quoted"),
    [
        ("a" * 80, "b", ("a" * 80, "b")),
        ("a" * 79 + "x", "a" * 79 + "y", ("a" * 79 + "x",) * 2),
        (f"{LONG}x{LONG}", f"{LONG}y{LONG}", ("…" + "a" * 40 + "x" + "a" * 39 + "…",) * 2),
        (f"{LONG}x", f"{LONG}y", ("…" + "a" * 40 + "x",) * 2),
        (f"x{LONG}", f"y{LONG}", ("x" + "a" * 79 + "…",) * 2),
        (f"x{'a' * 80}", "x", ("x" + "a" * 79 + "…", "x")),
    ],
)
def test_a_long_text_is_quoted_where_it_differs(
    was: str, should: str, quoted: tuple[str, str]
) -> None:
    _, (told,) = printed_otherwise(f"<p>{was}</p>", f"<p>{should}</p>")
    first, second = quoted[0], quoted[1].replace("x", "y") if "y" in should else quoted[1]
    assert told == f'printed at the top: "{first}", where the study gives "{second}"'


def test_what_one_page_lacks_is_nothing() -> None:
    numbers, words = printed_otherwise("<h2>Doubts</h2><p>more</p>", "<h2>Doubts</h2>")
    told = 'printed after the heading "Doubts": "more", where the study gives nothing'
    assert (numbers, words) == ([], [told])
