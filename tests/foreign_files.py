"""Small files of other programs, made here, and what stands in them."""

import io
import json
import zipfile
from pathlib import Path

#: A text with signs beyond the first plane, combining marks, right-to-left words, two line ends.
TEXT = "\U0001f4a9 We should trade.\r\nZe\u0301ro taxes!\nשלום עולם end \U0001f600."


def lines(*objects: object) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in objects)


def utf16(text: str, place: int) -> int:
    return len(text[:place].encode("utf-16-le")) // 2


def put(folder: Path, **files: str) -> list[Path]:
    """Write files; "a__txt" stands for a.txt."""
    paths = []
    for name, text in files.items():
        path = folder / name.replace("__", ".").replace("_IN_", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
        paths.append(path)
    return paths


def at(words: str, text: str = TEXT) -> tuple[int, int]:
    """Where words stand in the text, in code points."""
    start = text.index(words)
    return start, start + len(words)


_SPACE = 'xmlns="urn:QDA-XML:project:1.0"'


def refi(body: str, texts: dict[str, bytes] | None = None, before: str = "") -> bytes:
    """A project with this XML inside its root, these packed texts, and this before the root."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "project.qde", f'{before}<Project {_SPACE} name="P" origin="Test 1">{body}</Project>'
        )
        for name, data in (texts or {}).items():
            archive.writestr(f"sources/{name}", data)
    return stream.getvalue()


def guid(number: int) -> str:
    return f"00000000-0000-0000-0000-{number:012d}"


def selection(number: int, start: int, end: int, *codes: tuple[int, int], name: str = "") -> str:
    """A selection with (code, user) pairs, by number."""
    codings = "".join(
        f'<Coding guid="{guid(number * 1000 + n)}" creatingUser="{guid(user)}">'
        f'<CodeRef targetGUID="{guid(code)}"/></Coding>'
        for n, (code, user) in enumerate(codes, start=1)
    )
    return (
        f'<PlainTextSelection guid="{guid(number)}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}">{codings}</PlainTextSelection>'
    )


#: Users 1 (Ana) and 2 (Ben); Trade (10) with For (11) and Against (12), Tax (13).
USERS_AND_CODES = (
    f'<Users><User guid="{guid(1)}" name="Ana"/><User guid="{guid(2)}" name="Ben"/></Users>'
    "<CodeBook><Codes>"
    f'<Code guid="{guid(10)}" name="Trade" isCodable="true"><Description>Trade is good.'
    f'</Description><Code guid="{guid(11)}" name="For" isCodable="true"/>'
    f'<Code guid="{guid(12)}" name="Against" isCodable="true"/></Code>'
    f'<Code guid="{guid(13)}" name="Tax" isCodable="true"/></Codes></CodeBook>'
)
