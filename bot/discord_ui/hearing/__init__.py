"""What is said to Pith: `conversations` are messages, `pieces` what belongs together in them, `attachments` their
files, `deletions` what goes with a message; `tree` are the commands.
"""
