"""Load a template's source, and refuse at its place what could not be meant or would never be printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jinja2 import BaseLoader, Environment, TemplateNotFound, nodes

from reportgen.characters import refused
from reportgen.diagnostics import Diagnostic, Span, did_you_mean, error, stop_on_errors
from reportgen.inputs import Inputs
from reportgen.messages import say
from reportgen.readers.marks import without_marks

ASCII_FOR = dict(zip("：，、。（）｛｝“”‘’；．［］｜％＝＋－＊／＜＞　", ":,,.(){}\"\"'';.[]|%=+-*/<> ", strict=True))
_TAG = r"(?:\{%(?:[^%{]|%(?!\})|\{(?!%))*%\}|\{#(?:[^#{]|#(?!\})|\{(?!#))*#\})"
_TAG_LINE = re.compile(rf"^[ \t]*((?:{_TAG}[ \t]*)*{_TAG})[ \t]*\n", re.MULTILINE)
_STRING = re.compile(r"""'[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*\"""", re.DOTALL)
_WIDE = re.compile(f"[{re.escape(''.join(ASCII_FOR))}]+")
_WIDE_BRACES = re.compile(r"｛[｛%％]|[%％}｝]｝|｛%|^[｛{][^{}%｛｝\n]*[｝}][ \t]*$", re.MULTILINE)
_SINGLE_BRACES = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*(?:\.[^\W\d]\w*)+)\s*\}+")
_RAW = re.compile(r"`+[^`]*`+")
CODE = re.compile(r"\{\{(?:[^{]|\{(?!\{))*?\}\}|\{%(?:[^{]|\{(?!%))*?%\}|\{#(?:[^{]|\{(?!#))*?#\}")   # none in another


class Loader(BaseLoader):
    """Templates come through the project's one door."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs

    def get_source(self, environment: Environment,  # type: ignore[override]
                   template: str) -> tuple[str, str, Callable[[], bool]]:
        if not _is_template(template) or not self.inputs.is_file(template):
            raise TemplateNotFound(template)
        text = self.inputs.text(template)
        stop_on_errors(_unwanted_characters(text, template))
        environment.file_number(template)
        return _TAG_LINE.sub(_swallow_line_end, text), template, lambda: True


def _is_template(name: str) -> bool:
    """Whether a name may be a template's: Markdown or HTML, and nothing hidden."""
    return name.endswith((".md", ".html")) and not any(part.startswith(".") for part in name.split("/") if part != "..")


def _swallow_line_end(found: re.Match[str]) -> str:
    """A line of tags alone prints nothing: its line end moves inside its last tag, where it is no text."""
    tags = found[1]
    return tags if tags[-3] in "-+" else f"{tags[:-2]}\n{tags[-2:]}"


def lost_in_a_child(environment: Environment, tree: nodes.Template, name: str) -> Iterator[Diagnostic]:
    """What a template that extends another says outside its blocks is never printed."""
    body = tree.body
    parents = [node.template.value for node in body if isinstance(node, nodes.Extends)
               and isinstance(node.template, nodes.Const)]
    if not parents:
        return
    known = _blocks(environment, environment.join_path(parents[0], name))
    for node in body:
        if isinstance(node, nodes.Output) and any(map(_prints, node.nodes)):
            yield error("lost-text", say("what stands outside the blocks of a child template is not printed"),
                        Span(name, node.lineno), say("put it into a {% block %} of the template it extends"))
        if isinstance(node, nodes.Block) and node.name not in known:
            yield error("unknown-block", say('"{parent}" has no block "{name}"', parent=parents[0], name=node.name),
                        Span(name, node.lineno),
                        did_you_mean(node.name, known))


def _prints(node: nodes.Node) -> bool:
    return not isinstance(node, nodes.TemplateData) or bool(without_marks(node.data)[0].strip())


def _blocks(environment: Environment, name: str) -> set[str]:
    """The names of the blocks of a template and of those it extends; none where it cannot be found."""
    if not _is_template(name) or not environment.inputs.is_file(name):
        return set()
    tree = environment.parse(environment.inputs.text(name), name)
    found = {block.name for block in tree.find_all(nodes.Block)}
    for parent in tree.find_all(nodes.Extends):
        if isinstance(parent.template, nodes.Const):
            found |= _blocks(environment, environment.join_path(parent.template.value, name))
    return found


def _unwanted_characters(text: str, file: str) -> list[Diagnostic]:
    """Characters that no input may hold; full-width punctuation where the syntax needs ASCII."""
    found = [(position,
              error("unwanted-character", say("{what} stands here: U+{code:04X}", what=what, code=ord(text[position])),
                              _span_at(text, position, file)))
             for position, what in refused(text) if text[position] != "\t"]
    for code in CODE.finditer(text):
        bare = _STRING.sub(lambda string: " " * len(string[0]), code[0]) if not code[0].startswith("{#") else ""
        found += [(code.start() + signs.start(), _wide(signs[0], text, code.start() + signs.start(), file))
                  for signs in _WIDE.finditer(bare)]
    outside = CODE.sub(_blank, text)
    for braces in _WIDE_BRACES.finditer(outside):
        found += [(braces.start() + signs.start(), _wide(signs[0], text, braces.start() + signs.start(), file))
                  for signs in re.finditer("[％%}]*｝+}*|[｛{]*[｛％]+[%{]*", braces[0])]
    for single in _SINGLE_BRACES.finditer(_RAW.sub(_blank, outside)):
        found.append((single.start(), _single(single, text, file)))
    return [problem for _, problem in sorted(found, key=lambda pair: pair[0])]


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _single(found: re.Match[str], text: str, file: str) -> Diagnostic:
    return error("single-braces", say('"{words}" would be printed as it stands', words=found[0]),
                 _span_at(text, found.start(), file), say("write {{{{ {name} }}}}", name=found[1]))


def _wide(signs: str, text: str, position: int, file: str) -> Diagnostic:
    return error("full-width", say('the full-width "{character}" stands where the syntax needs "{needed}"',
                                   character=signs, needed="".join(ASCII_FOR.get(sign, sign) for sign in signs)),
                 _span_at(text, position, file),
                 say("switch the keyboard to half width for {{ … }}, {% … %} and { … }"))


def _span_at(text: str, position: int, file: str) -> Span:
    start = text.rfind("\n", 0, position) + 1
    return Span(file, text.count("\n", 0, position) + 1, position - start + 1)
