"""Digests on Discord: `/digest` in `commands`, and the one message of each in `showing`."""
