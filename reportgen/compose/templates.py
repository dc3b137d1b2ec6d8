"""The Jinja environment: sandboxed, strict, and knowing the place of everything it prints."""

from __future__ import annotations

import posixpath
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import wraps
from types import FrameType, TracebackType
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.compose.loader import CODE, Loader
from reportgen.diagnostics import Diagnostic, ReportgenError, Span, did_you_mean, error, stop_on_errors
from reportgen.inputs import Inputs
from reportgen.readers.marks import mark_lines

UNSAFE_FILTERS = ("safe", "e", "escape", "forceescape", "urlize", "urlencode", "xmlattr", "tojson", "pprint", "random",
                  "filesizeformat")
TEXT_FILTERS = ("batch", "capitalize", "center", "count", "first", "float", "format", "int", "last", "length", "list",
                "lower", "reverse", "round", "slice", "sort", "string", "striptags", "sum", "title", "truncate",
                "unique", "upper", "wordcount", "wordwrap")
UNSAFE_GLOBALS = ("lipsum", "cycler", "joiner", "dict")


class _CodeGenerator(CodeGenerator):
    """Prints every value when the template runs: a constant printed before would be markup and have no place."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)


class Environment(ImmutableSandboxedEnvironment):
    """Templates of one document. `print_value` turns a value into a held mark; problems gather in `problems`."""

    code_generator_class = _CodeGenerator

    def __init__(self, inputs: Inputs, print_value: Callable[[object], Markup], blocks: Mapping[str, Callable]) -> None:
        """`blocks` gives for each block tag what is done with its text and its arguments."""
        super().__init__(loader=Loader(inputs), autoescape=True, finalize=print_value, undefined=_undefined(self),
                         keep_trailing_newline=True, cache_size=100, optimized=False,
                         extensions=[_LineMarks, _BlockTags])
        self.inputs = inputs
        self.blocks = blocks
        self.files: list[str] = []
        self.problems: dict[Diagnostic, None] = {}
        self._lines: dict[str, list[str]] = {}
        self._places: dict[str, tuple[list[int], list[int]]] = {}
        for name in UNSAFE_FILTERS:
            self.filters.pop(name, None)
        for name in UNSAFE_GLOBALS:
            self.globals.pop(name, None)
        for name in TEXT_FILTERS:
            self.filters[name] = self._on_words_only(name, self.filters[name])

    def join_path(self, template: str, parent: str) -> str:
        """A name in include, import or extends is relative to the folder of the template it stands in."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(parent), template))

    def here(self, words: str = "") -> Span:
        """The place in a template that is being rendered now; the column is where `words` stand in its line."""
        frame = sys._getframe(1)
        while frame is not None and (place := self._written_at(frame, frame.f_lineno)) is None:
            frame = frame.f_back
        return self.place(*place, words) if frame is not None else Span(self.files[0] if self.files else "")

    def place(self, file: str, line: int, words: str) -> Span:
        """A place in a template; `words` are looked for in its tags first, as whole words, then anywhere."""
        if file not in self._lines:
            self._lines[file] = self.inputs.text(file).split("\n")
        lines = self._lines[file]
        text = lines[line - 1] if 0 < line <= len(lines) else ""
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

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Held values have no methods in a template: they would cut or change the mark and not the value."""
        return not isinstance(obj, Markup) and super().is_safe_attribute(obj, attr, value)

    def _on_words_only(self, name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(filter_)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            held = next((one for one in arguments if _is_held(one)), None)
            if held is None:
                return filter_(*arguments, **keywords)
            self.problem("held-value", f'the filter "{name}" cannot be used on what a fact or a block prints', name,
                         "facts are printed as they are, and later than filters run")
            return held

        return guarded

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
        try:
            text = self.get_template(name).render()
        except ReportgenError as problem:
            raise ReportgenError(*self.problems, *problem.diagnostics) from None
        except TemplateSyntaxError as problem:
            raise ReportgenError(*self.problems, self._syntax(problem)) from None
        except RecursionError:
            self._stop("template-loop", "templates include one another, or a macro calls itself, without end",
                       sys.exc_info()[2])
        except SyntaxError as problem:                 # Jinja wrote Python that Python refuses
            raise ReportgenError(*self.problems, error("template-syntax", problem.msg, Span(name))) from None
        except TemplateNotFound as problem:
            self._stop("missing-file", f'there is no template "{problem.name}"', problem.__traceback__)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError,
                NameError) as problem:
            self._stop("template-error", str(problem) or type(problem).__name__, problem.__traceback__)
        stop_on_errors(self.problems)
        return text

    def _syntax(self, problem: TemplateSyntaxError) -> Diagnostic:
        name = problem.name or (self.files[0] if self.files else "")
        quoted = re.search(r"'([^']+)'", problem.message or "")
        words = quoted[1] if quoted else ""
        hint = "{# opens a comment; to name a block write {id=…}" if "comment" in (problem.message or "") else ""
        span = self.place(name, problem.lineno, words)
        return error("template-syntax", (problem.message or "").rstrip("."), span, hint)

    def _stop(self, rule: str, message: str, trace: TracebackType | None) -> None:
        places = [place for place in self._template_lines(trace) if place]
        span = self.place(*places[-1], "") if places else Span(self.files[0] if self.files else "")
        raise ReportgenError(*self.problems, error(rule, message, span)) from None


    def _template_lines(self, trace: TracebackType | None) -> Iterator[tuple[str, int] | None]:
        while trace is not None:
            if "__jinja_exception__" in trace.tb_frame.f_globals:      # Jinja has put the template's own place here
                yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
            else:
                yield self._written_at(trace.tb_frame, trace.tb_lineno)
            trace = trace.tb_next


def _is_held(value: object) -> bool:
    """Whether a value is, or prints as, a mark: a list of such values is none."""
    return isinstance(value, Markup) or (hasattr(value, "__html__") and not hasattr(value, "__iter__"))


def _undefined(environment: Environment) -> type[Undefined]:
    """A kind of undefined value that notes itself as a problem when used and lets the rendering go on."""

    class Missing(Undefined):
        __slots__ = ()

        def _note(self) -> None:
            name = str(self._undefined_name or "value")
            if self._undefined_obj is not None and hasattr(type(self._undefined_obj), "names_known"):
                known = self._undefined_obj.names_known()
                what = f'"{self._undefined_obj.name_known}" has no "{name}"'
            else:
                known, what = environment.globals, f'there is no "{name}"'
            hint = f'this one has no "{name}"' if name in known else environment.hint(name, known)
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
