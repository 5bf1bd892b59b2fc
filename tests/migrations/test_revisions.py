"""The revisions, the text of the schema that new files are made from, and the records: all three say the same."""

import ast
import re

import pytest

from engage.paths import shipped
from engage.storage import schema
from engage.storage.base import Base
from tests.migrations import rewrite

HOW = "run `python -m tests.migrations.rewrite --first` (before the first release), or write a revision and rewrite"


def in_words(statements):
    return {" ".join(statement.split()) for statement in statements}


def in_parts(statements):
    """Each statement by its lines, whose order within a table says nothing.

    A column that was added later stands behind the table's last constraint, in the same line.
    """
    lines = (re.sub(r", (?=\w+ TEXT)", "\n", statement).splitlines() for statement in statements)
    return {tuple(sorted(line.strip(" \t,") for line in each)) for each in lines}


def test_the_revisions_make_what_the_records_say():
    rewrite.load_records()
    with rewrite.empty_database() as connection:
        Base.metadata.create_all(connection)
        wanted = in_parts(schema.read_statements(connection))
    _, statements = rewrite.migrated_schema()
    made = in_parts(each for each in statements if "alembic_version" not in each and "TRIGGER" not in each)

    assert made == wanted, HOW


def test_new_files_are_made_of_what_the_revisions_make():
    revision, statements = rewrite.migrated_schema()

    assert schema.head() == revision
    assert in_words(schema.expected_statements(revision)) == in_words(statements), HOW


def test_every_revision_has_its_schema_and_its_number():
    names = sorted(path.name[:4] for path in shipped("migrations", "versions").glob("*.py"))

    assert names == [f"{number:04}" for number in range(1, len(names) + 1)]
    assert names == sorted(path.stem for path in shipped("migrations", "schemas").glob("*.sql"))


@pytest.mark.parametrize("path", sorted(shipped("migrations", "versions").glob("*.py")), ids=lambda path: path.stem)
def test_a_revision_imports_nothing_of_ours(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    imported |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}

    assert imported <= {"alembic", "sqlalchemy"}
