"""The contents list: every heading with its page, each line a tagged link to where it says."""

from itertools import pairwise

import pytest

from engage.documents.typesetting import Paper
from engage.languages.editions import Edition, Language
from tests.documents.reading import failures, link_goals, outline, pages_of, structure, text_of


def book(code="en", chapters=6, levels=2):
    paper = Paper(Edition(Language(code)), title="Book")
    paper.heading("A book")
    paper.contents("Contents", levels=levels)
    for chapter in range(1, chapters + 1):
        paper.heading(f"Chapter {chapter}.", 2)
        for part in "ab":
            paper.heading(f"Part {chapter}{part}.", 3)
            for _ in range(5):
                paper.paragraph("Some words that fill the page. " * 12)
    return paper


def test_each_chapter_is_listed_with_the_page_it_stands_on():
    data = book().to_pdf()
    pages = pages_of(data)

    goals = link_goals(data)

    assert [words for words, _page in goals] == [f"Chapter {number}." for number in range(1, 7)]
    for words, page in goals:
        assert words in pages[page - 1]
        assert f"{words} {page}" in pages[0]
    assert all(first <= second for (_, first), (_, second) in pairwise(goals))
    assert goals[-1][1] > 2


@pytest.mark.parametrize("code", ["en", "ur", "bn"])
def test_the_list_is_tagged_and_valid_in_every_direction(code, tmp_path):
    data = book(code, levels=3).to_pdf()
    tree = structure(data)

    assert failures(data, tmp_path) == []
    assert [item.kind for item in tree.find("TOC")[0].children[:3]] == ["TOCI", "TOC", "TOCI"]
    assert len(tree.find("TOCI")) == len(link_goals(data)) == 18
    assert [node.kind for node in tree.find("TOCI")[0].walk()] == ["TOCI", "Reference", "Link", "Span", "Span"]


def test_the_list_leaves_itself_and_the_title_out():
    data = book(chapters=1).to_pdf()

    assert [words for words, _page in link_goals(data)] == ["Chapter 1."]
    assert outline(data)[:2] == ["A book", "Contents"]


def test_a_list_longer_than_a_page_goes_on_on_the_next(tmp_path):
    paper = Paper(Edition(Language("en")), title="Book")
    paper.heading("A book")
    paper.contents("Contents")
    for chapter in range(1, 201):
        paper.heading(f"Chapter {chapter}, which has a name so long that it takes two lines of the contents.", 2)
        paper.paragraph("x")
    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    goals = link_goals(data)
    assert len(goals) == 200
    assert goals[0][1] > 5
    assert f"of the contents. {goals[-1][1]}" in text_of(data)


def test_without_headings_there_is_an_empty_list(tmp_path):
    paper = Paper(Edition(Language("en")), title="Book")
    paper.heading("A book")
    paper.contents("Contents")
    paper.paragraph("x")
    data = paper.to_pdf()

    assert failures(data, tmp_path) == []
    assert structure(data).find("TOC") == []
