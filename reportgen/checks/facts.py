"""Do the languages of a report print the same facts?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportgen.diagnostics import Diagnostic, warning
from reportgen.document.nodes import Document
from reportgen.document.walk import facts_printed
from reportgen.facts.model import FactBase
from reportgen.messages import say
from reportgen.scrutiny import Scrutiny


def facts_told_in_one_language_only(facts: FactBase, documents: Mapping[str, Document],
                                    scrutiny: Scrutiny) -> Iterator[Diagnostic]:
    """A fact that one language prints and another does not, at its first place."""
    told = {lang: facts_printed(document.blocks) for lang, document in documents.items()}
    for lang, here in told.items():
        for fact, span in here.items():
            silent = [other for other, there in told.items() if fact not in there]
            if silent:
                yield warning("told-in-one-language-only",
                              say('"{fact}" is printed in {lang} but not in {silent}', fact=fact, lang=lang,
                                  silent=', '.join(silent)), span,
                              say("print it in {silent} too, or in neither", silent=', '.join(silent)))
