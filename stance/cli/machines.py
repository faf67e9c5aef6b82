"""stance machine: batches for large models, written and read; nothing is sent from here."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from stance.cli.machine_comparing import compare
from stance.cli.messages import echo, say
from stance.cli.next_steps import Done, command, counted

if TYPE_CHECKING:
    from stance.machines.costs import Price, Size
    from stance.machines.forms import Form
    from stance.study.machine_answers import TakenIn
    from stance.study.machine_asking import Asking

Study = Annotated[Path, typer.Argument(help="the study's folder")]
_Prices = Annotated[
    Path | None,
    typer.Option(help="table of prices: model, input, output (per million tokens), currency"),
]


_Model = Annotated[str, typer.Option(help="the model, as its provider writes it")]
_Form = Annotated[
    str, typer.Option(help="whose form: openai (vLLM too), anthropic, gemini or mistral")
]
_Output = Annotated[Path, typer.Option("--output", "-o", help="the file of requests")]
_Name = Annotated[str, typer.Option(help="the machine's name in the study [the model's]")]
_Sample = Annotated[float, typer.Option(help="share of the claims, drawn at random")]
_Repeat = Annotated[int, typer.Option(help="how often each claim is asked about")]
_Temperature = Annotated[float | None, typer.Option(help="how far answers vary [the provider's]")]
_Sources = Annotated[
    Path | None,
    typer.Option(help="folder of the articles: send verbatim words, not the paraphrases"),
]
_Template = Annotated[
    Path | None, typer.Option(help="your own instructions, in place of machine.txt.j2")
]
_Missing = Annotated[bool, typer.Option("--missing", help="Ask only what has no answer yet.")]
_Seed = Annotated[int, typer.Option(help="start of the random draw")]


def prompt(
    study: Study,
    model: _Model,
    form: _Form,
    output: _Output,
    name: _Name = "",
    sample: _Sample = 1.0,
    repeat: _Repeat = 1,
    temperature: _Temperature = None,
    sources: _Sources = None,
    template: _Template = None,
    prices: _Prices = None,
    missing: _Missing = False,
    seed: _Seed = 1,
) -> Done:
    """Write the claims as a batch of requests, for you to send to a large model.

    The model is told what annotators see: the codebook, the rules, and of each claim speaker,
    date, source, question, words and key phrase. Nothing is sent from here.

    Example: stance machine prompt annotations/central-asia --model gpt-5-mini --form openai
        -o requests.jsonl
    """
    from stance.study.machine_asking import Asking
    from stance.study.machine_prompting import machine_name, prices_in, template_text
    from stance.study.machine_prompting import prompt as write

    asking = Asking(
        machine=name or machine_name(model),
        model=model,
        form=_form(form),
        template=template_text(template),
        temperature=temperature,
        verbatim=sources is not None,
        repeat=repeat,
        sample=sample,
        seed=seed,
    )
    table = prices_in(prices) if prices else {}
    written = write(study, asking, output, sources, missing=missing)
    for problem in written.problems:
        say(problem)
    echo(*_size(written.size, written.claims))
    if prices:
        echo(_expected(written.size, table.get(model)))
    echo(*written.paths)
    if not written.paths:
        return Done(f"nothing is left to ask; {command('report', study)}")
    return Done(f"send it, and with the results: {command('machine', 'read', study, 'RESULTS')}")


def _form(text: str) -> "Form":
    from stance.core.errors import UsageError
    from stance.machines.forms import FORMS

    for form in FORMS:
        if text.casefold() == form:
            return form
    raise UsageError(f'--form "{text}" is none of {", ".join(FORMS)}')


def _size(size: "Size", claims: int) -> list[str]:
    return [
        f"{counted(size.requests, 'request')} about {counted(claims, 'claim')}, "
        f"{counted(size.characters, 'character')}",
        f"tokens, estimated: {size.tokens_in:,} in, {size.tokens_out:,} out (without thinking)",
    ]


def _expected(size: "Size", price: "Price | None") -> str:
    if price is None:
        return "cost: your prices do not have this model"
    return _cost("cost by your prices: about", size.tokens_in, size.tokens_out, price)


def _cost(what: str, tokens_in: int, tokens_out: int, price: "Price") -> str:
    from stance.machines.costs import cost

    return f"{what} {cost(tokens_in, tokens_out, price):,.2f} {price.currency}".rstrip()


def read(
    study: Study,
    results: Annotated[list[Path], typer.Argument(help="files of results, as you got them")],
    name: Annotated[str, typer.Option(help="the machine, where two were asked the same")] = "",
    prices: _Prices = None,
) -> Done:
    """Take a model's results into the study: machines/NAME.csv, beside what people coded.

    Every line that cannot be used is named with its reason, and the rest is taken. Answers that
    the study has stay as they are. The exit code is 1 if any line could not be used.

    Example: stance machine read annotations/central-asia results.jsonl
    """
    from stance.study.machine_answers import take_results
    from stance.study.machine_prompting import prices_in

    table = prices_in(prices) if prices else {}
    taken = take_results(study, results, name)
    for problem in taken.problems:
        say(problem)
    for machine, number in taken.answers.items():
        echo(f"{machine}: {counted(number, 'answer')}, {taken.new[machine]:,} of them new")
    echo(f"tokens: {taken.tokens_in:,} in, {taken.tokens_out:,} out")
    for model in sorted({asking.model for asking in taken.askings.values()} & table.keys()):
        if len(taken.askings) == 1:
            echo(_cost("cost by your prices:", taken.tokens_in, taken.tokens_out, table[model]))
    if taken.paths:
        echo(*taken.paths)
    elif not taken.problems:
        echo("no answers: the results are empty", err=True)
    return _next(taken, study)


def _next(taken: "TakenIn", study: Path) -> Done:
    if not taken.problems:
        return Done(command("check", study))
    lines = counted(len(taken.problems), "line")
    asked = _options(next(iter(taken.askings.values())))
    again = command("machine", "prompt", study, "--missing", *asked, "-o", "requests.jsonl")
    return Done(f"{lines} could not be used; to ask for what is missing: {again}", 1)


def _options(asking: "Asking") -> Iterator[str]:
    """Yield the options by which a machine is asked what it was asked: other ones ask otherwise."""
    from stance.study.machine_prompting import machine_name, template_text

    yield from ("--model", asking.model, "--form", asking.form)
    if asking.machine != machine_name(asking.model):
        yield from ("--name", asking.machine)
    if asking.repeat > 1:
        yield from ("--repeat", str(asking.repeat))
    if asking.sample < 1:
        yield from ("--sample", str(asking.sample), "--seed", str(asking.seed))
    if asking.temperature is not None:
        yield from ("--temperature", str(asking.temperature))
    if asking.verbatim:
        yield from ("--sources", "FOLDER")
    if asking.template != template_text():
        yield from ("--template", "FILE")


WHAT_FOR = "Have large models code beside people: batches written and read, nothing sent."
#: The commands of ``stance machine`` by their names.
MACHINE_COMMANDS: dict[str, Callable[..., Done]] = {
    "prompt": prompt,
    "read": read,
    "compare": compare,
}
