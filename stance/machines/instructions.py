"""What a large model is told once: the codebook and the Guide, placed by a template."""

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from stance.core.codebook import CONFIDENCES, NONE, Codebook
from stance.core.errors import UsageError
from stance.machines.guide import Guide

#: What a template may run into.
_FAULTS = (
    *(TemplateError, TypeError, ValueError, ArithmeticError),
    *(LookupError, AttributeError, RecursionError, MemoryError),
)
#: Characters that a template, and what it writes, may have.
MOST_TEMPLATE, MOST_WRITTEN = 100_000, 2_000_000


def instructions(template: str, codebook: Codebook, guide: Guide) -> str:
    """Return the instructions.

    Args:
        template: in the language of jinja2, in its sandbox. It knows ``title``, ``rules``,
            ``topics`` and ``levels`` with the fields of the codebook, ``confidences`` and
            ``no_topic``.
        codebook: topics and scale.
        guide: what annotators are told beside.

    Raises:
        UsageError: the template cannot be used, or is or writes too much.
    """
    if len(template) > MOST_TEMPLATE:
        raise UsageError(f"the template has more than {MOST_TEMPLATE:,} characters")
    environment = ImmutableSandboxedEnvironment(  # the answer is text for a model, not HTML
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    parts: list[str] = []
    written = 0
    try:
        for part in environment.from_string(template).generate(
            title=guide.title,
            rules=guide.rules,
            topics=codebook.topics,
            levels=codebook.scale.levels,
            confidences=dict(CONFIDENCES),
            no_topic=NONE,
        ):
            written += len(part)
            if written > MOST_WRITTEN:
                raise UsageError(f"the template writes more than {MOST_WRITTEN:,} characters")
            parts.append(part)
    except _FAULTS as error:
        line = getattr(error, "lineno", None)
        place = f"line {line}: " if line else ""
        raise UsageError(f"the template cannot be used: {place}{error}") from error
    return "".join(parts).strip() + "\n"
