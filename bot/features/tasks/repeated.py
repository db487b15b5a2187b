"""What is asked once more: the same request, with or without "As I said," before it. Pure."""

from __future__ import annotations

import re

from bot.features.note import Sentence
from bot.texts.folding import fold

_AGAIN = re.compile(
    r"\W{0,6}(?:as (?:i|we) (?:\w+ )?(?:said|wrote|mentioned|asked)(?: \w+)?"
    r"|(?:just )?once (?:more|again)|one more time|again"
    r"|(?:just )?(?:a |another )?(?:(?:kind|gentle|friendly|quick) )?reminder|to repeat|wie gesagt|nochmals?"
    r"|(?:我)?(?:再次|再)(?:提醒|说)(?:一[下遍次])?|(?:再)?提醒一下|如(?:上|前)所述|还是那句话)\W+",
    re.IGNORECASE,
)


def request_in(sentence: Sentence) -> str:
    """The words of what is asked, the same where it is asked again: without "As I said," before it."""
    return " ".join(re.sub(r"[\W_]+", " ", fold(_AGAIN.sub("", sentence.text, count=1))).split())
