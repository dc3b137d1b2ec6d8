"""Let the command line speak the reader's language: its help, and what it says of wrong usage.

Typer's own help is not used: it knows English alone, and cuts a line of Chinese where it is longer than its column.
"""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from reportgen.diagnostics import WrongUsage, did_you_mean, error
from reportgen.messages import SPOKEN, Message, in_our_words, language_of, say, shown

OPTION = "--language"
WIDEST = 100                                               # columns; longer lines are hard to read
UsageError = typer.BadParameter.__base__                   # Typer gives it no public name
PIECES = re.compile(r"\s+|[“（\[]*(?:[\u2e80-\uffef]|[^\s\u2e80-\uffef“”]+|[“”])[”），。；：、？！…]*")
COMPLAINTS = {
    "No such option: {name} (Possible options: {options})":
        say("there is no option {name}; did you mean one of {options}?"),
    "No such option: {name}": say("there is no option {name}"),
    "No such command '{name}'. Did you mean {names}?": say('there is no command "{name}"; did you mean {names}?'),
    "No such command '{name}'.": say('there is no command "{name}"'),
    "Missing command.": say("the name of a command is missing"),
    "Option '{name}' requires an argument.": say("the option {name} needs a value"),
    "Option '{name}' does not take a value.": say("the option {name} takes no value"),
    "Got unexpected extra argument(s) ({words})": say('nothing is known to do with "{words}"'),
    "Invalid value for {name}: {problem}": say("{name} cannot be so: {problem}"),
}


class Command(TyperCommand):
    """A command whose help is in the language of the environment."""

    def get_help(self, ctx: typer.Context) -> str:
        return "\n".join(_help(self, ctx))


class Group(TyperGroup):
    """The commands together, with such a help of their own."""

    def get_help(self, ctx: typer.Context) -> str:
        return "\n".join(_help(self, ctx))


def choose_language(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[str, list[str]]:
    """The language to speak and the arguments without the option that chose it, wherever it stood among them.

    WrongUsage for a language that is not spoken.
    """
    language, rest, following = language_of(environment), [], iter(arguments)
    for argument in following:
        if argument == "--":
            return language, [*rest, argument, *following]
        name, given, value = argument.partition("=")
        if name != OPTION:
            rest.append(argument)
            continue
        language = value if given else next(following, "")
        if not language:
            raise WrongUsage(error("wrong-usage", say("the option {name} needs a value", name=OPTION)))
        if language not in SPOKEN:
            raise WrongUsage(error("unknown-language", say('reportgen does not speak "{language}"', language=language),
                                   hint=did_you_mean(language, SPOKEN) or say("languages: {names}",
                                                                              names=", ".join(SPOKEN))))
    return language, rest


def complaint(wrong: Exception) -> WrongUsage:
    """What Typer says of wrong usage, as a problem like any other."""
    missing = getattr(wrong, "param", None) if not wrong.message else None
    message = (say("{name} is missing", name=Message(missing.metavar)) if missing
               else in_our_words(wrong.format_message(), COMPLAINTS))
    path = wrong.ctx.command_path if wrong.ctx else "reportgen"
    return WrongUsage(error("wrong-usage", message, hint=say("{command} --help tells what there is", command=path)))


# --- help ---------------------------------------------------------------------------------------------------------

def _help(command: Command | Group, context: typer.Context) -> Iterator[str]:
    """The lines of a command's help."""
    language, width = language_of(os.environ), min(shutil.get_terminal_size().columns, WIDEST)
    options = [one for one in command.get_params(context) if isinstance(one, TyperOption)]
    arguments = [one for one in command.get_params(context) if not isinstance(one, TyperOption)]
    below = command.commands if isinstance(command, TyperGroup) else {}
    yield shown(say("Usage: {command}", command=" ".join(_usage(context, arguments, bool(below)))), language)
    yield from _paragraphs(shown(Message(command.help), language), width)
    yield from _table(say("Arguments:"), [(shown(Message(one.metavar), language), _about(one, language))
                                          for one in arguments], width)
    yield from _table(say("Options:"), [(_spelled(one, language), _about(one, language)) for one in options], width)
    yield from _table(say("Commands:"), [(name, shown(Message(one.help), language).partition("\n\n")[0])
                                         for name, one in below.items()], width)
    if command.epilog:
        yield from _paragraphs(shown(Message(command.epilog), language), width)


def _usage(context: typer.Context, arguments: Sequence[typer.core.TyperArgument], commands: bool) -> Iterator[str]:
    """The pieces of the usage line, in the language of the environment."""
    language = language_of(os.environ)
    yield context.command_path
    yield shown(say("[OPTIONS]"), language)
    for argument in arguments:
        name = shown(Message(argument.metavar), language)
        yield (name if argument.required else f"[{name}]") + ("..." if argument.nargs == -1 else "")
    if commands:
        yield shown(say("COMMAND …"), language)


def _spelled(option: TyperOption, language: str) -> str:
    """How an option is written: "-l, --lang LANG"."""
    metavar = "" if option.is_flag or not option.metavar else f" {shown(Message(option.metavar), language)}"
    return ", ".join(sorted(option.opts, key=len)) + metavar


def _about(parameter: typer.core.TyperOption | typer.core.TyperArgument, language: str) -> str:
    if parameter.name == "help":
        return shown(say("Show this message and exit."), language)
    text = shown(Message(parameter.help), language)
    if parameter.show_default and parameter.default and isinstance(parameter.default, str):
        text += " " + shown(say("[default: {value}]", value=parameter.default), language)
    return text


def _paragraphs(text: str, width: int) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield ""
        if paragraph.startswith("\b\n"):                   # as in Typer: to be left as it stands
            yield paragraph.removeprefix("\b\n")
        else:
            yield from _wrapped(paragraph.replace("\n", " "), width)


def _table(title: Message, rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield shown(title, language_of(os.environ))
    column = max(_columns(name) for name, _ in rows) + 4
    for name, text in rows:
        lines = list(_wrapped(text, width - column))
        yield "  " + name + " " * (column - 2 - _columns(name)) + lines[0]
        yield from (" " * column + line for line in lines[1:])


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Lines of at most `width` columns; between Han characters too, but never before their punctuation."""
    line = ""
    for piece in PIECES.findall(text):
        if line and _columns(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    yield line.rstrip()


def _columns(text: str) -> int:
    """How wide a text is in a terminal."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
