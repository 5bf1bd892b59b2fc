import pytest

from ui.shell.theme import HIGH_CONTRAST, PALETTES, contrast, qt_palette, style_sheet


@pytest.mark.parametrize("name", PALETTES)
def test_every_text_can_be_read(name):
    faint = [pair for pair in PALETTES[name].text_pairs() if contrast(*pair) < 4.5]

    assert faint == []


def test_high_contrast_earns_its_name():
    assert [pair for pair in HIGH_CONTRAST.text_pairs() if contrast(*pair) < 7] == []


@pytest.mark.parametrize("name", PALETTES)
def test_focus_rings_and_edges_can_be_seen(name):
    assert [pair for pair in PALETTES[name].edge_pairs() if contrast(*pair) < 3] == []


def test_contrast_agrees_with_published_values():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", PALETTES)
@pytest.mark.parametrize("scale", [80, 250])
def test_the_style_sheet_is_whole(name, scale):
    sheet = style_sheet(name, scale)

    assert "$" not in sheet
    assert sheet.count("{") == sheet.count("}")


def test_a_mirrored_style_sheet_marks_the_other_side():
    assert "border-left:" not in style_sheet("light", 100, is_mirrored=True)


@pytest.mark.parametrize("name", PALETTES)
def test_what_the_sheet_does_not_touch_takes_the_same_colours(name):
    assert qt_palette(PALETTES[name]).window().color().name() == PALETTES[name].background
