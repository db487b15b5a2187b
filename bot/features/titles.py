"""What a note is called until its person names it: what the document calls itself, else its file's name, else how it
begins after a greeting. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

CHARACTERS = 80
GREETING = re.compile(
    r"(?:hello|hi|hey|dear|good (?:morning|afternoon|evening)|hola|buenos días|estimad[oa]s?|bonjour|chère?s?|hallo"
    r"|guten (?:morgen|tag)|liebe[rs]?|sehr geehrte[rs]?)\b[^.?]{0,50}[,:!–]"
    r"|(?:尊敬的|亲爱的|各位|大家好|[你您]好)[^。？]{0,20}[，,：:！!]",
    re.IGNORECASE,
)
"""A whole first line like “Hello all,”: who is spoken to, not what is said."""


def title_of(own: str | None, given: str | None, sentences: Sequence[str]) -> str:
    """`own` is the document's own title, `given` what it came with; `sentences` begin with its first."""
    is_greeted = len(sentences) > 1 and GREETING.fullmatch(sentences[0].strip())
    beginning = sentences[1] if is_greeted else sentences[0]
    title = " ".join((own or given or beginning).split())
    return title if len(title) <= CHARACTERS else title[: CHARACTERS - 1].rstrip() + "…"
