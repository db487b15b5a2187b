"""Digests on Discord: `/digest` in `commands`, the one message of each in `showing`, and in `watching` what it tells
of, looked at again.
"""
