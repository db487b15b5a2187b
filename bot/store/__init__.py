"""What Pith keeps: `engine` opens it, `tables` describes it, `migrations` bring an older one up to date."""

from bot.store import (
    group_tables as group_tables,  # rows of the one name rows of the other: all of them, or none
)
