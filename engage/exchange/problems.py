"""What is wrong with a file that someone wants to import: cell by cell, as codes; in words only when shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engage.languages.catalogues import Catalogue, mark


@dataclass(frozen=True)
class Problem:
    """One fault or doubt about a file.

    `row` counts as a spreadsheet does, the header being row 1; 0 is the file as a whole. `code` chooses the sentence,
    `params` fill it; a parameter with a `label` (our enums) is shown by that label, translated.
    """

    row: int
    column: str
    code: str
    params: Mapping[str, object] = field(default_factory=dict)


PROBLEMS: dict[str, str] = {
    "row-short": mark("This row has {count} cells; the header has {expected}. Add what is missing."),
    "row-long": mark("This row has {count} cells; the header has {expected}. A separator may need quotation marks."),
    "cell-control": mark("This cell holds a character that can't be shown or printed. Type the cell again."),
    "cell-long": mark("This cell is too long: at most {most} characters are kept. Shorten it."),
    "cell-empty": mark("This cell is empty, and it has to be filled in."),
    "maybe-misread": mark("“{text}” looks as if the file had been saved in one encoding and read in another."),
    "reference-missing": mark("This row has no reference, so it is left out. Give everyone one of their own."),
    "reference-twice": mark("The reference “{reference}” is also in row {other}. Give each person one of their own."),
    "reference-in-file": mark("Someone with the reference “{reference}” is in this assembly already."),
    "maybe-same-person": mark("This may be the person in row {other}: the same name, and the same {what}."),
    "home-twice": mark("This is the home in row {other} again. It counts once."),
    "reference-unknown": mark("Nobody in this assembly has the reference “{reference}”."),
    "value-unknown": mark("No target knows the answer “{value}”. It should be one of: {options}."),
    "value-unknown-near": mark("No target knows the answer “{value}”. Did you mean “{near}”?"),
    "choice-unknown": mark("“{value}” is not one of the choices. It should be one of: {options}."),
    "language-unknown": mark(
        "“{value}” is not a language that Engage knows. Write its code, such as bn, or its English name."
    ),
    "value-twice": mark("“{value}” is already in row {other} for this category, in this or nearly this spelling."),
    "category-alike": mark("“{category}” and “{other}” differ only in case or spaces. Use one spelling."),
    "category-quotes": mark("A category's name can't hold a quotation mark (\") or a backslash. Choose another name."),
    "not-a-number": mark("“{value}” is not a whole number of people, 0 or more."),
    "minimum-over-maximum": mark("The minimum, {minimum}, is more than the maximum, {maximum}."),
    "flex-inside": mark("The flexible range, {flex_minimum} to {flex_maximum}, has to take in {minimum} to {maximum}."),
    "no-panel-size": mark(
        "No size of panel fits: “{needs}” asks for at least {least} people, “{allows}” allows at most {most}."
    ),
    "answers-lost": mark("{count} people in this assembly answered “{value}”, which these targets don't know."),
    "not-an-amount": mark("“{value}” is not a number of people or a share. Write it as 1250, 27% or 27.5."),
    "shares-and-people": mark("“{category}” has shares in some rows and people in others. Use one of the two."),
    "nobody-counted": mark("“{category}” counts nobody at all."),
    "shares-sum": mark("The shares of “{category}” add up to {total}, not to 100. Add what is missing."),
    "population-no-target": mark("“{value}” has no target yet. It gets one when you fill targets from the population."),
    "population-no-target-near": mark("“{value}” has no target. If “{near}” is meant, write it the same way."),
    "population-few": mark("Only {count} people are “{value}”. Census offices change counts below 30 a little."),
    "population-unknown-for": mark("Nothing in this file is counted as “{value}”, which has a target."),
    "age-straddles": mark("“{label}” lies only partly in “{value}”. Say which answer it belongs to, or “-” for none."),
    "label-left-out": mark("“{label}” belongs to no answer that has a target, so it is left out of the population."),
    "status-unknown": mark("“{value}” is not a status. It should be one of: {options}."),
    "move-refused": mark("This person can't go from “{old}” to “{new}”."),
    "reason-missing": mark("This move needs a reason."),
    "not-a-date": mark("“{value}” is not a date. Write it as year, month and day: 2027-01-31."),
    "not-a-time": mark("“{value}” is not a time of day. Write it as 09:30."),
    "session-unknown": mark("There is no session “{value}” in this assembly."),
    "item-unknown": mark("Session {session} has no agenda item “{value}”."),
    "note-unknown": mark("There is no note “{value}”. A note is written as its session and number, such as 2:14."),
    "partner-unknown": mark("There is no partner “{value}” in this assembly. The nearest name is “{near}”."),
    "partner-twice": mark("There is a partner “{value}” in this assembly already."),
    "draft-unknown": mark("There is no draft “{value}” with that version in this assembly."),
    "draft-taken": mark("Draft {value} is in this assembly already."),
    "version-order": mark("Version {value} of this draft should be version {expected}."),
    "not-an-expectation": mark("Draft {value} is a recommendation; only expectations are addressed to partners."),
    "not-addressed": mark("Expectation {value} was not addressed to {partner}."),
    "individuals-owe-nothing": mark("{partner} stands for individuals, who owe no answer."),
    "answer-unknown": mark("There is no answer {value} of this partner to this expectation."),
    "answer-taken": mark("Answer {value} of this partner to this expectation is in this assembly already."),
    "answered-before-sent": mark("{partner} was asked on {day} only. An answer can't come before that."),
    "due-before-sent": mark("An answer can't be due before the partner was asked, which was on {day}."),
    "verdict-numbers": mark(
        "{members} of {asked} members can't be. Those who say so are among those asked, at least 1."
    ),
    "verdict-before-sent": mark("{partner} had not been asked by then, so members can't have judged it."),
    "answer-incomplete": mark("The answer is not complete: {problems}"),
    "vote-taken": mark("Vote {value} is in this assembly already."),
    "vote-unlike": mark("The rules of vote {value} differ from those in row {other}."),
    "vote-otherwise": mark("Vote {value} is open under other rules. Write its own rules here, or another number."),
    "counts-otherwise": mark("This count differs from the one that is there: {fields}. Count those ballots again."),
    "share-unknown": mark("“{value}” is not a share. Write it as 4/5 or 80%."),
    "counts-unlike": mark("This count differs from the one in row {other}: {fields}. Count those ballots again."),
    "count-refused": mark("This count does not add up: {reason}"),
    "percent-over": mark("“{value}” is more than 100 per cent."),
    "session-unlike": mark("Row {other} says something else of this session. Write the same here, or nothing."),
    "session-ends-first": mark("A session has to end after it begins."),
    "minutes-range": mark("An item of an agenda takes between 1 and {most} minutes."),
    "agenda-overruns": mark("With this item the agenda of session {session} is {minutes} min longer than the session."),
    "not-a-member": mark("{reference} is not a member, so that nothing can be written about their coming."),
    "attendance-twice": mark("{reference} is also in row {other} for this session."),
    "number-outside": mark("This number has to be between 1 and {most}."),
    "seat-twice": mark("{reference} has a seat in this round already, in row {other}."),
    "seat-needs-member": mark("{reference} is not a member, so they have no seat."),
    "facilitator-unlike": mark("Row {other} names another facilitator for this table."),
    "time-unfitting": mark("This time does not fit with “{state}”, or it is before the arrival."),
}


def problem_text(problem: Problem, catalogue: Catalogue) -> str:
    """The problem in the catalogue's language."""
    params = {name: _shown(value, catalogue) for name, value in problem.params.items()}
    return catalogue.gettext(PROBLEMS[problem.code]).format(**params)


def _shown(value: object, catalogue: Catalogue) -> str:
    label = getattr(value, "label", None)
    return catalogue.gettext(label) if isinstance(label, str) else str(value)
