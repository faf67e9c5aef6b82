"""Which names annotators may have: each is a file's name, on every machine that it may come to."""

import re
import unicodedata
from collections.abc import Sequence

from stance.core.errors import UsageError
from stance.core.text import clean, fold
from stance.study.folder import ADJUDICATED_FILE
from stance.workbook.form import STUDY_FILE

#: Bytes of a file's name: a backup's and a temporary file's are longer, and 255 are allowed.
_LONGEST = 200
#: Names of devices, which no file on Windows bears, with or without an ending.
_DEVICES = {"con", "prn", "aux", "nul", "conin$", "conout$"}
_DEVICES |= {f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"}
#: Names of models, as people write them; Claude, Roberta and Gemma alone are people's.
_MODEL = re.compile(
    r"(?<![a-z])(?:"
    r"(?:chat)?gpt(?![a-z])|llms?(?![a-z])|qwen|deepseek|mixtral"
    r"|claude[-_ ]?(?:\d|opus|sonnet|haiku)|gemini[-_ ]?(?:\d|pro|flash)"
    r"|mistral[-_ ](?:\d|large|medium|small|nemo)|(?:llama|gemma|grok|phi)[-_ ]?\d"
    r"|o\d[-_ ](?:mini|pro|preview))"
)


def is_called_like_a_model(name: str) -> bool:
    """Say whether an annotator bears the name of a large model, such as gpt-5-mini."""
    return _MODEL.search(name.casefold()) is not None


def reason_against(name: str) -> str:
    """Return why no file can bear an annotator's name; nothing where one can."""
    file = f"{name}.xlsx"
    if not name.strip():
        return "it is empty"
    if clean(name) != unicodedata.normalize("NFC", name) or "\n" in name:
        return "it has blanks around it, or characters that nobody sees"
    if wrong := sorted(set(name) & set('/\\:*?"<>|')):
        return f"a file's name cannot have {' '.join(wrong)}"
    if name[0] in ".~" or name[-1] == ".":
        return "a file's name should not begin with a dot or tilde, nor end with a dot"
    if is_device(name):
        return "Windows keeps this name for a device"
    if file.casefold() in (STUDY_FILE, ADJUDICATED_FILE):
        return f"{file} is a file of the study's own"
    if len(file.encode("utf-8", "surrogatepass")) > _LONGEST:
        return f"with its ending it has more than {_LONGEST} bytes"
    return ""


def is_device(name: str) -> bool:
    """Say whether Windows keeps a name for a device, as it keeps "con" and "com1"."""
    return name.partition(".")[0].rstrip().casefold() in _DEVICES


def check_names(annotators: Sequence[str], known: Sequence[str]) -> None:
    """Refuse names that no file can bear, or that many machines take for the file of another.

    Args:
        annotators: the names, in Unicode's composed form (NFC).
        known: those of the study's annotators, likewise.

    Raises:
        UsageError: the first name that cannot be, and why.
    """
    for name in annotators:
        if reason := reason_against(name):
            raise UsageError(f'"{name}" cannot be the name of an annotator\'s file: {reason}')
        alike = [n for n in (*known, *annotators) if n != name and fold(n) == fold(name)]
        if alike:
            raise UsageError(
                f'"{alike[0]}" and "{name}" would be one file on many machines; spell one '
                "annotator alike each time, and call two by different names"
            )
