"""What Pith keeps: `engine` opens it, `tables` describes it, `migrations` bring an older one up to date."""

from bot.store import digest_tables as digest_tables  # rows of the one name rows of the other: all, or none
from bot.store import group_tables as group_tables
from bot.store import round_tables as round_tables
