"""What a template may call: facts by their id, citations, references, exhibits, annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.compose.computed import computed_view
from reportgen.compose.views import FactView, View, bared
from reportgen.compose.written import OwnWords
from reportgen.diagnostics import did_you_mean
from reportgen.document.nodes import Citation, PageBreak, Reference
from reportgen.facts.wordings.dates import read_when
from reportgen.facts.format_dates import print_when
from reportgen.messages import said, say

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition


def _in_quotes(name: str, words: object) -> str:
    """`words`, where they were written in the template; TypeError for facts and the like."""
    if type(words) is not str:
        raise TypeError(say("{name}() takes words in quotes", name=name))
    return words


class Calls:
    """What a template may call, by name. Each gives a held mark, or a view."""

    def __init__(self, composition: Composition) -> None:
        self._composition = composition

    def by_name(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in dir(self) if not name.startswith("_") and name != "by_name"}

    def fact(self, id: str, bare: bool = False, **options: object) -> object:
        """The fact, event or name with this id, dots and all; `as` gives a figure in another unit.

        `bare` leaves out its relation word, in a table that says the word itself.
        """
        if unknown := next((name for name in options if name != "as"), None):
            raise TypeError(say('{name}() knows no "{word}"', name="fact", word=unknown))
        thing = self._thing(str(id))
        if not (options or bare) or isinstance(thing, Markup):
            return thing
        if not isinstance(thing, FactView):
            raise TypeError(say('"{id}" is no figure, which as= and bare= are for', id=id))
        made = computed_view(self._composition, str(id), options) if options else thing
        return bared(made) if bare and isinstance(made, FactView) else made

    def _thing(self, id: str) -> object:
        thing: object = self._composition.things.get(id.partition(".")[0])
        for word in id.split(".")[1:]:
            thing = getattr(thing, word, None) if isinstance(thing, View) and not word.startswith("_") else None
        if not isinstance(thing, View | str):
            known = [*self._composition.facts.facts, *self._composition.things]
            templates = self._composition.templates
            templates.problem("undefined", say('there is no "{id}"', id=id), id, templates.hint(id, known))
            return Markup()
        return thing

    def compute(self, formula: str, **options: object) -> object:
        """The figure that a formula over facts comes to; `places`, `as` and `periods` say how it is wanted."""
        return computed_view(self._composition, _in_quotes("compute", formula), options)

    def cite(self, *things: object) -> Markup:
        """One source mark for the places where all of `things` stand: facts, events, or a source id and a place."""
        composition = self._composition
        cites: list[tuple[str, str]] = []
        strings = [str(thing) for thing in things if isinstance(thing, str) and not isinstance(thing, Markup)]
        if strings:
            source, *places = strings
            if source not in composition.facts.sources:
                composition.templates.problem("unknown-source", say('there is no source "{source}"', source=source),
                                              source,
                                              did_you_mean(source, composition.facts.sources))
                return Markup()
            cites += [(source, place) for place in places] or [(source, "")]
        for thing in things:
            cites += getattr(thing, "_cites", ())
        if any(isinstance(thing, Undefined) or (isinstance(thing, str) and not thing) for thing in things):
            return Markup()                            # told already
        if not cites:
            composition.templates.problem("nothing-cited", say("cite() was given nothing that has a source"), "cite")
            return Markup()
        place = composition.templates.here(strings[1] if strings[1:] else "cite")
        return composition.tokens.hold_inline(Citation(tuple(dict.fromkeys(cites)), span=place))

    def ref(self, id: str) -> Markup:
        """A reference to the block with this id, as its label or number."""
        place = self._composition.templates.here(_in_quotes("ref", id))
        return self._composition.tokens.hold_inline(Reference(id, span=place))

    def literal(self, text: str) -> Markup:
        """Words with figures in them that are no fact: "G7", "Article 3"."""
        return self._composition.print(OwnWords(_in_quotes("literal", text)))

    def date(self, text: str) -> Markup:
        """A date of the document itself, given as EDTF ("2016-04-30"), in the document's language."""
        composition = self._composition
        try:
            when = read_when(_in_quotes("date", text), None)
        except ValueError as problem:
            composition.templates.problem(problem.rule, said(problem), text)
            return Markup()
        return composition.tokens.hold_text(print_when(when, composition.lang))

    def page_break(self) -> Markup:
        return self._composition.tokens.hold_block(PageBreak(span=self._composition.templates.here("page_break")))

    def key_figures(self, *what: object) -> Markup:
        """Cards: an exhibit's id, or facts."""
        return self._composition.hold_exhibit("key_figures", what, {})

    def table(self, *what: object, **choice: object) -> Markup:
        """A table: an exhibit's id, or a choice of events (kinds, parties, tags, period) with columns."""
        return self._composition.hold_exhibit("table", what, choice)

    def chart(self, *what: object, **choice: object) -> Markup:
        """A chart: an exhibit's id, or facts."""
        return self._composition.hold_exhibit("chart", what, choice)

    def timeline(self, *what: object, **choice: object) -> Markup:
        """A timeline: an exhibit's id, or a choice of events."""
        return self._composition.hold_exhibit("timeline", what, choice)

    def sources(self) -> Markup:
        return self._composition.hold_annex("sources")

    def evidence(self) -> Markup:
        return self._composition.hold_annex("evidence")

    def abbreviations(self) -> Markup:
        return self._composition.hold_annex("abbreviations")
