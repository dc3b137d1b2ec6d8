"""The list of sources as a reader of each language knows it; every work here is made up, and says so."""

import pytest

from reportgen.compose.bibliography import described
from reportgen.document.nodes import Citation, Language, Link
from reportgen.document.walk import inlines, plain
from reportgen.facts.wordings.dates import read_when
from reportgen.facts.model import NOWHERE, Source
from reportgen.locales import words

SAMPLE = {"zh": "样本。", "en": "A sample."}


def source(type, title, language="zh-CN", **given):
    for name in ("issued", "accessed"):
        given[name] = read_when(given[name], None) if name in given else None
    return Source("s", title, language, "media", SAMPLE, given.pop("issued"), NOWHERE, type=type, **given)


ZH = dict(title={"zh": "样本题名", "en": "Sample title"}, authors=({"zh": "张, 三", "en": "Zhang, San"},),
          publisher={"zh": "样本出版社", "en": "Sample Press"}, publisher_place={"zh": "北京", "en": "Beijing"})
EN = dict(title={"en": "A sample title", "zh": "样本译名"}, language="en",
          authors=({"en": "Doe, Jane"}, {"en": "Roe, Richard"}))
CASES = {
    "a page on the web": (
        source("webpage", ZH["title"], url="https://example.org/a", issued="2016-04-19", accessed="2016-04-25"),
        "样本题名[EB/OL]. (2016-04-19)[2016-04-25]. https://example.org/a.",
        "“Sample title” [样本题名], 19 April 2016. Available at https://example.org/a (accessed on 25 April 2016)."),
    "a page of a site": (
        source("webpage", ZH["title"], container_title={"zh": "样本网", "en": "Sample site"}, issued="2016-04-19",
               url="https://example.org/a"),
        "样本题名[EB/OL]. 样本网, 2016(2016-04-19). https://example.org/a.",
        "“Sample title” [样本题名], Sample site, 19 April 2016. Available at https://example.org/a."),
    "a book": (
        source("book", issued="2015", edition="2", isbn="978-3-16-148410-0", page="12-15", **ZH),
        "张三. 样本题名[M]. 2版. 北京: 样本出版社, 2015: 12-15.",
        "Zhang, San, Sample title [样本题名], 2nd ed. (Beijing, Sample Press, 2015), pp. 12-15. "
        "ISBN 978-3-16-148410-0."),
    "a chapter": (
        source("chapter", issued="2015", container_title={"zh": "样本文集", "en": "Sample papers"}, page="7", **ZH),
        "张三. 样本题名[M]//样本文集. 北京: 样本出版社, 2015: 7.",
        "Zhang, San, “Sample title” [样本题名], in Sample papers (Beijing, Sample Press, 2015), p. 7."),
    "an article in a journal": (
        source("article-journal", ZH["title"], authors=tuple({"zh": name, "en": name} for name in "甲乙丙丁"),
               container_title={"zh": "样本学报", "en": "Sample Journal"}, issued="2014-06", volume="12", issue="3",
               page="45–52", doi="10.1000/182"),
        "甲, 乙, 丙, 等. 样本题名[J/OL]. 样本学报, 2014, 12(3): 45–52. https://doi.org/10.1000/182.",
        "甲; 乙; 丙; et al., “Sample title” [样本题名], Sample Journal, vol. 12, No. 3 (June 2014), pp. 45–52. "
        "Available at https://doi.org/10.1000/182."),
    "an article in a newspaper": (
        source("article-newspaper", ZH["title"], container_title={"zh": "样本日报", "en": "Sample Daily"},
               issued="2016-04-19", page="3"),
        "样本题名[N]. 样本日报, 2016-04-19(3).",
        "“Sample title” [样本题名], Sample Daily, 19 April 2016, p. 3."),
    "a report with a number": (
        source("report", issued="2016-04", number="E/2016/12", **ZH),
        "张三. 样本题名: E/2016/12[R]. 北京: 样本出版社, 2016.",
        "Zhang, San, Sample title [样本题名], E/2016/12 (Beijing, Sample Press, April 2016)."),
    "a report of an institution that publishes itself": (
        source("report", ZH["title"], authors=({"zh": "样本局", "en": "Sample Office"},), issued="2016",
               publisher={"zh": "样本局", "en": "Sample Office"}),
        "样本局. 样本题名[R]. 2016.",
        "Sample Office, Sample title [样本题名] (2016)."),
    "a dataset": (
        source("dataset", ZH["title"], publisher=ZH["publisher"], issued="2016", url="https://example.org/d"),
        "样本题名[DS/OL]. 样本出版社, 2016. https://example.org/d.",
        "Sample title [样本题名] (Sample Press, 2016). Available at https://example.org/d."),
    "a law": (
        source("legislation", ZH["title"], number="样本令第1号", issued="2008-06-01"),
        "样本题名: 样本令第1号[Z]. 2008-06-01.",
        "Sample title [样本题名], 样本令第1号 (1 June 2008)."),
    "a standard": (
        source("standard", ZH["title"], number="GB/T 7714—2015", publisher=ZH["publisher"], issued="2015"),
        "样本题名: GB/T 7714—2015[S]. 样本出版社, 2015.",
        "Sample title [样本题名], GB/T 7714—2015 (Sample Press, 2015)."),
    "a document": (
        source("document", ZH["title"], issued="2016-04-19"),
        "样本题名[Z]. 2016-04-19.",
        "“Sample title” [样本题名], 19 April 2016."),
    "nothing known but the title": (
        source("document", ZH["title"]), "样本题名[Z].", "“Sample title” [样本题名]."),
    "an English article": (
        source("article-journal", container_title={"en": "Sample Journal"}, issued="2014", volume="2", page="9", **EN),
        "Doe Jane, Roe Richard. A sample title[J]. Sample Journal, 2014, 2: 9.",
        "Doe, Jane; Roe, Richard, “A sample title”, Sample Journal, vol. 2 (2014), p. 9."),
    "an English book of many authors": (
        source("book", EN["title"], "en", authors=tuple({"en": f"{name}, A"} for name in ("Ash", "Elm", "Fir", "Oak")),
               publisher={"en": "Sample Press"}, issued="2014", edition="11"),
        "Ash A, Elm A, Fir A, et al. A sample title[M]. 11th ed. Sample Press, 2014.",
        "Ash, A; Elm, A; Fir, A; et al., A sample title, 11th ed. (Sample Press, 2014)."),
}


def said(one, lang):
    return plain(described(one, lang, words(lang)))


@pytest.mark.parametrize("case", CASES)
def test_a_source_is_described_as_gb_t_7714_has_it(case):
    one, chinese, _ = CASES[case]
    assert said(one, "zh-CN").partition("\n")[0] == chinese


@pytest.mark.parametrize("case", CASES)
def test_a_source_is_described_in_english(case):
    one, _, english = CASES[case]
    assert said(one, "en").partition("\n")[0] == english


def test_the_second_line_tells_what_weight_a_source_bears_and_what_it_was_made_from():
    one = source("report", derives_from=("b", "c"), **EN)
    assert said(one, "zh-CN").partition("\n")[2] == "中译题名：《样本译名》。媒体。样本。所据来源：。"
    assert said(one, "en").partition("\n")[2] == "Media. A sample. Draws on ."
    marks = [node for node in inlines(described(one, "en", words("en"))) if isinstance(node, Citation)]
    assert marks == [Citation((("b", ""), ("c", "")))]                 # `resolve` gives it its numbers


def test_an_entry_in_another_language_is_marked_so_and_an_address_is_a_link():
    one = source("webpage", url="https://example.org/a", **EN)
    chinese, english = (list(inlines(described(one, lang, words(lang)))) for lang in ("zh-CN", "en"))
    assert [node.lang for node in chinese if isinstance(node, Language)] == ["en"]
    assert [node.url for node in (*chinese, *english) if isinstance(node, Link)] == ["https://example.org/a"] * 2
