"""Whether a server publishes its posts to followers, and which posts are still to be published."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column(
        "guild_settings",
        sa.Column("publish", sa.Boolean, nullable=False, server_default=sa.true()),
    )
    op.add_column(
        "posts", sa.Column("to_publish", sa.Boolean, nullable=False, server_default=sa.false())
    )
    op.create_index("ix_posts_to_publish", "posts", ["to_publish"])


def downgrade() -> None:
    op.drop_index("ix_posts_to_publish", "posts")
    op.drop_column("posts", "to_publish")
    op.drop_column("guild_settings", "publish")
