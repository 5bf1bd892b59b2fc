"""The fonts of one PDF: a code for each glyph and the text it stands for, and the subset that goes into the file."""

import hashlib
from dataclasses import replace
from typing import Any

from engage.documents.typesetting.faces import PER_EM, Face, Glyph
from engage.documents.typesetting.truetype import Variant, with_variants

_CHUNK = 100  # entries a block of a ToUnicode map may hold
_KERNING = 60.0  # thousandths of the size: a larger step looks like the end of a word
_SYMBOLIC = 4
_FORCE_BOLD = 1 << 18


class EmbeddedFont:
    """One face in one PDF. The same glyph gets another code for another text, so that each extracts right."""

    def __init__(self, name: str, face: Face) -> None:
        self.name = name
        self.face = face
        # By glyph, text and variant: the code, and the width that it is drawn with.
        self._codes: dict[tuple[int, str, Variant | None], tuple[str, float]] = {}

    def code(self, glyph: Glyph) -> tuple[str, float]:
        """The glyph's two-byte code in hexadecimal, and the width by which drawing it moves the pen."""
        variant = self._variant(glyph)
        key = (glyph.id, glyph.text, variant)
        found = self._codes.get(key)
        if found is None:
            width = glyph.advance if variant else self.face.width(glyph.id)
            found = self._codes[key] = (f"{len(self._codes) + 1:04X}", width)
        return found

    def _variant(self, glyph: Glyph) -> Variant | None:
        """None where the glyph stands as the font has it, but for kerning."""
        x, y, kern = glyph.x_offset, glyph.y_offset, glyph.advance - self.face.width(glyph.id)
        if not x and not y and abs(kern) < _KERNING:
            return None
        return Variant(glyph.id, self.face.units(x), self.face.units(y), self.face.units(glyph.advance))

    def write(self, document: Any) -> Any:
        """Put the font into a ReportLab document and return the reference to it."""
        from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString

        data, numbers = self._program()
        name = PDFName(f"{self._prefix()}+{self.face.name}")
        descriptor = self._descriptor(document, name, data)
        codes = b"".join(number.to_bytes(2, "big") for number in numbers)
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
                "W": f"[1 [{' '.join(f'{width:g}' for _, width in self._codes.values())}]]",
                "CIDToGIDMap": document.Reference(compressed(b"\0\0" + codes)),
            }
        )
        font = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("Type0"),
            "BaseFont": name,
            "Encoding": PDFName("Identity-H"),
            "DescendantFonts": PDFArray([document.Reference(descendant)]),
            "ToUnicode": document.Reference(compressed(self._to_unicode().encode("ascii"))),
        }
        return document.Reference(PDFDictionary(font))

    def _program(self) -> tuple[bytes, list[int]]:
        """The font file, and the number of the glyph in it for each code."""
        data, numbers = self.face.subset(glyph for glyph, _, _ in self._codes)
        variants = list(dict.fromkeys(variant for _, _, variant in self._codes if variant))
        first = len(numbers)
        places = {variant: first + place for place, variant in enumerate(variants)}
        moved = [replace(variant, glyph=numbers[variant.glyph]) for variant in variants]
        chosen = [places[variant] if variant else numbers[glyph] for glyph, _, variant in self._codes]
        return with_variants(data, moved), chosen

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
            "FontFile2": document.Reference(compressed(data, Length1=len(data))),
        }
        return document.Reference(PDFDictionary(values))

    def _prefix(self) -> str:
        """Six letters that tell this subset from others: made from what is in it."""
        digest = hashlib.sha256(repr(list(self._codes)).encode()).digest()
        return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])

    def _to_unicode(self) -> str:
        entries = [
            f"<{code}> <{text.encode('utf-16-be').hex().upper()}>" for (_, text, _), (code, _) in self._codes.items()
        ]
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


def compressed(content: bytes, **values: int) -> Any:
    """A compressed stream of a ReportLab document; `values` go into its dictionary."""
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
