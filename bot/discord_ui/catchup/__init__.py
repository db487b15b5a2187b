"""`/catchup` in `commands`: who may read what, a channel's history page by page, and how a catch-up looks.

What a message's buttons need of this imports no commands, as these need the buttons.
"""
