"""What a template sees of facts, events, names and claims: public attributes, each of which prints as a held value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NoReturn

from markupsafe import Markup

from reportgen.compose.written import OwnWords
from reportgen.diagnostics import refuse
from reportgen.facts.formulas.convert import without_relation
from reportgen.facts.format_names import print_parties
from reportgen.facts.model import Agreement, Claim, Dataset, Event, Fact, Name, Value, When, localized
from reportgen.messages import say

if TYPE_CHECKING:
    from reportgen.compose.composition import Composition


class View:
    """What a template sees of a fact, an event or a name: public attributes to print, and itself.

    Data in a view is out of a template's reach but through these attributes; each prints as a held value.
    """

    def __init__(self, composition: Composition, known_as: str) -> None:
        self._composition = composition
        self.name_known = known_as

    @classmethod
    def _words(cls) -> list[str]:
        return [name for name in dir(cls) if not name.startswith("_") and name not in ("name_known", "names_known")]

    def names_known(self) -> list[str]:
        return self._words()

    def _of(self, texts: Mapping[str, str] | None, what: str) -> str:
        text = localized(texts, self._composition.lang) if texts else None
        if text is None:
            raise AttributeError(f'"{self.name_known}" has no {what}')
        return text

    def _text(self, texts: Mapping[str, str] | None, what: str) -> Markup:
        return self._composition.tokens.hold_text(self._of(texts, what))

    def __html__(self) -> Markup:
        raise NotImplementedError

    def __str__(self) -> str:
        return self.__html__()


class WhenView(View):
    """A date or period that can be traced: it prints whole, or its start or end."""

    def __init__(self, composition: Composition, fact: str, when: When) -> None:
        super().__init__(composition, fact)
        self._fact, self._when = fact, when

    def _end(self, day) -> WhenView:
        if day is None:
            raise AttributeError(f'"{self.name_known}" is open there')
        return WhenView(self._composition, self._fact, When("date", day, day))

    @property
    def start(self) -> WhenView:
        return self._end(self._when.start)

    @property
    def end(self) -> WhenView:
        return self._end(self._when.end)

    def __html__(self) -> Markup:
        return self._composition.hold_when(self._fact, self._when)


class PartiesView(View):
    """Several parties: they print as a list in words, or one by one in a loop."""

    def __init__(self, composition: Composition, known_as: str, ids: Sequence[str]) -> None:
        super().__init__(composition, known_as)
        self._ids = tuple(ids)

    def __eq__(self, other: object) -> bool:
        """One party is its code: `party == "CN"`."""
        ids = other._ids if isinstance(other, PartiesView) else (other,)
        return self._ids == ids

    __hash__ = View.__hash__

    def __contains__(self, party: object) -> bool:
        return party in self._ids or any(party == one for one in self)

    def __iter__(self) -> Iterator[PartiesView]:
        return (PartiesView(self._composition, one, (one,)) for one in self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def __html__(self) -> Markup:
        composition = self._composition
        return composition.tokens.hold_text(OwnWords(print_parties(self._ids, composition.facts, composition.lang)))


class NameView(View):
    """A name: spelled out at its first use in prose, short after that."""

    def __init__(self, composition: Composition, name: Name) -> None:
        super().__init__(composition, name.id)
        self._name = name

    @property
    def label(self) -> Markup:
        return self._composition.tokens.hold_text(OwnWords(self._of(self._name.label, "label")))

    @property
    def short(self) -> Markup:
        return self._composition.hold_name(self._name, always_short=True)

    @property
    def note(self) -> Markup:
        return self._text(self._name.note, "note")

    def __html__(self) -> Markup:
        return self._composition.hold_name(self._name)


class FactView(View):
    """A fact at one of its dated values, the newest unless another was asked for."""

    def __init__(self, composition: Composition, fact: Fact, value: Value | None = None) -> None:
        super().__init__(composition, fact.id)
        self._fact, self._value = fact, value or fact.newest

    def _refused(self, *_: object) -> bool:
        raise TypeError(say('"{name}" can be printed, but not compared or calculated with, in a template',
                            name=self.name_known))

    def _not_reckoned(self, *_: object) -> NoReturn:
        name = self.name_known
        refuse("template-arithmetic", say('a template does not calculate with "{name}"', name=name),
               self._composition.templates.here(name),
               say('write {{{{ compute("{name} …") }}}}, or a fact under derived:', name=name))

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refused  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _not_reckoned
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _not_reckoned
    __hash__ = View.__hash__

    @property
    def is_newest(self) -> bool:
        return self._value is self._fact.newest

    @property
    def number(self) -> Markup:
        return self._composition.hold_fact(self._fact, self._value, "number")

    @property
    def label(self) -> Markup:
        return self._text(self._fact.label, "label")

    @property
    def note(self) -> Markup:
        return self._text(self._fact.note, "note")

    @property
    def period(self) -> WhenView:
        if self._value.period is None:
            raise AttributeError(f'"{self.name_known}" has no period')
        return WhenView(self._composition, self._fact.id, self._value.period)

    @property
    def parties(self) -> PartiesView:
        return PartiesView(self._composition, self._fact.id, self._fact.parties)

    @property
    def first(self) -> FactView:
        if len(self._fact.standing) == 1 < len(self._fact.values):
            raise AttributeError(f'"{self.name_known}" has one value that stands')
        return FactView(self._composition, self._fact, self._fact.standing[0])

    @property
    def newest(self) -> FactView:
        return FactView(self._composition, self._fact)

    @property
    def previous(self) -> FactView:
        at = [id(value) for value in self._fact.standing].index(id(self._value))
        if at == 0:
            raise AttributeError(f'"{self.name_known}" has no value before this one')
        return FactView(self._composition, self._fact, self._fact.standing[at - 1])

    @property
    def replaced(self) -> FactView:
        """The value that this one revised or corrected: in a fact's values it stands before it."""
        if not self._value.because:
            raise AttributeError(f'"{self.name_known}" replaces nothing')
        at = [id(value) for value in self._fact.values].index(id(self._value))
        return FactView(self._composition, self._fact, self._fact.values[at - 1])

    @property
    def known(self) -> bool:
        return self._value.state is None

    @property
    def _cites(self) -> list[tuple[str, str]]:
        return [(cite.source, cite.at) for cite in self._value.cites if cite.role != "disputes"]

    def __html__(self) -> Markup:
        return self._composition.hold_fact(self._fact, self._value, "prose")


class BareFactView(FactView):
    """A figure without its relation word, for a table that says the word itself."""

    @property
    def number(self) -> Markup:
        return self._composition.hold_bare(self._fact, self._value, "number")

    def __html__(self) -> Markup:
        return self._composition.hold_bare(self._fact, self._value, "prose")


def bared(view: FactView) -> FactView:
    """The view without the relation word, where it has one to leave out."""
    quantity = view._value.quantity
    if quantity is None or without_relation(quantity) == quantity:
        return view
    return BareFactView(view._composition, view._fact, view._value)


class EventView(View):
    """An event or agreement; its facts are its attributes."""

    def __init__(self, composition: Composition, event: Event) -> None:
        super().__init__(composition, event.id)
        self._event = event

    def __getattr__(self, name: str) -> FactView:
        if name.startswith("_") or name not in self._event.facts:
            raise AttributeError(name)
        return FactView(self._composition, self._event.facts[name])

    def names_known(self) -> list[str]:
        return [*self._event.facts, *self._words()]

    @property
    def title(self) -> Markup:
        return self._text(self._event.title, "title")

    @property
    def text(self) -> Markup:
        return self._text(self._event.text, "text")

    @property
    def place(self) -> Markup:
        return self._text(self._event.place, "place")

    @property
    def note(self) -> Markup:
        return self._text(self._event.note, "note")

    @property
    def kind(self) -> str:
        return self._event.kind

    @property
    def when(self) -> WhenView:
        return WhenView(self._composition, f"{self._event.id}.when", self._event.when)

    @property
    def parties(self) -> PartiesView:
        return PartiesView(self._composition, self._event.id, self._event.parties)

    @property
    def joined(self) -> PartiesView:
        joined = self._event.joined if isinstance(self._event, Agreement) else ()
        return PartiesView(self._composition, self._event.id, [party for party, _ in joined])

    @property
    def _cites(self) -> list[tuple[str, str]]:
        return [(cite.source, cite.at) for cite in self._event.cites]

    def __html__(self) -> Markup:
        return self.title


class ClaimView(View):
    """What a source asserts."""

    def __init__(self, composition: Composition, claim: Claim) -> None:
        super().__init__(composition, claim.id)
        self._claim = claim

    @property
    def text(self) -> Markup:
        return self._text(self._claim.text, "text")

    @property
    def confidence(self) -> str:
        """The level, as the tag claim takes it."""
        if self._claim.confidence is None:
            raise AttributeError(f'"{self.name_known}" has no confidence')
        return self._claim.confidence

    @property
    def because(self) -> Markup:
        return self._text(self._claim.because, "because")

    @property
    def likelihood(self) -> Markup:
        if not self._claim.likelihood:
            raise AttributeError(f'"{self.name_known}" has no likelihood')
        word = self._composition.words[f"likelihood_{self._claim.likelihood}"]
        return self._composition.tokens.hold_text(OwnWords(word))

    @property
    def note(self) -> Markup:
        return self._text(self._claim.note, "note")

    @property
    def _cites(self) -> list[tuple[str, str]]:
        return [(cite.source, cite.at) for cite in self._claim.cites]

    def __html__(self) -> Markup:
        return self.text


class DatasetView(View):
    """A dataset; its rows are its attributes by their keys."""

    def __init__(self, composition: Composition, dataset: Dataset) -> None:
        super().__init__(composition, dataset.id)
        self._dataset = dataset

    def __getattr__(self, name: str) -> RecordView:
        if name.startswith("_") or name not in self._dataset.rows:
            raise AttributeError(name)
        return RecordView(self._composition, self._dataset, name)

    def names_known(self) -> list[str]:
        return [*self._dataset.rows, *self._words()]

    @property
    def title(self) -> Markup:
        return self._text(self._dataset.title, "title")

    @property
    def note(self) -> Markup:
        return self._text(self._dataset.note, "note")

    @property
    def _cites(self) -> list[tuple[str, str]]:
        return [(cite.source, cite.at) for cite in self._dataset.cites]

    def __html__(self) -> Markup:
        return self.title


class RecordView(View):
    """A row of a dataset; the facts in its cells are its attributes."""

    def __init__(self, composition: Composition, dataset: Dataset, key: str) -> None:
        super().__init__(composition, f"{dataset.id}.{key}")
        self._dataset, self._key = dataset, key

    def __getattr__(self, name: str) -> FactView:
        fact = None if name.startswith("_") else self._dataset.fact(self._key, name)
        if fact is None:
            raise AttributeError(name)
        return FactView(self._composition, fact)

    def names_known(self) -> list[str]:
        return [name for name in self._dataset.fields if self._dataset.fact(self._key, name)]

    def __html__(self) -> Markup:
        raise TypeError(say('"{name}" is a row; print one of its figures', name=self.name_known))


class ReportView(View):
    """What the project file says of the report; what it leaves out prints as nothing and counts as false."""

    def __init__(self, composition: Composition, said: Mapping[str, str]) -> None:
        super().__init__(composition, "report")
        self._said = said

    def __getattr__(self, name: str) -> str:
        if name.startswith("_") or name not in self._said:
            raise AttributeError(name)
        return self._said[name]

    def names_known(self) -> list[str]:
        return list(self._said)

    def __html__(self) -> Markup:
        return self._composition.tokens.hold_text(self._said["title"])


def known_things(composition: Composition) -> dict[str, View]:
    """Every id of the fact base that a template can name, with what it sees there."""
    facts = composition.facts
    things: dict[str, View] = {code: PartiesView(composition, code, (code,)) for code in _parties(composition)}
    things |= {name.id: NameView(composition, name) for name in facts.names.values() if name.kind != "party"}
    things |= {claim.id: ClaimView(composition, claim) for claim in facts.claims.values()}
    things |= {dataset.id: DatasetView(composition, dataset) for dataset in facts.datasets.values()}
    things |= {event.id: EventView(composition, event) for event in facts.subjects()}
    return things | {fact.id: FactView(composition, fact) for fact in facts.facts.values() if not fact.event}


def _parties(composition: Composition) -> list[str]:
    facts = composition.facts
    named = [party for subject in (*facts.events.values(), *facts.agreements.values(), *facts.facts.values())
             for party in subject.parties]
    named += [name.id for name in facts.names.values() if name.kind == "party"]
    return list(dict.fromkeys(party for party in named if party not in facts.names
                              or facts.names[party].kind == "party"))
