"""How the study and each of its figures are cited."""

from stance.report.material import Material


def cite(of: Material, title: str) -> str:
    """Return authors, date, title, version and licence, as far as the study says them."""
    about, say = of.findings.study.imprint, of.say
    said = "who.when" if about.authors and about.date else "who" if about.authors else ""
    said = said or ("when" if about.date else "title")
    parts = [
        say(f"cite.{said}", authors=about.authors, date=say.date(about.date), title=title),
        say("cite.version", version=about.version) if about.version else "",
        about.licence,
    ]
    return ". ".join(part.rstrip(".") for part in parts if part)
