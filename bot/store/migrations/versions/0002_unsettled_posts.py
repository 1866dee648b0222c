"""An index that finds the few unsettled posts among all posts."""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_index("ix_posts_state", "posts", ["state"])


def downgrade() -> None:
    op.drop_index("ix_posts_state", "posts")
