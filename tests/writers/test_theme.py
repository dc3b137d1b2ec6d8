"""What a theme is read from: the themes that ship, one's own over one of them, and what such a one may not say."""

from dataclasses import fields, replace
from pathlib import Path

import pytest

from reportgen.diagnostics import ReportgenError
from reportgen.inputs import Inputs
from reportgen.writers.theme import Style, load_theme, themes
from reportgen.writers.theme.css import css_problems

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><path d="M0 0H40V10H0z" fill="#00ff00"/></svg>'


@pytest.fixture
def own(tmp_path):
    """Read a theme of these files, as a project's own."""
    def read(text, **others):
        folder = tmp_path / "themes" / "ours"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {"theme_yaml": text, **others}.items():
            (folder / name.replace("_", ".")).write_text(content, "utf-8")
        return load_theme("themes/ours", None, Inputs(tmp_path))
    return read


def told(read, text, **others):
    with pytest.raises(ReportgenError) as wrong:
        read(text, **others)
    return [(str(d.span), d.rule) for d in wrong.value.diagnostics]


def differing(theme, other):
    return {field.name for field in fields(theme) if getattr(theme, field.name) != getattr(other, field.name)}


# --- reading ------------------------------------------------------------------------------------------------------

def test_three_themes_ship_and_each_is_whole():
    assert {"modern", "official", "jianbao"} <= set(themes())
    for name in themes():
        theme = load_theme(name)
        assert theme.colours.keys() == load_theme("modern").colours.keys()
        assert {"lead", "small"} <= theme.styles.keys()


def test_what_a_theme_does_not_say_is_as_in_the_one_it_extends(own):
    for name in themes():
        theme = own(f'extends: {name}\ncolours: {{accent: "#7a1f5c"}}\npage: {{sheet: Letter}}\n')
        base = load_theme(name)
        assert differing(theme, base) == {"name", "colours", "page"}
        assert theme.colours == base.colours | {"accent": "#7a1f5c"}
        assert theme.page == replace(base.page, width=215.9, height=279.4)


def test_an_empty_theme_is_modern(own):
    assert differing(own(""), load_theme("modern")) == {"name"}


def test_a_sheet_may_have_any_size_and_contents_any_number_of_pages(own):
    theme = own("page: {sheet: {width: 182, height: 257}}\ncontents: {from_pages: 3}\n")
    assert (theme.page.width, theme.page.height, theme.contents_from) == (182, 257, 3)
    assert own("contents: always").contents_from == 1
    assert own("contents: never").contents_from is None


def test_styles_are_named_alone_or_with_a_look_and_those_of_the_base_stay(own):
    theme = own("styles: {key-point: {size: 1.2, colour: accent, bold: true, indent: false}, lead: {size: 1.3}}")
    assert theme.styles["key-point"] == Style(1.2, "accent", True, False)
    assert theme.styles["lead"] == Style(1.3, indent=False)              # the indent is that of modern
    assert own("styles: [key-point, lead]").styles == load_theme("modern").styles | {"key-point": Style()}


def test_a_logo_is_as_wide_as_its_height_makes_it(own):
    logo = own("logo: {file: logo.svg, height: 12, alt: {en: Sample Office}}", logo_svg=SVG).logo
    assert (logo.width, logo.height, logo.media_type, logo.alt) == (48, 12, "image/svg+xml", {"en": "Sample Office"})


def test_the_style_sheet_of_the_base_comes_first(own):
    look = own("extends: official", look_css="h1 { color: var(--muted); }\n").look
    assert look.startswith(load_theme("official").look) and look.endswith("h1 { color: var(--muted); }\n")


def test_a_bare_name_is_a_shipped_theme_and_the_projects_own_is_offered(own, tmp_path):
    own("")
    with pytest.raises(ReportgenError, match=r'there is no theme "ours" .*\n.*did you mean "themes/ours"'):
        load_theme("ours", None, Inputs(tmp_path))
    with pytest.raises(ReportgenError, match=r'"themes/theirs/theme.yaml" does not exist \[missing-file\]'):
        load_theme("themes/theirs", None, Inputs(tmp_path))


def test_what_is_read_is_recorded(own, tmp_path):
    own("logo: {file: logo.svg, alt: {en: Sample Office}}", logo_svg=SVG, look_css="h1 { margin: 0 }")
    inputs = Inputs(tmp_path)
    load_theme("themes/ours/", None, inputs)
    assert inputs.digests.keys() == {f"themes/ours/{name}" for name in ("theme.yaml", "look.css", "logo.svg")}


# --- what it may not say (more in tests/errors/projects) ----------------------------------------------------------

def test_all_mistakes_are_told_in_one_pass(own):
    text = 'extend: modern\ncolours: {accent: navy}\nsizes: {body: 3}\npage: {sheet: B5}\nstyles: [caption]\n'
    assert sorted(told(own, text, look_css="a { b: url(c) }")) == [
        ("themes/ours/look.css:1:8", "unsafe-css"), ("themes/ours/theme.yaml:1:1", "unknown-key"),
        ("themes/ours/theme.yaml:2:19", "bad-colour"), ("themes/ours/theme.yaml:3:15", "out-of-range"),
        ("themes/ours/theme.yaml:4:15", "unknown-value"), ("themes/ours/theme.yaml:5:10", "bad-style-name")]


@pytest.mark.parametrize("role", ["text", "muted", "accent", "warning"])
def test_words_are_never_set_in_a_colour_that_cannot_be_read(own, role):
    assert told(own, f'colours: {{{role}: "#777777"}}') == [       # 4.48 to 1 on white
        (f"themes/ours/theme.yaml:1:{len(role) + 13}", "low-contrast")]
    assert own(f'colours: {{tint: "#ffffff", {role}: "#767676"}}').colours[role] == "#767676"       # 4.54 to 1


def test_a_colour_that_nothing_is_written_in_may_be_light(own):
    assert own('colours: {rule: "#eeeeee", series1: "#ffee00"}').colours["rule"] == "#eeeeee"


@pytest.mark.parametrize("name", ["Lead", "key_point", "-key", "2key", "caption", "table-head", "office", "heading-1"])
def test_a_style_has_a_name_that_is_free_in_css_and_word(own, name):
    assert told(own, f'styles: ["{name}"]') == [("themes/ours/theme.yaml:1:10", "bad-style-name")]


def test_two_styles_are_not_one_in_word(own):
    assert told(own, "styles: [key-point, keypoint]") == [("themes/ours/theme.yaml:1:21", "bad-style-name")]


# --- style sheets -------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("css", [
    'a { background: url(x.png) }', 'a { background: URL("x.png") }', "a { background: image-set('x.png' 1x) }",
    "@import 'x.css';", "@IMPORT 'x.css';", "@font-face { font-family: x }", "@namespace 'x';", "@\\69mport 'x';",
    "a { background: u\\72l(x) }", 'a { content: "</style>" }', "/* </style><script>1</script> */", "</STYLE>",
    'a { content: "/*"; background: url(x); color: "*/" }', "a { background: src('x') }", "a { width: attrx(b) }",
    "a { content: 'x\fy'; background: url('x') }", "a { background: -webkit-image-set('x' 1x) }", "a { color: red",
    "a { } }", "/* never closed", 'a { content: "x }', "a { background: cross-fade('a.png', 'b.png') }", "a\0{}",
    "p { display: none }", "p { VISIBILITY :hidden }", "p { display:/**/none }", "p { --a: none; display: var(--a) }",
    'p::after { content: "Forged" }', "p::after { content: '9' }", 'p::after { content: "[" "x" }',
    'p::after { content: "; font:" "x" }', "p::after { --a: '伪'; content: var(--a) }",
    "a::after { content: attr(href) }",
    "@page { @top-left { content: 'Forged' } }", "p { transform: scale(0) }",
])
def test_a_style_sheet_neither_fetches_nor_breaks_out(css):
    assert {problem.rule for problem in css_problems(css, "look.css")} <= {"unsafe-css", "css-syntax", "bad-character"}
    assert list(css_problems(css, "look.css"))


@pytest.mark.parametrize("css", [
    "", "/* url(x) @import */ a { font-family: \"@import url(x)\" }",
    "@media screen and (min-width: 40rem) { a { top: 0 } }", "@page :first { @top-left { content: none } }",
    "a:not(.b):nth-child(2n) > p { color: var(--accent) }",
    "a { width: calc(100% - min(1em, 2mm)); color: rgba(0, 0, 0, .5) }", "p:lang(zh)::before { content: '“' }",
    'a[href^="https"] { color: var(--accent) }', 'p { font-family: "Sample Serif", serif }',
    "p { display: /* none */ flex }",
])
def test_a_style_sheet_says_how_things_look(css):
    assert list(css_problems(css, "look.css")) == []


def test_the_style_sheets_that_ship_hold_to_it_too():
    sheets = sorted(Path(load_theme.__code__.co_filename).parents[2].glob("themes/*/look.css"))
    assert len(sheets) >= 3
    assert [str(p) for path in sheets for p in css_problems(path.read_text("utf-8"), path.parent.name)] == []
