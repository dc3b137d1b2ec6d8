"""The Jinja environment: sandboxed, strict, and knowing the place of everything it prints."""

from __future__ import annotations

import posixpath
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from types import FrameType, TracebackType

from jinja2 import BaseLoader, TemplateError, TemplateNotFound, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from jinja2.parser import Parser
from jinja2.runtime import Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from reportgen.diagnostics import Diagnostic, ReportgenError, Span, did_you_mean, error, stop_on_errors
from reportgen.inputs import Inputs
from reportgen.readers.marks import PRIVATE, mark_lines

UNSAFE_FILTERS = ("safe", "e", "escape", "forceescape", "urlize", "xmlattr", "tojson", "pprint", "random",
                  "filesizeformat")
UNSAFE_GLOBALS = ("lipsum", "cycler", "joiner", "dict")
ASCII_FOR = dict(zip("：，（）｛｝“”‘’；．［］｜％＝＋－＊／＜＞　", ":,(){}\"\"'';.[]|%=+-*/<> ", strict=True))
_CODE = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}|\{#.*?#\}", re.DOTALL)
_STRING = re.compile(r"""'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*\"""", re.DOTALL)
_WIDE_BRACES = re.compile(r"｛[｛%％]|[%％}｝]｝|｛%|^[｛{][^{}%｛｝\n]*[｝}][ \t]*$", re.MULTILINE)


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
        super().__init__(loader=_Loader(inputs), autoescape=True, finalize=print_value, undefined=_undefined(self),
                         trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, cache_size=100,
                         optimized=False,

                         extensions=[_LineMarks, _BlockTags])
        self.inputs = inputs
        self.blocks = blocks
        self.files: list[str] = []
        self.problems: list[Diagnostic] = []
        for name in UNSAFE_FILTERS:
            self.filters.pop(name, None)
        for name in UNSAFE_GLOBALS:
            self.globals.pop(name, None)

    def join_path(self, template: str, parent: str) -> str:
        """A name in include, import or extends is relative to the folder of the template it stands in."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(parent), template))

    def here(self, words: str = "") -> Span:
        """The place in a template that is being rendered now; the column is where `words` stand in its line."""
        frame = sys._getframe(1)
        while frame is not None and (place := _template_line(frame, frame.f_lineno)) is None:
            frame = frame.f_back
        return self.place(*place, words) if frame is not None else Span(self.files[0] if self.files else "")

    def place(self, file: str, line: int, words: str) -> Span:
        lines = self.inputs.text(file).split("\n")
        text = lines[line - 1] if 0 < line <= len(lines) else ""
        return Span(file, line, max(text.find(words), 0) + 1 if words else 1)

    def problem(self, rule: str, message: str, words: str = "", hint: str = "") -> None:
        """Note a problem at the place being rendered, once."""
        found = error(rule, message, self.here(words), hint)
        if found not in self.problems:
            self.problems.append(found)

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
            self._stop("template-loop", "the templates include one another without end", sys.exc_info()[2])
        except TemplateNotFound as problem:
            self._stop("missing-file", f'there is no template "{problem.name}"', problem.__traceback__)
        except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError) as problem:
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
        places = [place for place in _template_lines(trace) if place]
        span = self.place(*places[-1], "") if places else None
        raise ReportgenError(*self.problems, error(rule, message, span)) from None


def _template_line(frame: FrameType, line: int) -> tuple[str, int] | None:
    template = frame.f_globals.get("__jinja_template__")
    return (template.name, template.get_corresponding_lineno(line)) if template is not None else None


def _template_lines(trace: TracebackType | None) -> Iterator[tuple[str, int] | None]:
    while trace is not None:
        if "__jinja_exception__" in trace.tb_frame.f_globals:      # Jinja has put the template's own place here
            yield trace.tb_frame.f_code.co_filename, trace.tb_lineno
        else:
            yield _template_line(trace.tb_frame, trace.tb_lineno)
        trace = trace.tb_next


class _Loader(BaseLoader):
    """Templates come through the project's one door."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # type: ignore[override]
        path = (self.inputs.root / template)
        if not path.resolve().is_relative_to(self.inputs.root) or not path.is_file():
            raise TemplateNotFound(template)
        text = self.inputs.text(template)
        stop_on_errors(_unwanted_characters(text, template))
        environment.file_number(template)
        return text, template, lambda: True


def _unwanted_characters(text: str, file: str) -> list[Diagnostic]:
    """Private-use and control characters anywhere; full-width punctuation where the syntax needs ASCII."""
    found = [(m.start(), error("private-character", f"the private-use character U+{ord(m[0]):04X} has no meaning here",
                               _span_at(text, m.start(), file))) for m in PRIVATE.finditer(text)]
    found += [(m.start(), error("control-character", f"the control character U+{ord(m[0]):04X} has no place in a text",
                                _span_at(text, m.start(), file)))
              for m in re.finditer("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]", text)]
    for code in _CODE.finditer(text):
        bare = _STRING.sub(lambda string: " " * len(string[0]), code[0]) if not code[0].startswith("{#") else ""
        found += [(code.start() + n, _wide(c, text, code.start() + n, file))
                  for n, c in enumerate(bare) if c in ASCII_FOR]
    outside = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text)
    for braces in _WIDE_BRACES.finditer(outside):
        found += [(braces.start() + n, _wide(c, text, braces.start() + n, file))
                  for n, c in enumerate(braces[0]) if c in "｛｝％"]
    return [problem for _, problem in sorted(found, key=lambda pair: pair[0])]


def _wide(character: str, text: str, position: int, file: str) -> Diagnostic:
    return error("full-width", f'the full-width "{character}" stands where the syntax needs "{ASCII_FOR[character]}"',
                 _span_at(text, position, file), "switch the keyboard to half width for {{ … }}, {% … %} and { … }")


def _span_at(text: str, position: int, file: str) -> Span:
    start = text.rfind("\n", 0, position) + 1
    return Span(file, text.count("\n", 0, position) + 1, position - start + 1)


def _undefined(environment: Environment) -> type[Undefined]:
    """A kind of undefined value that notes itself as a problem when used and lets the rendering go on."""

    class Missing(Undefined):
        __slots__ = ()

        def _note(self) -> None:
            name = str(self._undefined_name)
            if self._undefined_obj is not None and hasattr(type(self._undefined_obj), "names_known"):
                known = self._undefined_obj.names_known()
                what = f'"{self._undefined_obj.name_known}" has no "{name}"'
            else:
                known, what = environment.globals, f'there is no "{name}"'
            environment.problem("undefined", what, name, did_you_mean(name, known))

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

        def __call__(self, *_: object, **__: object) -> Missing:
            self._note()
            return self

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
                parser.stream.expect("assign")
                keywords.append(nodes.Keyword(key, parser.parse_expression(), lineno=tag.lineno))
            else:
                arguments.append(parser.parse_expression())
        body = parser.parse_statements((f"name:end{tag.value}",), drop_needle=True)
        call = self.call_method("call", [nodes.Const(tag.value), *arguments], keywords, lineno=tag.lineno)
        return nodes.CallBlock(call, [], [], body).set_lineno(tag.lineno)

    def call(self, tag: str, *arguments: object, caller: Callable[[], str], **keywords: object) -> str:
        return self.environment.blocks[tag](caller(), *arguments, **keywords)  # type: ignore[attr-defined]
