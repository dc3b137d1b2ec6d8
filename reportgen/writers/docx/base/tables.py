"""Write the styles of tables: those of figures and words, and the boxes that are tables in Word."""

from __future__ import annotations

from reportgen.writers.docx.base.sheet import BOLD, Sheet, spaced
from reportgen.writers.theme import Theme

TIMELINE_PADDING = 170       # twips at both sides of a timeline's spine
CARD_GAP = 200               # twips from card to card
TABLE_PADDING, ANNEX_PADDING = 90, 70        # twips at both sides of a table's cells
SIDES = ("top", "left", "bottom", "right")
EDGES = {                                  # of callouts, as in base.css: at which sides, in what colour, how thick
    "bar": {"bottom-line": (("left",), "accent", 18), "note": (("left",), "rule", 18),
            "highlight": (SIDES, "accent", 8), "caveat": (("left",), "warning", 12)},
    "boxed": {"bottom-line": (SIDES, "text", 5), "note": (SIDES, "rule", 5),
              "highlight": (SIDES, "text", 12), "caveat": (("left",), "text", 16)},
    "ruled": {"bottom-line": (("top", "bottom"), "text", 7), "note": (("top", "bottom"), "rule", 5),
              "highlight": (("top", "bottom"), "text", 14), "caveat": (("top",), "rule", 5)},
}


CALLOUTS = {"bottom-line": "CalloutBottomLine", "caveat": "CalloutCaveat", "highlight": "CalloutHighlight",
            "note": "CalloutNote"}


def table_styles(sheet: Sheet) -> str:
    """The styles of tables as they stand in styles.xml."""
    fill = _fill(sheet)
    grid = sheet.rule("top", "accent", 12) + sheet.rule("bottom", "accent", 8) + sheet.rule("insideH", "rule", 4)
    parts = _first_row(sheet) + _last_row(sheet)
    first_column = _FIRST_COLUMN if sheet.bold_row_heads else ""
    tinted = {"bottom-line": fill, "note": fill} if sheet.theme.callouts == "bar" else {}
    return "".join([
        _table_style("ReportTable", grid, _margins(45, TABLE_PADDING), parts=parts + first_column),
        _table_style("AnnexTable", grid, _margins(25, ANNEX_PADDING), parts=parts),
        _table_style("Timeline", sheet.rule("top", "accent", 12) + sheet.rule("insideV", "accent", 12),
                     _margins(50, TIMELINE_PADDING), parts=_first_row(sheet, '<w:insideV w:val="nil"/>')),
        _table_style("KeyFigures", "", _margins(60, 0, CARD_GAP)),
        _table_style("DistributionRows", "".join((
            sheet.rule("top", "text", 8), sheet.rule("bottom", "text", 8), sheet.rule("insideH", "text", 4))),
            _margins(40, 30)),
        _table_style("Issued", _issued_rule(sheet), _margins(30, 0)),
        _table_style("Masthead", _around(sheet) if sheet.theme.masthead == "plain" else "",
                     _margins(15, 0)),
        *(_table_style(style, _box_edges(sheet, kind), _margins(110, box_padding(sheet.theme)), tinted.get(kind, ""))
          for kind, style in CALLOUTS.items()),
    ])


def _table_style(style: str, borders: str, margins: str, cell: str = "", parts: str = "") -> str:
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    inside = f"<w:tcPr>{cell}</w:tcPr>" if cell else ""
    return (f'<w:style w:type="table" w:customStyle="1" w:styleId="{style}"><w:name w:val="{spaced(style)}"/>'
            f'<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:tblPr>{edges}{margins}</w:tblPr>{inside}'
            f'{parts}</w:style>')


def _margins(top: int, left: int, right: int | None = None) -> str:
    """What stands free inside cells, in twips; at the right as much as at the left where nothing is said."""
    right = left if right is None else right
    return (f'<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{left}" w:type="dxa"/>'
            f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>')


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


def _box_edges(sheet: Sheet, kind: str) -> str:
    sides, role, eighths = EDGES[sheet.theme.callouts][kind]
    return "".join(sheet.rule(side, role, eighths) for side in sides)


def box_padding(theme: Theme) -> int:
    """What stands free at both sides inside a callout, in twips: nothing where only rules make the box."""
    return 0 if theme.callouts == "ruled" else 200


def box_edges(theme: Theme, kind: str) -> tuple[int, int]:
    """Half the widths of a callout's left and right edge, in twips: Word draws them on the line, half outside."""
    sides, _, eighths = EDGES[theme.callouts].get(kind, EDGES[theme.callouts]["note"])
    half = round(eighths / 8 * 20 / 2)
    return half * ("left" in sides), half * ("right" in sides)
