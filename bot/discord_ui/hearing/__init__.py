"""What is said to Pith: `conversations` are messages, `heard` those that were met, `burst` what is answered together,
`pieces` what belongs together in it, `asking` questions about a note, `attachments` files, `unasked` messages that do
not mention Pith any more, `deletions` what goes with a message; `tree` are the commands.
"""
