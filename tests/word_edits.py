"""Edit Word files as Word leaves them: runs split, bookmarks gone where they were typed over, changes tracked."""

import io
import zipfile
from copy import deepcopy

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
WHEN = "2026-11-02T10:00:00Z"
SAMPLE = "Sample Editor"


class Edited:
    """The parts of a Word file, taken apart; `bytes()` puts them together again."""

    def __init__(self, data):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.document = etree.fromstring(self.parts["word/document.xml"])
        self.footnotes = etree.fromstring(self.parts["word/footnotes.xml"])
        self.comments = []
        self.ids = 9000

    def bytes(self):
        parts = self.parts | {"word/document.xml": etree.tostring(self.document),
                              "word/footnotes.xml": etree.tostring(self.footnotes)}
        if self.comments:
            parts |= self._comment_parts()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in parts.items():
                package.writestr(name, content)
        return buffer.getvalue()

    def next_id(self):
        self.ids += 1
        return str(self.ids)

    # --- finding

    def paragraphs(self):
        return [*self.document.iter(W + "p"), *self.footnotes.iter(W + "p")]

    def paragraph(self, words):
        """The first paragraph outside of the contents whose words hold these."""
        return next(one for one in self.paragraphs() if words in text_of(one) and "Toc" not in style_of(one).title()
                    and "TOC" not in style_of(one))

    def mark(self, name):
        """The start and end of a bookmark."""
        start = next(one for root in (self.document, self.footnotes) for one in root.iter(W + "bookmarkStart")
                     if one.get(W + "name") == name)
        ends = (one for one in start.getroottree().getroot().iter(W + "bookmarkEnd")
                if one.get(W + "id") == start.get(W + "id"))
        return start, next(ends)

    # --- plain edits

    def retype(self, old, new, within=None):
        """Type `new` over the words `old`, as Word would: a bookmark whose whole words are selected goes."""
        paragraph = within if within is not None else self.paragraph(old)
        first = self._select(paragraph, old)
        run = new_run(first[0], new)
        first[0].addprevious(run)
        self._drop_marks(paragraph, first)
        for one in first:
            one.getparent().remove(one)
        if not new:
            run.getparent().remove(run)
        return paragraph

    def insert(self, after, new):
        """Type `new` behind the words `after`."""
        paragraph = self.paragraph(after)
        last = self._select(paragraph, after)[-1]
        last.addnext(new_run(last, new))
        return paragraph

    def fact(self, mark, new):
        """Type inside a fact's bookmark, which stays."""
        start, end = self.mark(mark)
        runs = between(start, end)
        texts = [text for run in runs for text in run.iter(W + "t")]
        texts[0].text = new
        for text in texts[1:]:
            text.text = ""

    def type_over(self, mark, new):
        """Select a fact's words exactly and type: Word takes the bookmark away."""
        self.fact(mark, new)
        for bound in self.mark(mark):
            bound.getparent().remove(bound)

    def _select(self, paragraph, words):
        """The runs of the first print of `words` in a paragraph, split so that they hold nothing else."""
        runs = [run for run in paragraph.iter(W + "r") if run.find(W + "t") is not None]
        text = "".join(run_text(run) for run in runs)
        start = text.index(words)
        end, at, chosen = start + len(words), 0, []
        for run in runs:
            own = run_text(run)
            a, b = max(start - at, 0), min(end - at, len(own))
            if a < b:
                chosen.append(part_of(run, own, a, b))
            at += len(own)
        return chosen

    def _drop_marks(self, paragraph, chosen):
        inside = set(chosen)
        for start in list(paragraph.iter(W + "bookmarkStart")):
            end = next((one for one in paragraph.iter(W + "bookmarkEnd") if one.get(W + "id") == start.get(W + "id")),
                       None)
            runs = between(start, end) if end is not None else []
            if runs and inside.issuperset(runs):
                start.getparent().remove(start)
                end.getparent().remove(end)

    def split_runs(self):
        """Cut every run in two and strew what Word strews: rsids and marks of spelling."""
        for paragraph in self.paragraphs():
            paragraph.set(W + "rsidR", "00AB12CD")
            for run in list(paragraph.iter(W + "r")):
                text = run_text(run)
                if run.find(W + "t") is not None and len(text) > 1:
                    half = part_of(run, text, 0, len(text) // 2)
                    half.set(W + "rsidRPr", "00EF34AB")
                    half.addnext(run.makeelement(W + "proofErr", {W + "type": "spellStart"}))

    # --- paragraphs

    def new_paragraph(self, after, words, style=None):
        """A paragraph behind the one that holds `after`, in its style or another."""
        before = after if not isinstance(after, str) else self.paragraph(after)
        paragraph = etree.SubElement(before.getparent(), W + "p")
        properties = before.find(W + "pPr")
        if properties is not None:
            paragraph.append(deepcopy(properties))
        if style:
            paragraph.find(f"{W}pPr/{W}pStyle").set(W + "val", style)
        paragraph.append(new_run(None, words))
        before.addnext(paragraph)
        return paragraph

    def delete(self, words):
        paragraph = self.paragraph(words)
        paragraph.getparent().remove(paragraph)

    def move(self, words, behind):
        paragraph, target = self.paragraph(words), self.paragraph(behind)
        target.addnext(paragraph)

    def split(self, words):
        """Press Enter before `words`."""
        paragraph = self.paragraph(words)
        chosen = self._select(paragraph, words)[0]
        top = chosen
        while top.getparent() is not paragraph:
            top = top.getparent()
        after = etree.SubElement(paragraph.getparent(), W + "p")
        after.append(deepcopy(paragraph.find(W + "pPr")))
        for one in [top, *top.itersiblings()]:
            after.append(one)
        paragraph.addnext(after)

    # --- tracked

    def tracked(self, old, new, author=SAMPLE):
        """Replace words with changes tracked."""
        paragraph = self.paragraph(old)
        chosen = self._select(paragraph, old)
        deletion = self._change("del", author)
        chosen[0].addprevious(deletion)
        for run in chosen:
            deletion.append(run)
            for text in run.iter(W + "t"):
                text.tag = W + "delText"
        if new:
            insertion = self._change("ins", author)
            run = new_run(chosen[0], new)
            insertion.append(run)
            deletion.addnext(insertion)

    def tracked_away(self, words, author=SAMPLE):
        """Delete a whole paragraph with changes tracked, its end too."""
        paragraph = self.paragraph(words)
        for run in list(paragraph.iter(W + "r")):
            deletion = self._change("del", author)
            run.addprevious(deletion)
            deletion.append(run)
            for text in run.iter(W + "t"):
                text.tag = W + "delText"
        properties = paragraph.find(W + "pPr")
        own = properties.find(W + "rPr")
        own = own if own is not None else etree.SubElement(properties, W + "rPr")
        own.insert(0, self._change("del", author))

    def tracked_move(self, words, behind, author=SAMPLE):
        paragraph = self.paragraph(words)
        moved = deepcopy(paragraph)
        for here, kind in ((paragraph, "moveFrom"), (moved, "moveTo")):
            for run in list(here.iter(W + "r")):
                change = self._change(kind, author)
                run.addprevious(change)
                change.append(run)
            properties = here.find(W + "pPr")
            own = properties.find(W + "rPr")
            own = own if own is not None else etree.SubElement(properties, W + "rPr")
            own.insert(0, self._change(kind, author))
        for bound in list(paragraph.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            bound.getparent().remove(bound)
        self.paragraph(behind).addnext(moved)

    def reformatted(self, words, author=SAMPLE):
        run = self._select(self.paragraph(words), words)[0]
        properties = run.find(W + "rPr")
        if properties is None:
            properties = run.makeelement(W + "rPr", {})
            run.insert(0, properties)
        properties.append(self._change("rPrChange", author))

    def _change(self, kind, author):
        return self.document.makeelement(W + kind, {W + "id": self.next_id(), W + "author": author, W + "date": WHEN})

    # --- comments and notes

    def comment(self, words, text, author=SAMPLE, answers=None, done=False):
        """Remark on words; `answers` is what an earlier comment gave back."""
        number = self.next_id()
        chosen = self._select(self.paragraph(words), words)
        chosen[0].addprevious(chosen[0].makeelement(W + "commentRangeStart", {W + "id": number}))
        end = chosen[-1].makeelement(W + "commentRangeEnd", {W + "id": number})
        chosen[-1].addnext(end)
        mark = end.makeelement(W + "r", {})
        etree.SubElement(mark, W + "commentReference", {W + "id": number})
        end.addnext(mark)
        self.comments.append((number, author, text, answers, done))
        return number

    def _comment_parts(self):
        root = etree.fromstring(self.parts.get("word/comments.xml", f'<w:comments xmlns:w="{W[1:-1]}"/>'.encode()))
        threads = etree.Element(W15 + "commentsEx")
        for number, author, text, answers, done in self.comments:
            comment = etree.SubElement(root, W + "comment", {W + "id": number, W + "author": author, W + "date": WHEN})
            paragraph = etree.SubElement(comment, W + "p", {W14 + "paraId": f"{int(number):08X}"})
            paragraph.append(new_run(None, text))
            thread = {W15 + "paraId": f"{int(number):08X}", W15 + "done": str(int(done))}
            if answers:
                thread[W15 + "paraIdParent"] = f"{int(answers):08X}"
            etree.SubElement(threads, W15 + "commentEx", thread)
        return {"word/comments.xml": etree.tostring(root), "word/commentsExtended.xml": etree.tostring(threads)}

    def note(self, behind, text):
        """A footnote of the editor's behind some words."""
        number = self.next_id()
        last = self._select(self.paragraph(behind), behind)[-1]
        mark = last.makeelement(W + "r", {})
        etree.SubElement(mark, W + "footnoteReference", {W + "id": number})
        last.addnext(mark)
        note = etree.SubElement(self.footnotes, W + "footnote", {W + "id": number})
        paragraph = etree.SubElement(note, W + "p")
        etree.SubElement(etree.SubElement(paragraph, W + "pPr"), W + "pStyle", {W + "val": "FootnoteText"})
        paragraph.append(new_run(None, text))

    def new_row(self, words, *cells):
        """A row behind the one with `words`, made as Word makes one: from its neighbour."""
        row = next(self.paragraph(words).iterancestors(W + "tr"))
        added = deepcopy(row)
        for bound in list(added.iter(W + "bookmarkStart", W + "bookmarkEnd")):
            bound.getparent().remove(bound)
        for cell, text in zip(added.findall(W + "tc"), cells, strict=True):
            for paragraph in cell.findall(W + "p"):
                for child in [one for one in paragraph if one.tag != W + "pPr"]:
                    paragraph.remove(child)
            cell.find(W + "p").append(new_run(None, text))
        row.addnext(added)


def text_of(paragraph):
    return "".join(text.text or "" for text in paragraph.iter(W + "t"))


def style_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val")


def run_text(run):
    return "".join(text.text or "" for text in run.findall(W + "t"))


def new_run(like, words):
    run = etree.Element(W + "r", {W + "rsidR": "00C0FFEE"})
    if like is not None and like.find(W + "rPr") is not None:
        run.append(deepcopy(like.find(W + "rPr")))
    text = etree.SubElement(run, W + "t", {XML_SPACE: "preserve"})
    text.text = words
    return run


def part_of(run, text, a, b):
    """The run of `text[a:b]`; what stands before and behind it gets runs of its own."""
    if a > 0:
        run.addprevious(new_run(run, text[:a]))
    if b < len(text):
        run.addnext(new_run(run, text[b:]))
    texts = run.findall(W + "t")
    texts[0].text = text[a:b]
    texts[0].set(XML_SPACE, "preserve")
    for more in texts[1:]:
        run.remove(more)
    return run


def between(start, end):
    """The runs between two bounds."""
    found, inside = [], False
    for one in start.getroottree().getroot().iter():
        if one is start:
            inside = True
        elif one is end:
            return found
        elif inside and one.tag == W + "r" and one.find(W + "t") is not None:
            found.append(one)
    return found
