"""A report in a house's clothes: its styles, sheet, heads and fields around the very words of the report."""

import io
import re
import subprocess
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from reportgen.build.build import build
from reportgen.build.new import new_project
from reportgen.build.project import open_project
from reportgen.build.read import proof, read
from reportgen.checks.parity import check_parity
from reportgen.checks.word import check_word
from reportgen.diagnostics import ReportgenError, Span
from reportgen.document.nodes import Heading, Masthead, Paragraph, Table, Text
from reportgen.document.walk import text_units
from reportgen.facts.yaml.nodes import Text as Written
from reportgen.readers.docx.words import read_words
from reportgen.writers.docx import write
from reportgen.writers.docx.house.fetching import fitted, house_of
from reportgen.writers.docx.house.opening import open_house
from reportgen.writers.docx.house.told import template_told
from reportgen.writers.fonts import fonts_for
from reportgen.writers.theme import load_theme
from reportgen.writers.word import Word
from tests import houses
from tests.cases import CASES, project_of
from tests.packages import parts_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARKING = "SAMPLE · not real"
HERE = Span("reportgen.yaml", 7, 22)


def themed(data, theme="modern"):
    return replace(load_theme(theme), word=Word(template=Written("ours.docx", HERE), house=data))


def read_from(project):
    """A report's documents, each with a marking that heads every page."""
    made, _ = read(next(map(project.report, project.reports)), project)
    return {lang: replace(one, meta=replace(one.meta, marking=MARKING),
                          blocks=(replace(one.blocks[0], marking=MARKING), *one.blocks[1:]))
            for lang, one in made.items()}


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    """English and Chinese with every block, and a document with sheets turned on their side."""
    folder = tmp_path_factory.mktemp("projects")
    new_project(folder / "tour", ("en", "zh-CN"), "tour")
    wide = read_from(project_of(sorted(CASES.joinpath("wide_and_long_tables").glob("*.md")), folder / "wide"))
    return {**read_from(open_project(folder / "tour")), "wide": wide["en"]}


HOUSES = {"german": houses.german, "chinese": houses.chinese, "cover": houses.with_cover}


class Wardrobe(dict):
    """(document, file, house) by the names of house and document; each is written when it is first asked for."""

    def __init__(self, documents):
        self.documents = documents

    def __missing__(self, key):
        house, name = key
        data, document = HOUSES[house](), self.documents[name]
        self[key] = document, dress(document, data), data
        return self[key]


def dress(document, house):
    theme = themed(house)
    return write(document, theme, fonts_for(document, theme))


@pytest.fixture(scope="module")
def dressed(documents):
    return Wardrobe(documents)


@pytest.fixture(params=["german-en", "german-wide", "chinese-zh-CN", "chinese-wide", "cover-en", "cover-wide"])
def case(request, dressed):
    return dressed[tuple(request.param.split("-", 1))]


def differences(document, data):
    """What the file says otherwise than the document."""
    return list(map(str, check_parity(document, {"docx": data})))


def tree(data, part):
    return etree.fromstring(parts_of(data)[part])


def value(element, name="val"):
    return None if element is None else element.get(W + name)


def styles_by_name(data):
    return {value(style.find(f"{W}name")): style for style in tree(data, "word/styles.xml").findall(f"{W}style")}


def text_of(part):
    return "".join(etree.fromstring(part).itertext())


def heads(data, kind="header"):
    """The words of each head or foot by part."""
    return {name: text_of(part) for name, part in parts_of(data).items() if re.match(rf"word/{kind}\d+\.xml", name)}


def targets(data, part="word/_rels/document.xml.rels"):
    return {each.get("Id"): each.get("Target") for each in tree(data, part)}


# --- the words, and the package -----------------------------------------------------------------------------------

def test_the_report_says_in_any_house_what_it_says_without_one(case):
    document, data, _ = case
    assert differences(document, data) == []
    assert len(read_words(data)) == len([unit for unit in text_units(document) if unit.text.strip()]) > 20


def test_our_gate_finds_nothing_in_it(case):
    assert list(map(str, check_word(case[1], HERE))) == []


def test_the_auditor_expects_word_to_open_it(case, tmp_path):
    from openxml_audit import OpenXmlValidator
    path = tmp_path / "dressed.docx"
    path.write_bytes(case[1])
    assert [str(problem) for problem in OpenXmlValidator().validate(str(path)).errors] == []


def test_python_docx_opens_it(case):
    import docx
    assert docx.Document(io.BytesIO(case[1])).sections[0].header is not None


def test_two_writes_give_the_same_bytes(dressed):
    document, data, house = dressed["cover", "zh-CN"]
    theme = themed(house)
    assert write(document, theme, fonts_for(document, theme)) == data


@pytest.mark.needs("soffice")
@pytest.mark.slow
def test_a_template_that_libreoffice_saved_dresses_a_report_as_well(documents, program, tmp_path):
    (tmp_path / "house.docx").write_bytes(houses.german())
    subprocess.run([program("soffice"), "--headless", f"-env:UserInstallation=file://{tmp_path}/profile",
                    "--convert-to", "docx:MS Word 2007 XML", "--outdir", tmp_path / "made", tmp_path / "house.docx"],
                   check=True, capture_output=True)
    data = dress(documents["en"], (tmp_path / "made" / "house.docx").read_bytes())
    assert differences(documents["en"], data) == []
    assert [str(one) for one in check_word(data, HERE) if one.severity == "error"] == []
    assert any("Musterfirma" in said for said in heads(data).values())


def test_a_file_that_the_program_made_is_a_template(documents):
    plain = load_theme("modern")
    own = write(documents["en"], plain, fonts_for(documents["en"], plain))
    data = dress(documents["zh-CN"], own)
    assert differences(documents["zh-CN"], data) == []
    assert len(styles_by_name(data)) == len(tree(data, "word/styles.xml").findall(f"{W}style"))


# --- styles -------------------------------------------------------------------------------------------------------

def test_their_styles_stay_as_they_are_and_are_named_by_their_ids(dressed):
    _, data, house = dressed["german", "en"]
    styles, before = styles_by_name(data), styles_by_name(house)
    for name in ("heading 1", "Title", "Body Text", "Caption"):
        assert list(map(etree.tostring, styles[name].iter(f"{W}rPr", f"{W}spacing", f"{W}numPr"))) == list(
            map(etree.tostring, before[name].iter(f"{W}rPr", f"{W}spacing", f"{W}numPr")))
    used = {value(each) for each in tree(data, "word/document.xml").iter(f"{W}pStyle")}
    assert {"Titel", "Textkrper", "berschrift1", "Beschriftung"} <= used
    assert not {"Title", "BodyText", "Heading1", "Caption"} & used


def test_a_style_of_ours_gives_way_to_another_of_the_same_id(dressed):
    styles = styles_by_name(dressed["cover", "en"][1])
    assert value(styles["Kicker"], "styleId") == "BodyText"
    assert value(styles["Body Text"], "styleId") == "BodyText2"
    assert value(styles["Body Text"].find(f"{W}basedOn")) == "Normal"


def test_only_styles_that_the_report_uses_are_added_and_all_lead_somewhere(case):
    _, data, house = case
    styles = tree(data, "word/styles.xml").findall(f"{W}style")
    ids = [value(style, "styleId") for style in styles]
    names = [value(style.find(f"{W}name")) for style in styles]
    assert len(set(map(str.casefold, ids))) == len(ids) and len(set(names)) == len(names)
    for style in styles:
        assert {value(each) for tag in ("basedOn", "next", "link") for each in style.findall(W + tag)} <= set(ids)
    assert "heading 4" not in set(names) - set(styles_by_name(house))


def test_what_stands_in_tables_keeps_free_of_the_houses_indents_and_speaks_in_its_fonts(dressed):
    styles = styles_by_name(dressed["chinese", "zh-CN"][1])
    base = styles["Report Base"]
    assert value(base.find(f"{W}basedOn")) == "1"
    assert base.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "0"
    assert value(styles["Table Text"].find(f"{W}basedOn")) == value(base, "styleId")
    assert not [faces for style in styles.values() for faces in style.iter(f"{W}rFonts") if value(faces, "asciiTheme")]
    assert value(styles["Table Head"].find(f"{W}rPr/{W}rFonts"), "eastAsia") == "黑体"     # the house's headings


def test_the_words_are_spell_checked_in_the_reports_language(dressed):
    for name, wanted in (("en", "en-GB"), ("zh-CN", "en-GB")):
        styles = tree(dressed["german", name][1], "word/styles.xml")
        assert [value(lang) for lang in styles.iter(f"{W}lang")] == [wanted]
        faces = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
        assert value(faces, "ascii") == "Arial" and value(faces, "eastAsia")


def test_a_style_of_another_kind_under_one_of_our_names_is_refused(documents):
    data = replaced(houses.with_cover(), "word/styles.xml", b"</w:styles>",
                    b'<w:style w:type="character" w:styleId="x"><w:name w:val="Table Text"/></w:style></w:styles>')
    with pytest.raises(ReportgenError, match='"Table Text" is a style of the kind "character"'):
        template_told({"en": documents["en"]}, themed(data))


# --- lists and headings -------------------------------------------------------------------------------------------

def test_headings_count_as_the_report_does_though_the_houses_count_otherwise(dressed):
    document, data, _ = dressed["german", "en"]
    numbering = tree(data, "word/numbering.xml")
    assert not [level for level in numbering.iter(f"{W}lvl") if value(level.find(f"{W}numFmt")) == "decimal"
                and value(level.find(f"{W}pStyle")) == "berschrift1"]
    for paragraph in tree(data, "word/document.xml").iter(f"{W}p"):
        if value(paragraph.find(f"{W}pPr/{W}pStyle")) in ("berschrift1", "berschrift2"):
            assert paragraph.find(f"{W}pPr/{W}numPr/{W}numId") is not None
    assert [unit.text for unit in read_words(data) if unit.role == "h1"] == [
        unit.text for unit in text_units(document) if unit.role == "h1"]


def test_numberings_of_both_are_kept_apart(dressed):
    numbering = tree(dressed["german", "en"][1], "word/numbering.xml")
    abstract = [value(each, "abstractNumId") for each in numbering.findall(f"{W}abstractNum")]
    numbers = [value(each, "numId") for each in numbering.findall(f"{W}num")]
    assert len(set(abstract)) == len(abstract) and len(set(numbers)) == len(numbers)
    assert {"0", "7"} <= set(abstract)
    assert all(each.find(f"{W}lvl") is not None for each in numbering.findall(f"{W}abstractNum"))    # 11 is unused
    nsids = [value(each) for each in numbering.iter(f"{W}nsid")]
    assert len(set(nsids)) == len(nsids)
    assert [etree.QName(each).localname for each in numbering] == sorted(
        (etree.QName(each).localname for each in numbering), key=("abstractNum", "num").index)


def test_captions_stay_with_their_tables_though_the_houses_style_does_not_say_so(dressed):
    captions = [paragraph for paragraph in tree(dressed["german", "en"][1], "word/document.xml").iter(f"{W}p")
                if value(paragraph.find(f"{W}pPr/{W}pStyle")) == "Beschriftung"]
    assert captions and all(one.find(f"{W}pPr/{W}keepNext") is not None for one in captions)


# --- the sheet, heads and feet ------------------------------------------------------------------------------------

def test_tables_are_as_wide_as_the_houses_sheet_lets_them(dressed):
    for house, wide in (("german", 11906 - 1418 - 1134), ("cover", 12240 - 2 * 1800)):
        widths = [int(value(each, "w")) for table in tree(dressed[house, "en"][1], "word/document.xml").iter(f"{W}tbl")
                  if value(table.find(f"{W}tblPr/{W}tblStyle")) for each in table.findall(f"{W}tblPr/{W}tblW")]
        assert max(widths) in range(wide - 2, wide + 3)


def test_all_sections_have_the_houses_sheet_heads_and_feet_and_turned_ones_lie_on_their_side(dressed):
    _, data, _ = dressed["german", "wide"]
    sections = [*tree(data, "word/document.xml").iter(f"{W}sectPr")]
    turned = [value(each.find(f"{W}pgSz"), "orient") == "landscape" for each in sections]
    assert any(turned) and not all(turned)
    for section, lies in zip(sections, turned, strict=True):
        size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
        assert (value(size, "w"), value(size, "h")) == (("16838", "11906") if lies else ("11906", "16838"))
        assert value(margins, "top") == "2800" and value(margins, "header") == "600"
        said = {each.tag.removeprefix(W): targets(data)[each.get(f"{R}id")] for each in section if each.get(f"{R}id")}
        assert "Musterfirma" in heads(data)[f'word/{said["headerReference"]}']
        assert "Musterweg" in heads(data, "footer")[f'word/{said["footerReference"]}']


def test_only_the_first_section_begins_with_the_first_pages_head_and_a_new_count(dressed):
    sections = [*tree(dressed["chinese", "wide"][1], "word/document.xml").iter(f"{W}sectPr")]
    assert [each.find(f"{W}titlePg") is not None for each in sections] == [True] + [False] * (len(sections) - 1)
    assert [value(each.find(f"{W}pgNumType"), "start") for each in sections] == ["1"] + [None] * (len(sections) - 1)


def test_the_logo_comes_along_and_our_own_heads_do_not(case):
    _, data, house = case
    logo = next(part for name, part in parts_of(house).items() if name.endswith(".png"))
    assert logo in [part for name, part in parts_of(data).items() if name.startswith("word/media/house")]
    names = {name.removeprefix("word/") for name in heads(data) | heads(data, "footer")}
    assert names <= set(targets(data).values())


def test_a_section_takes_over_the_heads_of_the_one_before_it(documents):
    """As Word does, where a template's last section says nothing of its own."""
    first = houses.p(more=houses.sheet(*houses.A4, (1440,) * 4, ("header", "default", "rIdH")))
    data = houses.package(first + houses.sheet(*houses.A4, (1440,) * 4), houses.style("a", "Normal", default=True),
                          {"header1.xml": f"<w:hdr {houses.NS}>{houses.p(houses.r('The first head'))}</w:hdr>"},
                          [("rIdH", "header", "header1.xml", "")])
    made = dress(documents["en"], data)
    assert any("The first head" in said for said in heads(made).values())


def test_the_marking_heads_and_foots_every_page_unless_the_house_shows_it(case, dressed):
    _, data, _ = case
    said = {**heads(data), **heads(data, "footer")}
    assert said and all(text.count(MARKING) == 1 for text in said.values())
    body = tree(data, "word/document.xml")
    kinds = [{(each.tag.removeprefix(W), value(each, "type")) for each in section if each.get(f"{R}id")}
             for section in body.iter(f"{W}sectPr")]
    assert all({("headerReference", "default"), ("footerReference", "default")} <= each for each in kinds)


def test_a_template_that_says_nothing_of_its_sheet_has_that_of_the_theme(documents):
    """As pandoc's reference.docx; and its styles may stand on one that is not there."""
    body = houses.p(houses.r("Sample")) + "<w:sectPr><w:footnotePr/></w:sectPr>"
    data = dress(documents["wide"], houses.package(body, houses.style("a", "Normal", based="gone", default=True)))
    for section in tree(data, "word/document.xml").iter(f"{W}sectPr"):
        assert value(section.find(f"{W}pgSz"), "w") in ("11906", "16838")
        assert section.find(f"{W}pgMar") is not None
    assert [str(one) for one in check_word(data, HERE)] == []


def test_a_grid_for_lines_stays_unless_lines_have_an_exact_height(dressed, documents):
    grids = tree(dressed["chinese", "zh-CN"][1], "word/document.xml").iter(f"{W}docGrid")
    assert {value(grid, "type") for grid in grids} == {None}
    free = replaced(houses.chinese(), "word/styles.xml", b'w:line="560" w:lineRule="exact"',
                    b'w:line="360" w:lineRule="auto"')
    grids = tree(dress(documents["wide"], free), "word/document.xml").iter(f"{W}docGrid")
    assert {value(grid, "type") for grid in grids} == {"lines"}


def test_prose_and_headings_are_measured_in_the_houses_sizes():
    theme = themed(houses.german())
    made = fitted(theme, house_of(theme))
    assert (made.sizes["body"], made.sizes["h1"], made.sizes["title"]) == (10, 16, 24)
    assert made.sizes["small"] == theme.sizes["small"]
    assert round(made.page.left) == 25 and round(made.page.top) == 49


# --- fields -------------------------------------------------------------------------------------------------------

def test_controls_are_filled_by_tag_or_title_in_both_languages(dressed):
    document, data, _ = dressed["chinese", "zh-CN"]
    masthead = document.blocks[0]
    assert isinstance(masthead, Masthead)
    first = next(text for text in heads(data).values() if "期号" in text)
    assert f"期号：{masthead.number}" in first and f"日期：{masthead.date}" in first
    assert "单击" not in first and "某某" in next(iter(heads(data, "footer").values()))
    document, data, _ = dressed["cover", "en"]
    whole = text_of(parts_of(data)["word/document.xml"])
    assert whole.count(document.blocks[0].title) == 2 and f"Issued: {document.blocks[0].date}" in whole
    assert "Click to enter" not in whole and "The report goes here" not in whole


def test_a_control_in_a_text_box_is_filled_and_the_box_can_still_be_read(dressed):
    document, data, _ = dressed["cover", "en"]
    box = next(tree(data, "word/document.xml").iter(f"{W}txbxContent"))
    assert "".join(box.itertext()) == document.blocks[0].office != ""
    choice = next(box.iterancestors("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"))
    assert choice.nsmap[choice.get("Requires")].endswith("wordprocessingShape")


def test_a_filled_control_keeps_its_look_and_is_neither_locked_nor_bound(dressed):
    controls = [*tree(dressed["cover", "en"][1], "word/document.xml").iter(f"{W}sdt")]
    title = next(each for each in controls if value(each.find(f"{W}sdtPr/{W}tag")) == "title")
    assert {etree.QName(each).localname for each in title.find(f"{W}sdtPr")} == {"alias", "tag", "id"}
    assert [value(each) for each in title.iter(f"{W}sz")] == ["60"] and not [*title.iter(f"{W}rStyle")]


def test_a_control_that_shows_words_keeps_their_style_and_a_placeholder_takes_the_controls_own(documents):
    own = b'<w:rPr><w:b/></w:rPr><w:alias w:val="title"/>'
    for old, new, wanted in ((b'<w:alias w:val="title"/>', own, ["b"]),
                             (b"<w:showingPlcHdr/>", b"", ["rStyle", "sz", "szCs"])):
        data = dress(documents["wide"], replaced(houses.with_cover(), "word/document.xml", old, new))
        control = next(each for each in tree(data, "word/document.xml").iter(f"{W}sdt")
                       if value(each.find(f"{W}sdtPr/{W}tag")) == "title")
        look = control.find(f"{W}sdtContent/{W}r/{W}rPr")
        assert [etree.QName(each).localname for each in look if not each.tag.endswith("rFonts")] == wanted


def test_a_control_that_the_report_has_nothing_for_is_emptied(documents):
    document = replace(documents["en"], blocks=tuple(
        replace(block, subtitle="") if isinstance(block, Masthead) else block for block in documents["en"].blocks))
    data = dress(document, houses.with_cover())
    control = next(each for each in tree(data, "word/document.xml").iter(f"{W}sdt")
                   if value(each.find(f"{W}sdtPr/{W}tag")) == "Subtitle")
    assert "".join(control.itertext()) == ""
    assert any("left empty" in message for message in template_told({"en": document}, themed(houses.with_cover())))


def test_fields_show_the_report_and_nothing_of_the_clock(dressed):
    document, data, _ = dressed["german", "en"]
    foot = next(iter(heads(data, "footer").values()))
    assert "tour-1-en.docx" in foot and document.blocks[0].date in foot
    assert " DATE " not in foot and "01.02.2003" not in foot and "Vorlage" not in foot
    first = next(block for block in document.blocks if isinstance(block, Heading))
    assert any("STYLEREF" in head and "".join(node.text for node in first.content if isinstance(node, Text)) in head
               for head in heads(data).values())
    assert b"dirty" not in b"".join(parts_of(data).values())


def test_a_property_that_a_field_shows_is_one_of_the_files(dressed):
    document, data, _ = dressed["cover", "en"]
    properties = {each.get("name"): "".join(each.itertext()) for each in tree(data, "docProps/custom.xml")}
    assert properties["number"] == document.blocks[0].number
    assert document.blocks[0].number in next(iter(heads(data).values()))


# --- what stands around the report --------------------------------------------------------------------------------

def test_a_cover_and_a_closing_page_stand_around_the_report(dressed):
    _, data, _ = dressed["cover", "en"]
    body = tree(data, "word/document.xml").find(f"{W}body")
    whole = ["".join(each.itertext()) for each in body]
    begin = next(n for n, said in enumerate(whole) if "A sample cover." in said)
    end = next(n for n, said in enumerate(whole) if "About the Sample Agency" in said)
    heading = next(n for n, said in enumerate(whole) if said.endswith("Lists") or "Lists" in said)
    assert begin < heading < end and "Gone." not in "".join(whole)
    assert "https://example.org/" in targets(data).values()
    assert not [unit for unit in read_words(data) if "sample cover" in unit.text or "Sample Agency" in unit.text]


def test_a_report_that_ends_on_a_turned_sheet_turns_back_for_what_follows(documents):
    wide, ends = documents["wide"], []
    for table in [block for block in wide.blocks if isinstance(block, Table)]:
        document = replace(wide, blocks=(wide.blocks[0], Paragraph((Text("Before."),)), table))
        data = dress(document, houses.with_cover())
        *_, end, last = tree(data, "word/document.xml").iter(f"{W}sectPr")
        assert value(last.find(f"{W}pgSz"), "orient") is None and value(last.find(f"{W}pgSz"), "w") == "12240"
        assert differences(document, data) == []
        ends.append(value(end.find(f"{W}pgSz"), "orient"))
    assert "landscape" in ends and None in ends


def test_without_a_control_for_it_the_templates_own_text_is_left_out_and_that_is_told(dressed, documents):
    _, data, house = dressed["german", "en"]
    assert "nur in der Vorlage" not in text_of(parts_of(data)["word/document.xml"])
    said = template_told({"en": documents["en"]}, themed(house), [data])
    assert any("its own text is left out" in message for message in said)
    assert any("protection" in message for message in said) and any("own template" in message for message in said)
    assert any(re.search(r"styles of its own in use: \d+; added: \d+ \(Marking, ", message) for message in said)


def test_a_build_tells_it_and_so_does_a_check(tmp_path):
    project_of([CASES / "one_fact" / "en.md"], tmp_path)
    (tmp_path / "ours.docx").write_bytes(houses.chinese())
    with (tmp_path / "reportgen.yaml").open("a", encoding="utf-8") as file:
        file.write("    formats: [docx]\n    word: {template: ours.docx}\n")
    project = open_project(tmp_path)
    report = project.report("case")
    built, checked = build(report, project).house, proof(report, project).house
    assert "ours.docx: filled in: title, number, date" in built and set(checked) < set(built)
    made = next(tmp_path.glob("output/case/en/*.docx")).read_bytes()
    assert any("示例市某某局" in text for text in heads(made).values())


def test_settings_are_the_houses_but_for_what_locks_asks_or_fetches(dressed):
    settings = tree(dressed["german", "en"][1], "word/settings.xml")
    names = [etree.QName(each).localname for each in settings]
    assert not {"documentProtection", "attachedTemplate", "updateFields", "trackRevisions", "rsids"} & set(names)
    assert value(settings.find(f"{W}defaultTabStop")) == "709" and value(settings.find(f"{W}decimalSymbol")) == ","
    compatible = {value(each, "name"): value(each) for each in settings.iter(f"{W}compatSetting")}
    assert compatible["compatibilityMode"] == "15"
    assert settings.find(f"{W}footnotePr/{W}footnote") is not None


# --- what is refused ----------------------------------------------------------------------------------------------

def replaced(data, part, old, new):
    parts = parts_of(data)
    assert old in parts[part]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content.replace(old, new) if name == part else content)
    return made.getvalue()


def test_captions_of_figures_look_like_the_houses_captions(dressed):
    styles = etree.fromstring(parts_of(dressed["german", "en"][1])["word/styles.xml"])
    figure = next(name.getparent() for name in styles.iter(f"{W}name") if name.get(f"{W}val") == "Figure Caption")
    assert figure.find(f"{W}basedOn").get(f"{W}val") == "Beschriftung" and figure.find(f"{W}rPr") is None


def without_results(template):
    """A template whose foot has a page number as python-docx's users write one: a field in one run, without result."""
    mark = '<w:fldChar w:fldCharType="{}"/>'
    field = f'<w:r>{mark.format("begin")}<w:instrText> PAGE </w:instrText>{mark.format("end")}</w:r>'
    return replaced(template, "word/footer1.xml", houses.field("PAGE").encode(), field.encode())


def test_a_page_number_that_another_program_left_empty_is_filled(documents):
    data = dress(documents["en"], without_results(houses.german()))
    assert check_word(data) == []
    foot = next(etree.fromstring(part) for name, part in parts_of(data).items()
                if name.startswith("word/footer") and b"Musterweg" in part)
    assert "".join(foot.itertext()).startswith("Musterweg 1, 12345 Musterstadt · Seite  PAGE 1 von")


def test_a_field_written_in_one_run_is_refused_like_any_other(documents):
    bad = replaced(without_results(houses.german()), "word/footer1.xml", b"> PAGE <", b"> INCLUDETEXT x.docx <")
    with pytest.raises(ReportgenError, match="INCLUDETEXT"):
        dress(documents["en"], bad)


def test_two_styles_of_one_name_as_libreoffice_saves_them_are_kept_under_two(documents):
    twin = houses.style("Caption1", "caption", based="Standard").encode() + b"</w:styles>"
    data = dress(documents["en"], replaced(houses.german(), "word/styles.xml", b"</w:styles>", twin))
    assert check_word(data) == []
    assert b'"Caption"' in parts_of(data)["word/styles.xml"] and b'"caption (2)"' in parts_of(data)["word/styles.xml"]


def test_a_dotx_is_as_good_as_a_docx():
    template = houses.german(main=houses.WORD + "template.main+xml")
    assert open_house(template, "ours.dotx", HERE).main == "word/document.xml"


BAD = {
    "text": (b"Nothing of Word", "this is no Word file"),
    "old": (b"\xd0\xcf\x11\xe0" + bytes(512), "it is a .doc, or is locked with a password"),
    "macros": (houses.german(main="application/vnd.ms-word.document.macroEnabled.main+xml"),
               "macros or embedded objects"),
    "slides": (houses.german(main="application/vnd.openxmlformats-officedocument.presentationml.main+xml"),
               "this is not a Word document"),
    "strict": (replaced(houses.german(), "word/document.xml",
                        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                        b"http://purl.oclc.org/ooxml/wordprocessingml/main"), "Strict Open XML"),
    "narrow": (replaced(houses.german(), "word/document.xml", b'w:right="1134"', b'w:right="9000"'),
               "no room for text"),
    "table": (replaced(houses.with_cover(), "word/document.xml", b'<w:tag w:val="date"/>', b'<w:tag w:val="body"/>'),
              'its control "body" stands in a table'),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_a_template_is_refused_at_its_place(name, documents):
    data, said = BAD[name]
    with pytest.raises(ReportgenError) as refused:
        template_told({"en": documents["en"]}, themed(data))
    problem, = refused.value.diagnostics
    assert (problem.rule, problem.span) == ("bad-word-template", HERE) and said in str(problem)
