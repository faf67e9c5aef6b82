"""Posts of social networks, from their exports: whoever posts is the speaker."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from stance.articles.article import Stretch
from stance.articles.dates import printed_date
from stance.articles.markup import unmarked_html
from stance.articles.metadata import Metadata
from stance.articles.refusal import decoded, refused
from stance.core.text import header_key
from stance.sheets.text_tables import long_fields

#: Posts of one file that are read.
MAX_POSTS = 50_000
_TEXT = ("text", "full_text", "content", "tweet", "message", "post", "body", "tweet_text")
_WHO = (
    "user",
    "username",
    "author",
    "name",
    "screen_name",
    "from",
    "user_name",
    "account",
    "handle",
)
_WHEN = ("created_at", "date", "timestamp", "published", "datetime", "time", "posted_at")
#: Columns of whole articles, whose author is a journalist and no poster.
_TITLED = ("title", "headline", "publication_title", "media_name")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_SHARED = re.compile(r"RT @\w+:")
_ASSIGNED = re.compile(r"\s*+window\.YTD\.[\w.]++\s*+=\s*+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HEAD = re.compile(
    r"^(?P<who>[^\n@]{2,60}?)[ \t]+@(?P<handle>\w{1,30})[ \t]*[·•|,-][ \t]*(?P<date>[^\n]{3,30})$",
    re.M,
)


class Post(NamedTuple):
    """One post: whose, when (ISO), and its words."""

    who: str
    date: str
    words: str


def json_posts(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the posts of Telegram's, X's or Mastodon's export, a paragraph each.

    Raises:
        DataError: it is no JSON, or of none of these forms.
    """
    text, _ = decoded(data, file)
    try:
        begun = _ASSIGNED.match(text)
        read = json.loads(text[begun.end() :] if begun else text)
        items = _items(read)
        posts = list(_posts(read, items[:MAX_POSTS]))
    except (ValueError, RecursionError, AttributeError, TypeError) as error:
        raise refused(file, "this is no JSON of a form that is known") from error
    if not posts:
        hint = (
            "posts of Telegram, X and Mastodon are read; save others as .csv with author and text"
        )
        raise refused(file, "no posts were found in the file", hint)
    return _laid_out(posts, "posts", _beyond(len(items)))


def csv_posts(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the posts of a table with columns for the words and who posted them.

    Raises:
        DataError: it has no such columns.
    """
    text, _ = decoded(data, file)
    try:
        with long_fields():
            rows = list(csv.reader(io.StringIO(text), dialect=_dialect(text)))
    except csv.Error as error:
        raise refused(file, f"the table cannot be read ({error})") from error
    names = [header_key(cell) for cell in rows[0]] if rows else []
    said, who, when = (_column(names, wanted) for wanted in (_TEXT, _WHO, _WHEN))
    if said is not None and _column(names, _TITLED) is not None:
        hint = "save each article as a file of its own; what is known of it goes into sources.csv"
        raise refused(file, "the table holds whole articles, no posts", hint)
    if said is None or who is None:
        hint = "a table of posts has a column text and a column user; a study is read by import"
        raise refused(file, "the table has no columns of posts", hint)
    posts = [
        Post(_who(row[who]), _iso(row[when]) if when is not None else "", row[said])
        for row in rows[1 : MAX_POSTS + 1]
        if len(row) == len(names)
    ]
    torn = sum(0 < len(row) != len(names) for row in rows[1 : MAX_POSTS + 1])
    told = f"{torn} of its rows left out, for their cells are not as many as the columns"
    return _laid_out(posts, "a table of posts", told if torn else "", _beyond(len(rows) - 1))


def _beyond(count: int) -> str:
    """Return the note on posts that are too many."""
    return f"only the first {MAX_POSTS:,} posts of {count:,} were read" if count > MAX_POSTS else ""


def _dialect(text: str) -> type[csv.Dialect]:
    try:
        return csv.Sniffer().sniff(text[:10_000].split("\n")[0], ",;\t")
    except csv.Error:
        return csv.excel


def _column(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    folded = [name.replace(" ", "_") for name in names]
    return next((folded.index(name) for name in wanted if name in folded), None)


def _who(written: str) -> str:
    """Return a poster's name: BekSampleyev is Bek Sampleyev."""
    return _CAMEL.sub(" ", written.strip().lstrip("@"))


def _iso(written: str) -> str:
    found = _ISO.search(written)
    if found:
        return found[0]
    day = re.sub(r"^\w{3} (\w{3}) (\d\d) .* (\d{4})$", r"\2 \1 \3", written.strip())
    printed = printed_date(day, day)
    return printed.iso if printed else ""


def _items(read: Any) -> Sequence[Any]:
    """Return what an export lists: messages, an outbox, or posts; one post alone is a list too."""
    if isinstance(read, Mapping):
        name = next((name for name in ("messages", "orderedItems") if name in read), "")
        return list(read[name]) if name else [read]
    return list(read)


def _posts(read: Any, items: Sequence[Any]) -> Iterator[Post]:
    """Yield the posts of an export, by the form that shows in its fields."""
    chat = isinstance(read, Mapping) and "messages" in read
    for item in items:
        post = _message(item, str(read.get("name") or "")) if chat else _one(item)
        if post is not None:
            yield post


def _message(item: Mapping[str, Any], channel: str) -> Post | None:
    """Return a message of Telegram, whoever wrote it first being its author."""
    if item.get("type", "message") != "message":
        return None
    who = item.get("forwarded_from") or item.get("from") or channel
    return Post(str(who), _iso(str(item.get("date", ""))), _told(item.get("text", "")))


def _one(item: Mapping[str, Any]) -> Post | None:
    """Return an item of Mastodon's outbox or of its interface, or a post of X's archive."""
    if item.get("type") in ("Announce", "Like"):
        return None
    item = item.get("object", item) if isinstance(item.get("object"), Mapping) else item
    item = item.get("tweet", item)
    words = next((item[name] for name in ("full_text", "content", "text") if item.get(name)), "")
    by = (
        item.get("account")
        or item.get("user")
        or item.get("author")
        or item.get("attributedTo")
        or ""
    )
    if isinstance(by, Mapping):
        by = by.get("display_name") or by.get("name") or by.get("username") or ""
    when = item.get("created_at") or item.get("published") or ""
    name = str(by).rstrip("/").split("/")[-1]
    return Post(_who(name), _iso(str(when)), _told(words)) if words else None


def _told(words: Any) -> str:
    """Return the words of a text in pieces, or in HTML, as plain text."""
    pieces = words if isinstance(words, list) else [words]
    text = "".join(str(p.get("text", "")) if isinstance(p, Mapping) else str(p) for p in pieces)
    return unmarked_html(text)


def _laid_out(posts: Sequence[Post], what: str, *told: str) -> tuple[str, Metadata]:
    parts: list[str] = []
    stretches: list[Stretch] = []
    at = shared = 0
    for post in posts:
        words = " ".join(post.words.split())
        if not words or _SHARED.match(words):
            shared += bool(words)
            continue
        head = f"{post.who} ({post.date}): " if post.date else f"{post.who}: "
        parts.append(head + words)
        start = at + len(head)
        stretches.append(Stretch(start, start + len(words), post.who, said_on=post.date))
        at = start + len(words) + 1
    notes = (
        f"text taken from {what}",
        f"{shared} shared posts of others left out" if shared else "",
        *told,
    )
    return "\n".join(parts), Metadata(notes=notes, stretches=tuple(stretches))


def copied_posts(text: str) -> tuple[Stretch, ...]:
    """Return who says what where posts were copied from a page: "Name @handle · date"."""
    heads = list(_HEAD.finditer(text))
    stops = [*(head.start() for head in heads[1:]), len(text)][: len(heads)]
    found = []
    for head, stop in zip(heads, stops, strict=True):
        words = text[head.end() : stop]
        date = printed_date(head["date"].strip(), text)
        if words.strip():
            start = head.end() + len(words) - len(words.lstrip())
            end = head.end() + len(words.rstrip())
            found.append(Stretch(start, end, head["who"].strip(), said_on=date.iso if date else ""))
    return tuple(found)
