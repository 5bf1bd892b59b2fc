"""Revision 0004 makes the table of draws anew: every row of the old one is in the new one, and tickets still point."""

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from engage.storage import schema
from tests.migrations import rewrite

RUN = {
    "assembly_id": "a" * 32,
    "number": 1,
    "kind": "real",
    "state": "drawn",
    "method": "leximin",
    "seats": 4,
    "pool_sha256": "p",
    "targets_sha256": "t",
    "portfolio_sha256": "f",
    "basis_sha256": "b",
    "least_chance": "1/3",
    "least_chance_bound": "1/3",
    "record": "{}",
    "public_string": "3 1 4",
    "frozen_at": "2026-10-01 12:00:00.000000",
    "drawn_at": "2026-10-01 12:05:00.000000",
    "confirmed_at": None,
    "voided_at": None,
    "void_reason": "",
    "replaces_id": None,
    "reason": "",
    "id": "d" * 32,
}


def upgrade(connection, revision):
    config = Config()
    config.set_main_option("script_location", str(schema.migrations_folder()))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def test_every_draw_is_kept():
    with rewrite.empty_database() as connection:
        upgrade(connection, "0003")
        places = ", ".join(f":{name}" for name in RUN)
        connection.execute(text(f"INSERT INTO draw_run ({', '.join(RUN)}) VALUES ({places})"), RUN)
        connection.execute(
            text("INSERT INTO draw_ticket VALUES (:id, :who, 'ticket', '1/3', 0, 1, :key)"),
            {"id": "d" * 32, "who": "e" * 32, "key": "f" * 32},
        )

        upgrade(connection, "0004")

        row = connection.execute(text("SELECT * FROM draw_run")).mappings().one()
        assert dict(row) == {**RUN, "digits": 0, "largest_move": ""}
        joined = "SELECT ticket FROM draw_ticket JOIN draw_run ON draw_run.id = draw_ticket.run_id"
        assert connection.execute(text(joined)).scalars().all() == ["ticket"]
