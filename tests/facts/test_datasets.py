"""The rows of a CSV or Excel file are facts: read like any wording, each mistake told at its cell."""

import io
from decimal import Decimal

import pytest

from reportgen.diagnostics import MachineError, ReportgenError
from reportgen.facts.load import load_facts
from reportgen.facts.model import Day
from reportgen.facts.datasets.selection import chosen, conditions_of, spelled
from reportgen.facts.datasets.totals import column_total, to_places
from reportgen.inputs import Inputs

SOURCES = """\
sources:
  paper:
    title: {zh: 一篇文章, en: A paper}
    language: zh-CN
    issued: 2016-04-19
    kind: dataset
    descriptor: {zh: 样本。, en: A sample.}
"""
DATASET = """\
datasets:
  seizures:
    title: {zh: 各国缴获, en: Seizures by country}
    rows: seizures.csv
    key: [country, year]
    fields:
      country: party
      year: date
      tonnes: {label: {zh: 缴获量, en: Seized}, unit: t}
      cases: {label: {zh: 案件, en: Cases}, unit: "{case}"}
      remark: {label: {zh: 备注, en: Remark}}
    missing: {"-": not_applicable, "": unknown, "…": withheld}
"""
ROWS = """\
country,year,tonnes,cases,remark
CN,2014,约12.5,"1,200",首次
缅甸,2014,１２．３,1200余起,"两行
之一"
LA,2014年,…,5,-
TH,2015-06,3吨,,"说""好""话"
"""


def load(folder, yaml=DATASET, csv=ROWS, name="seizures.csv"):
    data = folder / "data"
    data.mkdir(exist_ok=True)
    (data / "sources.yaml").write_text(SOURCES, "utf-8")
    (data / "facts.yaml").write_text("source: paper\nat: Table 2\n" + yaml, "utf-8")
    (data / name).write_bytes(csv if isinstance(csv, bytes) else csv.encode())
    return load_facts(Inputs(folder), "data", ["zh-CN", "en"])


def told(folder, *arguments, **keywords):
    with pytest.raises(ReportgenError) as found:
        load(folder, *arguments, **keywords)
    return str(found.value).split("\n")


def cell(base, id):
    return base.fact(f"seizures.{id}").newest


# --- what is read

def test_each_cell_is_a_fact_read_like_any_wording(tmp_path):
    base = load(tmp_path)
    about = cell(base, "CN_2014.tonnes")
    assert (about.quantity.number, about.quantity.relation, about.quantity.unit) == (Decimal("12.5"), "approx", "t")
    assert (about.cites[0].source, about.cites[0].at, about.cites[0].written) == ("paper", "Table 2", "约12.5")
    assert str(about.span) == "data/seizures.csv:2:9"
    assert cell(base, "MM_2014.tonnes").quantity.number == Decimal("12.3")
    assert cell(base, "MM_2014.cases").quantity.high == 1300
    assert cell(base, "TH_2015_06.tonnes").quantity.unit == "t"
    assert base.fact("seizures.CN_2014.cases").newest.quantity.number == 1200


def test_a_row_is_named_by_codes_and_dates_however_they_are_written(tmp_path):
    assert [record.key for record in load(tmp_path).datasets["seizures"].records] == [
        "CN_2014", "MM_2014", "LA_2014", "TH_2015_06"]


def test_a_cell_takes_its_period_and_parties_from_its_row(tmp_path):
    fact = load(tmp_path).fact("seizures.TH_2015_06.tonnes")
    assert (fact.newest.period.start, fact.parties) == (Day(2015, 6), ("TH",))


def test_what_is_missing_is_a_state_and_never_nothing(tmp_path):
    base = load(tmp_path)
    assert [cell(base, id).state for id in ("LA_2014.tonnes", "TH_2015_06.cases", "LA_2014.remark")] == [
        "withheld", "unknown", "not_applicable"]


def test_quotes_and_line_ends_inside_them_are_read(tmp_path):
    rows = load(tmp_path).datasets["seizures"].rows
    assert (rows["MM_2014"].values["remark"], rows["TH_2015_06"].values["remark"]) == ("两行 之一", '说"好"话')
    assert rows["LA_2014"].line == 5


def test_no_number_is_ever_a_float_and_none_loses_a_digit(tmp_path):
    text = ROWS.replace("约12.5", "0.10000000000000001").replace("3吨", "3.10")
    base = load(tmp_path, csv=text)
    assert str(cell(base, "CN_2014.tonnes").quantity.number) == "0.10000000000000001"
    assert str(cell(base, "TH_2015_06.tonnes").quantity.number) == "3.10"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_the_separator_is_found_in_the_first_row(tmp_path, mark):
    text = f"country{mark}year{mark}tonnes{mark}cases{mark}remark\r\nCN{mark}2014{mark}1,200{mark}5{mark}x\r\n"
    assert cell(load(tmp_path, csv=text), "CN_2014.tonnes").quantity.number == 1200


def test_a_column_that_is_left_out_must_be_named(tmp_path):
    text = "country,year,weight,tonnes,cases,remark\nCN,2014,9,1,5,x\n"
    assert told(tmp_path, csv=text) == [
        'data/seizures.csv:1:14: error: no field reads the column "weight" [unknown-column]',
        "  hint: add it under fields:, or under  ignore: […]"]
    assert cell(load(tmp_path, DATASET + "    ignore: [weight]\n", text), "CN_2014.tonnes").quantity.number == 1


def test_a_separator_may_be_named(tmp_path):
    yaml = DATASET.replace("    key:", "    separator: semicolon\n    key:")
    text = "country;year;tonnes;cases;remark\nCN;2014;1;5;a,b,c,d,e,f\n"
    assert load(tmp_path, yaml, text).datasets["seizures"].records[0].values["remark"] == "a,b,c,d,e,f"


def test_a_byte_order_mark_is_nothing(tmp_path):
    assert cell(load(tmp_path, csv=b"\xef\xbb\xbf" + ROWS.encode()), "CN_2014.cases")


def test_what_looks_like_a_formula_is_mere_text(tmp_path):
    text = ROWS.replace("首次", "=cmd|' /C calc'!A0")
    assert load(tmp_path, csv=text).datasets["seizures"].rows["CN_2014"].values["remark"].startswith("=cmd")


def test_a_column_may_be_in_thousands(tmp_path):
    yaml = DATASET.replace('unit: "{case}"', 'unit: "{case}", scale: 万')
    base = load(tmp_path, yaml, ROWS.replace('"1,200"', "1.20").replace("1200余起", "约3"))
    quantity = cell(base, "CN_2014.cases").quantity
    assert (quantity.number, quantity.scale, quantity.places) == (12000, 10000, 2)


def test_texts_may_stand_for_words_in_each_language(tmp_path):
    yaml = DATASET.replace("remark: {label: {zh: 备注, en: Remark}}",
                           "remark: {label: {zh: 备注, en: Remark}, labels: {首次: {zh: 首次, en: first}}}")
    lines = told(tmp_path, yaml, ROWS)
    assert lines[0] == 'data/seizures.csv:3:21: error: "两行 之一" is not one of 首次 [unknown-value]'


def test_a_text_may_have_a_column_for_each_language(tmp_path):
    yaml = DATASET.replace("remark: {label:", "remark: {column: {zh: 备注, en: Remark}, label:")
    text = "country,year,tonnes,cases,备注,Remark\nCN,2014,1,1,首次,first\nLA,2014,1,1,首次,once\n"
    assert told(tmp_path, yaml, text) == [
        'data/seizures.csv:3:16: error: "首次" is translated in another way above [two-translations]']
    base = load(tmp_path, yaml, text.replace("once", "first"))
    assert base.datasets["seizures"].fields["remark"].labels["首次"] == {"zh": "首次", "en": "first"}


def test_plain_numbers_of_a_column_are_as_exact_as_the_most_exact_of_them(tmp_path):
    base = load(tmp_path, csv=ROWS.replace("3吨", "3"))
    assert cell(base, "TH_2015_06.tonnes").quantity.places == 1
    assert str(cell(base, "TH_2015_06.tonnes").quantity.number) == "3"


# --- what is told

QUOTED = '"说""好""话"'
WRONG = {
    "an unknown column": ("cases,remark", "cases,remarks", [
        'data/facts.yaml:13:7: error: there is no column "remark" in "data/seizures.csv" [missing-column]',
        '  hint: did you mean "remarks"?',
        'data/seizures.csv:1:27: error: no field reads the column "remarks" [unknown-column]',
        '  hint: did you mean "remark"?']),
    "a misspelt column": ("country,year,tonnes", "country,year,tones", [
        'data/facts.yaml:11:7: error: there is no column "tonnes" in "data/seizures.csv" [missing-column]',
        '  hint: did you mean "tones"?',
        'data/seizures.csv:1:14: error: no field reads the column "tones" [unknown-column]',
        '  hint: did you mean "tonnes"?']),
    "two columns of one name": ("cases,remark", "cases,cases", [
        'data/seizures.csv:1:27: error: two columns are named "cases" [duplicate-column]',
        "  data/seizures.csv:1:21: the first"]),
    "a bad number": ("3吨", "12,5", [
        "data/seizures.csv:6:18: error: this row has 6 cells, and the first row 5 [ragged-row]",
        '  hint: a cell that holds the separator needs quotes: "1,200"']),
    "a number in another spelling": ("3吨", '"12,5"', [
        'data/seizures.csv:6:14: error: ",5" cannot be read in "12,5" [unreadable-figure]']),
    "another unit": ("3吨", "3公斤", [
        'data/seizures.csv:6:12: error: "3公斤" is in kg, and the field "tonnes" in t [unit-disagrees]',
        "  data/facts.yaml:11:7: the field"]),
    "a bad date": ("2015-06", "2015-13", [
        'data/seizures.csv:6:4: error: there is no month 13 in 2015 [impossible-date]']),
    "an unknown party": ("缅甸", "Burmania", [
        'data/seizures.csv:3:1: error: unknown party "Burmania" [unknown-party]']),
    "a row twice": ("TH,2015-06", "CN,2014", [
        'data/seizures.csv:6:1: error: two rows have the key "CN_2014" [duplicate-row]',
        "  data/seizures.csv:2:1: the first"]),
    "a short row": ("…,5,-", "…,5", [
        "data/seizures.csv:5:12: error: this row has 4 cells, and the first row 5 [ragged-row]"]),
    "a quotation mark left open": (QUOTED, '"说', [
        "data/seizures.csv:6:16: error: this is not CSV: a quotation mark is not closed [csv-syntax]"]),
    "text behind a quotation mark": (QUOTED, '"说"好', [
        "data/seizures.csv:6:16: error: this is not CSV: something stands behind a closing quotation mark "
        "[csv-syntax]"]),
    "a null character": ("首次", "首\x00次", [
        "data/seizures.csv:2:24: error: a control character (U+0000) is not allowed [bad-character]"]),
}


@pytest.mark.parametrize("mistake", WRONG)
def test_a_mistake_is_told_at_its_cell(tmp_path, mistake):
    old, new, expected = WRONG[mistake]
    assert old in ROWS
    lines = told(tmp_path, csv=ROWS.replace(old, new))
    wanted = [line for line in lines if not line.startswith("  hint") or line in expected]
    assert wanted == expected


def test_all_mistakes_are_told_in_one_pass(tmp_path):
    text = ROWS.replace("约12.5", "much").replace("缅甸", "Burmania").replace("2015-06", "soon").replace(",5,", ",,5,")
    assert sum("error: " in line for line in told(tmp_path, csv=text)) == 4


def test_what_is_blank_must_be_said_to_mean_something(tmp_path):
    lines = told(tmp_path, DATASET.replace('"": unknown, ', ""))
    assert lines == ['data/seizures.csv:6:15: error: nothing stands here, in the column "cases" [blank-cell]',
                     '  hint: say what that means:  missing: {"": unknown}']


def test_another_encoding_is_told_with_what_to_do(tmp_path):
    lines = told(tmp_path, csv=ROWS.encode("gb18030"))
    assert lines == ["data/seizures.csv:2:23: error: the file is not UTF-8 text [not-utf8]",
                     '  hint: it looks like GBK; convert it: iconv -f GB18030 -t UTF-8 "data/seizures.csv" > new, or '
                     '"Save as UTF-8"']


def test_nothing_is_read_outside_the_project(tmp_path):
    assert told(tmp_path, DATASET.replace("seizures.csv", "../../x.csv"))[0] == (
        'data/facts.yaml:6:11: error: "../x.csv" lies outside the project [outside-project]')


def test_a_hundred_thousand_rows_are_read_and_no_more(tmp_path):
    yaml = ("datasets:\n  long: {title: {zh: 长, en: Long}, rows: seizures.csv, key: n, "
            "fields: {n: {label: {zh: 号, en: No.}}}}\n")
    rows = "n\n" + "".join(f"r{n}\n" for n in range(100_000))
    assert len(load(tmp_path, yaml, rows).datasets["long"].records) == 100_000
    assert told(tmp_path, yaml, rows + "one more\n") == [
        "data/seizures.csv:100002:1: error: more than 100000 rows [too-many-rows]"]


def test_mistakes_without_end_are_cut(tmp_path):
    rows = "country,year,tonnes,cases,remark\n" + "".join(f"CN,{n},bad,bad,x\n" for n in range(1000, 3000))
    assert sum("error: " in line for line in told(tmp_path, csv=rows)) == 200


# --- checks

def checked(folder, checks, csv=ROWS):
    facts = "facts:\n  all: {label: {zh: 总量, en: All}, written: 27.8吨, at: ¶2}\n"
    return load(folder, DATASET + checks + facts, csv)


def test_a_sum_must_equal_a_fact_within_its_tolerance(tmp_path):
    good = "    checks: [{sum: tonnes, equals: all, where: {country: [CN, MM, TH]}, tolerance: 0.5}]\n"
    checked(tmp_path, good)
    with pytest.raises(ReportgenError) as found:
        checked(tmp_path, good, ROWS.replace("3吨", "33吨"))
    assert str(found.value).startswith(
        'data/facts.yaml:15:20: error: the sum of "tonnes" is 57.8, and "all" says 27.8吨 [sum-disagrees]')


def test_a_sum_with_an_unknown_part_may_be_less_and_never_more(tmp_path):
    check = "    checks: [{sum: tonnes, equals: all}]\n"
    checked(tmp_path, check, ROWS.replace("3吨", "1吨"))
    with pytest.raises(ReportgenError):
        checked(tmp_path, check, ROWS.replace("3吨", "7吨"))


def test_values_must_be_in_their_range_and_unique(tmp_path):
    with pytest.raises(ReportgenError) as found:
        checked(tmp_path, "    checks: [{range: cases, from: 10, to: 1200}, {unique: [year]}]\n")
    assert [str(one).split("\n")[0] for one in found.value.diagnostics] == [
        "data/seizures.csv:3:1: error: two rows have the same year: 2014 [not-unique]",
        "data/seizures.csv:5:1: error: two rows have the same year: 2014 [not-unique]",
        'data/seizures.csv:5:12: error: "5" is not between 10 and 1200 [out-of-range]']


# --- choosing and adding up

def test_rows_are_chosen_by_what_their_fields_say(tmp_path):
    dataset = load(tmp_path).datasets["seizures"]
    for spelling, keys in {"country=CN|LA": ["CN_2014", "LA_2014"], "year=2015": ["TH_2015_06"],
                           "tonnes=12.4..": ["CN_2014"], "year=2013..2014": ["CN_2014", "MM_2014", "LA_2014"],
                           "remark==说%22~好%22~话": ["TH_2015_06"]}.items():
        conditions = conditions_of(spelling, dataset)
        assert [record.key for record in chosen(dataset, conditions)] == keys
        assert ",".join(map(spelled, conditions)) == spelling


def test_a_total_carries_what_its_figures_are_and_can_be_found_by_its_id(tmp_path):
    base = load(tmp_path, csv=ROWS.replace("1200余起", "1300"))
    about = base.fact(column_total("sum", "seizures", "tonnes", ()))
    assert (about.newest.quantity.number, about.newest.quantity.relation) == (Decimal("27.8"), "approx")
    least = base.fact("seizures.sum(cases)").newest
    assert (least.quantity.number, least.quantity.relation) == (2505, "ge")
    assert [one.fact for one in least.computation.inputs] == [
        "seizures.CN_2014.cases", "seizures.MM_2014.cases", "seizures.LA_2014.cases"]
    part = base.fact("seizures.share(CN_2014.cases,sum(cases,country=CN|MM))").newest
    assert (str(part.quantity.number), part.quantity.unit) == ("48.0", "%")


@pytest.mark.parametrize("written, places, printed", [
    ("22.0万", None, "22.0"), ("22.04万", 1, "22.0"), ("22.0万", 0, "22"), ("22万", 1, "22"), ("220000", None, "22"),
    ("220000", 2, "22"), ("15.4万", None, "15.4"), ("0.50亿", None, "5000")])
def test_zeros_that_were_written_are_kept_in_another_scale(tmp_path, written, places, printed):
    base = load(tmp_path, csv=f"country,year,tonnes,cases,remark\nCN,2014,1,{written},-\n")
    quantity, _ = to_places(base.fact("seizures.CN_2014.cases").newest, places, 4)
    assert str(quantity.number) == printed


# --- Excel

def workbook(rows, formats=()):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "Rows"
    for row in rows:
        book.active.append(row)
    for place, shape in formats:
        book.active[place].number_format = shape
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


XLSX = DATASET.replace("seizures.csv", "seizures.xlsx")
HEADS = ["country", "year", "tonnes", "cases", "remark"]


def test_excel_numbers_have_the_digits_that_excel_shows(tmp_path):
    import datetime

    data = workbook([HEADS, ["CN", 2014, 0.1 + 0.2, 1200, "x"], ["LA", datetime.date(2015, 3, 1), 12.5, None, "-"]],
                    [("C3", "0.00")])
    base = load(tmp_path, XLSX, data, "seizures.xlsx")
    assert str(cell(base, "CN_2014.tonnes").quantity.number) == "0.3"
    assert str(cell(base, "LA_2015_03_01.tonnes").quantity.number) == "12.50"
    assert cell(base, "LA_2015_03_01.cases").state == "unknown"


def test_a_mistake_in_excel_is_told_by_sheet_and_cell(tmp_path):
    data = workbook([HEADS, ["CN", 2014, "much", 5, "x"]])
    lines = told(tmp_path, XLSX, data, "seizures.xlsx")
    assert lines[0] == ('data/seizures.xlsx:Rows!C2: error: a number is wanted in "much" [unreadable-figure]')


def test_no_excel_file_is_told(tmp_path):
    pytest.importorskip("openpyxl")
    assert told(tmp_path, XLSX, b"no zip", "seizures.xlsx")[0] == (
        "data/seizures.xlsx:1:1: error: this is no Excel file, or it is damaged: File is not a zip file "
        "[unreadable-table]")


def test_without_openpyxl_one_is_told_what_to_install(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MachineError) as lack:
        load(tmp_path, XLSX, b"PK", "seizures.xlsx")
    assert "pip install openpyxl" in str(lack.value)
