"""An id of a person is given once, as 0001 meant it: 0004 made the table of people anew on SQLite and lost that.

Ids of people who were erased since are not known; the next thousand are left out for them.

Revision: 0019, after 0018
"""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

LEFT_OUT = 1000


def upgrade() -> None:
    bind = op.get_bind()
    if bind.dialect.name != "sqlite":
        return
    with op.batch_alter_table("people", recreate="always", table_kwargs={"sqlite_autoincrement": True}):
        pass
    bind.execute(
        sa.text("UPDATE sqlite_sequence SET seq = seq + :more WHERE name = 'people'"), {"more": LEFT_OUT}
    )


def downgrade() -> None:
    pass
