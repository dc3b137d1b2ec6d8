"""Say which styles Word offers to who writes, in what order, and which of those it knows itself stay out of sight."""

from __future__ import annotations

FIRST = ("BodyText", "Heading1", "Heading2", "Heading3", "Heading4", "Lead", "Small", "ListBullet", "ListNumber",
         "ListContinue", "Quote", "Attribution", "Claim", "Confidence", "CalloutTitle", "CaveatTitle", "CalloutText",
         "Caption", "FigureCaption", "TableNote", "Strong", "Citation", "CrossReference")
SET = frozenset((                          # by the program, or by Word itself: not offered beside the text's styles
    "Marking", "Logo", "MastheadNumber", "Office", "MastheadDate", "Title", "TitleInSeries", "Series", "Subtitle",
    "MastheadLabel", "MastheadValue", "TOCHeading", "Toc1", "Toc2", "Figure", "Header", "Footer", "FooterNumber",
    "PageMarking", "FootnoteText", "FootnoteReference", "Hyperlink", "Distribution", "Copies", "DistributionLabel",
    "CaptionLabel", "HeadingNumber", "DrawingWords", "FigurePart"))
HIDDEN = frozenset(("Spacer", "CaptionSeparator", "HeadingSeparator"))
_OTHERS, _SET = len(FIRST) + 1, 90         # places in Word's list

_QUICK = {"Normal": 0, **{f"heading {n}": 9 for n in range(1, 10)}, "caption": 35, "Title": 10, "Subtitle": 11,
          "Strong": 22, "Emphasis": 20, "Quote": 29, "TOC Heading": 39}
_COMMON = {"Table Grid": 39, **{f"toc {n}": 39 for n in range(1, 10)}}


def place(id: str) -> str:
    """The properties of a style that say where Word lists it, in the order the schema wants."""
    if id in HIDDEN:
        return f'<w:uiPriority w:val="{_SET}"/><w:semiHidden/>'
    if id in SET:
        return f'<w:uiPriority w:val="{_SET}"/>'
    return f'<w:uiPriority w:val="{FIRST.index(id) + 1 if id in FIRST else _OTHERS}"/><w:qFormat/>'


def latent() -> str:
    """`w:latentStyles`: the 376 styles that Word brings along are hidden until used, but for those one reaches for."""
    rows = [f'<w:lsdException w:name="{name}" w:semiHidden="0" w:uiPriority="{place}" w:qFormat="1"/>'
            for name, place in _QUICK.items()]
    rows += [f'<w:lsdException w:name="{name}" w:semiHidden="0" w:uiPriority="{place}"/>'
             for name, place in _COMMON.items()]
    return ('<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1" '
            f'w:defQFormat="0" w:count="376">{"".join(rows)}</w:latentStyles>')
