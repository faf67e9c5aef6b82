"""What a rendered page is made of, as tests look at it."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """Elements, ids, internal links and text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    @property
    def ids(self) -> list[str]:
        return [attrs["id"] or "" for _, attrs in self.tags if "id" in attrs]

    @property
    def links(self) -> set[str]:
        return {attrs["href"] or "" for tag, attrs in self.tags if tag == "a" and "href" in attrs}
