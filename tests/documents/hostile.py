"""Readers that misbehave, for the sandbox to hold: each stands in for a parser that a bad file has upset."""

import ctypes
import os
import sys
import time

from bot.documents import Document, OnProgress


def environment(data: bytes, on_progress: OnProgress) -> Document:
    print("a library talks to stdout")
    sys.stderr.write("and to stderr\n")
    os.write(1, b"{not json\n")
    return Document(" ".join(sorted(os.environ)))


def crash(data: bytes, on_progress: OnProgress) -> Document:
    return Document(ctypes.string_at(0).decode())


def leave(data: bytes, on_progress: OnProgress) -> Document:
    os._exit(3)


def bug(data: bytes, on_progress: OnProgress) -> Document:
    raise KeyError("secret words of the file")


def memory(data: bytes, on_progress: OnProgress) -> Document:
    return Document("x" * 100_000_000_000)


def endless(data: bytes, on_progress: OnProgress) -> Document:
    on_progress(os.getpid(), os.getpid())
    while True:
        time.sleep(1)
