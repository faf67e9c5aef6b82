"""Where a study's articles lie: said once, and found again without being said.

A study comes from anybody, and may name any folder. So what its sheet Settings names is read only
where it lies inside the study's own folder; any other folder is known only because its reader has
given it on this machine, which stands in a file of the reader's own and never in the study.
"""

import json
import logging
import os
from pathlib import Path

from stance.core.files import write_whole

_LOG = logging.getLogger(__name__)
#: The variable that names the file in which this machine remembers; empty: nothing is remembered.
MEMORY = "STANCE_MEMORY"


def articles_of(study: Path, title: str, named: str) -> Path | None:
    """Return the folder of a study's articles, if it is known and there.

    Args:
        study: the study's folder.
        title: its title; another study in the same place has another.
        named: the folder that its sheet Settings names, which counts only inside the study's.
    """
    if inside := _inside(study, named):
        return inside
    if named:
        _LOG.info(
            'the study names "%s" as the folder of its articles, which is none inside its own '
            "folder, and was not opened; name one that you trust: --sources",
            named,
        )
    given = _remembered().get(_key(study, title))
    return Path(given) if given and Path(given).is_dir() else None


def remember_articles(study: Path, title: str, articles: Path) -> None:
    """Remember on this machine that a study's articles lie in a folder; if it cannot, it does not.

    Args:
        study: the study's folder.
        title: its title.
        articles: the folder that its reader gave.
    """
    file, key, given = _memory(), _key(study, title), str(articles.resolve())
    known = _remembered()
    if file is None or not articles.is_dir() or known.get(key) == given:
        return
    try:
        text = json.dumps(known | {key: given}, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(file, text.encode("utf-8", "surrogateescape"))
    except OSError:  # no home to write to: it has to be said again
        pass


def named_within(study: Path, articles: Path) -> str:
    """Return how the study's settings name a folder inside it; empty where it lies outside."""
    root, folder = study.resolve(), articles.resolve()
    inside = folder != root and folder.is_relative_to(root)
    return folder.relative_to(root).as_posix() if inside else ""


def _inside(study: Path, named: str) -> Path | None:
    """Return the folder that the settings name, if it is one inside the study's, links followed."""
    if not named or "\0" in named:
        return None
    folder = study / named
    return folder if folder.is_dir() and named_within(study, folder) else None


def _key(study: Path, title: str) -> str:
    return f"{study.resolve()}\n{title}"


def _remembered() -> dict[str, str]:
    file = _memory()
    try:
        said = json.loads(file.read_bytes()) if file else {}
    except (OSError, ValueError):
        return {}
    return {k: v for k, v in said.items() if isinstance(v, str)} if isinstance(said, dict) else {}


def _memory() -> Path | None:
    """Return the file of what this machine remembers, as each system keeps such files."""
    named = os.environ.get(MEMORY)
    if named is not None:
        return Path(named) if named else None
    base = os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME")
    try:
        return (Path(base) if base else Path.home() / ".config") / "stance" / "articles.json"
    except RuntimeError:  # nobody's home is known
        return None
