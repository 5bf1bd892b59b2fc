"""The outcome report: exact words, honest figures, whatever was not adopted, and nobody who can be told."""

import shutil
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction
from functools import partial
from pathlib import Path

import pytest

from engage.assembly.actions import create_assembly
from engage.assembly.views import list_assemblies
from engage.deliberation.views import list_notes
from engage.documents.kinds import PrintRequest
from engage.documents.outcome_report import gather_outcome_report, render_outcome_report
from engage.documents.outcome_report.content import ReportedPriority
from engage.errors import RefusedError
from engage.followup.views import list_expectations
from engage.languages.editions import Edition, Language, TypeSize
from engage.people.views import list_stories
from engage.storage.workspace import Workspace
from engage.voting.rules import Base, Comparison, VoteMethod, VoteRules
from tests.documents.contents import NAMES, english
from tests.documents.outcome_contents import bare_outcome_report, closed, outcome_report, voted_text
from tests.documents.reading import failures, link_goals, normal, pages_of, structure, text_of

ENGLISH = Edition(Language("en"))


@pytest.fixture(scope="module")
def printed() -> bytes:
    return render_outcome_report(outcome_report(), ENGLISH)


def test_one_page_tells_it_all_at_a_glance(printed):
    glance = pages_of(printed)[1]

    for needed in (
        "At a glance",
        "What should health and care be like for all of us?",
        "50 people were chosen by lottery from 500 who came forward and could take part.",
        "They met 2 times, from 1 March 2026 to 2 March 2026.",
        "They adopted 3 texts: • E1 · Health <i>visitors</i>",
        "3 texts were voted on and not adopted.",
    ):
        assert needed in glance


def test_the_contents_lead_to_every_chapter(printed):
    pages, goals = pages_of(printed), link_goals(printed)

    assert [words for words, _page in goals] == [
        "At a glance",
        "What the assembly was asked",
        "Who we were",
        "How we worked",
        "Priority 1: Care close to home",
        "What else we decided",
        "Considered, not adopted",
        "What happens next",
        "Thank you",
        "How the votes were counted",
    ]
    assert all(words in pages[page - 1] for words, page in goals)


def test_a_text_stands_as_it_was_voted_with_its_vote_in_words_and_table(printed):
    found = text_of(printed)

    assert "We expect every family with a new baby to be visited — within 2 weeks. At home." in found
    assert "Addressed to Riverside Council and" in found
    assert "It grew from 14 notes." in found
    assert "Vote 1, 13 June 2026, on version 2" in found
    for sentence in ("40 of 50 valid ballots were in favour (80%).", "which is 40.", "Passed, with none to spare."):
        assert sentence in found
    assert "Yes 40 No 8 Abstain 2 Blank 0 Spoilt 0 All in the box 50" in found


def test_the_picture_says_what_it_shows_and_draws_the_threshold(printed):
    alts = [normal(figure.alt) for figure in structure(printed).find("Figure")]

    assert "A bar of 50: 40 in favour. A line across it shows what was needed: At least 4/5 (80%): 40." in alts
    assert "A bar of 33: 30 in favour." in alts  # the straw poll, in which the threshold decided nothing


def test_the_scale_is_told_with_its_average_and_its_word(printed):
    found = text_of(printed)

    assert "The average was 3.62 on a scale from 1 to 4." in found
    assert "Strongly supported: more than three quarters of the valid ballots agreed." in found


def test_what_was_not_adopted_is_called_what_it_was(printed):
    found = text_of(printed)
    part = found[found.rindex("Considered, not adopted") : found.rindex("What happens next")]

    assert "Did not pass: 1 short." in part
    assert "A straw poll, which decides nothing: 34 of 50 members had to be there, 33 were." in part
    assert "No result: there was no vote to measure the support against." in part
    assert "Another vote adopted this text" in part
    assert "Set aside without a vote • E9 · A single number" in part
    assert "Not voted on yet • R10 · A report a year" in part
    assert "Vote 6, on E6: Wrong <b>papers</b>" in part


def test_an_expectation_without_a_vote_says_so(printed):
    assert "No vote was held on these words." in text_of(printed)


def test_the_rules_of_every_vote_are_at_the_end(printed):
    found = text_of(printed)
    end = found[found.rindex("How the votes were counted") :]

    assert "6 E6 At least 4/5 (80%) all valid ballots Void" in end
    assert "7 E7 More than 3/4 (75%) all valid ballots Passed" in end
    assert "4 50 2/3 (66.67%): 34 33 33" in end


def test_who_came_is_counted_and_a_session_without_a_list_is_no_empty_room(printed):
    found = text_of(printed)

    assert found.count("46 of 50 members") == 2
    assert "3 3 March 2026 Care near home –" in found
    assert "Deliberation: talking at small tables 10 " in found


def test_small_numbers_of_the_pool_are_protected(printed):
    found = text_of(printed)

    assert "fewer than 5" in found
    assert "31 (6%)" not in found


def test_a_vote_of_a_few_is_told_without_numbers():
    few = closed(1, 3, 1, 0, rules=replace(closed(1, 3, 1, 0).rules, quorum=Fraction(0)))
    content = replace(bare_outcome_report(), not_adopted=(voted_text(few),), votes=(few,))

    data = render_outcome_report(content, ENGLISH)

    assert "Fewer than 5 people voted." in text_of(data)
    assert "3 of 4 valid" not in text_of(data)
    assert "Yes 3" not in text_of(data)
    assert structure(data).find("Figure") == []


def test_a_report_with_hardly_anything_in_it_is_still_a_report(tmp_path):
    data = render_outcome_report(bare_outcome_report(), ENGLISH)

    assert failures(data, tmp_path) == []
    assert "No text was adopted." in text_of(data)
    assert "no single note stands behind it" in text_of(data)


def test_sixty_texts_longest_words_and_hostile_names_fit(tmp_path):
    text = replace(voted_text(closed(1, 40, 8, 2)), text=english("Word. " * 1500), title=english("W" * 300))
    content = replace(
        outcome_report(),
        title=english(NAMES[0]),
        commissioner="W" * 300,
        priorities=(ReportedPriority(1, english(NAMES[1] * 30)),),
        adopted=(text, *(replace(voted_text(closed(2, 45, 3, 2)), title=english(name)) for name in NAMES * 7)),
    )

    data = render_outcome_report(content, Edition(Language("en"), TypeSize.LARGE))

    assert failures(data, tmp_path) == []
    found = text_of(data)
    assert found.count("Word.") == 1500
    assert found.count("45 of 50 valid ballots were in favour (90%).") == len(NAMES) * 7


def test_a_fallback_is_marked_where_it_stands():
    found = text_of(render_outcome_report(outcome_report("cy"), Edition(Language("cy"))))

    mark = found[found.index("[") : found.index("]") + 1]
    assert "Saesneg" in mark
    assert f"At home. {mark}" in found


@pytest.mark.parametrize("base", Base)
@pytest.mark.parametrize("comparison", Comparison)
def test_every_kind_of_vote_can_be_drawn(base, comparison, tmp_path):
    rules = VoteRules(VoteMethod.YES_NO_ABSTAIN, Fraction(1), comparison, base)
    vote = closed(1, 0, 20, 20, rules=rules)

    data = render_outcome_report(replace(bare_outcome_report(), not_adopted=(voted_text(vote),)), ENGLISH)

    assert failures(data, tmp_path) == []
    assert len(structure(data).find("Figure")) == 1


# --- from a file ---


@pytest.fixture(scope="module")
def sample(sample_file, tmp_path_factory):
    copy = shutil.copyfile(sample_file, tmp_path_factory.mktemp("outcome") / "sample.engage")
    with Workspace.open(Path(copy)) as opened:
        yield opened


@pytest.fixture(scope="module")
def sample_id(sample):
    return sample.read(list_assemblies)[0].id


@pytest.fixture(scope="module")
def job(sample, sample_id):
    request = PrintRequest(clock=lambda: datetime(2026, 11, 29, tzinfo=UTC))
    (job,) = sample.read(partial(gather_outcome_report, assembly_id=sample_id, request=request))
    return job


def test_the_words_of_the_sample_are_those_that_were_voted_on(sample, sample_id, job):
    asked = sample.read(partial(list_expectations, assembly_id=sample_id, today=date(2026, 11, 29)))
    adopted = {text.label: text for text in job.content.adopted}

    assert len(adopted) == 13
    for row in asked:
        assert adopted[row.label].text.text == row.text["en"]
        assert adopted[row.label].partners == tuple(address.partner_name for address in row.addresses)
        assert adopted[row.label].vote.outcome == row.vote.outcome


def test_the_sample_says_what_did_not_pass(job):
    found = [(text.label, text.vote.outcome.verdict.value) for text in job.content.not_adopted]

    assert found == [("R13", "failed"), ("E9", "straw-poll")]
    assert [entry.label for entry in job.content.set_aside] == ["E15"]
    assert [vote.number for vote in job.content.void] == [6]


def test_nobody_is_named_and_no_note_is_told(sample, sample_id, job):
    found = text_of(job.render().data)
    given = " ".join(text.why.text for text in (*job.content.adopted, *job.content.not_adopted))

    people = sample.read(partial(list_stories, assembly_id=sample_id))
    notes = sample.read(partial(list_notes, assembly_id=sample_id))
    assert not [person.full_name for person in people if person.full_name and person.full_name in found]
    # What a text gives as its reasons may be what somebody said; no other note is there.
    assert not [note.text for note in notes if normal(note.text) in found and note.text not in given]


def test_the_report_takes_less_than_three_seconds(sample, sample_id):
    started = time.process_time()
    request = PrintRequest(clock=lambda: datetime(2026, 11, 29, tzinfo=UTC))
    (job,) = sample.read(partial(gather_outcome_report, assembly_id=sample_id, request=request))
    job.render()

    assert time.process_time() - started < 3


def test_before_any_vote_there_is_nothing_to_report(workspace):
    assembly_id = workspace.write(partial(create_assembly, title="Care"))

    with pytest.raises(RefusedError) as refused:
        workspace.read(partial(gather_outcome_report, assembly_id=assembly_id, request=PrintRequest()))

    assert refused.value.code == "nothing-decided-yet"
