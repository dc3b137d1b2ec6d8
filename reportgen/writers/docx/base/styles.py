"""Write styles.xml: a real style for everything a briefing says, from the theme's colours, sizes and fonts."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.writers.columns.room import ADDED
from reportgen.writers.docx.base.gallery import latent, place
from reportgen.writers.docx.base.numbering import (
    BULLETS_LIST, HEADINGS_LIST, NUMBERS_LIST, TIMELINE_LIST, TIMELINE_MARKERS,
)
from reportgen.writers.docx.base.sheet import BODY, BOLD, HEAD, Sheet, half_points, spaced, style_id
from reportgen.writers.docx.base.tables import table_styles
from reportgen.writers.docx.package import NAMESPACES, XML, escape
from reportgen.writers.docx.text.runs import han_lang, word_lang
from reportgen.writers.docx.units import MM
from reportgen.writers.theme import Style as ThemeStyle
from reportgen.writers.theme import Theme

ABOVE_COVER, BELOW_COVER = 2600, 3200          # twips that stand free around the title of a page of its own
LONG_VALUE = 0.75            # of the size of key figures: that of long ones, and of four in a row

@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph or character style; `ppr` and `rpr` are its properties, `builtin` one that Word itself knows."""

    id: str
    name: str
    ppr: str = ""
    rpr: str = ""
    based: str = "Normal"
    next: str = ""
    builtin: bool = False
    kind: str = "paragraph"

    def xml(self) -> str:
        own = "" if self.builtin else ' w:customStyle="1"'
        follows = f'<w:next w:val="{self.next}"/>' if self.next else ""
        properties = f"<w:pPr>{self.ppr}</w:pPr>" if self.ppr else ""
        looks = f"<w:rPr>{self.rpr}</w:rPr>" if self.rpr else ""
        return (f'<w:style w:type="{self.kind}"{own} w:styleId="{self.id}"><w:name w:val="{escape(self.name)}"/>'
                f'<w:basedOn w:val="{self.based}"/>{follows}{place(self.id)}{properties}{looks}</w:style>')


def styles_part(theme: Theme, lang: str) -> str:
    """styles.xml for a document in `lang`."""
    sheet = Sheet(theme, lang)
    paragraphs = [*_masthead(sheet), *_headings(sheet), *_text(sheet), *_contents(sheet), *_lists(),
                  *_exhibits(sheet), *_tables(sheet), *_boxes(sheet), *_furniture(sheet), *_distribution(sheet),
                  *_authors(sheet)]
    everything = "".join(style.xml() for style in (*paragraphs, *_characters(sheet)))
    return (f"{XML}<w:styles {NAMESPACES}>{_defaults(sheet)}{latent()}{_normal(sheet)}{_BASE}{everything}"
            f"{table_styles(sheet)}</w:styles>")


def _defaults(sheet: Sheet) -> str:
    latin = "en-GB" if sheet.chinese else escape(word_lang(sheet.lang))
    return (f'<w:docDefaults><w:rPrDefault><w:rPr>{BODY}<w:kern w:val="2"/>'
            f'<w:lang w:val="{latin}" w:eastAsia="{han_lang(sheet.lang)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '</w:docDefaults>')


# No mark of punctuation that may not begin or end a line does, a last one may hang, a first one is narrow; and a thin
# gap stands between Han characters and letters or digits.
_HAN_LINES = "<w:kinsoku/><w:overflowPunct/><w:topLinePunct/><w:autoSpaceDE/><w:autoSpaceDN/>"


def _normal(sheet: Sheet) -> str:
    """What all paragraphs have in common; no page begins or ends with one line, which LibreOffice must be told.

    Not in docDefaults: LibreOffice writes those over the character styles inside tables.
    """
    return ('<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f'<w:uiPriority w:val="0"/><w:qFormat/><w:pPr><w:widowControl/>{_HAN_LINES if sheet.chinese else ""}'
            f'<w:spacing w:before="0" w:after="0" {sheet.line("body")}/></w:pPr>'
            f'<w:rPr>{sheet.ink("text")}{sheet.size("body")}</w:rPr></w:style>')


_BASE = (
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
    '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>')


def _masthead(sheet: Sheet) -> list[Style]:
    plain = sheet.theme.masthead == "plain"
    red = sheet.theme.masthead == "red"
    centred = "" if plain else '<w:jc w:val="center"/>'
    above, below = (ABOVE_COVER, BELOW_COVER) if sheet.theme.cover == "page" else (0, 140)
    issued = f'<w:spacing {sheet.line("small", 1.45, 1)}/>'
    voice = "" if red else HEAD
    title, below_series, series = (f'w:line="{round(25 * sheet.title_sizes[style])}" w:lineRule="atLeast"'
                                   for style in ("Title", "TitleInSeries", "Series"))
    return [
        Style("Marking", "Marking",
              f'<w:keepNext/><w:spacing w:after="120" {sheet.line("small", 1.35, 0.5)}/>'
              f'<w:jc w:val="{"center" if sheet.theme.masthead == "centred" else "left"}"/>',
              f'{HEAD}{BOLD}{sheet.ink("warning")}<w:spacing w:val="20"/>{sheet.size("small", 0.5)}'),
        Style("Logo", "Logo", f'<w:keepNext/><w:spacing w:after="160" w:line="240" w:lineRule="auto"/>{centred}'),
        Style("MastheadNumber", "Masthead Number",
              issued if plain else f'<w:spacing w:before="160" w:after="120"/>{centred}',
              HEAD + BOLD + sheet.ink("accent") + sheet.size("small", 1) if plain else ""),
        Style("Office", "Office", issued, voice + sheet.size("small", 1)),
        Style("MastheadDate", "Masthead Date", f'{issued}<w:jc w:val="right"/>', voice + sheet.size("small", 1)),
        Style("Title", "Title",
              f'<w:keepNext/><w:keepLines/><w:spacing w:before="{above}" w:after="60" {title}/>{centred}',
              f'{BODY if red else HEAD}{BOLD}<w:color w:val="{sheet.head}"/><w:kern w:val="28"/>{sheet.size("title")}',
              next="Subtitle", builtin=True),
        Style("TitleInSeries", "Title in Series", f'<w:spacing w:before="320" w:after="60" {below_series}/>',
              f'{sheet.ink("text")}{half_points(sheet.title_sizes["TitleInSeries"])}', based="Title", next="Subtitle"),
        Style("Series", "Series",
              f'<w:keepNext/><w:keepLines/><w:spacing w:before="{above}" w:after="60" {series}/>{centred}',
              f'{BODY if red else HEAD}{BOLD}<w:color w:val="{sheet.head}"/>'
              f'{half_points(sheet.title_sizes["Series"])}'),
        Style("Subtitle", "Subtitle", f'<w:keepNext/><w:spacing w:after="{below}" {sheet.line("h3", 1.4)}/>{centred}',
              f'{HEAD if plain else sheet.aside}{sheet.ink("text" if red else "muted")}'
              f'{sheet.size("h3", 0 if plain else 1)}',
              next="BodyText", builtin=True),
        Style("MastheadLabel", "Masthead Label", f'<w:spacing {sheet.line("small", 1.45, 0.5)}/>',
              f'{voice}{sheet.ink("muted")}{sheet.size("small", 0.5)}'),
        Style("MastheadValue", "Masthead Value", f'<w:spacing {sheet.line("small", 1.45, 0.5)}/>',
              voice + sheet.size("small", 0.5)),
    ]


def _headings(sheet: Sheet) -> list[Style]:
    space = {1: (280, 80), 2: (220, 60), 3: (180, 60), 4: (140, 40)}
    light = sheet.chinese and sheet.theme.aside is not None and sheet.theme.aside.family == "kai"
    voices = {2: sheet.aside if light else sheet.aside + BOLD}
    inks = {1: "accent", 4: "muted"}
    ruled = sheet.theme.callouts == "ruled"
    below = {1: f'<w:pBdr>{sheet.rule("bottom", "text", 5, 2)}</w:pBdr>'} if ruled else {}
    return [Style(f"Heading{level}", f"heading {level}",
                  f'<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="{level - 1}"/>'
                  f'<w:numId w:val="{HEADINGS_LIST}"/></w:numPr>'
                  f'{below.get(level, "")}<w:spacing w:before="{before}" w:after="{after}" '
                  f'{sheet.line(f"h{level}", 1.35)}/>'
                  f'<w:outlineLvl w:val="{level - 1}"/>',
                  f'{voices.get(level, HEAD + BOLD)}{sheet.ink(inks.get(level, "text"))}'
                  f'{sheet.size(f"h{level}")}',
                  next="BodyText", builtin=True)
            for level, (before, after) in space.items()]


def _text(sheet: Sheet) -> list[Style]:
    script = sheet.theme.script(sheet.lang)
    justify = '<w:jc w:val="both"/>' if script.justify else ""
    after = round(20 * script.space * sheet.theme.sizes["body"])
    indent = round(20 * script.indent * sheet.theme.sizes["body"])
    first = f'<w:ind w:firstLineChars="{round(100 * script.indent)}" w:firstLine="{indent}"/>' if script.indent else ""
    quote = (f'<w:pBdr>{sheet.rule("left", "rule", 18, 12)}</w:pBdr><w:spacing w:before="120" w:after="120"/>'
             '<w:ind w:left="480"/><w:contextualSpacing/>')
    return [
        Style("BodyText", "Body Text", f'<w:spacing w:after="{after}"/>{first}{justify}', builtin=True),
        Style("Quote", "Quote", quote, sheet.ink("muted"), builtin=True),
        Style("Attribution", "Attribution",
              f'<w:spacing w:after="140" {sheet.line("small", 1.4)}/><w:ind w:left="480"/><w:jc w:val="right"/>',
              HEAD + sheet.ink("muted") + sheet.size("small")),
    ]


def _contents(sheet: Sheet) -> list[Style]:
    edge = round(sheet.theme.page.text_width * MM)
    pages = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{edge}"/></w:tabs>'
    return [Style("TOCHeading", "TOC Heading", '<w:keepNext/><w:spacing w:before="240" w:after="100"/>',
                  f'{HEAD}{BOLD}{sheet.ink("accent")}{sheet.size("h2")}', next="BodyText", builtin=True),
            Style("Toc1", "toc 1", f'{pages}<w:spacing w:before="60" w:after="20"/>', HEAD + BOLD, builtin=True),
            Style("Toc2", "toc 2", f'{pages}<w:spacing w:after="20"/><w:ind w:left="480"/>', HEAD, builtin=True)]


def _lists() -> list[Style]:
    spaced = '<w:spacing w:after="60"/>'
    return [
        Style("ListBullet", "List Bullet", _counted_by(BULLETS_LIST) + spaced, builtin=True),
        Style("ListNumber", "List Number", _counted_by(NUMBERS_LIST) + spaced, builtin=True),
        Style("ListContinue", "List Continue", spaced, builtin=True),
    ]


def _counted_by(number: int) -> str:
    return f'<w:numPr><w:numId w:val="{number}"/></w:numPr>'


def _exhibits(sheet: Sheet) -> list[Style]:
    caption = f'{HEAD}{sheet.size("small", 1)}'
    return [
        Style("Caption", "caption",
              f'<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80" {sheet.line("small", 1.4, 1)}/>',
              caption, next="BodyText", builtin=True),
        Style("FigureCaption", "Figure Caption",
              '<w:keepNext w:val="0"/><w:keepLines/>'
              f'<w:spacing w:before="60" w:after="120" {sheet.line("small", 1.4, 1)}/>',
              based="Caption", next="BodyText"),
        Style("Figure", "Figure", '<w:keepNext/><w:widowControl w:val="0"/><w:spacing w:before="160" w:after="0" '
              'w:line="240" w:lineRule="auto"/>'),
        Style("FigurePart", "Figure Part", '<w:keepNext w:val="0"/>', based="Figure"),
        Style("TableNote", "Table Note",
              f'<w:keepLines/><w:spacing w:before="70" w:after="180" {sheet.line("small", 1.4)}/>'
              '<w:contextualSpacing/>', HEAD + sheet.ink("muted") + sheet.size("small")),
        Style("ChartValues", "Chart Values", based="TableNote"),
        Style("Spacer", "Spacer", '<w:spacing w:before="0" w:after="0" w:line="130" w:lineRule="exact"/>',
              '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
    ]


def _tables(sheet: Sheet) -> list[Style]:
    made = []
    cells = "" if sheet.theme.cells == "body" else HEAD
    for prefix, add in (("Table", ADDED), ("Annex", 0.0)):
        ppr = f'<w:spacing w:before="0" w:after="0" {sheet.line("small", 1.4, add)}/>'
        rpr = cells + sheet.size("small", add)
        text = f"{prefix}Text"
        made += [
            Style(text, f"{prefix} Text", ppr, rpr),
            Style(f"{prefix}Number", f"{prefix} Number", '<w:jc w:val="right"/>', based=text),
            Style(f"{prefix}Decimal", f"{prefix} Decimal", based=text),
            Style(f"{prefix}Center", f"{prefix} Center", '<w:jc w:val="center"/>', based=text),
            Style(f"{prefix}Head", f"{prefix} Head", "<w:keepNext/>", HEAD, based=text),
            Style(f"{prefix}RowHead", f"{prefix} Row Head", based=text),
        ]
    when = f'{HEAD}{BOLD}{sheet.ink("accent")}'
    return [
        *made,
        Style("DrawingWords", "Drawing Words", '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
              '<w:spacing w:before="0" w:after="0" w:line="220" w:lineRule="exact"/>',
              HEAD + half_points(8.5)),
        Style("TimelineWhen", "Timeline When", '<w:jc w:val="right"/>', when, based="TableText"),
        *(Style(style, spaced(style), f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="{TIMELINE_LIST}"/></w:numPr>',
                BOLD, based="TableText", next="TimelineText") for n, style in enumerate(TIMELINE_MARKERS)),
        Style("TimelineText", "Timeline Text", "", based="TableText"),
    ]


def _boxes(sheet: Sheet) -> list[Style]:
    bar = {"bar": f'<w:pBdr>{sheet.rule("left", "rule", 12, 10)}</w:pBdr>', "boxed": "",
           "ruled": f'<w:pBdr>{sheet.rule("left", "text", 5, 10)}</w:pBdr>'}[sheet.theme.callouts]
    close = '<w:spacing w:before="0" w:after="0" '
    card = sheet.rule("top", *{"bar": ("accent", 12), "boxed": ("text", 8), "ruled": ("rule", 5)}[sheet.theme.callouts],
                      space=4)
    tight = sheet.line("body", 1.55 if sheet.chinese else 0)
    title = f'<w:keepNext/><w:spacing w:after="20" {sheet.line("body", 1.4)}/>'
    return [
        Style("KeyFigureValue", "Key Figure Value",
              f'<w:keepNext/><w:pBdr>{card}</w:pBdr>{close}{sheet.line("figure", 1.2)}/>',
              f'{HEAD}{BOLD}{sheet.ink("accent")}{sheet.size("figure")}'),
        Style("KeyFigureLongValue", "Key Figure Long Value", f'{close}{sheet.line("figure", 1.2 * LONG_VALUE)}/>',
              half_points(LONG_VALUE * sheet.theme.sizes["figure"]), based="KeyFigureValue"),
        Style("KeyFigureLabel", "Key Figure Label", f'{close}{sheet.line("small", 1.4, 1)}/>',
              HEAD + sheet.size("small", 1)),
        Style("KeyFigureNote", "Key Figure Note", f'<w:spacing w:before="20" w:after="0" {sheet.line("small", 1.35)}/>',
              HEAD + sheet.ink("muted") + sheet.size("small")),
        Style("CalloutTitle", "Callout Title", title, f'{HEAD}{BOLD}{sheet.ink("accent")}', next="CalloutText"),
        Style("CaveatTitle", "Caveat Title", title, sheet.ink("warning"), based="CalloutTitle", next="CalloutText"),
        Style("CalloutText", "Callout Text", f'<w:spacing w:after="40" {tight}/>'),
        Style("Claim", "Claim", f'<w:keepNext/><w:keepLines/>{bar}<w:spacing w:before="0" w:after="0" {tight}/>'
              '<w:ind w:left="280"/>', next="Confidence"),
        Style("Confidence", "Confidence", f'<w:keepLines/>{bar}<w:spacing w:before="0" w:after="0" '
              f'{sheet.line("small", 1.35, 0.5)}/><w:ind w:left="280"/>',
              f'{HEAD}{sheet.ink("muted")}{sheet.size("small", 0.5)}', next="BodyText"),
    ]


def _furniture(sheet: Sheet) -> list[Style]:
    small = sheet.ink("muted") + sheet.size("small")
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(sheet.theme.page.text_width * MM)}"/></w:tabs>'
    ruled = f'<w:pBdr>{sheet.rule("top", "rule", 4, 4)}</w:pBdr>' if sheet.theme.feet == "line" else ""
    return [
        Style("Header", "header", f'<w:pBdr>{sheet.rule("bottom", "rule", 4, 4)}</w:pBdr>{tab}'
              '<w:spacing w:before="0" w:after="160" w:line="240" w:lineRule="auto"/>', HEAD + small, builtin=True),
        Style("Footer", "footer", f'{ruled}<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>',
              HEAD + small, builtin=True),
        Style("FooterNumber", "Footer Number", '<w:spacing w:before="120" w:after="0" w:line="240" w:lineRule="auto"/>',
              HEAD + sheet.ink("text") + sheet.size("body")),
        Style("PageMarking", "Page Marking", f'<w:spacing w:before="60" w:after="0" {sheet.line("small", 1.35, 0.5)}/>'
              '<w:jc w:val="center"/>', based="Marking"),
        Style("FootnoteText", "footnote text", f'<w:spacing w:after="20" {sheet.line("small", 1.35)}/>',
              sheet.size("small"), builtin=True),
        Style("SourceNote", "Source Note", based="FootnoteText"),
        Style("CommentText", "annotation text", '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>',
              sheet.size("small"), builtin=True),
    ]


def _distribution(sheet: Sheet) -> list[Style]:
    return [Style("Distribution", "Distribution", '<w:keepNext/><w:keepLines/><w:ind w:left="480" w:hanging="480"/>',
                  sheet.size("body", -0.5)),
            Style("Copies", "Copies", '<w:keepLines/><w:jc w:val="right"/>', sheet.size("body", -0.5))]


def _authors(sheet: Sheet) -> list[Style]:
    """The styles that the theme lets authors name: body text but for what each says."""
    return [Style(style_id(name), name, *_authors_look(sheet, style), based="BodyText", next="BodyText")
            for name, style in sheet.theme.styles.items()]


def _authors_look(sheet: Sheet, style: ThemeStyle) -> tuple[str, str]:
    """Paragraph and run properties."""
    add = (style.size - 1) * sheet.theme.sizes["body"]
    line = f'<w:spacing {sheet.line("body", 0, add)}/>' if add else ""
    flush = '<w:ind w:firstLineChars="0" w:firstLine="0"/>' if not style.indent else ""
    return line + flush, "".join((BOLD if style.bold else "", sheet.ink(style.colour) if style.colour != "text" else "",
                                  sheet.size("body", add) if add else ""))


def _characters(sheet: Sheet) -> list[Style]:
    quiet = HEAD + sheet.ink("muted") + sheet.size("small", -1)
    looks = (
        ("Strong", "Strong", BOLD, True),
        ("Hyperlink", "Hyperlink", sheet.ink("accent") + '<w:u w:val="single"/>', True),
        ("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>', True),
        ("DistributionLabel", "Distribution Label", "" if sheet.chinese else HEAD + BOLD, False),
        ("CaptionLabel", "Caption Label", BOLD + sheet.ink("accent"), False),
        ("CaptionSeparator", "Caption Separator", "", False),
        ("ContentsPage", "Contents Page", "", False),
        ("HeadingNumber", "Heading Number", "", False),
        ("HeadingSeparator", "Heading Separator", "", False),
        ("SourceMark", "Source Mark", f'<w:b w:val="0"/><w:bCs w:val="0"/>{sheet.ink("muted")}{sheet.size("body")}'
         '<w:vertAlign w:val="superscript"/>', False),
        ("CommentReference", "annotation reference", '<w:sz w:val="16"/><w:szCs w:val="16"/>', True),
        ("Citation", "Citation", quiet, False),
        ("CrossReference", "Cross Reference", sheet.ink("accent"), False),
    )
    return [Style(key, name, rpr=rpr, based="DefaultParagraphFont", builtin=builtin, kind="character")
            for key, name, rpr, builtin in looks]
