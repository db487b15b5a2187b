"""The terminal's verbs: condense, history, show, export, delete, taste, doctor, migrate, backup, token, keys.

Answers go to stdout, everything else to stderr. Leaves with 0; with 2 and one plain sentence for what
can't be done. `run` is in `__main__`, `bench` in `bench`.
"""

from bot.cli import condense, history, machine
from bot.cli.around import speech
from bot.cli.terminal import _, cli, out, say, verb

__all__ = ["_", "cli", "condense", "history", "machine", "out", "say", "speech", "verb"]
