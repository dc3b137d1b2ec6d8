"""Write styles.xml: a real style for everything a briefing says, from the theme's colours, sizes and fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportgen.writers.columns import ADDED
from reportgen.writers.display import SERIES, TITLE_IN_SERIES
from reportgen.writers.docx.base.gallery import latent, place
from reportgen.writers.docx.package import NAMESPACES, XML, escape
from reportgen.writers.docx.runs import han_lang, is_chinese, word_lang
from reportgen.writers.theme import Style as ThemeStyle
from reportgen.writers.theme import Theme

BODY = ('<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi" '
        'w:cstheme="minorBidi"/>')
TIMELINE_MARKERS = {"TimelineTitle": "●", "TimelineOpen": "○", "TimelineEra": "■"}      # of a style of titles
TIMELINE_PADDING = 170       # twips at both sides of a timeline's spine
CARD_GAP = 200               # twips from card to card
TABLE_PADDING, ANNEX_PADDING = 90, 70        # twips at both sides of a table's cells
HEAD = ('<w:rFonts w:asciiTheme="majorHAnsi" w:eastAsiaTheme="majorEastAsia" w:hAnsiTheme="majorHAnsi" '
        'w:cstheme="majorBidi"/>')
BOLD = "<w:b/><w:bCs/>"


def style_id(name: str) -> str:
    """The Word style of a paragraph style that an author names: "lead" → "Lead", "key-point" → "KeyPoint"."""
    return "".join(part.capitalize() for part in name.split("-"))


@dataclass(frozen=True, slots=True)
class Sheet:
    """The theme as Word measures it, in one language."""

    theme: Theme
    lang: str

    def colour(self, role: str) -> str:
        return self.theme.colours[role].lstrip("#").upper()

    def ink(self, role: str) -> str:
        return f'<w:color w:val="{self.colour(role)}"/>'

    @property
    def head(self) -> str:
        """The colour of the masthead's title and rule."""
        return self.theme.head_colour.lstrip("#").upper()

    @property
    def title_sizes(self) -> dict[str, float]:
        """The size in points of each style that titles have."""
        title, red = self.theme.sizes["title"], self.theme.masthead == "red"
        return {"Title": title, "TitleInSeries": title * TITLE_IN_SERIES,
                "Series": title if red else self.theme.sizes["body"] * SERIES}

    @property
    def aside(self) -> str:
        """Run properties of the theme's voice for second headings and the masthead's smaller lines."""
        voice = self.theme.aside
        if not voice:
            return HEAD
        latin = escape(voice.word_latin)
        return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{escape(voice.word_chinese)}"/>'

    def size(self, role: str, add: float = 0) -> str:
        return _points(self.theme.sizes[role] + add)

    def line(self, role: str, ratio: float = 0, add: float = 0) -> str:
        """Attributes of w:spacing for lines at least `ratio` (the theme's, where 0) times the size apart.

        A least height, not a multiple: a multiple counts from the font's own height, which differs from font to font.
        """
        ratio = ratio or self.theme.script(self.lang).line_height
        return f'w:line="{round(20 * ratio * (self.theme.sizes[role] + add))}" w:lineRule="atLeast"'

    def rule(self, side: str, role: str, eighths: int, space: int = 0) -> str:
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{self.colour(role)}"/>'

    @property
    def chinese(self) -> bool:
        return is_chinese(self.lang)


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
            f"{_table_styles(sheet)}</w:styles>")


def _points(size: float) -> str:
    half_points = round(2 * size)
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def _defaults(sheet: Sheet) -> str:
    latin = "en-GB" if sheet.chinese else escape(word_lang(sheet.lang))
    return (f'<w:docDefaults><w:rPrDefault><w:rPr>{BODY}<w:kern w:val="2"/>'
            f'<w:lang w:val="{latin}" w:eastAsia="{han_lang(sheet.lang)}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
            '</w:docDefaults>')


# No mark of punctuation that may not begin or end a line does, a last one may hang, a first one is narrow; and a thin
# gap stands between Han characters and letters or digits.
_HAN_LINES = "<w:kinsoku/><w:overflowPunct/><w:topLinePunct/><w:autoSpaceDE/><w:autoSpaceDN/>"


def _normal(sheet: Sheet) -> str:
    """What all paragraphs have in common.

    Not in docDefaults: LibreOffice writes those over the character styles inside tables.
    """
    return ('<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
            f'<w:uiPriority w:val="0"/><w:qFormat/><w:pPr>{_HAN_LINES if sheet.chinese else ""}'
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
    above, below = (2600, 3200) if sheet.theme.cover == "page" else (0, 140)
    issued = f'<w:spacing {sheet.line("small", 1.45, 1)}/>'
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
        Style("Office", "Office", issued, (HEAD if plain else "") + sheet.size("small", 1)),
        Style("MastheadDate", "Masthead Date", f'{issued}<w:jc w:val="right"/>', sheet.size("small", 1)),
        Style("Title", "Title",
              f'<w:keepNext/><w:keepLines/><w:spacing w:before="{above}" w:after="60" {title}/>{centred}',
              f'{BODY if red else HEAD}{BOLD}<w:color w:val="{sheet.head}"/><w:kern w:val="28"/>{sheet.size("title")}',
              next="Subtitle",
              builtin=True),
        Style("TitleInSeries", "Title in Series", '<w:spacing w:before="320" w:after="60" '
              f'{below_series}/>',
              f'{sheet.ink("text")}{_points(sheet.title_sizes["TitleInSeries"])}', based="Title", next="Subtitle"),
        Style("Series", "Series",
              f'<w:keepNext/><w:keepLines/><w:spacing w:before="{above}" w:after="60" {series}/>'
              f'{centred}',
              f'{BODY if red else HEAD}{BOLD}<w:color w:val="{sheet.head}"/>{_points(sheet.title_sizes["Series"])}'),
        Style("Subtitle", "Subtitle", f'<w:keepNext/><w:spacing w:after="{below}" {sheet.line("h3", 1.4)}/>{centred}',
              f'{HEAD if plain else sheet.aside}{sheet.ink("text" if red else "muted")}'
              f'{sheet.size("h3", 0 if plain else 1)}',
              next="BodyText", builtin=True),
        Style("MastheadLabel", "Masthead Label", f'<w:spacing {sheet.line("small", 1.45, 0.5)}/>',
              f'{HEAD}{sheet.ink("muted")}{sheet.size("small", 0.5)}'),
        Style("MastheadValue", "Masthead Value", f'<w:spacing {sheet.line("small", 1.45, 0.5)}/>',
              sheet.size("small", 0.5)),
    ]


def _headings(sheet: Sheet) -> list[Style]:
    space = {1: (280, 80), 2: (220, 60), 3: (180, 60), 4: (140, 40)}
    light = sheet.chinese and sheet.theme.aside is not None and sheet.theme.aside.family == "kai"
    voices = {2: sheet.aside if light else sheet.aside + BOLD}
    ruled = sheet.theme.callouts == "ruled"
    below = {1: f'<w:pBdr>{sheet.rule("bottom", "text", 5, 2)}</w:pBdr>'} if ruled else {}
    return [Style(f"Heading{level}", f"heading {level}",
                  f'<w:keepNext/><w:keepLines/><w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="3"/></w:numPr>'
                  f'{below.get(level, "")}<w:spacing w:before="{before}" w:after="{after}" '
                  f'{sheet.line(f"h{level}", 1.35)}/>'
                  f'<w:outlineLvl w:val="{level - 1}"/>',
                  f'{voices.get(level, HEAD + BOLD)}{sheet.ink("accent" if level < 3 else "text")}'
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
              sheet.ink("muted") + sheet.size("small")),
    ]


def _contents(sheet: Sheet) -> list[Style]:
    pages = (f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{round(sheet.theme.page.text_width * 1440 / 25.4)}"/>'
             '</w:tabs>')
    return [Style("TOCHeading", "TOC Heading", '<w:keepNext/><w:spacing w:before="240" w:after="100"/>',
                  f'{HEAD}{BOLD}{sheet.ink("accent")}{sheet.size("h2")}', next="BodyText", builtin=True),
            Style("Toc1", "toc 1", f'{pages}<w:spacing w:before="60" w:after="20"/>', HEAD + BOLD, builtin=True),
            Style("Toc2", "toc 2", f'{pages}<w:spacing w:after="20"/><w:ind w:left="480"/>', HEAD, builtin=True)]


def _lists() -> list[Style]:
    spaced = '<w:spacing w:after="60"/>'
    return [
        Style("ListBullet", "List Bullet", '<w:numPr><w:numId w:val="1"/></w:numPr>' + spaced, builtin=True),
        Style("ListNumber", "List Number", '<w:numPr><w:numId w:val="2"/></w:numPr>' + spaced, builtin=True),
        Style("ListContinue", "List Continue", spaced, builtin=True),
    ]


def _exhibits(sheet: Sheet) -> list[Style]:
    caption = f'{HEAD}{sheet.size("small", 1)}'
    return [
        Style("Caption", "caption",
              f'<w:keepNext/><w:keepLines/><w:spacing w:before="200" w:after="80" {sheet.line("small", 1.4, 1)}/>',
              caption, next="BodyText", builtin=True),
        Style("FigureCaption", "Figure Caption",
              f'<w:keepLines/><w:spacing w:before="60" w:after="120" {sheet.line("small", 1.4, 1)}/>', caption,
              next="BodyText"),
        Style("Figure", "Figure", '<w:keepNext/><w:widowControl w:val="0"/><w:spacing w:before="160" w:after="0" '
              'w:line="240" w:lineRule="auto"/>'),
        Style("FigurePart", "Figure Part", '<w:keepNext w:val="0"/>', based="Figure"),
        Style("TableNote", "Table Note",
              f'<w:keepLines/><w:spacing w:before="70" w:after="180" {sheet.line("small", 1.4)}/>'
              '<w:contextualSpacing/>', sheet.ink("muted") + sheet.size("small")),
        Style("ChartValues", "Chart Values", based="TableNote"),
        Style("Spacer", "Spacer", '<w:spacing w:before="0" w:after="0" w:line="130" w:lineRule="exact"/>',
              '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
    ]


def _tables(sheet: Sheet) -> list[Style]:
    made = []
    for prefix, add in (("Table", ADDED), ("Annex", 0.0)):
        ppr = f'<w:spacing w:before="0" w:after="0" {sheet.line("small", 1.4, add)}/>'
        rpr = sheet.size("small", add)
        text = f"{prefix}Text"
        made += [
            Style(text, f"{prefix} Text", ppr, rpr),
            Style(f"{prefix}Number", f"{prefix} Number", '<w:jc w:val="right"/>', based=text),
            Style(f"{prefix}Decimal", f"{prefix} Decimal", based=text),
            Style(f"{prefix}Center", f"{prefix} Center", '<w:jc w:val="center"/>', based=text),
            Style(f"{prefix}Head", f"{prefix} Head", "<w:keepNext/>", HEAD + sheet.ink("accent"), based=text),
            Style(f"{prefix}RowHead", f"{prefix} Row Head", based=text),
        ]
    when = f'{HEAD}{BOLD}{sheet.ink("accent")}'
    return [
        *made,
        Style("DrawingWords", "Drawing Words", '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
              '<w:spacing w:before="0" w:after="0" w:line="220" w:lineRule="exact"/>',
              HEAD + _points(8.5)),
        Style("TimelineWhen", "Timeline When", '<w:jc w:val="right"/>', when, based="TableText"),
        *(Style(style, _spaced(style), f'<w:numPr><w:ilvl w:val="{n}"/><w:numId w:val="5"/></w:numPr>',
                BOLD, based="TableText", next="TimelineText") for n, style in enumerate(TIMELINE_MARKERS)),
        Style("TimelineText", "Timeline Text", "", based="TableText"),
    ]


def _spaced(style: str) -> str:
    """The name of a style: "TimelineEra" → "Timeline Era"."""
    return re.sub("(?<=[a-z])(?=[A-Z])", " ", style)


def box_padding(theme: Theme) -> int:
    """What stands free at both sides inside a callout, in twips: nothing where only rules make the box."""
    return 0 if theme.callouts == "ruled" else 200


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
        Style("KeyFigureLongValue", "Key Figure Long Value", f'{close}{sheet.line("h1", 1.2)}/>', sheet.size("h1"),
              based="KeyFigureValue"),
        Style("KeyFigureLabel", "Key Figure Label", f'{close}{sheet.line("small", 1.4, 1)}/>',
              HEAD + sheet.size("small", 1)),
        Style("KeyFigureNote", "Key Figure Note", f'<w:spacing w:before="20" w:after="0" {sheet.line("small", 1.35)}/>',
              sheet.ink("muted") + sheet.size("small")),
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
    page = sheet.theme.page
    edge = round((page.width - page.left - page.right) * 1440 / 25.4)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{edge}"/></w:tabs>'
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
            Style("Copies", "Copies", '<w:keepLines/><w:jc w:val="right"/>',
                  sheet.size("body", -0.5))]


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
    quiet = sheet.ink("muted") + sheet.size("small", -1)
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
        ("CrossReference", "Cross Reference", "", False),
    )
    return [Style(key, name, rpr=rpr, based="DefaultParagraphFont", builtin=builtin, kind="character")
            for key, name, rpr, builtin in looks]


def _margins(top: int, left: int, right: int | None = None) -> str:
    """What stands free inside cells, in twips; at the right as much as at the left where nothing is said."""
    right = left if right is None else right
    return (f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{left}" w:type="dxa"/>'
            f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>')


def _table_style(key: str, name: str, borders: str, margins: str, cell: str = "", parts: str = "") -> str:
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    inside = f"<w:tcPr>{cell}</w:tcPr>" if cell else ""
    return (f'<w:style w:type="table" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>{edges}{margins}</w:tblPr>{inside}'
            f'{parts}</w:style>')


def _table_styles(sheet: Sheet) -> str:
    fill = _fill(sheet)
    grid = sheet.rule("top", "accent", 12) + sheet.rule("bottom", "accent", 8) + sheet.rule("insideH", "rule", 4)
    parts = _first_row(sheet) + _last_row(sheet)
    first_column = "" if sheet.chinese else _FIRST_COLUMN
    boxes = (("CalloutBottomLine", "Callout Bottom Line", "bottom-line"), ("CalloutCaveat", "Callout Caveat", "caveat"),
             ("CalloutHighlight", "Callout Highlight", "highlight"), ("CalloutNote", "Callout Note", "note"))
    tinted = {"bottom-line": fill, "note": fill} if sheet.theme.callouts == "bar" else {}
    return "".join([
        _table_style("ReportTable", "Report Table", grid, _margins(45, TABLE_PADDING), parts=parts + first_column),
        _table_style("AnnexTable", "Annex Table", grid, _margins(25, ANNEX_PADDING), parts=parts),
        _table_style("Timeline", "Timeline", sheet.rule("top", "accent", 12) + sheet.rule("insideV", "accent", 12),
                     _margins(50, TIMELINE_PADDING), parts=_first_row(sheet, '<w:insideV w:val="nil"/>')),
        _table_style("KeyFigures", "Key Figures", "", _margins(60, 0, CARD_GAP)),
        _table_style("DistributionRows", "Distribution Rows", "".join((
            sheet.rule("top", "text", 8), sheet.rule("bottom", "text", 8), sheet.rule("insideH", "text", 4))),
            _margins(40, 30)),
        _table_style("Issued", "Issued", _issued_rule(sheet), _margins(30, 0)),
        _table_style("Masthead", "Masthead", _around(sheet) if sheet.theme.masthead == "plain" else "",
                     _margins(15, 0)),
        *(_table_style(key, name, _box_edges(sheet, kind), _margins(110, box_padding(sheet.theme)),
                       tinted.get(kind, ""))
          for key, name, kind in boxes),
    ])


def _first_row(sheet: Sheet, inner: str = "") -> str:
    """What the style of a table gives its first row; `inner` are borders between its cells."""
    return (f'<w:tblStylePr w:type="firstRow"><w:rPr>{BOLD}</w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
            f'{sheet.rule("bottom", "accent", 6)}{inner}</w:tcBorders>{_fill(sheet)}<w:vAlign w:val="bottom"/></w:tcPr>'
            '</w:tblStylePr>')


# Bold stands here and not in the paragraph styles of heads: Word takes bold of two styles for none.
_FIRST_COLUMN = f'<w:tblStylePr w:type="firstCol"><w:rPr>{BOLD}</w:rPr></w:tblStylePr>'


def _last_row(sheet: Sheet) -> str:
    """What the style of a table gives its last row, where that is a total."""
    return (f'<w:tblStylePr w:type="lastRow"><w:rPr>{BOLD}</w:rPr><w:tblPr/><w:tcPr><w:tcBorders>'
            f'{sheet.rule("top", "accent", 6)}</w:tcBorders></w:tcPr></w:tblStylePr>')


def _fill(sheet: Sheet) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{sheet.colour("tint")}"/>'


def _around(sheet: Sheet) -> str:
    return sheet.rule("top", "rule", 6) + sheet.rule("bottom", "rule", 6)


def _issued_rule(sheet: Sheet) -> str:
    """The rule below office and date: thick and red, double, or thin."""
    kind, eighths = {"red": ("single", 24), "centred": ("double", 6), "plain": ("single", 6)}[sheet.theme.masthead]
    return f'<w:bottom w:val="{kind}" w:sz="{eighths}" w:space="0" w:color="{sheet.head}"/>'


SIDES = ("top", "left", "bottom", "right")
EDGES = {                                  # of callouts, as in base.css: at which sides, in what colour, how thick
    "bar": {"bottom-line": (("left",), "accent", 18), "note": (("left",), "rule", 18),
            "highlight": (SIDES, "accent", 8), "caveat": (("left",), "warning", 12)},
    "boxed": {"bottom-line": (SIDES, "text", 5), "note": (SIDES, "rule", 5),
              "highlight": (SIDES, "text", 12), "caveat": (("left",), "text", 16)},
    "ruled": {"bottom-line": (("top", "bottom"), "text", 7), "note": (("top", "bottom"), "rule", 5),
              "highlight": (("top", "bottom"), "text", 14), "caveat": (("top",), "rule", 5)},
}


def _box_edges(sheet: Sheet, kind: str) -> str:
    sides, role, eighths = EDGES[sheet.theme.callouts][kind]
    return "".join(sheet.rule(side, role, eighths) for side in sides)


def box_edges(theme: Theme, kind: str) -> tuple[int, int]:
    """Half the widths of a callout's left and right edge, in twips: Word draws them on the line, half outside."""
    sides, _, eighths = EDGES[theme.callouts].get(kind, EDGES[theme.callouts]["note"])
    half = round(eighths / 8 * 20 / 2)
    return half * ("left" in sides), half * ("right" in sides)
