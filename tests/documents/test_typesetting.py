"""Paper: structure, reading order, right-to-left, and any text at all."""

import io
import re
from functools import partial
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engage.documents.typesetting import Paper, Span, filled, verbatim
from engage.documents.typesetting.text import cleaned, spans_of
from engage.languages.editions import Edition, Language, TypeSize
from tests.documents.reading import failures, normal, outline, page_code, page_count, pages_of, structure, text_of

NAMES = [
    "<b>O'Brien</b> & Co",
    "محمد (Mo)",
    "Łukasz",
    "李雷",
    "=1+1",
    "W" * 80,
    "e\u0301\u0323a\u0308",
    "\u202eevil\u202c \u2069\u2069\u2067 end",
    "আমিনা বেগম",
    "ਹਰਪ੍ਰੀਤ",
    "\x00\x07tab\there\u2028line\ufeff\ufffe\ud800",
    "😀 ሰላም",
    "\u0301",
    " ",
]


SENTENCES = {
    "ar": "لقد تم اختيارك بالقرعة لتكون في الجمعية وشكرا لك على التقدم",
    "ur": "آپ کو قرعہ اندازی کے ذریعے اسمبلی کا رکن منتخب کیا گیا ہے",
    "he": "נבחרת בהגרלה להיות חבר באסיפה תודה רבה לך",
    "bn": "আপনাকে লটারির মাধ্যমে সমাবেশের সদস্য হিসেবে নির্বাচিত করা হয়েছে",
    "hi": "आपको लॉटरी द्वारा सदस्य चुना गया है धन्यवाद",
    "pa": "ਤੁਹਾਨੂੰ ਲਾਟਰੀ ਰਾਹੀਂ ਮੈਂਬਰ ਚੁਣਿਆ ਗਿਆ ਹੈ",
    "gu": "તમને લોટરી દ્વારા સભ્ય તરીકે પસંદ કરવામાં આવ્યા છે",
    "ta": "நீங்கள் குலுக்கல் முறையில் உறுப்பினராகத் தேர்ந்தெடுக்கப்பட்டுள்ளீர்கள்",
}


def edition(code: str = "en", size: TypeSize = TypeSize.STANDARD, watermark: str = "") -> Edition:
    return Edition(Language(code), size, watermark)


def paper(code: str = "en", **options: str) -> Paper:
    return Paper(edition(code, **options), title="Title")


def everything(code: str, name: str) -> Paper:
    page = Paper(edition(code, watermark=name), title=name, footer=name)
    page.address([name, "1 High Street"], beside=lambda: page.paragraph(name))
    page.heading(name)
    page.paragraph(filled("Dear {name}, welcome.", name=Span(name, bold=True)))
    page.bullets([name, "second"])
    page.numbered([name])
    page.panel(lambda: page.paragraph(verbatim(name)))
    page.columns(lambda: page.paragraph(name), lambda: page.paragraph(name))
    page.table([name, "n"], [[name, "1"], [name, "2"]], caption=name)
    page.figure(lambda drawing: drawing.text(name, 0, 0, 50) and None, name or "-", height=60)
    page.rule()
    page.paragraph([Span(name, language="ar"), " and ", Span(name, language="fr")])
    return page


@pytest.mark.parametrize("code", ["en", "ar", "ur", "bn"])
@pytest.mark.parametrize("name", NAMES)
def test_any_text_anywhere_gives_a_valid_file(name: str, code: str, tmp_path):
    data = everything(code, name).to_pdf()

    assert failures(data, tmp_path) == []


@settings(max_examples=40)
@given(st.text(max_size=60), st.sampled_from(["en", "ar", "ur"]))
def test_no_text_ever_breaks_it(name: str, code: str):
    assert everything(code, name).to_pdf().startswith(b"%PDF")


@pytest.mark.parametrize("name", ["<b>O'Brien</b> & Co", "Łukasz", "李雷", "=1+1", "আমিনা বেগম", "ਹਰਪ੍ਰੀਤ", "W" * 20])
def test_user_text_is_printed_as_it_is(name: str):
    page = paper()
    page.paragraph(filled("Dear {name}, welcome.", name=name))

    assert f"Dear {normal(name)}, welcome." in text_of(page.to_pdf())


def test_a_right_to_left_line_gives_its_words_back():
    page = paper("ar")
    page.paragraph("تم اختيارك في القرعة رقم 12 من بين 345 شخص Camden Council")

    found = text_of(page.to_pdf())

    for word in ("اختيارك", "القرعة", "12", "345", "شخص", "Camden", "Council"):
        assert word in found


@pytest.mark.parametrize("code", ["ar", "ur", "he", "bn", "hi", "pa", "gu", "ta"])
def test_every_script_gives_all_its_words_back(code: str):
    page = paper(code)
    page.paragraph(SENTENCES[code])

    found = text_of(page.to_pdf()).split()

    assert [word for word in normal(SENTENCES[code]).split() if word not in found] == []


def test_the_same_paper_gives_the_same_bytes():
    assert everything("ur", NAMES[1]).to_pdf() == everything("ur", NAMES[1]).to_pdf()


def test_no_date_and_no_maker_but_us():
    page = paper()
    page.paragraph("x")
    with pikepdf.open(BytesIO(page.to_pdf())) as pdf:
        assert {key: str(value) for key, value in pdf.docinfo.items()} == {
            "/Title": "Title",
            "/Producer": "Engage",
            "/Creator": "Engage",
        }


def test_every_font_is_embedded_and_no_glyph_is_the_missing_one():
    data = everything("ar", "Łukasz 李雷 محمد").to_pdf()

    with pikepdf.open(BytesIO(data)) as pdf:
        fonts = list(pdf.pages[0].Resources.Font.values())
        assert len(fonts) >= 3
        for font in fonts:
            descendant = font.DescendantFonts[0]
            assert "/FontFile2" in descendant.FontDescriptor
            glyphs = descendant.CIDToGIDMap.read_bytes()[2:]
            assert all(glyphs[i : i + 2] != b"\0\0" for i in range(0, len(glyphs), 2))


def test_a_character_without_a_font_is_listed():
    page = paper()
    page.paragraph("Hello 😀 there")
    page.table(["a"], [["ሰ"]])
    page.to_pdf()

    assert page.missing == {"😀", "ሰ"}


def test_headings_lists_and_tables_are_tagged():
    page = paper()
    page.heading("One")
    page.heading("Two", 2)
    page.bullets(["a", "b"])
    page.table(["Name", "Count"], [["x", "1"]], caption="What")
    tree = structure(page.to_pdf())

    assert [node.kind for node in tree.children] == ["H1", "H2", "L", "Table"]
    assert [node.kind for node in tree.find("LI")[0].children] == ["Lbl", "LBody"]
    assert [node.scope for node in tree.find("TH")] == ["Column", "Column", "Row"]
    assert [node.kind for node in tree.find("Table")[0].children] == ["Caption", "TR", "TR"]
    assert outline(page.to_pdf()) == ["One", "Two"]


def test_a_figure_says_what_it_shows():
    page = paper()
    page.figure(lambda drawing: drawing.box(0, 0, 10, 10, (0, 0, 0)), "Ten of ten", height=20)

    assert structure(page.to_pdf()).find("Figure")[0].alt == "Ten of ten"


def test_a_word_in_another_language_says_so_and_stays_in_reading_order():
    page = paper("ar")
    page.paragraph(["كلمة ", Span("liberté", language="fr"), " أخرى"])
    paragraph = structure(page.to_pdf()).find("P")[0]

    assert paragraph.children[0].language == "fr"
    assert paragraph.children[0].kind == "Span"
    # On the page the first words stand at the right, and so are drawn last; they are read first.
    assert paragraph.marks == sorted(paragraph.marks, reverse=True)


def test_right_to_left_and_indic_paragraphs_carry_their_words():
    page = paper("ur")
    page.paragraph("آپ کا شکریہ")
    page.paragraph("Thank you")
    plain, latin = structure(page.to_pdf()).find("P")

    assert plain.actual_text == "آپ کا شکریہ"
    assert latin.actual_text == ""


def test_tables_repeat_their_header_and_never_divide_a_row():
    page = paper()
    page.table(["Name", "Text"], [[f"row {i}", "word " * 40] for i in range(12)])
    data = page.to_pdf()
    tree = structure(data)

    assert page_count(data) > 1
    assert len(tree.find("Table")) == 1
    assert len(tree.find("TR")) == 13
    assert all(len(cell.marks) == 1 for cell in tree.find("TD"))
    assert page_code(data, 1).count("/Artifact <</Type /Pagination>> BDC") == 2  # the header, and the footer


def test_a_row_higher_than_a_page_is_divided_rather_than_lost():
    page = paper()
    page.table(["Name", "Text"], [["long", "word " * 1500 + "end"]])
    data = page.to_pdf()

    assert page_count(data) > 2
    assert text_of(data).count("word") == 1500
    assert "end" in text_of(data)


def test_the_columns_of_a_right_to_left_table_run_from_the_right():
    left = {}
    for code in ("en", "ar"):
        page = paper(code)
        page.table(["AAA", "BBB"], [["1", "2"]], widths=[1, 1])
        left[code] = [
            float(line.split("Tm")[0].split()[-2]) for line in page_code(page.to_pdf()).splitlines() if "Tm" in line
        ]

    assert left["en"][0] < left["en"][1]
    assert left["ar"][0] > left["ar"][1]


def test_a_column_with_a_weight_is_never_narrower_than_its_longest_word():
    page = paper()
    page.table(["Number", "What for"], [["1", "short"]], widths=[1, 30])

    assert "Number" in text_of(page.to_pdf())


def large(code: str) -> Paper:
    return Paper(edition(code, TypeSize.LARGE), title="T")


def test_no_word_is_cut_where_cells_can_stand_closer_or_a_number_can_leave_its_share():
    page = large("pl")
    header = ["Odpowiedź", "Ludność", "Cel", "W puli", "Wybrani"]
    page.table(header, [["Stationfields", "18%", "od\u00a08\u00a0do\u00a010", "113\u00a0(23%)", "10\u00a0(20%)"]])
    words = text_of(page.to_pdf())

    assert " ".join(header) in words
    assert "Stationfields" in words
    assert "10" in words.split()


def test_the_cells_of_a_row_stand_on_one_line_whatever_their_scripts():
    page = paper("ur")
    page.table(["الف", "ب"], [["ایک", "Chen Yan"]], widths=[1, 1])
    places = [line.split("Tm")[0].split() for line in page_code(page.to_pdf()).splitlines() if "Tm" in line]
    _, _, ours, theirs = [float(place[-1]) for place in places[:4]]

    assert ours == pytest.approx(theirs, abs=0.5)


@pytest.mark.parametrize("code", ["en", "ur"])
def test_a_last_row_of_one_line_is_never_alone_on_its_page(code: str):
    for count in range(12, 40):
        page = paper(code)
        page.table(["Name", "Number"], [[f"row {place}", "1"] for place in range(count)], row_height=13.0)
        *_, last = pages_of(page.to_pdf())

        assert last.count("row ") > 1


def test_a_note_on_a_table_stays_on_the_page_of_its_last_row():
    for count in range(12, 40):
        page = paper()
        page.table(["Name", "Number"], [[f"row {place}", "1"] for place in range(count)], keeps_next=True)
        page.paragraph("the note")
        *_, last = pages_of(page.to_pdf())

        assert f"row {count - 1} 1 the note" in last


def test_no_line_is_left_alone_at_the_top_or_foot_of_a_page_not_even_after_a_line_break():
    for count in range(20, 27):
        page = paper()
        for _ in range(count):
            page.paragraph("one line")
        page.paragraph("\n".join(f"first{place} " + "word " * 15 + f"last{place}" for place in range(4)))
        first, *_ = pages_of(page.to_pdf())

        assert first.count("first") == first.count("last")


def test_a_first_line_that_ends_with_a_break_stays_with_the_next():
    for count in range(20, 27):
        page = paper()
        for _ in range(count):
            page.paragraph("one line")
        page.bullets(["Who\nwhat\nwhen\nwhy"])
        first, *_ = pages_of(page.to_pdf())

        assert "Who" not in first or "what" in first


def say(page: Paper, before: int) -> None:
    for _ in range(before):
        page.paragraph("one line")
    page.paragraph("Label", keeps_next=True)
    page.paragraph("what it is for")
    for _ in range(20):
        page.paragraph("one line")


def test_what_stays_together_and_fits_no_page_with_its_heading_still_leaves_no_label_alone():
    for count in range(14, 34):
        page = paper()
        page.heading("Part", 2)
        page.together(partial(say, page, count))

        assert "Label what it is for" in text_of(page.to_pdf())


def test_the_pages_so_far_are_counted_without_the_contents_that_are_still_to_come():
    page = paper()
    page.contents("In this paper")
    page.new_page()
    page.heading("Part", 2)

    assert page.pages_so_far() == 2


def test_a_list_of_contents_that_no_page_holds_begins_where_there_is_room():
    page = paper()
    page.paragraph("before")
    page.contents("In this paper")
    for place in range(60):
        page.heading(f"Part {place}", 2)
    first, *_ = pages_of(page.to_pdf())

    assert "before In this paper Part 0" in first


def test_what_a_footer_remarks_stands_below_where_all_of_it_is_too_long():
    page = Paper(edition("cy", TypeSize.LARGE), title="T", footer="Cynulliad Iechyd a Gofal")
    page.paragraph("x")
    words = pages_of(page.to_pdf())[0]

    assert words.endswith("a Gofal Tudalen 1 o 1 Print bras, 18 pwynt · cyfieithiad drafft")


def test_a_tall_first_row_stays_with_the_header_without_the_second():
    page = paper()
    for _ in range(20):
        page.paragraph("one line")
    page.table(["Name", "Text"], [["one", "first " * 40], ["two", "second " * 40], ["three", "third " * 40]])

    first = normal(pages_of(page.to_pdf())[0])

    assert "Name Text one first" in first
    assert "second" not in first


@pytest.mark.parametrize(("size", "points"), [(TypeSize.STANDARD, 12), (TypeSize.LARGE, 18)])
def test_papers_for_officers_are_smaller_in_standard_print_alone(size: TypeSize, points: int):
    edition = Edition(Language("en"), size)
    page = Paper(edition, title="T", footer="F", size=edition.size.office_points)
    page.paragraph("body")
    page.table(["Head"], [["cell"]])

    sizes = {float(found) for found in re.findall(r"/\S+ ([\d.]+) Tf", page_code(page.to_pdf()))}

    assert sizes == {points}


def test_a_heading_is_never_the_last_on_its_page():
    for count in range(20, 27):
        page = paper()
        for _ in range(count):
            page.paragraph("one line")
        page.heading("Heading", 2)
        page.paragraph("what follows")

        assert "Heading what follows" in text_of(page.to_pdf())


def test_large_print_has_larger_letters():
    for size, points in ((TypeSize.STANDARD, "14"), (TypeSize.LARGE, "18")):
        page = Paper(edition(size=size), title="Title")
        page.paragraph("x")

        assert f" {points} Tf" in page_code(page.to_pdf())


def test_the_watermark_is_on_every_page_and_is_decoration():
    page = Paper(edition(watermark="TEST DRAW"), title="Title")
    page.paragraph("one")
    page.new_page()
    page.paragraph("two")
    data = page.to_pdf()

    assert page_count(data) == 2
    assert text_of(data).count("TEST DRAW") == 2
    assert page_code(data, 1).strip().startswith("/Artifact <</Type /Background>> BDC")


def test_wrapped_lines_keep_the_space_between_their_words():
    page = paper()
    page.paragraph("word " * 60 + "end")

    assert text_of(page.to_pdf()).startswith("word " * 60 + "end")


def test_an_empty_paper_is_a_page():
    page = paper()

    assert page_count(page.to_pdf()) == 1
    assert page.page_count == 1


def test_text_is_cleaned_of_what_cannot_be_shown():
    assert cleaned("a\x00b\tc\r\nd\u2028e\u00adf\ufefe") == "ab c\nd\nef\ufefe"
    assert spans_of(["", Span("x"), "\x00"]) == (Span("x"),)


def test_a_misspelt_placeholder_stays_visible():
    assert "".join(span.text for span in filled("Dear {nmae},", name="Ada")) == "Dear \u2068{nmae}\u2069,"


def test_bytes_are_a_pdf_that_other_tools_open():
    with pikepdf.open(io.BytesIO(everything("en", "x").to_pdf())) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.Lang) == "en"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert all(str(page.Tabs) == "/S" for page in pdf.pages)
