"""The program speaks English and Chinese: every sentence, in both, wherever it says one."""

import ast
import importlib.util
import json
import os
import pickle
import re
import subprocess
import sys
from pathlib import Path
from shutil import copytree

import pytest
import yaml
from babel.messages.mofile import read_mo

from reportgen.build.project import open_project
from reportgen.build.read import read
from reportgen.compose.templates import Environment
from reportgen.diagnostics import MachineError, ReportgenError, Span, WrongUsage, error
from reportgen.facts.yaml import parse
from reportgen.help import choose_language
from reportgen.inputs import Inputs
from reportgen.messages import Message, in_our_words, said, say, shown

ROOT = Path(__file__).parent.parent
HAN = re.compile("[\u4e00-\u9fff]")
VALUES = re.compile(r"\{[^}]*\}")
SAME = {"{file}  {size} kB{pages}", '{message} in "{text}"'}           # a unit, and a word that Chinese does without
EXAMPLES = {'{id=name caption="words" .style}, in half-width letters; {{ name }} prints a fact'}
SPEAKERS = {"error": (1, 3), "warning": (1, 3), "refuse": (1, 3), "wrong": (1, 3), "problem": (1,), "_complain": (1, 3),
            "tell": (0,), "MachineError": (0, 1), "WhenError": (0,), "QuantityError": (0,)}


def loaded(path):
    """A script or a test as a module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MESSAGES = loaded(ROOT / "tools" / "messages.py")
ERRORS = loaded(ROOT / "tests" / "errors" / "test_errors.py")
PROJECTS = loaded(ROOT / "tests" / "errors" / "test_projects.py")
TEMPLATES = loaded(ROOT / "tests" / "test_template_errors.py")
PO = next(MESSAGES.FOLDER.glob("zh/LC_MESSAGES/reportgen.po"))


def calls(name=None):
    """Every call in the program: its file, its name and itself."""
    for path in sorted((ROOT / "reportgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                called = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in (None, called):
                    yield path, called, node


# --- the catalogue ------------------------------------------------------------------------------------------------

def test_the_catalogue_is_complete_and_current(capsys):
    assert MESSAGES.main(["--check"]) == 0, capsys.readouterr().out


def test_every_sentence_is_written_out_where_it_is_said_and_found_by_the_extraction():
    written = set()
    for path, _, call in calls("say"):
        if isinstance(call.func, ast.Name) and path.name not in ("messages.py", "fit.py"):    # which take ours up again
            assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}"
            written.add(call.args[0].value)
    assert len(written) > 400
    assert written <= set(MESSAGES.said())


def test_a_translation_is_chinese_and_keeps_the_values():
    for message in MESSAGES.read(PO):
        if message.id:
            says_words = re.search("[A-Za-z]", VALUES.sub("", message.id)) and message.id not in SAME
            assert HAN.search(message.string) or not says_words, message.id
            fields = [sorted(re.findall(r"\{\w+[^{}]*\}", text)) for text in (message.id, message.string)]
            assert fields[0] == fields[1] or message.id in EXAMPLES, message.id


def test_the_compiled_catalogue_says_the_same_and_no_machine_or_day_stands_in_either():
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = {message.id: message.string for message in read_mo(file) if message.id}
    assert compiled == {message.id: message.string for message in MESSAGES.read(PO) if message.id}
    assert not re.search(r"Date:|Translator:|Generated|^#:.*\.py:[0-9]", PO.read_text("utf-8"), re.MULTILINE)


# --- where things are said ----------------------------------------------------------------------------------------

def plain(node):
    """Whether an expression is a sentence that could not be translated."""
    if isinstance(node, ast.IfExp):
        return plain(node.body) or plain(node.orelse)
    if isinstance(node, ast.BoolOp):
        return any(map(plain, node.values))
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and " " in node.value
    return isinstance(node, (ast.JoinedStr, ast.BinOp)) or (
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str")


def test_no_call_says_a_plain_text_where_a_message_belongs():
    looked_at, found = 0, []
    for path, name, call in calls():
        given = [call.args[n] for n in SPEAKERS.get(name, ()) if n < len(call.args)]
        given += [keyword.value for keyword in call.keywords if name in SPEAKERS and keyword.arg == "hint"]
        looked_at += len(given)
        found += [f"{path.relative_to(ROOT)}:{call.lineno}" for node in given if plain(node)]
    assert looked_at > 250
    assert not found


def texts(problem):
    return [problem.message, *filter(None, [problem.hint]), *(text for _, text in problem.related)]


def check_chinese(found):
    for problem in found.diagnostics:
        for text in texts(problem):
            assert isinstance(text, Message), text
            assert HAN.search(shown(text, "zh")), text
        assert re.search(r"(错误|警告)：", problem.shown("zh").split("\n")[0])
        assert problem.shown("en") == str(problem)


@pytest.mark.parametrize("path", ERRORS.CASES, ids=lambda path: path.stem)
def test_what_is_wrong_in_facts_is_told_in_chinese(path, tmp_path):
    with pytest.raises(ReportgenError) as found:
        ERRORS.load(yaml.safe_load(path.read_text("utf-8")), tmp_path)
    check_chinese(found.value)


@pytest.mark.parametrize("path", [path for path in TEMPLATES.TEMPLATES if len(TEMPLATES.parts(path)) == 2],
                         ids=lambda path: path.stem)
def test_what_is_wrong_in_a_template_is_told_in_chinese(path, tmp_path):
    copytree(TEMPLATES.FOLDER / "template_facts", tmp_path / "facts")
    (tmp_path / "t.md").write_text(TEMPLATES.parts(path)[0], "utf-8")
    (tmp_path / "reportgen.yaml").write_text(TEMPLATES.PROJECT, "utf-8")
    project = open_project(tmp_path)
    with pytest.raises(ReportgenError) as found:
        read(project.report("case"), project)
    check_chinese(found.value)


@pytest.mark.parametrize("path", PROJECTS.CASES, ids=lambda path: path.stem)
def test_what_is_wrong_in_a_project_is_told_in_chinese(path, tmp_path):
    check_chinese(ReportgenError(*PROJECTS.diagnostics(tmp_path, PROJECTS.read(path))))


# --- what others say ----------------------------------------------------------------------------------------------

@pytest.mark.parametrize("template", [
    "{% if 1 %}", "{% nosuch %}", "{% if 1 %}{% nosuch %}{% endif %}", "{% if 1 %}{% endfor %}{% endif %}", "{{ a b }}",
    "{% set a = 1 2 %}", "{% set a %}", "{{ }}", "{{ (1 }}", "{{ 1) }}", "{{ ? }}", "{% %}", "{{ a. }}", "{{ a[] }}",
    "{# never closed", "{% raw %} never closed", "{{ 'a'|nosuch }}", "{{ 1 is nosuch }}", "{% block a %}{% endblock %}"
    "{% block a %}{% endblock %}", "{% set 1 = 2 %}", "{{ 1 / 0 }}", "{{ 1 // 0 }}", "{{ 1 + 'a' }}", "{{ 'a' + 1 }}",
    "{{ -'a' }}", "{{ 1 < 'a' }}", "{% for a in 1 %}{% endfor %}", "{% for a, b in [[1]] %}{% endfor %}",
    "{% for a, b in [[1, 2, 3]] %}{% endfor %}", "{{ 1() }}", "{% macro m(a) %}{% endmacro %}{{ m(b=1) }}",
    "{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "{{ 'a'|center(widht=3) }}", "{{ 'a'|center(1, 2, 3) }}",
])
def test_what_jinja_and_python_say_is_said_in_our_own_words(template, tmp_path):
    (tmp_path / "t.md").write_text(template)
    templates = Environment(Inputs(tmp_path), str, {})
    with pytest.raises(ReportgenError) as found:
        templates.render_marked("t.md")
    check_chinese(found.value)


@pytest.mark.parametrize("text", [
    "a: b: c\n", "a: 'b\n", "b: [\n", "b: {\n", "a:\n  b: 1\n c: 2\n", "a: - b\n", "a: @b\n", 'a: "\\q"\n',
    "a: >x\n", "a: *\n", "a\nb: 1\n",
])
def test_what_is_wrong_with_yaml_is_said_in_our_own_words(text):
    with pytest.raises(ReportgenError) as found:
        parse(text, "a.yaml")
    check_chinese(found.value)
    assert not re.search("[a-z]{3,} [a-z]{3,} [a-z]{3,}", shown(found.value.diagnostics[-1].message, "zh"))


def test_a_sentence_that_nobody_translated_stays_as_it_is():
    assert in_our_words("strange things happen", {"strange {what} pass": say("{what}")}) == "strange things happen"
    assert shown(say("nobody has translated {this}", this=say("fact")), "zh") == "nobody has translated 事实"


# --- messages themselves ------------------------------------------------------------------------------------------

def test_messages_and_what_holds_them_go_from_one_process_to_another():
    told = error("unknown-fact", say('unknown {what} "{id}"', what=say("fact"), id=Path("a b")), Span("a.yaml", 2, 3),
                 say('did you mean "{word}"?', word="c"), ((Span("b.yaml"), say("it stands here")),))
    for problem in (ReportgenError(told), WrongUsage(told, told)):
        there = pickle.loads(pickle.dumps(problem))
        assert type(there) is type(problem) and str(there) == str(problem)
        assert there.diagnostics[0].shown("zh") == (
            'a.yaml:2:3: 错误：未知的事实“a b” [unknown-fact]\n  b.yaml:1:1: 它在这里\n  提示：是否想写“c”？')
    lack = pickle.loads(pickle.dumps(MachineError(say("no problems"), say("delete it"))))
    assert str(lack) == "no problems\n  hint: delete it"
    assert lack.diagnostic.shown("zh") == "错误：没有问题 [machine]\n  提示：请删除它"
    assert said(lack) is lack.args[0] and shown(said(lack), "zh") == "没有问题"


# --- the command line ---------------------------------------------------------------------------------------------

def run(folder, *arguments, **environment):
    neutral = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES")}
    return subprocess.run([sys.executable, "-m", "reportgen", *arguments], cwd=folder, capture_output=True,
                          encoding="utf-8", env={**neutral, "PYTHONPATH": str(ROOT), "LANG": "C", **environment},
                          timeout=60)


@pytest.fixture
def broken(tmp_path):
    copytree(TEMPLATES.FOLDER / "template_facts", tmp_path / "facts")
    (tmp_path / "t.md").write_text("# Title\n\n{{ nosuch }}\n")
    (tmp_path / "reportgen.yaml").write_text(TEMPLATES.PROJECT, "utf-8")
    return tmp_path


def test_problems_and_progress_are_told_in_the_language_of_the_environment(broken):
    english = run(broken, "check")
    assert 'error: there is no "nosuch" [undefined]' in english.stderr and "case: reading facts" in english.stderr
    assert "error: there is no command" in run(broken, "nosuch", LANG="de_DE.UTF-8").stderr
    chinese = run(broken, "check", LANG="zh_CN.UTF-8")
    assert "t.md:3:4: 错误：没有“nosuch” [undefined]\n" in chinese.stderr and "case：读取事实" in chinese.stderr
    assert chinese.returncode == english.returncode == 1


def test_the_language_can_be_chosen_and_rules_stay_as_they_are(broken):
    (problem,) = json.loads(run(broken, "check", "--json", "--language=zh", LANG="de_DE.UTF-8").stdout)
    assert (problem["rule"], problem["severity"], problem["message"]) == ("undefined", "error", "没有“nosuch”")


@pytest.mark.parametrize(("arguments", "chosen"), [
    (["--language", "zh", "check"], ("zh", ["check"])),
    (["check", "--language=zh", "-l", "en"], ("zh", ["check", "-l", "en"])),
    (["check"], ("en", ["check"])), (["check", "--", "--language", "zh"], ("en", ["check", "--", "--language", "zh"])),
])
def test_the_option_for_the_language_may_stand_anywhere(arguments, chosen):
    assert choose_language(arguments, {"LANG": "de_DE"}) == chosen


@pytest.mark.parametrize(("arguments", "said"), [
    ([], "reportgen new"), (["nosuch"], "没有命令“nosuch”"), (["bulid"], "是否想写"),
    (["build", "--nosuch"], "没有选项 --nosuch"), (["build", "--output"], "选项 --output 需要一个值"),
    (["build", "--json=1"], "选项 --json 不接受值"),
    (["new"], "缺少 文件夹"), (["new", "a", "b"], "不知道“b”是要做什么"), (["--language", "de"], "没有“de”这种语言"),
    (["check", "nosuch"], "没有报告“nosuch”"),
])
def test_wrong_usage_is_told_in_chinese(broken, arguments, said):
    told = run(broken, *arguments, LANG="zh_CN.UTF-8")
    assert told.returncode == 2
    assert said in told.stdout + told.stderr or not arguments
    assert not re.search("[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", told.stderr)


def commands():
    from reportgen.cli import app

    return ["", *(command.name or command.callback.__name__ for command in app.registered_commands)]


@pytest.mark.parametrize("command", commands())
def test_help_is_all_chinese_and_fits_the_terminal(command, tmp_path):
    from reportgen.help import _columns

    told = run(tmp_path, *filter(None, [command]), "--help", LANG="zh_CN.UTF-8", COLUMNS="72")
    assert told.returncode == 0 and told.stdout.startswith("用法：reportgen")
    for line in told.stdout.splitlines():
        example = line.startswith("  reportgen ")
        assert example or not re.search("[A-Za-z]+ [a-z]+ [a-z]+", line), line
        assert example or _columns(line) <= 72 + len("。"), line
