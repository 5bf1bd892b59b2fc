"""Every error in words: what happened, why, and what to do. The one module that makes sentences of errors."""

from engage.errors import EngageError
from engage.languages.catalogues import Catalogue, mark

# Keyed by the error's code. Placeholders are the error's parameters.
SENTENCES: dict[str, str] = {
    "refused": mark("That can't be done."),
    "not-found": mark("There is no {what} “{id}” in this file. Check the reference and try again."),
    "transition": mark("A person can't go from “{old}” to “{new}”. Choose one of the moves that are offered."),
    "usage": mark("The command was not understood: {reason} Run it with --help to see what it takes."),
    "wrong-passphrase": mark(
        "The passphrase does not open this file, or the beginning of the file is damaged. "
        "Check the passphrase on the recovery sheet; if it is right, open the newest backup."
    ),
    "file-damaged": mark(
        "This file is damaged and was left as it is. Restore the newest backup, and keep the damaged file until you "
        "have."
    ),
    "file-newer": mark("This file was written by a newer version of Engage. Update Engage and open it again."),
    "file-in-use": mark("This file is open in another window or command. Close it there and try again."),
    "file-read-only": mark(
        "This file can't be changed: the file or its folder is read-only. Copy it to a folder of your own and open it "
        "there."
    ),
    "storage": mark("The disk refused to read or write. Free some space or use another disk, then try again."),
    "file-missing": mark("There is no such file. Check the path; if the file was on a memory stick, plug it in."),
    "file-is-link": mark("This is a link to a file. Open the file that it leads to."),
    "file-is-folder": mark("This is a folder or a device, not a file. Choose an Engage file."),
    "file-empty": mark("This file is empty, so it is not an Engage file. Choose another one, or restore a backup."),
    "file-too-short": mark("This file is too short to be an Engage file. Choose another one, or restore a backup."),
    "file-is-text": mark("This is a text file, not an Engage file. To bring in people or targets, import it instead."),
    "file-plain-database": mark("This is a database of another program, not an Engage file. Choose another one."),
    "folder-missing": mark("There is no such folder. Make it first, or choose another one."),
    "file-older": mark("This file was written by an older version of Engage. Upgrade it; a backup is made first."),
    "file-moved": mark(
        "The file was moved, replaced or deleted while it was open, so nothing was written. Save a copy elsewhere, "
        "then open that."
    ),
    "file-changed-meanwhile": mark(
        "The copy does not hold what the file holds, so it was thrown away. Try again, or use another disk."
    ),
    "schema-unexpected": mark(
        "This file holds tables or rules that Engage did not make, so it was left alone. Open a backup, or ask where "
        "it came from."
    ),
    "rows-unconnected": mark("Some rows of this file point at nothing: it is damaged. Restore the newest backup."),
    "row-still-used": mark(
        "This can't be removed: something else in the file still refers to it. Remove or change that first."
    ),
    "passphrase-weak": mark(
        "This passphrase is too easy to guess. Use a longer one, such as five words that have nothing to do with each "
        "other."
    ),
    "nothing-to-undo": mark("There is nothing to undo."),
    "nothing-to-redo": mark("There is nothing to do again."),
    "cannot-undo-past": mark(
        "The last step can't be undone: a draw stands once it is made. To take it back, void it with a reason."
    ),
    "audit-head-unreadable": mark(
        "“{text}” is not the end of an audit log. Type it as printed: number, colon, digits."
    ),
    "audit-line-unreadable": mark("Line {line} of the audit log is not as Engage wrote it."),
    "audit-number-wrong": mark(
        "Line {line} of the audit log has the wrong number: a line was added, moved or removed."
    ),
    "audit-link-broken": mark("Line {line} of the audit log does not follow from the line before it."),
    "audit-hash-wrong": mark("Line {line} of the audit log was changed after it was written."),
    "audit-head-differs": mark(
        "The log does not contain entry {number} as it was printed: its end was cut off, or it is another log."
    ),
    "file-exists": mark(
        "“{path}” is already there and was left as it is. Choose another name or folder; a command with --out "
        "overwrites it if you add --force."
    ),
    "out-is-file": mark("“{path}” is a file, so that no files can go into it. Choose a folder, or another name."),
    "restore-itself": mark("A backup can't be put in its own place. Choose the file that it was made from."),
    "title-missing": mark("An assembly needs a title. Type one in at least one language."),
    "text-too-long": mark("This text is too long: at most {most} characters are kept. Shorten it and try again."),
    "text-control": mark(
        "This text holds characters that can't be shown or printed. Type it again, or paste it as plain text."
    ),
    "seats-range": mark("An assembly has between 1 and {most} seats. Type a number in that range."),
    "reference-missing": mark("Everyone needs a reference. Type one that nobody else in this assembly has."),
    "reference-taken": mark(
        "The reference “{reference}” belongs to someone else in this assembly. Choose another one."
    ),
    "reason-missing": mark("This move needs a reason. Write why in a few words."),
    "language-unknown": mark("“{language}” is not a language that Engage knows. Choose one from the list."),
    "choice-unknown": mark("“{value}” is not one of the choices. Choose one from the list."),
    "board-day-ahead": mark("That day is still to come, and only days until today can be looked back on."),
    "not-a-day": mark("“{text}” is not a day. Type it as day, month and year, such as 3/10/2026."),
    "target-unsound": mark(
        "The target for “{value}” in “{category}” makes no sense: the least must be 0 or more and not above the most."
    ),
    "target-unnamed": mark("A target needs a category and a value. Type both."),
    "target-twice": mark("“{category}” has a target for “{value}” already. Change that one."),
    "population-unknown": mark(
        "Nothing is known of the population yet. Import its shares first, from a census file or a table."
    ),
    "nothing-to-compare-yet": mark(
        "There is nothing to compare yet. Import the population's shares, and the people who came forward."
    ),
    "stratum-unknown": mark("There is no stratum “{stratum}” to weigh. There are: {known}."),
    "letters-too-many": mark(
        "{letters} letters can't go to {addresses} homes that may get one. Send fewer, or bring in more addresses."
    ),
    "address-twice": mark("Two rows are the same home. Leave one of them out."),
    "addresses-faulty": mark("Row {row} of the addresses is damaged: its cells don't fit the header. Mend it first."),
    "address-empty": mark("Row {row} has no address. Fill it in, or leave the row out."),
    "addresses-first": mark("There are no homes to draw from. Bring in a list of addresses first."),
    "addresses-changed": mark(
        "The list of addresses is not the one that wave {number} was frozen with, so it can't be drawn. Void the wave "
        "with a reason, and freeze a new one."
    ),
    "addresses-forgotten": mark(
        "Homes that wave {number} was drawn from have been taken off the list, so the list can't be saved any more."
    ),
    "addresses-other-key": mark(
        "This file tells homes apart by “{found}”, and the list in the assembly by “{known}”. Name those columns "
        "alike, so that no home gets two letters."
    ),
    "figure-unsound": mark("“{text}” is not a number above 0 and up to {most}. Type it as 5 or 2.5."),
    "weight-unsound": mark("“{text}” is not a number from 0 to {most}. Type it as 2 or 1.5."),
    "letters-none": mark("No letters are planned. Say how many are to be sent."),
    "wave-is-frozen": mark(
        "Wave {number} of letters is frozen and waits for its public string: the list may not change. Draw it, or void "
        "it with a reason."
    ),
    "wave-state": mark(
        "Wave {number} of letters is “{old}” and can't become “{new}”. The list of waves shows them all."
    ),
    "wave-not-drawn": mark("Wave {number} has no letters, since it is not drawn. Draw it first."),
    "sent-before-drawn": mark("Wave {number} was drawn after that day. Type the day on which the letters went out."),
    "addresses-none": mark("Every one of these homes had a letter before. Bring in more addresses."),
    "seats-too-few": mark(
        "“{category}” has too many answers to give each at least {least} of the {seats} seats. Ask for fewer."
    ),
    "population-category": mark(
        "The file does not say which category its answers belong to. Name the category, such as age."
    ),
    "areas-unchosen": mark(
        "The file holds {count} areas, such as {examples}. Choose those that the assembly is for, or “all”."
    ),
    "area-unknown": mark("The file has no area “{area}”. It has, for example: {examples}."),
    "run-is-frozen": mark(
        "Draw {number} is frozen and waits for its public string: nothing it rests on may change. Draw it, or void it "
        "with a reason."
    ),
    "already-drawn": mark(
        "Draw {number} stands already, and a second one would be a quiet re-draw. If it must go, void it with a reason "
        "first."
    ),
    "changed-while-preparing": mark(
        "People or targets were changed while the draw was being prepared. Nothing was frozen; start it again."
    ),
    "changed-since-frozen": mark(
        "People or targets were changed since draw {number} was frozen, so it can't be drawn. "
        "Take the changes back, or void the draw with a reason and freeze a new one."
    ),
    "run-state": mark("Draw {number} is “{old}” and can't become “{new}”. The list of draws shows what can follow."),
    "test-never-confirmed": mark("Draw {number} was a test and can never be signed off. Make a real draw."),
    "public-string": mark(
        "The draw needs the words or numbers that were said in public, at most {limit} characters. Type them as they "
        "were said."
    ),
    "panel-number": mark(
        "This draw takes the number of a panel: exactly {digits} figures, 0 to 9, as they were drawn. Type them again."
    ),
    "not-a-reserve": mark(
        "“{reference}” can't take this seat as a reserve: not on the list, or the targets would be missed. "
        "Take another reserve, or draw a replacement."
    ),
    "no-reserves": mark("Nobody waits as a reserve. Plan reserves, freeze their list and draw it first."),
    "not-reserves": mark("Draw {number} is not a draw of reserves. Draw its panel with “engage draw”."),
    "not-a-replacement": mark("This draw replaces nobody. Choose the member whose seat is to be filled."),
    "has-no-seat": mark("{reference} has no seat on the panel, so nobody can replace them. Check the reference."),
    "no-empty-seat": mark("Every seat is taken. Nobody needs to be replaced."),
    "nobody-drawn": mark("There is no panel yet. Draw one first."),
    "nothing-printed": mark("There was nothing to print. Choose other documents or other people."),
    "no-targets": mark("There are no targets yet. Import or type them first."),
    "lottery-input": mark(
        "No panel of {seats} can be drawn from these people and targets as they are. Correct what is named, then try "
        "again."
    ),
    "targets-unmeetable": mark(
        "No group of {seats} people from this pool meets all targets. Change targets, or invite more people."
    ),
    "nobody-restores": mark(
        "Nobody left in the pool can bring the panel back to its targets. "
        "Nothing was changed: widen the targets, or leave the seat empty."
    ),
    "source-missing": mark("There is no file “{path}”. Check the path."),
    "source-unreadable": mark(
        "The file “{path}” can't be read. Close it in other programs, or copy it, and try again."
    ),
    "csv-too-large": mark("This file is larger than {most} MB, and nothing was read. Split it into smaller files."),
    "csv-rows": mark("This file has more than {most} rows, and nothing was read. Split it into smaller files."),
    "csv-columns": mark("Row {row} has more than {most} columns, and nothing was read. Is this the right file?"),
    "csv-cell-long": mark(
        "A cell in row {row} is longer than {most} characters, and nothing was read. "
        "A quotation mark may be missing where that cell should end."
    ),
    "csv-quotes": mark(
        "The quotation marks in row {row} don't match, so that rows would run into one another; nothing was read. "
        "Correct that row, or save the file as CSV again."
    ),
    "csv-empty": mark("This file is empty: it has no header and no rows. Choose another file."),
    "csv-header-only": mark("This file has a header but no rows under it. Choose another file."),
    "csv-other-kind": mark(
        "This is {kind}, not a CSV file. Open it in the program it comes from and save it as CSV (UTF-8)."
    ),
    "csv-binary": mark(
        "This is not a text file, and nothing was read. Save the list as CSV (UTF-8) and choose that file."
    ),
    "csv-utf-16": mark(
        "This file is text in UTF-16, with nothing that says so. Save it as CSV (UTF-8), or choose utf-16."
    ),
    "csv-not-utf-8": mark(
        "This file is not UTF-8 (line {row} is the first that isn't), so that names would be misread; nothing was "
        "read. "
        "Save it as CSV (UTF-8), or choose cp1252 for a file from an older Windows program and check the names."
    ),
    "csv-encoding-wrong": mark("This file is not {encoding}, and nothing was read. Choose another encoding."),
    "encoding-unknown": mark("“{encoding}” is not an encoding that Engage reads. Choose one of: {options}."),
    "header-empty": mark(
        "Column {place} has no name, and nothing was read. Give every column a name, in the first row."
    ),
    "header-control": mark("The name of column {place} holds a character that can't be shown. Type it again."),
    "header-twice": mark(
        "Two columns are called “{name}” and “{other}”, and nothing was read. Give each a name of its own."
    ),
    "columns-missing": mark(
        "There is no column for: {columns}. The file has: {found}. Add what is missing, or rename it."
    ),
    "categories-missing": mark(
        "The targets ask for columns that this file lacks: {columns}. The file has: {found}. Add them, or rename them."
    ),
    "categories-missing-near": mark(
        "The targets ask for columns that this file lacks: {columns}. Nearly the same are: {near}. Rename them."
    ),
    "id-column-missing": mark(
        "No column holds everyone's reference, such as “id”. The file has: {found}. Say which column it is."
    ),
    "column-unknown": mark("There is no column “{column}”, or it is used already. The file has: {columns}."),
    "mapping-field": mark("No column can be chosen for: {fields}. See the columns of this kind of file for the names."),
    "mapping-form": mark("The mapping was not understood. Write FIELD=COLUMN,FIELD=COLUMN or the path of a JSON file."),
    "targets-first": mark(
        "There are no targets yet, so that answers can't be checked. Import the targets, then the people."
    ),
    "import-problems": mark(
        "Nothing was imported. Problems found: {count}. Correct the file, or keep the good rows only."
    ),
    "import-nothing": mark(
        "Nothing was imported: no row is free of problems. Problems found: {count}. Correct the file."
    ),
    "import-stale": mark(
        "People have changed since this file was read, and nothing was imported. Read the file again."
    ),
    "no-panel-list-yet": mark(
        "No draw by balls or dice is frozen, so there is no list of panels. Choose balls or dice before you freeze."
    ),
    "nothing-decided-yet": mark("Nothing has been voted on yet, so there is nothing to report. Close the first vote."),
    "nothing-drawn-yet": mark("Nothing has been drawn yet, so there is nothing to report. Draw the panel first."),
    "no-sessions-yet": mark("There are no sessions yet. Add the days on which the assembly meets."),
    "no-expectations-yet": mark(
        "No expectation has been addressed to a partner yet, so there is nothing to print. Address the first one."
    ),
    "nothing-asked": mark("Nothing is expected of {name} yet. Address an expectation to it first."),
    "no-members-yet": mark("There are no members yet. Draw the panel first."),
    "note-in-use": mark("A draft rests on this note, so it can't be removed. Take it off the draft first."),
    "priority-in-use": mark("Drafts stand under this priority, so it can't be removed. Move them first."),
    "draft-retired": mark("Draft {number} has been set aside. Take it up again before you change its words."),
    "version-unchanged": mark("The words are the same as before, so there is no new version. Change something first."),
    "text-missing": mark("There is no text yet. Type something first."),
    "table-number": mark("A table's number is 1 or more. Correct it."),
    "not-an-expectation": mark("Draft {number} is a recommendation. Only an expectation is addressed to partners."),
    "addressed-already": mark("Another wording of draft {number} is addressed to partners already. Use that one."),
    "no-partner": mark("No partner was named. Choose at least one."),
    "request-sent": mark("This partner has been asked already, so the request stays. Record its answer instead."),
    "individuals-owe-nothing": mark("{name} stands for individuals, who owe no answer and have no due date."),
    "period-unsound": mark("A period to answer is a number from 1 to {most}. Correct it."),
    "due-before-sent": mark("An answer can't be due before the request was sent. Choose a later day."),
    "request-not-sent": mark("The request has not been sent yet. Mark it as sent instead."),
    "sent-after-what-came": mark(
        "The partner answered, members judged it, or another day for the answer was agreed on, before that day. Choose "
        "an earlier one."
    ),
    "answered-before-sent": mark("An answer can't come before the request was sent. Choose a later day."),
    "verdict-numbers": mark(
        "The members who think so are among those who were asked: type two numbers from 1 to {most}, the first no "
        "larger than the second."
    ),
    "verdict-before-sent": mark(
        "The partner had not been asked by then, so members can't have judged it. Send the request, or choose a later "
        "day."
    ),
    "answer-incomplete": mark("The answer is not complete yet. Things missing: {count}. See the list beside it."),
    "action-incomplete": mark("An action needs a text, an owner and a date. Fill in what is missing."),
    "percent-unsound": mark("How much is done is a number from 0 to 100. Correct it."),
    "ballots-unread": mark("Ballots that can't be read: {count}, in rows {rows}. Correct them, or write “spoilt”."),
    "base-unsuited": mark("This way of voting can't be measured against {base}. Choose another base."),
    "nobody-may-vote": mark("There are no confirmed members yet, so nobody may vote. Confirm the members first."),
    "more-present-than-entitled": mark(
        "{present} people are said to be in the room, but only {entitled} members may vote. Check the number."
    ),
    "voted-already": mark(
        "This wording is voted on already, in vote {number}. Void that vote, or vote on a new version."
    ),
    "no-open-vote": mark("No vote is open, so there are no ballot papers. Open a vote first."),
    "vote-not-open": mark("Vote {number} is not open any more. Open a new vote if it has to be held again."),
    "count-begun": mark(
        "The ballots of vote {number} are being counted, so who is there stays as it is. Void the vote if it is wrong."
    ),
    "not-a-share": mark("“{text}” is not a share. Type it as 4/5, 80% or 0.8."),
    "second-count-missing": mark(
        "Only one count has been typed in. A second person counts the ballots and types the numbers in again."
    ),
    "counts-differ": mark(
        "The two counts differ in {count} places. Count those ballots again and correct the wrong entry."
    ),
    "option-unknown": mark("“{option}” is not on the ballot paper of this vote. Check the options."),
    "count-below-zero": mark("A number of ballots can't be below zero. Correct it."),
    "more-issued-than-present": mark(
        "{issued} ballots were issued, but only {present} members were in the room. Check both numbers."
    ),
    "ballots-missing": mark(
        "{count} ballots are missing: {issued} were issued, {cast} are in the box. Look for them, or mark them unused."
    ),
    "ballots-too-many": mark(
        "There are {count} ballots too many: {issued} were issued, {cast} are in the box. Count again."
    ),
    "session-times": mark("A session has to end after it begins. Change one of the two times."),
    "session-was-held": mark(
        "People have been ticked off at session {number}, so it stays. Take their attendance back first."
    ),
    "minutes-range": mark("An item of an agenda takes between 1 and {most} minutes. Type a number in that range."),
    "not-a-time": mark("“{text}” is not a time of day. Type it as hours and minutes, such as 9:30."),
    "not-a-member": mark(
        "{reference} is not a member, so that nothing was written about their coming. Confirm their seat first."
    ),
    "nobody-to-seat": mark("There is nobody to seat yet. Confirm members, or name the people to seat."),
    "too-many-to-seat": mark("At most {most} people can be seated in one room. Plan for fewer people."),
    "tables-range": mark("There can be 1 to {most} tables for these people. Choose a number in that range."),
    "rounds-range": mark("There can be 1 to {most} rounds. Choose a number in that range."),
    "sitter-unknown": mark("“{id}” is not among the people to be seated. Check the reference."),
    "rule-one-person": mark("A rule needs two different people. Choose another one."),
    "rule-twice": mark("There is a rule for these two people already. Remove it first."),
    "lock-outside": mark("There is no table {table} in round {round}, so no seat can be locked there."),
    "seat-locked": mark("This seat is locked. Unlock it first, then move the person."),
    "room-changed": mark("People came or went while the tables were being planned. Plan them again."),
    "no-table-plan": mark("This session has no table plan yet. Make one first."),
    "people-file": mark("Row {row} of the file of people can't be read, so nobody was seated. Correct the file."),
    "person-unnamed": mark("Row {row} has no reference. Give everyone one of their own."),
    "person-twice": mark(
        "“{id}” stands in the file twice, again in row {row}. Give everyone a reference of their own."
    ),
    "not-engage-file": mark("This is not an Engage file, or it is not there. Check the path."),
    "legacy-failed": mark(
        "The legacy method built no whole panel in {attempts} attempts. Loosen the targets, or use another method."
    ),
    "reserves-number": mark(
        "{size} reserves can't be chosen: there must be at least 1, and {people} people could be one. "
        "Ask for another number."
    ),
    "reserves-rate": mark(
        "A rate of {rate} is not possible: people drop out with a chance above 0 and below 1. Correct the rate."
    ),
    "rate-not-possible": mark(
        "Of a hundred members, at least {least} and at most {most} drop out. Type a whole number between the two."
    ),
    "rate-without-target": mark(
        "“{value}” in “{category}” has no target, so no rate can be set for it. Take one of the answers that have."
    ),
    "record-drawn": mark("This record has been drawn already. A draw is made once; freeze a new one to draw again."),
    "record-damaged": mark(
        "This is not a whole record of a draw: something in it was changed or is missing. Take a fresh copy of it."
    ),
}


def sentence(error: EngageError, catalogue: Catalogue) -> str:
    """The error in the catalogue's language, with its parameters filled in."""
    params = {name: _shown(value, catalogue) for name, value in error.params.items()}
    return catalogue.gettext(SENTENCES[error.code]).format(**params)


def _shown(value: object, catalogue: Catalogue) -> str:
    label = getattr(value, "label", None)
    return catalogue.gettext(label) if isinstance(label, str) else str(value)
