"""Write the parts that set up a Word file: settings.xml, fontTable.xml and theme1.xml."""

from __future__ import annotations

from reportgen.writers.docx.base.sheet import Sheet
from reportgen.writers.docx.package import NAMESPACES, XML, escape
from reportgen.writers.docx.text.runs import han_lang, word_lang
from reportgen.writers.theme import Theme, Typeface

_COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1),
                        ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1),
                        ("differentiateMultirowTableHeaders", 1)))
_SCHEME = ("bg1:light1 t1:dark1 bg2:light2 t2:dark2 accent1:accent1 accent2:accent2 accent3:accent3 accent4:accent4 "
           "accent5:accent5 accent6:accent6 hyperlink:hyperlink followedHyperlink:followedHyperlink")


def settings_part(theme: Theme, lang: str) -> str:
    """settings.xml: Word 2013 and later layout, Chinese as the East Asian language, no fields to be updated.

    It says that spelling was looked at, so that Word begins with what its editors write, not with what we did.
    """
    hyphens = "<w:autoHyphenation/>" if theme.script(lang).hyphenate else ""
    sides = "<w:evenAndOddHeaders/>" if theme.feet == "dashes" else ""
    latin = "en-GB" if lang.startswith("zh") else escape(word_lang(lang))
    scheme = " ".join(f'w:{key}="{value}"' for key, _, value in (pair.partition(":") for pair in _SCHEME.split()))
    return (f'{XML}<w:settings {NAMESPACES}><w:zoom w:percent="100"/>'
            '<w:proofState w:spelling="clean" w:grammar="clean"/>'
            f'<w:defaultTabStop w:val="420"/>{hyphens}{sides}'
            '<w:characterSpacingControl w:val="compressPunctuation"/>'
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
            '<w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/>'
            '<w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>'
            f'{_COMPATIBILITY}</w:compat><w:themeFontLang w:val="{latin}" w:eastAsia="{han_lang(lang)}"/>'
            f'<w:clrSchemeMapping {scheme}/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>')


_OTHER_NAMES = {"宋体": "SimSun", "微软雅黑": "Microsoft YaHei", "黑体": "SimHei", "仿宋": "FangSong", "楷体": "KaiTi"}


def font_table_part(theme: Theme) -> str:
    """fontTable.xml: the fonts the theme names, with the other name of a Chinese font and its script."""
    latin = {theme.body.word_latin: "roman", theme.heading.word_latin: "swiss"}
    chinese = {theme.body.word_chinese: "auto", theme.heading.word_chinese: "swiss"}
    if theme.aside:
        latin, chinese = {theme.aside.word_latin: "auto"} | latin, {theme.aside.word_chinese: "auto"} | chinese
    fonts = {name: _font(name, "00", family) for name, family in latin.items()}
    fonts |= {name: _font(name, "86", family) for name, family in chinese.items()}
    return f"{XML}<w:fonts {NAMESPACES}>{''.join(fonts.values())}</w:fonts>"


def _font(name: str, charset: str, family: str) -> str:
    other = f'<w:altName w:val="{_OTHER_NAMES[name]}"/>' if name in _OTHER_NAMES else ""
    return (f'<w:font w:name="{escape(name)}">{other}<w:charset w:val="{charset}"/><w:family w:val="{family}"/>'
            '<w:pitch w:val="variable"/></w:font>')


def theme_part(theme: Theme, lang: str) -> str:
    """theme1.xml: the theme's colours and fonts, the Chinese ones as East Asian and as Simplified Chinese."""
    sheet = Sheet(theme, lang)
    roles = {"dk1": "text", "dk2": "accent", "lt2": "tint", "accent1": "series1", "accent2": "series2",
             "accent3": "series3", "accent4": "series4", "accent5": "muted", "accent6": "warning", "hlink": "accent",
             "folHlink": "muted"}
    values = {"lt1": "FFFFFF", **{slot: sheet.colour(role) for slot, role in roles.items()}}
    order = ("dk1", "lt1", "dk2", "lt2", *(f"accent{n}" for n in range(1, 7)), "hlink", "folHlink")
    colours = "".join(f'<a:{slot}><a:srgbClr val="{values[slot]}"/></a:{slot}>' for slot in order)
    name = escape(theme.name)
    return (f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}">'
            f'<a:themeElements><a:clrScheme name="{name}">{colours}</a:clrScheme><a:fontScheme name="{name}">'
            f'{_fonts("majorFont", theme.heading)}{_fonts("minorFont", theme.body)}</a:fontScheme>'
            f'{_FORMATS}</a:themeElements></a:theme>')


def _fonts(slot: str, face: Typeface) -> str:
    latin, chinese = escape(face.word_latin), escape(face.word_chinese)
    return (f'<a:{slot}><a:latin typeface="{latin}"/><a:ea typeface="{chinese}"/><a:cs typeface=""/>'
            f'<a:font script="Hans" typeface="{chinese}"/></a:{slot}>')


_FILLS = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>' * 3
_LINES = '<a:ln w="9525"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>' * 3
_EFFECTS = "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
_FORMATS = (f'<a:fmtScheme name="Office"><a:fillStyleLst>{_FILLS}</a:fillStyleLst><a:lnStyleLst>{_LINES}</a:lnStyleLst>'
            f'<a:effectStyleLst>{_EFFECTS}</a:effectStyleLst><a:bgFillStyleLst>{_FILLS}</a:bgFillStyleLst>'
            '</a:fmtScheme>')
