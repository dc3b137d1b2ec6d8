"""What a template sees of facts, events, names and claims: public attributes, each of which prints as a held value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.facts.format import print_parties
from reportgen.facts.model import Agreement, Claim, Event, Fact, Name, Value, When, localized
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

    def _text(self, texts: Mapping[str, str] | None, what: str) -> Markup:
        text = localized(texts, self._composition.lang) if texts else None
        if text is None:
            raise AttributeError(f'"{self.name_known}" has no {what}')
        return self._composition.tokens.hold_text(text)

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
        return composition.tokens.hold_text(print_parties(self._ids, composition.facts, composition.lang))


class NameView(View):
    """A name: spelled out at its first use in prose, short after that."""

    def __init__(self, composition: Composition, name: Name) -> None:
        super().__init__(composition, name.id)
        self._name = name

    @property
    def label(self) -> Markup:
        return self._text(self._name.label, "label")

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

    def __init__(self, composition: Composition, fact: Fact, at: int = -1) -> None:
        super().__init__(composition, fact.id)
        self._fact, self._at = fact, at

    @property
    def _value(self) -> Value:
        return self._fact.values[self._at]

    def _refused(self, *_: object) -> bool:
        raise TypeError(say('"{name}" can be printed, but not compared or calculated with, in a template',
                            name=self.name_known))

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refused  # type: ignore[assignment]
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refused
    __hash__ = View.__hash__

    @property
    def is_newest(self) -> bool:
        return self._fact.values[self._at] is self._fact.newest

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
        return FactView(self._composition, self._fact, 0)

    @property
    def newest(self) -> FactView:
        return FactView(self._composition, self._fact)

    @property
    def previous(self) -> FactView:
        before = (self._at if self._at >= 0 else len(self._fact.values) + self._at) - 1
        if before < 0:
            raise AttributeError(f'"{self.name_known}" has no value before this one')
        return FactView(self._composition, self._fact, before)

    @property
    def known(self) -> bool:
        return self._value.state is None

    @property
    def _cites(self) -> list[tuple[str, str]]:
        return [(cite.source, cite.at) for cite in self._value.cites if cite.role != "disputes"]

    def __html__(self) -> Markup:
        return self._composition.hold_fact(self._fact, self._value, "prose")


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
    def _cites(self) -> list[tuple[str, str]]:
        return [(cite.source, cite.at) for cite in self._claim.cites]

    def __html__(self) -> Markup:
        return self.text


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
    things |= {event.id: EventView(composition, event) for event in facts.subjects()}
    return things | {fact.id: FactView(composition, fact) for fact in facts.facts.values() if not fact.event}


def _parties(composition: Composition) -> list[str]:
    facts = composition.facts
    named = [party for subject in (*facts.events.values(), *facts.agreements.values(), *facts.facts.values())
             for party in subject.parties]
    named += [name.id for name in facts.names.values() if name.kind == "party"]
    return list(dict.fromkeys(party for party in named if party not in facts.names
                              or facts.names[party].kind == "party"))
