"""Words are read from an HTML file by its elements, as a reader sees them; the files here are written by hand."""

import pytest

from reportgen.readers.html import read_words


def read(body):
    return [(u.role, u.text) for u in read_words(f"<!DOCTYPE html><html><body>{body}</body></html>".encode())]


@pytest.mark.parametrize(("markup", "expected"), [
    ('<p class="marking">m</p><p class="office">o</p><p class="subtitle">s</p>',
     [("marking", "m"), ("office", "o"), ("subtitle", "s")]),
    ("<main><p>a <b>b</b> c</p></main>", [("p", "a b c")]),
    ("<p>a<br>b</p>", [("p", "a\nb")]),
    ('<p class="lead">x</p><p class="confidence low">c</p>', [("p", "x"), ("confidence", "c")]),
    ('<blockquote><p>q</p><p class="attribution">who</p></blockquote>', [("quote", "q"), ("attribution", "who")]),
    ("<table><caption>T</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td><td></td></tr></table>",
     [("caption", "T"), ("th", "A"), ("td", "1")]),
    ('<caption><span>a<span class="sep">. </span>b</span></caption>', [("caption", "a b")]),
    ('<figure><img src="data:," alt="An island"><figcaption>F</figcaption></figure>',
     [("figure", "An island"), ("caption", "F")]),
    ("<svg><title>t</title><desc>All values</desc><text>8</text></svg>", [("figure", "All values")]),
    ("<ul><li>a</li><li>b</li></ul>", [("li", "a"), ("li", "b")]),
    ('<ol start="4"><li>a</li><li>b</li></ol>', [("li", "4. a"), ("li", "5. b")]),
    ('<ol><li><div class="item"><p>a</p><ul><li>b</li></ul><p>c</p></div></li><li>d</li></ol>',
     [("li", "1. a"), ("li", "b"), ("p", "c"), ("li", "2. d")]),
    ('<ol><li><div class="item"><table><tr><td>x</td></tr></table></div></li></ol>', [("li", "1. "), ("td", "x")]),
    ('<ul class="cards"><li class="card"><span>8</span> <span>cases</span></li></ul>', [("card", "8 cases")]),
    ('<section class="notes"><ol><li id="note.1"><a>1</a> n</li></ol></section>', [("note", "1 n")]),
    ('<footer class="furniture"><p class="marking">m</p></footer><p>x</p>', [("p", "x")]),
    ("<p> </p><!-- c --><p>x<!-- c -->y</p>", [("p", "xy")]),
])
def test_each_element_has_its_role(markup, expected):
    assert read(markup) == expected


def test_headings_count_from_the_title_where_there_is_one():
    assert read('<h1 class="title">T</h1><h2>a</h2><h3>b</h3>') == [("title", "T"), ("h1", "a"), ("h2", "b")]
    assert read("<h1>a</h1><h2>b</h2>") == [("h1", "a"), ("h2", "b")]
