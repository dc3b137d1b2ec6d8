"""Hold templates to what they may do: lists of the filters, tests, names, methods and sums there are, and how much."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, NoReturn

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, Undefined, markup_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from markupsafe import Markup

from reportgen.compose.views import View
from reportgen.compose.written import Numbering, OwnWords, Written
from reportgen.diagnostics import Span, refuse
from reportgen.messages import say

FILTERS = ("abs", "batch", "capitalize", "count", "d", "default", "dictsort", "first", "float", "groupby", "int",
           "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace",
           "reverse", "round", "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim", "truncate",
           "unique", "upper", "wordcount")
ALSO_ON_FACTS = ("d", "default", "trim")      # the other filters would cut or change a mark, and not the value
TESTS = ("!=", "<", "<=", "==", ">", ">=", "boolean", "defined", "divisibleby", "eq", "equalto", "even", "false", "ge",
         "greaterthan", "gt", "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none",
         "number", "odd", "sequence", "string", "true", "undefined", "upper")
OPEN = (View, LoopContext, Namespace, TemplateModule, BlockReference, Undefined)      # public attributes may be read
OF_WORDS = ("endswith", "lower", "removeprefix", "removesuffix", "split", "startswith", "strip", "upper")
NUMBERING = ("index", "index0", "revindex", "revindex0", "depth", "depth0")            # of a loop
METHODS = {str: OF_WORDS, Written: OF_WORDS, OwnWords: OF_WORDS,
           dict: ("get", "items", "keys", "values"), list: ("count", "index"), tuple: ("count", "index")}
LARGEST_ARGUMENT = 10_000               # of a filter or range(): repeats, widths, digits
LARGEST_NUMBER = 10 ** 15
LONG_NUMBER = say("a number of more than 15 digits")
LONGEST = 4_000_000                     # letters of a text, or items of a list, that a template puts together
LOOPS = 16                              # how deep loops may stand in one another; Python knows no more than 20
DEEPEST = 100                           # how deep a template's parts may stand in one another
CALLS = 40                              # how many calls may wait for one another


class CodeWriter(CodeGenerator):
    """Prints every value when the template runs: a constant printed before would be markup and have no place."""

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        if not isinstance(node, nodes.TemplateData):
            raise nodes.Impossible
        return super()._output_child_to_const(node, frame, finalize)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for part in node.nodes:
            self.visit(part, frame)
            self.write(", ")
        self.write("))")


class Sandbox(ImmutableSandboxedEnvironment):
    """An environment in which there is nothing but what the lists above allow, and no more of it."""

    code_generator_class = CodeWriter
    intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))

    def __init__(self, **options: Any) -> None:
        super().__init__(autoescape=True, optimized=False, **options)
        self.globals = {"range": self._range, "namespace": Namespace}
        self.filters = {name: self._guarded(name, self.filters[name]) for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        self._waiting = 0

    @abstractmethod
    def here(self, words: str = "") -> Span:
        """The place in a template that is being rendered now."""

    @abstractmethod
    def problem(self, rule: str, message: str, words: str = "", hint: str = "") -> None:
        """Note a problem at that place, once."""

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what is listed; held values have no methods: they would cut or change the mark and not the value."""
        return not attr.startswith("_") and (isinstance(obj, OPEN) or attr in METHODS.get(type(obj), ()))

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template reads of a value; the numbers of a loop's turns are known to be such."""
        value = super().getattr(obj, attribute)
        return Numbering(value) if isinstance(obj, LoopContext) and attribute in NUMBERING else value

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Texts have no `format` here."""
        return None

    def call(self, context: Context, thing: Any, /, *arguments: Any, **keywords: Any) -> Any:   # type: ignore[override]
        if self._waiting == CALLS:
            refuse("template-loop", say("a macro, block or loop calls itself without end, or too deep"), self.here())
        if isinstance(thing, Macro):
            for argument in (*arguments, *keywords.values()):
                if isinstance(argument, Undefined):
                    bool(argument)                         # which notes it: here, and not in the macro
        self._waiting += 1
        try:
            return super().call(context, thing, *arguments, **keywords)
        finally:
            self._waiting -= 1

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        for one in (left, right):
            if isinstance(one, int | float) and abs(one) > LARGEST_NUMBER:
                self.too_much(LONG_NUMBER)
            if (isinstance(one, str | list | tuple) and operator != "+") or operator == "**":
                refuse("template-error", say('"{operator}" is for small numbers', operator=operator),
                       self.here(operator))
        return self._bounded(super().call_binop(context, operator, left, right))

    def concat(self, pieces: Iterable[str]) -> str:                                             # type: ignore[override]
        """The pieces as one text."""
        kept, length = [], 0
        for piece in pieces:
            length += len(piece)
            if length > LONGEST:
                self.too_much(say("more than {count} letters", count=LONGEST))
            kept.append(piece)
        return "".join(kept)

    def joined(self, parts: tuple[Any, ...]) -> Any:
        """What `~` makes of its parts."""
        return self._bounded(markup_join(parts))

    def check_depth(self, tree: nodes.Template, name: str) -> None:
        """Refuse a template whose parts stand in one another too deep: Jinja and Python read it by recursion."""
        level: list[tuple[nodes.Node, int]] = [(tree, 0)]
        for _ in range(DEEPEST):
            level = [(child, loops + isinstance(child, nodes.For))
                     for node, loops in level for child in node.iter_child_nodes()]
            if deep := next((node for node, loops in level if loops > LOOPS), None):
                refuse("too-deep", say("loops stand in one another more than {most} deep", most=LOOPS),
                       Span(name, deep.lineno))
        if level:
            self.too_deep(Span(name, level[0][0].lineno))

    def too_deep(self, span: Span) -> NoReturn:
        refuse("too-deep", say("brackets, blocks or operators stand in one another too deep"), span)

    def _range(self, *ends: int) -> range:
        made = range(*ends)
        if len(made) > LARGEST_ARGUMENT:
            self.too_much(say("a range() of more than {count} numbers", count=LARGEST_ARGUMENT))
        return made

    def _guarded(self, name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """The filter, kept from facts and from large numbers."""
        @wraps(filter_)
        def guarded(*arguments: Any, **keywords: Any) -> Any:
            given = (*arguments, *keywords.values())
            held = next((one for one in given if is_held(one)), None)
            if held is not None and name not in ALSO_ON_FACTS:
                self.problem("held-value",
                             say('the filter "{name}" cannot be used on what a fact or a block prints', name=name),
                             name, say("facts are printed as they are, and later than filters run"))
                return held
            if any(isinstance(one, int | float) and abs(one) > LARGEST_ARGUMENT for one in given[1:]):
                self.too_much(say('"{name}" of more than {count}', name=name, count=LARGEST_ARGUMENT), self.here(name))
            return filter_(*arguments, **keywords)

        return guarded

    def _bounded(self, made: Any) -> Any:
        if isinstance(made, str | list | tuple) and len(made) > LONGEST:
            self.too_much(say("more than {count} letters or items", count=LONGEST))
        return made

    def too_much(self, what: str, place: Span | None = None) -> NoReturn:
        refuse("too-much", say("a template cannot make this: {what}", what=what), place or self.here())


def is_held(value: object) -> bool:
    """Whether a value is, or prints as, a mark: a list of such values is none."""
    return isinstance(value, Markup) or (hasattr(value, "__html__") and not hasattr(value, "__iter__"))
