"""The Jinja environment: strict, and knowing the place of everything it prints."""

from __future__ import annotations

import posixpath
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import CodeType, FrameType, TracebackType
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Undefined
from markupsafe import Markup

from reportgen.compose.complaints import complaint
from reportgen.characters import refused
from reportgen.compose.loader import CODE, Loader, lost_in_a_child
from reportgen.compose.sandbox import CALLS, LARGEST_NUMBER, LONG_NUMBER, Sandbox
from reportgen.diagnostics import Diagnostic, ReportgenError, Span, did_you_mean, error, refuse, stop_on_errors
from reportgen.inputs import Inputs
from reportgen.limits import OutOfTime, too_much_memory
from reportgen.messages import said, say
from reportgen.readers.marks import mark_lines

CLOSED = say('"{{" is closed by "}}", and "{%" by "%}"')
SYNTAX_HINTS = {                                       # by a word in what Jinja complains of
    "got '='": say('to compare, write "=="'),
    "comment": say("{# opens a comment; to name a block write {id=…}"),
    "unexpected '}'": CLOSED, "end of print statement": CLOSED, "end of statement block": CLOSED,
}


class Environment(Sandbox):
    """Templates of one document. `print_value` turns a value into a held mark; problems gather in `problems`."""

    def __init__(self, inputs: Inputs, print_value: Callable[[object], Markup], blocks: Mapping[str, Callable]) -> None:
        """`blocks` gives for each block tag what is done with its text and its arguments."""
        super().__init__(loader=Loader(inputs), finalize=print_value, undefined=_undefined(self),
                         keep_trailing_newline=True, cache_size=100, extensions=[_LineMarks, _BlockTags])
        self.inputs = inputs
        self.blocks = blocks
        self.files: list[str] = []
        self.problems: dict[Diagnostic, None] = {}
        self.hints: Mapping[str, str] = {}                # what was meant by a name that is none, where it is known
        self._lines: dict[str, list[str]] = {}
        self._places: dict[str, tuple[list[int], list[int]]] = {}
        self._steps: dict[int, tuple[CodeType, list[int], list[int]]] = {}     # by id, which lasts as long as the code
        self._opened: list[str] = []

    def join_path(self, template: str, parent: str) -> str:
        """A name in include, import or extends is relative to the folder of the template it stands in."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(parent), template))

    def here(self, words: str = "") -> Span:
        """The place in a template that is being rendered now; the column is where `words` stand in its line."""
        frame = sys._getframe(1)
        while frame is not None and (place := self._written_at(frame, self._line_at(frame))) is None:
            frame = frame.f_back
        if frame is None:
            return Span(self.files[0] if self.files else "")
        return self.place(*place, words) if words else self._tag(*place)

    def _tag(self, file: str, line: int) -> Span:
        """The place of a line's tag, if it has only one."""
        tags = [found.start() for found in CODE.finditer(self.line(file, line)) if not found[0].startswith("{#")]
        return Span(file, line, tags[0] + 1 if len(tags) == 1 else 1)

    def line(self, file: str, line: int) -> str:
        """A line of a template as it was written; "" where there is none."""
        if file not in self._lines:
            self._lines[file] = self.inputs.text(file).split("\n")
        lines = self._lines[file]
        return lines[line - 1] if 0 < line <= len(lines) else ""

    def place(self, file: str, line: int, words: str) -> Span:
        """A place in a template; `words` are looked for in its tags first, as whole words, then anywhere."""
        text = self.line(file, line)
        if not words:
            return Span(file, line, 1)
        whole = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
        tags = (found.start() + code.start() for code in CODE.finditer(text) if (found := whole.search(code[0])))
        return Span(file, line, next(tags, max(text.find(words), 0)) + 1)

    def problem(self, rule: str, message: str, words: str = "", hint: str = "") -> None:
        """Note a problem at the place being rendered, once."""
        self.problems.setdefault(error(rule, message, self.here(words), hint))

    def hint(self, word: str, known: Iterable[str]) -> str:
        """A known word like this one, while there are few problems: looking for it takes time."""
        return did_you_mean(word, known) if len(self.problems) < 20 else ""

    def _line_at(self, frame: FrameType) -> int:
        """The line of compiled code that a frame is at; Python itself counts from the first one at every call."""
        code = frame.f_code
        if "__jinja_template__" not in frame.f_globals:
            return 0
        if id(code) not in self._steps:
            steps = [(start, line) for start, _, line in code.co_lines() if line]
            self._steps[id(code)] = (code, [start for start, _ in steps], [line for _, line in steps])
        _, starts, lines = self._steps[id(code)]
        return lines[bisect_right(starts, frame.f_lasti) - 1]

    def _written_at(self, frame: FrameType, line: int) -> tuple[str, int] | None:
        """The template and its line that a frame of compiled code stands for."""
        template = frame.f_globals.get("__jinja_template__")
        if template is None:
            return None
        if template.name not in self._places:
            pairs = template.debug_info
            self._places[template.name] = ([code for _, code in pairs], [written for written, _ in pairs])
        codes, lines = self._places[template.name]
        index = bisect_right(codes, line) - 1
        return template.name, lines[index] if index >= 0 else 1

    def file_number(self, name: str) -> int:
        if name not in self.files:
            self.files.append(name)
        return self.files.index(name)

    def render_marked(self, name: str, wanted_at: Span | None = None) -> str:
        """The text of a template with held marks and line marks; ReportgenError with all problems met on the way."""
        self.inputs.text(name, wanted_at)
        with self._all_told(name):
            text = self.get_template(name).render()
        stop_on_errors(self.problems)
        return text

    def check_syntax(self, name: str, wanted_at: Span | None = None) -> None:
        """ReportgenError with what is wrong with a template, and with those it names, before it is rendered."""
        self.inputs.text(name, wanted_at)
        with self._all_told(name):
            self.get_template(name)

    @contextmanager
    def _all_told(self, name: str) -> Iterator[None]:
        """Whatever stops a template is a ReportgenError at its place, together with the problems met before."""
        try:
            yield
        except ReportgenError as problem:
            raise ReportgenError(*dict.fromkeys((*self.problems, *problem.diagnostics))) from None
        except TemplateSyntaxError as problem:
            raise ReportgenError(*self.problems, self._syntax(problem)) from None
        except RecursionError:
            self._stop("template-loop", say("a macro, block or loop calls itself without end, or too deep"),
                       sys.exc_info()[2])
        except OutOfTime as over:
            self._stop("too-long", over.args[0], over.__traceback__)
        except MemoryError as over:
            self._stop("too-much-memory", too_much_memory().message, over.__traceback__)
        except SyntaxError as problem:                 # Jinja wrote Python that Python refuses
            raise ReportgenError(*self.problems, error("template-syntax", complaint(problem.msg),
                                                       Span(problem.filename or name))) from None
        except TemplateNotFound as problem:
            self._stop("missing-file", say('there is no template "{name}"', name=problem.name), problem.__traceback__)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError,
                NameError) as problem:
            self._stop("template-error", complaint(said(problem)), problem.__traceback__)

    # --- what Jinja calls while it reads a template

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        parser = None
        try:
            parser = Parser(self, source, name, filename)
            tree = parser.parse()
        except RecursionError:
            self.too_deep(Span(name or "", parser.stream.current.lineno if parser else 1))
        except ValueError:                             # Python reads no number of so many digits
            self.too_much(LONG_NUMBER, self._tag(name or "", parser.stream.current.lineno if parser else 1))
        self.check_depth(tree, name or "")
        for constant in tree.find_all(nodes.Const):
            self._check_constant(constant.value, self._tag(name or "", constant.lineno))
        return tree

    def _check_constant(self, value: object, place: Span) -> None:
        """Escapes may spell what no input may hold, and numbers have no end."""
        if isinstance(value, str):
            for _, what in refused(value):
                refuse("unwanted-character", say("{what} stands here", what=what), place)
        elif isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
            self.too_much(LONG_NUMBER, place)

    def _generate(self, source: nodes.Template, name: str | None, filename: str | None,
                  defer_init: bool = False) -> str:
        self._opened.append(name or "")
        try:
            for node in source.find_all((nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)):
                self._open(node, name or "")
        finally:
            self._opened.pop()
        stop_on_errors(lost_in_a_child(self, source, name or ""))
        return super()._generate(source, name, filename, defer_init)

    def _open(self, node: nodes.Node, name: str) -> None:
        """Read the template that a tag names, so that circles are found before anything runs."""
        written = node.template.value if isinstance(node.template, nodes.Const) else None
        if not isinstance(written, str):
            refuse("template-name", say("the name of a template is written out here, in quotes"),
                   self._tag(name, node.lineno))
        wanted, place = self.join_path(written, name), self.place(name, node.lineno, written)
        if wanted in self._opened or len(self._opened) > CALLS:
            refuse("template-loop", say('"{name}" comes back to itself', name=written), place)
        try:
            self.get_template(wanted)
        except TemplateNotFound:
            if not getattr(node, "ignore_missing", False):
                refuse("missing-file", say('there is no template "{name}"', name=wanted), place,
                       say("a template's name ends in .md or .html") if self.inputs.is_file(wanted)
                       else did_you_mean(wanted, self.inputs.beside(wanted)))

    def _syntax(self, problem: TemplateSyntaxError) -> Diagnostic:
        name = problem.name or (self.files[0] if self.files else "")
        quoted = re.search(r"(?:^|.* got |^[^']*)'([^']+)'", problem.message or "")
        words = quoted[1] if quoted else ""
        hint = next((hint for word, hint in SYNTAX_HINTS.items() if word in (problem.message or "")), "")
        span = self.place(name, problem.lineno, words)
        return error("template-syntax", complaint((problem.message or "").rstrip(".")), span, hint)

    def _stop(self, rule: str, message: str, trace: TracebackType | None) -> None:
        places = [place for place in self._template_lines(trace) if place]
        span = self._tag(*places[-1]) if places else Span(self.files[0] if self.files else "")
        raise ReportgenError(*self.problems, error(rule, message, span)) from None

    def _template_lines(self, trace: TracebackType | None) -> Iterator[tuple[str, int] | None]:
        while trace is not None:
            if "__jinja_exception__" in trace.tb_frame.f_globals:      # Jinja has put the template's own place here
                yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
            else:
                yield self._written_at(trace.tb_frame, trace.tb_lineno)
            trace = trace.tb_next


def _undefined(environment: Environment) -> type[Undefined]:
    """A kind of undefined value that notes itself as a problem when used and lets the rendering go on."""

    class Missing(Undefined):
        __slots__ = ("_told",)

        def __init__(self, *arguments: Any, **keywords: Any) -> None:
            super().__init__(*arguments, **keywords)
            self._told = False

        def _note(self) -> None:
            if self._told:
                return
            self._told = True
            name = str(self._undefined_name or "value")
            if self._undefined_obj is not None and hasattr(type(self._undefined_obj), "names_known"):
                known, meant = self._undefined_obj.names_known(), {}
                what = say('"{thing}" has no "{name}"', thing=self._undefined_obj.name_known, name=name)
            else:
                known, meant = environment.globals, environment.hints
                what = say('there is no "{name}"', name=name)
            hint = (say("others have it; for this one nothing of the kind was written") if name in known
                    else meant.get(name) or environment.hint(name, known))
            environment.problem("undefined", what, name, hint)

        def _nothing(self, *_: object, **__: object) -> Markup:
            self._note()
            return Markup()

        def __getattr__(self, name: str) -> Missing:
            if name.startswith("__"):
                raise AttributeError(name)
            self._note()
            return self

        def __getitem__(self, _: object) -> Missing:
            self._note()
            return self

        def _itself(self, *_: object, **__: object) -> Missing:
            self._note()
            return self

        def _unlike(self, *_: object) -> bool:
            self._note()
            return False

        def __hash__(self) -> int:
            return id(type(self))

        __call__ = __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _itself
        __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pow__ = __rpow__ = __neg__ = __pos__ = _itself
        __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _unlike  # type: ignore[assignment]

        def __iter__(self) -> Iterator[object]:
            self._note()
            return iter(())

        def __bool__(self) -> bool:
            self._note()
            return False

        def __len__(self) -> int:
            self._note()
            return 0

        __html__ = __str__ = _nothing  # type: ignore[assignment]

    return Missing


class _LineMarks(Extension):
    """Put the place of each line of a template's own text in front of it."""

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        number = self.environment.file_number(stream.name or "")  # type: ignore[attr-defined]
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, "data", mark_lines(token.value, number, token.lineno))
            else:
                yield token


class _BlockTags(Extension):
    """`{% claim … %}…{% endclaim %}` and their like: a call with the text between the tags."""

    tags = {"claim", "callout"}         # noqa: RUF012  Jinja's own convention

    def parse(self, parser: Parser) -> nodes.Node:
        tag = next(parser.stream)
        arguments: list[nodes.Expr] = []
        keywords: list[nodes.Keyword] = []
        while parser.stream.current.type != "block_end":
            if arguments or keywords:
                parser.stream.skip_if("comma")
            if parser.stream.current.type == "name" and parser.stream.look().type == "assign":
                key = parser.stream.expect("name").value
                if key in (keyword.key for keyword in keywords):
                    parser.fail(f"'{key}' is given twice", tag.lineno)
                parser.stream.expect("assign")
                keywords.append(nodes.Keyword(key, parser.parse_expression(), lineno=tag.lineno))
            else:
                arguments.append(parser.parse_expression())
        body = parser.parse_statements((f"name:end{tag.value}",), drop_needle=True)
        call = self.call_method("call", [nodes.Const(tag.value), *arguments], keywords, lineno=tag.lineno)
        return nodes.CallBlock(call, [], [], body).set_lineno(tag.lineno)

    def call(self, tag: str, *arguments: object, caller: Callable[[], str], **keywords: object) -> str:
        return self.environment.blocks[tag](caller(), *arguments, **keywords)  # type: ignore[attr-defined]
