"""What is said to Pith: messages and what belongs together in them, files, deletions, and the tree of commands."""
