"""From a person's wish to what they see: who asks, the note that is made for it, where the answer goes, its buttons.

`speaker` knows who speaks and tells them what went wrong; `in_hand` sees work through, `notes` makes a note of what was
sent, `parts` one of several messages again; `progress` shows how far it is, `replies` where it is answered, and
`quoting` knows whose words others see there. `lasting` are buttons that work in old messages: `buttons` those under an
answer, `menus` one thing of a list, `marking` what is said of sentences, `to_cards` and `to_tasks` what becomes of
them. `forgotten` are forms that outlived what opened them. `placing` and `refusals` are for messages that stay in a
channel.
"""
