"""From drawn pages to the bytes of a tagged PDF/UA-1 file: the same bytes for the same drawing."""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from engage.documents.typesetting.embedding import compressed
from engage.documents.typesetting.ink import Ink
from engage.documents.typesetting.links import Link
from engage.documents.typesetting.tags import Element, MarkedContent

PRODUCER = "Engage"


def write_pdf(ink: Ink, root: Element, *, title: str, language: str) -> bytes:
    """The file: pages, fonts, structure tree, outline and metadata."""
    from reportlab.pdfgen.canvas import Canvas

    ink.close()
    out = BytesIO()
    canvas: Any = Canvas(
        out, pagesize=(ink.width, ink.height), pageCompression=1, invariant=1, pdfVersion=(1, 7), lang=language
    )
    document = canvas._doc  # noqa: SLF001 - ReportLab has no public way to the structure tree and the fonts
    # ReportLab's own preamble names a font that is not embedded; our pages set their own.
    canvas._preamble = ""  # noqa: SLF001
    fonts = document.idToObject["BasicFonts"].dict
    fonts.clear()
    _draw_pages(canvas, ink)
    fonts.update(ink.fonts.write(document))
    pages = list(document.Pages.pages)
    for number, page in enumerate(pages):
        # Both entries belong to a page in PDF 1.7; ReportLab leaves out those that it does not list.
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents, page.Tabs = number, _name("S")
        page.Contents = compressed(page.stream.encode("latin-1"))
    places = [document.Reference(page) for page in pages]
    _write_links(document, ink, pages, places)
    _write_structure(document, ink, root, places)
    _write_metadata(document, title, language)
    canvas.save()
    return out.getvalue()


def _draw_pages(canvas: Any, ink: Ink) -> None:
    depth = -1
    for number, page in enumerate(ink.pages):
        for index, (on_page, level, top, words) in enumerate(ink.headings):
            if on_page == number:
                depth = min(level - 1, depth + 1)  # an outline may not skip a level
                canvas.bookmarkHorizontal(f"heading-{index}", 0, ink.height - top)
                canvas.addOutlineEntry(words, f"heading-{index}", level=depth)
        canvas.addLiteral("\n".join(page.code))
        canvas.showPage()


def _write_links(document: Any, ink: Ink, pages: list[Any], places: list[Any]) -> None:
    """The links as annotations of their pages. Each knows its place in the structure tree, after those of the pages."""
    for number, page in enumerate(pages):
        links = [link for link in ink.links if link.page == number]
        for link in links:
            document.Reference(_annotation(link, ink.height, places), _link_name(link))
        if links:
            page.Annots = _array([_reference(_link_name(link)) for link in links])


def _annotation(link: Link, height: float, places: list[Any]) -> Any:
    left, top, width, deep = link.box
    rectangle = (left, height - top - deep, left + width, height - top)
    goal = [places[link.target.page], _name("XYZ"), 0, round(height - link.target.top, 2), "null"]
    values = {
        "Type": _name("Annot"),
        "Subtype": _name("Link"),
        "Rect": _array([round(edge, 2) for edge in rectangle]),
        "Border": _array([0, 0, 0]),
        "F": 4,  # printed with the page, as PDF/UA asks
        "Dest": _array(goal),
        "Contents": _string(link.words or "-"),
        "StructParent": len(places) + link.number,
    }
    return _dictionary(values)


def _link_name(link: Link) -> str:
    return f"link-{link.number}"


def _write_structure(document: Any, ink: Ink, root: Element, pages: list[Any]) -> None:
    """The structure tree, and from each page's marks the way back to their elements."""
    elements = list(root.walk())
    names = {element: f"element-{number}" for number, element in enumerate(elements)}
    parents = {part: element for element in elements for part in element.parts if isinstance(part, Element)}
    for element in elements:
        parent = names[parents[element]] if element in parents else "structure"
        document.Reference(_element(element, parent, names, pages), names[element])
    numbers: list[Any] = []
    for number, page in enumerate(ink.pages):
        numbers += [number, _array([_reference(names[owner]) for owner in page.owners])]
    holders = {part: element for element in elements for part in element.parts if isinstance(part, Link)}
    for link in ink.links:
        numbers += [len(pages) + link.number, _reference(names[holders[link]])]
    tree = {
        "Type": _name("StructTreeRoot"),
        "K": _array([_reference(names[root])]),
        "ParentTree": document.Reference(_dictionary({"Nums": _array(numbers)})),
        "ParentTreeNextKey": len(ink.pages) + len(ink.links),
    }
    document.Reference(_dictionary(tree), "structure")
    document.Catalog.StructTreeRoot = _reference("structure")
    document.Catalog.MarkInfo = _dictionary({"Marked": "true"})


def _element(element: Element, parent: str, names: dict[Element, str], pages: list[Any]) -> Any:
    parts = element.parts
    # The page that most of it stands on is said once; only marks on other pages say theirs.
    home = next((part.page for part in parts if isinstance(part, MarkedContent)), None)
    kids = [_part(part, names, pages, home) for part in parts]
    values: dict[str, Any] = {
        "S": _name(element.kind),
        "P": _reference(parent),
        "K": kids[0] if len(kids) == 1 else _array(kids),
    }
    if home is not None:
        values["Pg"] = pages[home]
    texts = {"Lang": element.language, "Alt": element.alt, "ActualText": element.actual_text, "T": element.title}
    values.update({key: _string(text) for key, text in texts.items() if text})
    if element.scope:
        values["A"] = _dictionary({"O": _name("Table"), "Scope": _name(element.scope)})
    elif element.kind == "L":
        values["A"] = _dictionary({"O": _name("List"), "ListNumbering": _name(element.title or "Disc")})
        values.pop("T", None)
    elif element.box:
        values["A"] = _dictionary({"O": _name("Layout"), "BBox": _array([round(edge, 2) for edge in element.box])})
    return _dictionary(values)


def _part(part: Element | MarkedContent | Link, names: dict[Element, str], pages: list[Any], home: int | None) -> Any:
    if isinstance(part, Element):
        return _reference(names[part])
    if isinstance(part, Link):
        return _dictionary({"Type": _name("OBJR"), "Pg": pages[part.page], "Obj": _reference(_link_name(part))})
    if part.page == home:
        return part.number
    return _dictionary({"Type": _name("MCR"), "Pg": pages[part.page], "MCID": part.number})


def _write_metadata(document: Any, title: str, language: str) -> None:
    from reportlab.pdfbase.pdfdoc import PDFStream

    info = _dictionary({"Title": _string(title), "Producer": _string(PRODUCER), "Creator": _string(PRODUCER)})
    document.setTitle(title)
    document.info.format = info.format  # ReportLab's own would add dates, and an author that it makes up
    document.Catalog.ViewerPreferences = _dictionary({"DisplayDocTitle": "true"})
    packet = PDFStream(content=_XMP.format(title=escape(title), language=language, producer=PRODUCER).encode())
    packet.dictionary["Type"] = _name("Metadata")
    packet.dictionary["Subtype"] = _name("XML")
    document.Catalog.Metadata = document.Reference(packet)


def _name(value: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFName

    return PDFName(value)


def _string(value: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFString

    return PDFString(value)


def _array(values: list[Any]) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFArray

    return PDFArray(values)


def _dictionary(values: dict[str, Any]) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFDictionary

    return PDFDictionary(values)


def _reference(name: str) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFObjectReference

    return PDFObjectReference(name)


_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><xmp:CreatorTool>{producer}</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
