"""organisation and access."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from storage.migrations import append_only

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "access_log",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("owner_id", sa.Text(), nullable=True),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("path", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_log")),
        info={"append_only": "id"},
    )
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_access_log_owner_id_id"), ["owner_id", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_access_log_path"), ["path"], unique=False)

    op.create_table(
        "log_start",
        sa.Column("one", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("log_id", sa.BigInteger(), nullable=False),
        sa.Column("no", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("head_no", sa.BigInteger(), nullable=False),
        sa.Column("head_digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("one", name=op.f("pk_log_start")),
    )
    op.create_table(
        "roster_batch",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("address_id", sa.BigInteger(), nullable=True),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("source_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=True),
        sa.Column("wish", sa.Text(), nullable=False),
        sa.Column("head_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("tail_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("applied_at", sa.BigInteger(), nullable=True),
        sa.Column("again", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_batch")),
    )
    with op.batch_alter_table("roster_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_roster_batch_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_roster_batch_state"), ["state"], unique=False)

    op.create_table(
        "roster_chunk",
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "no", name=op.f("pk_roster_chunk")),
    )
    op.create_table(
        "roster_owed",
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("grace_end", sa.BigInteger(), nullable=False),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=True),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.Column("was", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("batch_id", "person_id", "document", name=op.f("pk_roster_owed")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "roster_stage",
        sa.Column("batch_id", sa.Text(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("full_name", sa.Text(), nullable=False),
        sa.Column("sort_key", sa.Text(), nullable=False),
        sa.Column("search_key", sa.Text(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("audience", sa.Integer(), nullable=False),
        sa.Column("phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("phone_digest", sa.Text(), nullable=True),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("joined", sa.Text(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("detail_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("twin", sa.Integer(), nullable=False),
        sa.Column("moves", sa.Integer(), nullable=False),
        sa.Column("stands", sa.Integer(), nullable=False),
        sa.Column("was_name", sa.Text(), nullable=True),
        sa.Column("was_sort_key", sa.Text(), nullable=True),
        sa.Column("was_search_key", sa.Text(), nullable=True),
        sa.Column("was_year", sa.Integer(), nullable=True),
        sa.Column("was_audience", sa.Integer(), nullable=True),
        sa.Column("was_phone_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("was_phone_digest", sa.Text(), nullable=True),
        sa.Column("was_unit", sa.Text(), nullable=True),
        sa.Column("was_kind", sa.Text(), nullable=True),
        sa.Column("was_since", sa.Text(), nullable=True),
        sa.Column("was_standing", sa.Text(), nullable=True),
        sa.Column("was_standing_since", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", "no", name=op.f("pk_roster_stage")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("roster_stage", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_roster_stage_batch_id_outcome_no"), ["batch_id", "outcome", "no"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_roster_stage_batch_id_person_id"), ["batch_id", "person_id"], unique=False
        )

    op.create_table(
        "slot_mark",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fired_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_slot_mark")),
    )
    op.create_table(
        "unit_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["undoes"], ["unit_change.id"], name=op.f("fk_unit_change_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_change")),
        sa.UniqueConstraint("undoes", name=op.f("uq_unit_change_undoes")),
    )
    with op.batch_alter_table("unit_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_change_unit_id_at"), ["unit_id", "at"], unique=False)

    op.create_table(
        "access_seal",
        sa.Column("no", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("log_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["log_id"], ["access_log.id"], name=op.f("fk_access_seal_log_id")),
        sa.PrimaryKeyConstraint("no", name=op.f("pk_access_seal")),
        sa.UniqueConstraint("log_id", name=op.f("uq_access_seal_log_id")),
        info={"append_only": "log_id"},
    )
    op.create_table(
        "broken_seal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_broken_seal_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_broken_seal_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broken_seal")),
    )
    with op.batch_alter_table("broken_seal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_broken_seal_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_broken_seal_person_id"), ["person_id"], unique=False)

    op.create_table(
        "data_request",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("answer_due", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("answered_by", sa.Text(), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.Column("answer_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("step", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_data_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_data_request")),
    )
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.create_index(
            "ix_data_request_open",
            ["due"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_data_request_person_id"), ["person_id"], unique=False)

    op.create_table(
        "delegation",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("giver_id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("role_unit_id", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["giver_id"], ["person.id"], name=op.f("fk_delegation_giver_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_delegation_person_id")),
        sa.ForeignKeyConstraint(["role_unit_id"], ["unit.id"], name=op.f("fk_delegation_role_unit_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_delegation_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_delegation_giver_id_valid_to"), ["giver_id", "valid_to"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delegation_person_id_valid_to"), ["person_id", "valid_to"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_delegation_unit_id_valid_to"), ["unit_id", "valid_to"], unique=False
        )

    op.create_table(
        "file_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("argument_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("argument_digest", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("address_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("ordered_at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), server_default="0", nullable=False),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("names_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name=op.f("fk_file_order_address_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_file_order_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_order")),
    )
    with op.batch_alter_table("file_order", schema=None) as batch_op:
        batch_op.create_index(
            "ix_file_order_over",
            ["done_at"],
            unique=False,
            sqlite_where=sa.text("state <> 'ordered'"),
            postgresql_where=sa.text("state <> 'ordered'"),
        )
        batch_op.create_index(batch_op.f("ix_file_order_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_file_order_to_make",
            ["ordered_at"],
            unique=False,
            sqlite_where=sa.text("state = 'ordered'"),
            postgresql_where=sa.text("state = 'ordered'"),
        )

    op.create_table(
        "helper",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("helper_id", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.Column("named_by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["helper_id"], ["person.id"], name=op.f("fk_helper_helper_id")),
        sa.ForeignKeyConstraint(["named_by"], ["person.id"], name=op.f("fk_helper_named_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_helper_person_id")),
        sa.PrimaryKeyConstraint("person_id", "helper_id", name=op.f("pk_helper")),
    )
    with op.batch_alter_table("helper", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_helper_helper_id"), ["helper_id"], unique=False)

    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.Column("set_by", sa.Text(), nullable=False),
        sa.Column("set_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_legal_hold_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legal_hold")),
    )
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_legal_hold_person_id"), ["person_id"], unique=False)

    op.create_table(
        "paper_entry",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("paper_on", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("note_sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_paper_entry_entered_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_paper_entry_person_id")),
        sa.PrimaryKeyConstraint("person_id", "code", name=op.f("pk_paper_entry")),
    )
    with op.batch_alter_table("paper_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_paper_entry_entered_by"), ["entered_by"], unique=False)

    op.create_table(
        "person_change",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("detail_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("undoes", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_change_person_id")),
        sa.ForeignKeyConstraint(["undoes"], ["person_change.id"], name=op.f("fk_person_change_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_change")),
        sa.UniqueConstraint("undoes", name=op.f("uq_person_change_undoes")),
    )
    with op.batch_alter_table("person_change", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_change_actor_id_at"), ["actor_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_change_person_id_at"), ["person_id", "at"], unique=False)

    op.create_table(
        "pilot",
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("audience", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Text(), nullable=False),
        sa.Column("committee_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["committee_id"], ["unit.id"], name=op.f("fk_pilot_committee_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_pilot_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "audience", "valid_from", name=op.f("pk_pilot")),
    )
    with op.batch_alter_table("pilot", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_pilot_committee_id_audience"), ["committee_id", "audience"], unique=False
        )

    op.create_table(
        "reminder_choice",
        sa.Column("person_id", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Text(), nullable=False),
        sa.Column("half_day", sa.Text(), nullable=False),
        sa.Column("chosen_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_choice_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_choice")),
    )
    op.create_table(
        "file_link",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uses_left", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["file_order.id"], name=op.f("fk_file_link_order_id")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_file_link")),
    )
    with op.batch_alter_table("file_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_link_order_id"), ["order_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("pledge_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("path", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("on_day", sa.Text(), nullable=False),
        sa.Column("place_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("by_id", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_publication_by_id")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_publication_pledge_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_publication_unit_id")),
        sa.PrimaryKeyConstraint("pledge_id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_unit_id_year"), ["unit_id", "year"], unique=False)

    with op.batch_alter_table("code_miss", schema=None) as batch_op:
        batch_op.add_column(sa.Column("line", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_code_miss_line_at"), ["line", "at"], unique=False)

    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stands_for_id", sa.Text(), nullable=True))

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.add_column(sa.Column("preferred_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(batch_op.f("ix_link_linked_at"), ["linked_at"], unique=False)

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(
            "uq_membership_home_without_end",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("is_home = 1 and valid_to is null"),
            postgresql_where=sa.text("is_home = 1 and valid_to is null"),
        )

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.add_column(sa.Column("phone_barred_at", sa.BigInteger(), nullable=True))

    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("paper_on", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("entry_confirmed_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_pledge_returned",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("state = 'needs_changes'"),
            postgresql_where=sa.text("state = 'needs_changes'"),
        )

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.add_column(sa.Column("entered_by", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("paper_on", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("entry_confirmed_at", sa.BigInteger(), nullable=True))
        batch_op.create_index(
            "ix_report_returned",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("state = 'returned'"),
            postgresql_where=sa.text("state = 'returned'"),
        )

    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default=sa.text("('')"), nullable=False))

    append_only.protect("access_log", "id")
    append_only.protect("access_seal", "log_id")


def downgrade() -> None:
    with op.batch_alter_table("standing", schema=None) as batch_op:
        batch_op.drop_column("reason")

    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_report_returned",
            sqlite_where=sa.text("state = 'returned'"),
            postgresql_where=sa.text("state = 'returned'"),
        )
        batch_op.drop_column("entry_confirmed_at")
        batch_op.drop_column("paper_on")
        batch_op.drop_column("entered_by")

    with op.batch_alter_table("pledge", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_pledge_returned",
            sqlite_where=sa.text("state = 'needs_changes'"),
            postgresql_where=sa.text("state = 'needs_changes'"),
        )
        batch_op.drop_column("entry_confirmed_at")
        batch_op.drop_column("paper_on")
        batch_op.drop_column("entered_by")

    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_column("phone_barred_at")

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_membership_home_without_end",
            sqlite_where=sa.text("is_home = 1 and valid_to is null"),
            postgresql_where=sa.text("is_home = 1 and valid_to is null"),
        )

    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_link_linked_at"))
        batch_op.drop_column("preferred_at")

    with op.batch_alter_table("history", schema=None) as batch_op:
        batch_op.drop_column("stands_for_id")

    with op.batch_alter_table("code_miss", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_code_miss_line_at"))
        batch_op.drop_column("line")

    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_unit_id_year"))

    op.drop_table("publication")
    with op.batch_alter_table("file_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_link_order_id"))

    op.drop_table("file_link")
    op.drop_table("reminder_choice")
    with op.batch_alter_table("pilot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pilot_committee_id_audience"))

    op.drop_table("pilot")
    with op.batch_alter_table("person_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_change_person_id_at"))
        batch_op.drop_index(batch_op.f("ix_person_change_actor_id_at"))

    op.drop_table("person_change")
    with op.batch_alter_table("paper_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_entry_entered_by"))

    op.drop_table("paper_entry")
    with op.batch_alter_table("legal_hold", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_legal_hold_person_id"))

    op.drop_table("legal_hold")
    with op.batch_alter_table("helper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_helper_helper_id"))

    op.drop_table("helper")
    with op.batch_alter_table("file_order", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_file_order_to_make",
            sqlite_where=sa.text("state = 'ordered'"),
            postgresql_where=sa.text("state = 'ordered'"),
        )
        batch_op.drop_index(batch_op.f("ix_file_order_person_id"))
        batch_op.drop_index(
            "ix_file_order_over",
            sqlite_where=sa.text("state <> 'ordered'"),
            postgresql_where=sa.text("state <> 'ordered'"),
        )

    op.drop_table("file_order")
    with op.batch_alter_table("delegation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delegation_unit_id_valid_to"))
        batch_op.drop_index(batch_op.f("ix_delegation_person_id_valid_to"))
        batch_op.drop_index(batch_op.f("ix_delegation_giver_id_valid_to"))

    op.drop_table("delegation")
    with op.batch_alter_table("data_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_data_request_person_id"))
        batch_op.drop_index(
            "ix_data_request_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.drop_table("data_request")
    with op.batch_alter_table("broken_seal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_broken_seal_person_id"))
        batch_op.drop_index(batch_op.f("ix_broken_seal_by_id"))

    op.drop_table("broken_seal")
    op.drop_table("access_seal")
    with op.batch_alter_table("unit_change", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_change_unit_id_at"))

    op.drop_table("unit_change")
    op.drop_table("slot_mark")
    with op.batch_alter_table("roster_stage", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_stage_batch_id_person_id"))
        batch_op.drop_index(batch_op.f("ix_roster_stage_batch_id_outcome_no"))

    op.drop_table("roster_stage")
    op.drop_table("roster_owed")
    op.drop_table("roster_chunk")
    with op.batch_alter_table("roster_batch", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_roster_batch_state"))
        batch_op.drop_index(batch_op.f("ix_roster_batch_by_id"))

    op.drop_table("roster_batch")
    op.drop_table("log_start")
    with op.batch_alter_table("access_log", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_access_log_path"))
        batch_op.drop_index(batch_op.f("ix_access_log_owner_id_id"))

    op.drop_table("access_log")
