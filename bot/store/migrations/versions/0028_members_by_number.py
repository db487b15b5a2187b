"""Members by a number of their group's own; how much somebody shared in a day, also of what they took back; an index that
another one covers.

Revision: 0028, after 0027
"""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

members = sa.table(
    "group_members",
    sa.column("group_id", sa.Integer),
    sa.column("person_id", sa.Integer),
    sa.column("number", sa.Integer),
)


def upgrade() -> None:
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="0"))
    bind = op.get_bind()
    for row in bind.execute(sa.select(members)).all():
        place = (members.c.group_id == row.group_id) & (members.c.person_id == row.person_id)
        number = secrets.randbelow(2**31 - 1) + 1
        bind.execute(sa.update(members).where(place).values(number=number))
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.alter_column("number", server_default=None)
    op.create_index(
        op.f("ix_group_members_group_id_number"), "group_members", ["group_id", "number"], unique=True
    )
    op.drop_index(op.f("ix_group_votes_group_id"), table_name="group_votes")
    op.create_table(
        "shared_times",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["groups.id"], name=op.f("fk_shared_times_group_id_groups"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_shared_times_person_id_people"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_times")),
    )
    op.create_index(op.f("ix_shared_times_person_id"), "shared_times", ["person_id"])
    op.create_index(op.f("ix_shared_times_group_id_person_id"), "shared_times", ["group_id", "person_id"])


def downgrade() -> None:
    op.drop_table("shared_times")
    op.create_index(op.f("ix_group_votes_group_id"), "group_votes", ["group_id"])
    op.drop_index(op.f("ix_group_members_group_id_number"), table_name="group_members")
    with op.batch_alter_table("group_members", schema=None) as batch_op:
        batch_op.drop_column("number")
