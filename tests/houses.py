"""Make .docx templates such as houses have: letterheads, covers, styles by other programs. All are samples."""

import io
import struct
import zipfile
import zlib

NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml"}.items()) + ' mc:Ignorable="w14"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
KINDS = "http://schemas.openxmlformats.org/package/2006/"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
MAIN = WORD + "document.main+xml"


def a_logo(width=160, height=48, colour=b"\xa8\x1e\x22"):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    pixels = zlib.compress(b"".join(b"\0" + colour * width for _ in range(height)))
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


# --- pieces -------------------------------------------------------------------------------------------------------

def r(text, look=""):
    return f'<w:r>{f"<w:rPr>{look}</w:rPr>" if look else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside, style="", more=""):
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p w14:paraId="0A0B0C0D"><w:pPr>{named}{more}</w:pPr>{"".join(inside)}</w:p>'


def field(code, result="1"):
    mark = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
    return (mark.format("begin", ' w:dirty="true"')
            + f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            + mark.format("separate", "") + r(result) + mark.format("end", ""))


def control(name, placeholder, look="", block=False, kind="<w:text/>"):
    """A content control that shows its placeholder, is locked, and is bound to something that is not there."""
    inside = r(placeholder, f'<w:rStyle w:val="PlaceholderText"/>{look}')
    return (f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:tag w:val="{name}"/><w:id w:val="-12345678"/>'
            '<w:lock w:val="sdtContentLocked"/><w:placeholder><w:docPart w:val="DefaultPlaceholder_1"/></w:placeholder>'
            '<w:showingPlcHdr/><w:dataBinding w:xpath="/a[1]" w:storeItemID="{AAAAAAAA-AAAA-AAAA-AAAA-AAAAAAAAAAAA}"/>'
            f'{kind}</w:sdtPr><w:sdtContent>{p(inside) if block else inside}</w:sdtContent></w:sdt>')


def picture(relation, name="Logo"):
    return (f'<w:r><w:drawing><wp:inline><wp:extent cx="1440000" cy="432000"/><wp:docPr id="1" name="{name}" '
            f'descr="{name}"/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            f'<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="{name}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
            f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
            '<a:off x="0" y="0"/><a:ext cx="1440000" cy="432000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            '</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def text_box(*inside):
    """A box that floats over the page, as Word 2010 and later write it."""
    wide, high = 2_400_000, 500_000
    return ('<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" '
            'distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
            '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>4500000</wp:posOffset>'
            '</wp:positionH><wp:positionV relativeFrom="page"><wp:posOffset>1800000</wp:posOffset></wp:positionV>'
            f'<wp:extent cx="{wide}" cy="{high}"/><wp:wrapNone/><wp:docPr id="2" name="Box" descr="Who issues it"/>'
            '<wp:cNvGraphicFramePr/><a:graphic><a:graphicData '
            'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
            f'<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect">'
            f'<a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>{"".join(inside)}</w:txbxContent></wps:txbx>'
            '<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback/>'
            '</mc:AlternateContent></w:r>')


def style(identity, name, kind="paragraph", based="", ppr="", rpr="", default=False, own=False):
    flags = ' w:default="1"' * default + ' w:customStyle="1"' * own
    return (f'<w:style w:type="{kind}"{flags} w:styleId="{identity}"><w:name w:val="{name}"/>'
            + (f'<w:basedOn w:val="{based}"/>' if based else "") + (f"<w:pPr>{ppr}</w:pPr>" if ppr else "")
            + (f"<w:rPr>{rpr}</w:rPr>" if rpr else "") + "</w:style>")


def fonts(latin, chinese=""):
    return (f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}"'
            + (f' w:eastAsia="{chinese}"' if chinese else "") + "/>")


def size(points):
    return f'<w:sz w:val="{round(2 * points)}"/><w:szCs w:val="{round(2 * points)}"/>'


def sheet(width, height, margins, *references, more=""):
    top, right, bottom, left = margins
    named = "".join(f'<w:{part}Reference w:type="{kind}" r:id="{identity}"/>' for part, kind, identity in references)
    return (f'<w:sectPr w:rsidR="00AA11BB">{named}<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="{top}" '
            f'w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="600" w:footer="600" w:gutter="0"/>'
            f'{more}</w:sectPr>')


def package(body, styles, more=None, relations=(), main=MAIN, extra_types=""):
    """A .docx: `more` maps names below word/ to parts, `relations` are (id, kind, target, mode) of the main part."""
    more = dict(more or {})
    relations = [("rIdS", "styles", "styles.xml", ""), *relations]
    parts = {"word/document.xml": f"{XML}<w:document {NS}><w:body>{body}</w:body></w:document>",
             "word/styles.xml": f"{XML}<w:styles {NS}>{styles}</w:styles>"}
    parts |= {f"word/{name}": part if isinstance(part, bytes) else XML + part.removeprefix(XML)
              for name, part in more.items()}
    parts["_rels/.rels"] = rels([("rId1", "officeDocument", "word/document.xml", "")])
    parts["word/_rels/document.xml.rels"] = rels(relations)
    kinds = {"header": "header", "footer": "footer", "settings": "settings", "numbering": "numbering",
             "fontTable": "fontTable"}
    said = "".join(f'<Override PartName="/word/{name}" ContentType="{WORD}{kind}+xml"/>'
                   for name in more for key, kind in kinds.items() if name.startswith(key))
    parts["[Content_Types].xml"] = (
        f'{XML}<Types xmlns="{KINDS}content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        'ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        f'<Override PartName="/word/styles.xml" ContentType="{WORD}styles+xml"/>{said}{extra_types}</Types>')
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return made.getvalue()


def rels(rows):
    written = "".join(f'<Relationship Id="{identity}" Type="{OFFICE}{kind}" Target="{target}"'
                      + (f' TargetMode="{mode}"' if mode else "") + "/>" for identity, kind, target, mode in rows)
    return f'{XML}<Relationships xmlns="{KINDS}relationships">{written}</Relationships>'


# --- houses -------------------------------------------------------------------------------------------------------

A4, LETTER = (11906, 16838), (12240, 15840)


def german(main=MAIN):
    """A company's letterhead as German Word saves it: ids of its own, headings that number themselves, Arial."""
    black = '<w:color w:val="1F3B2D"/>'
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts("Arial")}{size(10)}<w:lang w:val="de-DE"/></w:rPr></w:rPrDefault>'
        '</w:docDefaults>'
        + style("Standard", "Normal", ppr='<w:spacing w:after="160" w:line="276" w:lineRule="auto"/>', default=True)
        + style("Absatz-Standardschriftart", "Default Paragraph Font", "character", default=True)
        + style("NormaleTabelle", "Normal Table", "table", default=True)
        + style("KeineListe", "No List", "numbering", default=True)
        + style("berschrift1", "heading 1", based="Standard",
                ppr='<w:keepNext/><w:numPr><w:numId w:val="4"/></w:numPr><w:spacing w:before="360" w:after="120"/>'
                    '<w:outlineLvl w:val="0"/>', rpr=f"<w:b/>{black}{size(16)}")
        + style("berschrift2", "heading 2", based="Standard",
                ppr='<w:keepNext/><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr>'
                    '<w:outlineLvl w:val="1"/>',
                rpr=f"<w:b/>{black}{size(13)}")
        + style("Titel", "Title", based="Standard", rpr=f"<w:b/>{black}{size(24)}")
        + style("Textkrper", "Body Text", based="Standard", ppr='<w:jc w:val="both"/>')
        + style("Lead", "Fließtext", based="Standard", own=True)
        + style("Beschriftung", "Caption", based="Standard", rpr=f"<w:i/>{black}{size(9)}")
        + style("Aufzhlungszeichen", "List Bullet", based="Standard", ppr='<w:numPr><w:numId w:val="2"/></w:numPr>')
        + style("Kopfzeile", "header", based="Standard") + style("Fuzeile", "footer", based="Standard",
                                                                 rpr=size(7.5) + "")
        + style("Hyperlink", "Hyperlink", "character", rpr='<w:color w:val="1F6B2D"/><w:u w:val="single"/>'))
    level = ('<w:lvl w:ilvl="{}"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:pStyle w:val="{}"/>'
             '<w:lvlText w:val="{}"/>'
             '<w:lvlJc w:val="left"/></w:lvl>')
    numbering = (
        f'<w:numbering {NS}><w:abstractNum w:abstractNumId="0"><w:nsid w:val="A1B2C301"/>'
        '<w:multiLevelType w:val="multilevel"/>' + level.format(0, "upperRoman", "berschrift1", "%1.")
        + level.format(1, "decimal", "berschrift2", "%1.%2") + '</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="7"><w:nsid w:val="7A7A7A7A"/><w:multiLevelType w:val="singleLevel"/>'
        + level.format(0, "bullet", "Aufzhlungszeichen", "–") + '</w:abstractNum>'
        '<w:abstractNum w:abstractNumId="9"><w:multiLevelType w:val="singleLevel"/></w:abstractNum>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="11"><w:abstractNumId w:val="9"/></w:num></w:numbering>')
    head = (f'<w:hdr {NS}>' + p(picture("rId1"), r("   Musterfirma (Beispiel) GmbH"), style="Kopfzeile")
            + p(field('STYLEREF "Überschrift 1"', "Musterkapitel"), style="Kopfzeile") + "</w:hdr>")
    foot = (f'<w:ftr {NS}>' + p(r("Musterweg 1, 12345 Musterstadt · Seite "), field("PAGE"), r(" von "),
                                '<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple>', r(" · "),
                                field("FILENAME \\* MERGEFORMAT", "Vorlage.docx"), r(" · "),
                                field("DATE", "01.02.2003"),
                                style="Fuzeile") + "</w:ftr>")
    settings = (f'<w:settings {NS}><w:zoom w:percent="110"/><w:attachedTemplate r:id="rId1"/><w:trackRevisions/>'
                '<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:defaultTabStop w:val="709"/>'
                '<w:updateFields w:val="true"/><w:compat><w:compatSetting w:name="compatibilityMode" '
                'w:uri="http://schemas.microsoft.com/office/word" w:val="12"/></w:compat><w:rsids>'
                '<w:rsidRoot w:val="00AA11BB"/></w:rsids><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/>'
                '<w:listSeparator w:val=";"/></w:settings>')
    body = (p(r("Dieser Text steht nur in der Vorlage."), style="Textkrper")
            + sheet(*A4, (2800, 1134, 1700, 1418), ("header", "default", "rIdH"), ("footer", "default", "rIdF")))
    return package(body, styles, {
        "header4.xml": head, "footer1.xml": foot, "settings.xml": settings, "numbering.xml": numbering,
        "media/image1.png": a_logo(colour=b"\x1f\x3b\x2d"),
        "_rels/header4.xml.rels": rels([("rId1", "image", "media/image1.png", "")]),
        "_rels/settings.xml.rels": rels([("rId1", "attachedTemplate", "file:///C:/Vorlagen/Normal.dotm", "External")]),
    }, [("rIdH", "header", "header4.xml", ""), ("rIdF", "footer", "footer1.xml", ""),
        ("rIdN", "numbering", "numbering.xml", ""), ("rIdT", "settings", "settings.xml", "")], main=main)


def chinese():
    """An office's letterhead as WPS saves it: ids that are numbers, an indent in the plain style, fields in it."""
    song = fonts("Times New Roman", "仿宋")
    red = '<w:color w:val="C00000"/>'
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts("Times New Roman", "宋体")}</w:rPr></w:rPrDefault></w:docDefaults>'
        + style("1", "Normal", ppr='<w:widowControl w:val="0"/><w:spacing w:line="560" w:lineRule="exact"/>'
                '<w:ind w:firstLineChars="200" w:firstLine="640"/><w:jc w:val="both"/>',
                rpr=f'{song}<w:kern w:val="2"/>{size(16)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/>', default=True)
        + style("a3", "Default Paragraph Font", "character", default=True)
        + style("a4", "Normal Table", "table", default=True)
        + style("2", "heading 1", based="1", ppr='<w:keepNext/><w:outlineLvl w:val="0"/>',
                rpr=fonts("Times New Roman", "黑体") + size(16))
        + style("3", "heading 2", based="1", ppr='<w:keepNext/><w:outlineLvl w:val="1"/>',
                rpr=fonts("Times New Roman", "楷体") + size(16))
        + style("5", "Title", based="1", ppr='<w:spacing w:before="240" w:after="240" w:line="700" w:lineRule="exact"/>'
                '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>',
                rpr=fonts("Times New Roman", "方正小标宋简体") + size(22))
        + style("6", "header", based="1", ppr='<w:spacing w:line="240" w:lineRule="auto"/>'
                '<w:ind w:firstLineChars="0" w:firstLine="0"/>', rpr=size(9))
        + style("7", "footer", based="1", ppr='<w:spacing w:line="240" w:lineRule="auto"/>'
                '<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="center"/>', rpr=size(9))
        + style("PlaceholderText", "Placeholder Text", "character", rpr='<w:color w:val="808080"/>'))
    first = (f'<w:hdr {NS}>' + p(control("密级", "密级", red), style="6")
             + p(picture("rId9"), r("　示例市某某局　", red + size(20)), style="6")
             + p(r("期号："), control("期号", "单击此处输入"), r("　　日期："), control(
                 "日期", "单击此处输入", kind='<w:date w:fullDate="2001-01-01T00:00:00Z"><w:dateFormat '
                                            'w:val="yyyy年M月d日"/></w:date>'), style="6")
             + "</w:hdr>")
    head = f'<w:hdr {NS}>' + p(r("示例市某某局　"), field("TITLE", "模板"), style="6") + "</w:hdr>"
    foot = f'<w:ftr {NS}>' + p(r("— "), field("PAGE"), r(" — "), control("签发人", "某某"), style="7") + "</w:ftr>"
    body = p(r("模板里的示例文字。")) + sheet(
        *A4, (2098, 1474, 1984, 1588), ("header", "first", "rIdA"), ("header", "default", "rIdB"),
        ("footer", "default", "rIdC"), ("footer", "first", "rIdC"),
        more='<w:pgNumType w:start="1"/><w:cols w:space="0" w:num="1"/><w:titlePg/>'
             '<w:docGrid w:type="lines" w:linePitch="312"/>')
    return package(body, styles, {"header1.xml": first, "header2.xml": head, "footer1.xml": foot,
                                  "media/logo.png": a_logo(48, 48),
                                  "_rels/header1.xml.rels": rels([("rId9", "image", "media/logo.png", "")])},
                   [("rIdA", "header", "header1.xml", ""), ("rIdB", "header", "header2.xml", ""),
                    ("rIdC", "footer", "footer1.xml", "")])


def with_cover():
    """A Letter-size house with a cover, a control that the report takes the place of, and a closing page."""
    head = f'<w:hdr {NS}>' + p(r("Sample Agency — "), field("DOCPROPERTY number", "No. 0"), style="Header") + "</w:hdr>"
    foot = f'<w:ftr {NS}>' + p(r("Page "), field("PAGE"), style="Footer") + "</w:ftr>"
    cover = (p(picture("rIdL"), text_box(p(control("office", "Office"))))
             + p(control("title", "Click to enter a title", size(30)), style="Title")
             + control("Subtitle", "Subtitle", size(15), block=True)
             + '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="9000"/>'
               '</w:tblGrid>'
               '<w:tr><w:tc><w:tcPr><w:tcW w:w="9000" w:type="dxa"/></w:tcPr>'
               f'{p(r("Issued: "), control("date", "date"))}'
               '</w:tc></w:tr></w:tbl>'
             + p('<w:ins w:id="5" w:author="x" w:date="2001-01-01T00:00:00Z">' + r("A sample cover.") + '</w:ins>'
                 '<w:del w:id="6" w:author="x" w:date="2001-01-01T00:00:00Z"><w:r><w:delText>Gone.</w:delText></w:r>'
                 '</w:del>'
                 '<w:bookmarkStart w:id="1" w:name="f1_taken"/><w:bookmarkEnd w:id="1"/>')
             + p(more=sheet(*LETTER, (1440, 1440, 1440, 1440))))
    closing = (p(r("About the Sample Agency"), style="Heading1", more='<w:pageBreakBefore/>')
               + p(r("Its words stand behind every report. "),
                   '<w:hyperlink r:id="rIdW">' + r("example.org") + "</w:hyperlink>"))
    styles = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts("Georgia")}{size(11)}</w:rPr></w:rPrDefault></w:docDefaults>'
        + style("Normal", "Normal", ppr='<w:spacing w:after="120"/>', default=True)
        + style("DefaultParagraphFont", "Default Paragraph Font", "character", default=True)
        + style("TableNormal", "Normal Table", "table", default=True)
        + style("Heading1", "heading 1", based="Normal", rpr='<w:b/><w:color w:val="7030A0"/>' + size(18))
        + style("Title", "Title", based="Normal", rpr='<w:color w:val="7030A0"/>' + size(28))
        + style("Header", "header", based="Normal") + style("Footer", "footer", based="Normal")
        + style("ReportTable", "Report Table", "table", based="TableNormal", own=True)
        + style("BodyText", "Kicker", based="Normal", own=True, rpr="<w:caps/>")
        + style("PlaceholderText", "Placeholder Text", "character"))
    body = (cover + control("body", "The report goes here", block=True) + closing
            + sheet(*LETTER, (1800, 1800, 1440, 1800), ("header", "default", "rIdH"), ("footer", "default", "rIdF")))
    logo = a_logo(colour=b"\x70\x30\xa0")
    return package(body, styles, {"header1.xml": head, "footer1.xml": foot, "media/image7.png": logo},
                   [("rIdH", "header", "header1.xml", ""), ("rIdF", "footer", "footer1.xml", ""),
                    ("rIdL", "image", "media/image7.png", ""),
                    ("rIdW", "hyperlink", "https://example.org/", "External")])
