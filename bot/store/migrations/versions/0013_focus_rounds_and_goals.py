"""Breaks in focus sessions, goals a week, and the hour at which a day begins.

Revision: 0013, after 0012
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "focus_goals",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("week_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_focus_goals_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", "week_on", name=op.f("pk_focus_goals")),
    )
    op.create_table(
        "focus_settings",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("day_begins_hour", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_focus_settings_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_focus_settings")),
    )
    op.add_column("focus_sessions", sa.Column("phases", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("focus_sessions", sa.Column("focus_s", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(
        op.f("ix_focus_sessions_person_id_started_at"), "focus_sessions", ["person_id", "started_at"]
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("UPDATE focus_sessions SET phases = CAST('[' || planned_s || ']' AS JSON)")
    else:
        op.execute("UPDATE focus_sessions SET phases = '[' || planned_s || ']'")
    op.execute(
        "UPDATE focus_sessions SET focus_s = planned_s - CASE WHEN stopped_at IS NULL THEN 0 ELSE left_s END"
    )


def downgrade() -> None:
    with op.batch_alter_table("focus_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_focus_sessions_person_id_started_at"))
        batch_op.drop_column("focus_s")
        batch_op.drop_column("phases")
    op.drop_table("focus_settings")
    op.drop_table("focus_goals")
