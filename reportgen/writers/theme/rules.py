"""What a theme must keep to beyond its shape: colours that can be read, paper that holds text, names that are free."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.colours import contrast, mixed
from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error
from reportgen.facts.yaml import Map, Node, Scalar
from reportgen.messages import Message, say
from reportgen.writers.theme import CONTENTS, SHEETS, Theme

CONTRAST = 4.5                         # WCAG 2.2, 1.4.3 (AA), for text of any size
WHITE, BLACK = "#ffffff", "#000000"
READ = ("text", "muted", "accent", "warning")      # the colours that words are set in
LEAST_TEXT = 80                        # millimetres that margins must leave
COLOUR = re.compile("#[0-9a-fA-F]{6}")
STYLE = re.compile(r"[^\W\d_A-Z][^\W_A-Z]*(-[^\W_A-Z]+)*")


def colour_problems(whole: Map, file: str) -> Iterator[Diagnostic]:
    """Colours that are none, and those in which words could not be read on white or on the tint.

    An error, not a warning: that every edition can be read by everyone is what PDF/UA and WCAG promise in its name.
    """
    given = _texts(whole, "colours")
    for colour in given.values():
        if not COLOUR.fullmatch(colour.text):
            yield error("bad-colour", say('"{colour}" is no colour', colour=colour.text), colour.span,
                        say('write it as "#rrggbb", two digits or letters a to f each of red, green and blue: '
                            '"#12406b"'))
    sound = {role: colour for role, colour in given.items() if COLOUR.fullmatch(colour.text)}
    for role in READ:
        if role in sound:
            yield from _pale(role, sound, file)


def _pale(role: str, colours: dict[str, Scalar], file: str) -> Iterator[Diagnostic]:
    """An error where words in the colour of `role` stand out too little; at the tint if that alone is the file's."""
    colour, tint = colours[role], colours.get("tint")
    on_white, on_tint = contrast(colour.text, WHITE), contrast(colour.text, tint.text) if tint else CONTRAST
    if min(on_white, on_tint) >= CONTRAST:
        return
    ground: Message = say("white") if on_white <= on_tint else say("the tint")
    place = colour if colour.span.file == file or tint is None else tint
    yield error("low-contrast",
                say('words in {role} "{colour}" would stand out too little on {ground}: {found:.2f} to 1, and {least} '
                    'to 1 is needed', role=role, colour=colour.text, ground=ground, least=CONTRAST,
                    found=int(100 * min(on_white, on_tint)) / 100), place.span,
                say("take a lighter tint") if place is tint else _readable(colour.text, tint.text if tint else WHITE))


def _readable(colour: str, tint: str) -> str:
    """A hint at the nearest darker shade that can be read on white and on the tint."""
    for hundredths in range(1, 101):
        darker = mixed(colour, BLACK, hundredths / 100)
        if min(contrast(darker, WHITE), contrast(darker, tint)) >= CONTRAST:
            return say('a darker shade of it that can be read: "{colour}"', colour=darker)
    return say("take a lighter tint")


def word_problems(whole: Map) -> Iterator[Diagnostic]:
    """A word for the sheet or the table of contents that is none of those known."""
    page = whole.get("page")
    sheet = page.get("sheet") if isinstance(page, Map) else None
    for word, known in ((sheet, SHEETS), (whole.get("contents"), CONTENTS)):
        if isinstance(word, Scalar) and word.text not in known:
            other = "{width: 182, height: 257}" if known is SHEETS else "{from_pages: 10}"
            yield error("unknown-value", say('"{word}" is not one of {words}', word=word.text, words=", ".join(known)),
                        word.span, did_you_mean(word.text, known) or say("or write {example}", example=other))


def margin_problems(width: float, height: float, place: Span) -> Iterator[Diagnostic]:
    """Margins that leave a column of less than LEAST_TEXT millimetres, wide or high."""
    if min(width, height) < LEAST_TEXT:
        yield error("no-room-for-text", say("the margins leave a column {width:g} mm wide and {height:g} mm high",
                                            width=round(width, 1), height=round(height, 1)), place,
                    say("at least {least} mm are needed each way: make margins smaller or the sheet larger",
                        least=LEAST_TEXT))


def style_problems(whole: Map, shipped: Theme) -> Iterator[Diagnostic]:
    """Names of styles that cannot be one in CSS and in Word, or that the program uses itself; not those `shipped`."""
    styles = whole.get("styles")
    first: dict[str, Scalar] = {}
    for name, _ in styles.pairs if isinstance(styles, Map) else ():
        if not STYLE.fullmatch(name.text):
            yield error("bad-style-name", say('"{name}" cannot be the name of a style', name=name.text), name.span,
                        say("use small letters and digits, with hyphens between words: key-point"))
        elif name.text not in shipped.styles and _folded(name.text) in _taken(shipped):
            yield error("bad-style-name", say('the program has a style of its own called "{name}"', name=name.text),
                        name.span, say("choose another name"))
        elif (other := first.setdefault(_folded(name.text), name)) is not name:
            yield error("bad-style-name", say('"{name}" and "{other}" are one name in Word', name=name.text,
                                              other=other.text), name.span)


def _taken(shipped: Theme) -> set[str]:
    """What the styles of Word files and the classes of HTML are called already."""
    from reportgen.readers.html import BY_CLASS
    from reportgen.writers.docx.base.styles import styles_part
    from reportgen.writers.html.look import stylesheet

    sheets = "".join(map(stylesheet, ("html/base.css", "html/screen.css", "pdf/print.css")))
    word = re.findall(r'w:(?:styleId|name w:val)="([^"]+)"', styles_part(shipped, "en"))
    return {_folded(name) for name in (*word, *BY_CLASS, *re.findall(r"\.([a-z][\w-]*)", sheets))}


def _folded(name: str) -> str:
    """A name as Word compares it: "key-point" is the style KeyPoint there."""
    return re.sub("[- ]", "", name).casefold()


def _texts(whole: Map, key: str) -> dict[str, Scalar]:
    below: Node | None = whole.get(key)
    pairs = below.pairs if isinstance(below, Map) else ()
    return {name.text: value for name, value in pairs if isinstance(value, Scalar)}
