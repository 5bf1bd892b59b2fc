"""The fonts of one PDF: a code for each glyph and the text it stands for, and the subset that goes into the file."""

import hashlib
from typing import Any

from engage.documents.typesetting.faces import PER_EM, Face

_CHUNK = 100  # entries a block of a ToUnicode map may hold
_SYMBOLIC = 4
_FORCE_BOLD = 1 << 18


class EmbeddedFont:
    """One face in one PDF. The same glyph gets another code for another text, so that each extracts right."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name
        self.face = face
        self._codes: dict[tuple[int, str], str] = {}

    def code(self, glyph: int, text: str) -> str:
        """The glyph's two-byte code in hexadecimal."""
        key = (glyph, text)
        code = self._codes.get(key)
        if code is None:
            code = self._codes[key] = f"{len(self._codes) + 1:04X}"
        return code

    def write(self, document: Any) -> Any:
        """Put the font into a ReportLab document and return the reference to it."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        data, numbers = self.face.subset(glyph for glyph, _ in self._codes)
        name = PDFName(f"{self._prefix()}+{self.face.name}")
        descriptor = self._descriptor(document, name, data)
        codes = b"".join(numbers[glyph].to_bytes(2, "big") for glyph, _ in self._codes)
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": name,
                "CIDSystemInfo": PDFDictionary(
                    {"Registry": PDFString("Adobe"), "Ordering": PDFString("Identity"), "Supplement": 0}
                ),
                "FontDescriptor": descriptor,
                "DW": PER_EM,
                "W": PDFArray([1, PDFArray([round(self.face.width(glyph), 3) for glyph, _ in self._codes])]),
                "CIDToGIDMap": document.Reference(_stream(b"\0\0" + codes)),
            }
        )
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": name,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(_stream(self._to_unicode().encode("ascii"))),
        }
        return document.Reference(PDFDictionary(font))

    def _descriptor(self, document: Any, name: Any, data: bytes) -> Any:
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName

        face = self.face
        values = {
            "Type": PDFName("FontDescriptor"),
            "FontName": name,
            "Flags": _SYMBOLIC | (_FORCE_BOLD if face.bold else 0),
            "FontBBox": PDFArray(list(face.bounding_box)),
            "ItalicAngle": 0,
            "Ascent": round(face.ascent),
            "Descent": round(face.descent),
            "CapHeight": 714,
            "StemV": 140 if face.bold else 80,
            "FontFile2": document.Reference(_stream(data, Length1=len(data))),
        }
        return document.Reference(PDFDictionary(values))

    def _prefix(self) -> str:
        """Six letters that tell this subset from others: made from what is in it."""
        digest = hashlib.sha256(repr(list(self._codes)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _to_unicode(self) -> str:
        entries = [f"<{code}> <{text.encode('utf-16-be').hex().upper()}>" for (_, text), code in self._codes.items()]
        blocks = [entries[i : i + _CHUNK] for i in range(0, len(entries), _CHUNK)]
        body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
        return _CMAP_START + body + _CMAP_END


class FontBook:
    """The fonts that one PDF uses, in the order of their first use."""

    def __init__(self) -> None:
        self._fonts: dict[Face, EmbeddedFont] = {}

    def font(self, face: Face) -> EmbeddedFont:
        """The font for a face."""
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(f"E{len(self._fonts) + 1}", face)
        return self._fonts[face]

    def write(self, document: Any) -> dict[str, Any]:
        """Put all of them into a ReportLab document; the references by the names that the pages use."""
        return {font.name: font.write(document) for font in self._fonts.values()}


def _stream(content: bytes, **values: int) -> Any:
    from reportlab.pdfbase.pdfdoc import PDFStream, PDFZCompress

    stream = PDFStream(content=content, filters=[PDFZCompress])
    for key, value in values.items():
        stream.dictionary[key] = value
    return stream


_CMAP_START = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_END = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""
