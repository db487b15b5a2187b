"""Highlights shared in groups: posts, votes, questions, the messages that show them; cards made from them.

Revision: 0023, after 0022
"""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "group_posts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.String(length=64), nullable=False),
        _to("group_posts", "group_id", "groups"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_posts")),
        sqlite_autoincrement=True,
    )
    _index("group_posts", "group_id", "likeness", unique=True)
    op.create_table(
        "shares",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("highlight_id", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), nullable=False),
        sa.Column("takes_cards_back", sa.Boolean(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        _to("shares", "post_id", "group_posts"),
        _to("shares", "group_id", "groups"),
        _to("shares", "highlight_id", "highlights"),
        _of_member("shares"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sqlite_autoincrement=True,
    )
    _index("shares", "person_id")
    _index("shares", "highlight_id")
    _index("shares", "post_id", "person_id", unique=True)
    _index("shares", "group_id", "person_id")
    op.create_table(
        "group_votes",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("is_up", sa.Boolean(), nullable=False),
        _to("group_votes", "post_id", "group_posts"),
        _to("group_votes", "group_id", "groups"),
        _of_member("group_votes"),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_group_votes")),
    )
    _index("group_votes", "group_id")
    _index("group_votes", "group_id", "person_id")
    op.create_table(
        "group_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        _to("group_questions", "share_id", "shares"),
        _to("group_questions", "group_id", "groups"),
        _of_member("group_questions"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_questions")),
        sqlite_autoincrement=True,
    )
    _index("group_questions", "share_id")
    _index("group_questions", "person_id")
    _index("group_questions", "look_at")
    _index("group_questions", "group_id", "person_id")
    op.create_table(
        "group_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("channel_id", sa.String(length=20), nullable=False),
        sa.Column("message_id", sa.String(length=20), nullable=True),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=True),
        _to("group_messages", "group_id", "groups"),
        _to("group_messages", "post_id", "group_posts"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_messages")),
        sa.UniqueConstraint("post_id", name=op.f("uq_group_messages_post_id")),
        sqlite_autoincrement=True,
    )
    _index("group_messages", "group_id")
    _index("group_messages", "message_id")
    op.create_table(
        "group_showings",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("share_id", sa.Integer(), nullable=False, autoincrement=False),
        _to("group_showings", "message_id", "group_messages"),
        sa.PrimaryKeyConstraint("message_id", "share_id", name=op.f("pk_group_showings")),
    )
    _index("group_showings", "share_id")
    with (
        _ids_stay_used("cards"),
        op.batch_alter_table("cards", table_kwargs={"sqlite_autoincrement": True}) as batch_op,
    ):
        batch_op.alter_column("note_id", existing_type=sa.Integer(), nullable=True)
        batch_op.add_column(sa.Column("share_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("title", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("language", sa.String(length=16), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_cards_share_id_shares"), "shares", ["share_id"], ["id"], ondelete="CASCADE"
        )
        batch_op.create_index(batch_op.f("ix_cards_share_id"), ["share_id"], unique=False)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"), ondelete="CASCADE"
    )


def _of_member(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["group_id", "person_id"],
        ["group_members.group_id", "group_members.person_id"],
        name=f"fk_{table}_member",
        ondelete="CASCADE",
    )


def _index(table: str, *columns: str, unique: bool = False) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, [*columns], unique=unique)


@contextmanager
def _ids_stay_used(table: str) -> Iterator[None]:
    """A table that SQLite makes anew begins to count behind its last row; it has to behind the last that ever was."""
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        yield
        return
    last = bind.scalar(sa.text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table})
    yield
    if last is not None:
        bind.execute(sa.text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table})
        row = sa.text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)")
        bind.execute(row, {"table": table, "last": last})


def downgrade() -> None:
    op.execute("DELETE FROM cards WHERE note_id IS NULL")
    with (
        _ids_stay_used("cards"),
        op.batch_alter_table("cards", table_kwargs={"sqlite_autoincrement": True}) as batch_op,
    ):
        batch_op.drop_index(batch_op.f("ix_cards_share_id"))
        batch_op.drop_constraint(batch_op.f("fk_cards_share_id_shares"), type_="foreignkey")
        for column in ("language", "title", "share_id"):
            batch_op.drop_column(column)
        batch_op.alter_column("note_id", existing_type=sa.Integer(), nullable=False)
    for table in (
        "group_showings",
        "group_messages",
        "group_questions",
        "group_votes",
        "shares",
        "group_posts",
    ):
        op.drop_table(table)
