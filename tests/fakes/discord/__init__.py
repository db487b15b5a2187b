"""A strict stand-in for Discord, on loopback; `tests.fakes.discord_server` is its public face.

It is written from Discord's published rules, not from what discord.py happens to send: the real client talks to it,
and what Discord would refuse is refused here with the same status, code and error tree.
"""
