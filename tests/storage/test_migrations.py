"""Migrations are tested mechanically: each revision up, down and up again, and the end equal to storage/tables."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from storage.engine.errors import StoreUnavailable
from storage.migrations import SchemaUnknown, current_revision, head_revision, migrate
from storage.migrations.runner import config, downgrade, locked_connection, upgrade
from storage.tables import metadata

REVISIONS = [
    script.revision for script in reversed(list(ScriptDirectory.from_config(config()).walk_revisions()))
]


def test_each_revision_goes_up_and_down_and_up_again(empty_database_url: str) -> None:
    for revision in REVISIONS:
        for go, to in ((upgrade, revision), (downgrade, "-1"), (upgrade, revision)):
            with locked_connection(empty_database_url) as connection:
                go(connection, to)
        assert current_revision(empty_database_url) == revision


def test_going_all_the_way_down_leaves_no_table(database_url: str) -> None:
    with locked_connection(database_url) as connection:
        downgrade(connection, "base")
        assert set(sqlalchemy.inspect(connection).get_table_names()) <= {"alembic_version"}


def test_the_migrated_database_is_what_the_tables_say(database_url: str) -> None:
    with locked_connection(database_url) as connection:
        options = {"compare_type": True, "compare_server_default": True}
        difference = compare_metadata(MigrationContext.configure(connection, opts=options), metadata)
    assert difference == []


def test_constraints_have_the_names_of_the_tables(database_url: str) -> None:
    """What compare_metadata does not look at: primary keys, checks and foreign keys by name."""
    with locked_connection(database_url) as connection:
        inspector = sqlalchemy.inspect(connection)
        for table in metadata.sorted_tables:
            found = {inspector.get_pk_constraint(table.name)["name"]}
            found |= {constraint["name"] for constraint in inspector.get_unique_constraints(table.name)}
            found |= {constraint["name"] for constraint in inspector.get_check_constraints(table.name)}
            found |= {constraint["name"] for constraint in inspector.get_foreign_keys(table.name)}
            assert found == {constraint.name for constraint in table.constraints}


def test_the_head_is_known_without_alembic() -> None:
    assert [head_revision()] == ScriptDirectory.from_config(config()).get_heads() == REVISIONS[-1:]


def test_migrating_again_does_nothing_and_is_fast(empty_database_url: str) -> None:
    assert migrate(empty_database_url)
    started = time.monotonic()
    assert not migrate(empty_database_url)
    assert time.monotonic() - started < 1.0


def test_two_processes_that_start_together_migrate_once(empty_database_url: str) -> None:
    program = f"from storage.migrations import migrate; print(migrate({empty_database_url!r}))"
    processes = [
        subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) for _ in range(3)
    ]
    said = [process.communicate(timeout=60)[0].strip() for process in processes]
    assert sorted(said) == ["False", "False", "True"]


def test_a_migration_that_fails_changes_nothing(empty_database_url: str) -> None:
    def interrupted() -> None:
        with locked_connection(empty_database_url) as connection:
            upgrade(connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        interrupted()
    assert current_revision(empty_database_url) is None


def test_a_database_from_a_newer_release_is_refused_in_words(database_url: str) -> None:
    with locked_connection(database_url) as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(SchemaUnknown, match="9999"):
        migrate(database_url)


def test_a_file_that_is_no_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("this is not a database, and longer than a header of a hundred bytes " * 5)
    with pytest.raises(StoreUnavailable):
        migrate(f"sqlite:///{path}")


def test_a_server_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(StoreUnavailable):
        migrate("postgresql://nobody@127.0.0.1:1/nothing")
