"""How a talk begins: with words that greet and settle a room, and soon with one that says what it is about. Pure.

“Okay, good morning, let's get going.” says nothing of a lecture, “Today is the Black Death and wages.” does; so does
今天讲半衰期。 in a class that began with 好，咱们上课啊。
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_SPEAKER = re.compile(r"[^\W\d_][\w .'’-]{0,29}[:：]\s*")
_OPENING = re.compile(
    r"\W*(?:(?:so|ok(?:ay)?|al(?:l )?right|right|well|um+|uh+|hi|hello|hey|good (?:morning|afternoon|evening)|morning"
    r"|afternoon|evening|welcome|thanks?|friends|colleagues|ladies|every(?:body|one)|let['’]s|is this|settle"
    r"|can (?:you|every\w+|people)"
    r"|also|hallo|guten (?:morgen|tag|abend)|meine damen|bueno|buen[oa]s|hola|bon|bonjour|bonsoir|alors|allora"
    r"|buongiorno|buonasera|ciao|bom dia|boa (?:tarde|noite)|olá)\b"
    r"|好|嗯|来|喂|哈喽|各位|同[学學志]|大家|老师|おはよう|こんにちは|こんばんは|皆さん|では|それでは)",
    re.IGNORECASE,
)
_NOW = r"(?:today|tonight|this (?:morning|afternoon|evening|week|lecture|talk|class|session|lesson|episode|webinar))"
_TELL = r"(?:talk(?:ing)?|speak(?:ing)?|think(?:ing)?|tell(?:ing)? you|hear(?:ing)?)"
_WILL = r"(?:let['’]s|let us|going to|gonna|wan(?:t to|na)|like to|will|shall|['’]ll|['’]re|['’]m)"
_ANNOUNCED = re.compile(
    rf"\b{_NOW}(?:['’]s (?!(?:the|a) (?:first|last|big)\b)"
    rf"|,? (?:is (?!(?:the \d|\w+day\b))|(?:we|I|it|you|our|it['’]s|the (?:topic|subject|theme))\b"
    rf"|(?:we|I|you)['’]))"
    rf"|\b{_WILL} (?:\w+ ){{0,2}}{_TELL} (?:\w+ )?(?:about|on|of)\b"
    rf"|\bon [\w ,-]{{3,60}} {_NOW}\b"
    rf"|\b(?:the|our) (?:topic|subject|theme)\b.{{0,30}} is\b"
    r"|\bheute\b.*\b(?:um|über|mit|thema|reden|sprechen|anschauen|behandeln)\b|\bheute(?: ist|:)"
    r"|\bhoy\b.*\b(?:vamos|habl\w+|veremos|ver|toca|trata|tema)\b"
    r"|\baujourd['’]hui\b|\bce (?:matin|soir)\b.*\b(?:parler\w*|voir|verrons)\b"
    r"|\boggi\b.*\b(?:parl\w+|ved\w+|tema|tratt\w+)\b|\bhoje\b.*\b(?:vamos|fal\w+|ver|veremos|tema)\b"
    r"|(?:今[天日晚]|[这這本](?:一?[节節堂]课?|一?讲|一?講|一?期|一?次课?))[^。！？，,]{0,20}(?:[讲講聊谈談学學]|[说說](?![话話错錯])"
    r"|介[绍紹]|讨论|討論|主题|主題|题目|話題|话题)"
    r"|今[天晚]是(?![\d第]|[一二三四五六七八九十]+[月号]|周|星期|礼拜)"
    r"|(?:今日|本日)は.*(?:について|話|学|テーマ)",
    re.IGNORECASE,
)
LOOKED_AT_CHARS = 300  # of a sentence
_ASKED = re.compile(r"[?？]\W*$")


def announced(sentences: Sequence[str]) -> str | None:
    """Of the first `sentences` of a talk that opens as one, the one that says what it will be about, without its
    speaker; None where none does, or the text is no talk."""
    said = [_SPEAKER.sub("", each, count=1) if _SPEAKER.match(each) else each for each in sentences]
    if not said or not _OPENING.match(said[0]):
        return None
    return next((each for each in said if _announces(each)), None)


def _announces(sentence: str) -> bool:
    return bool(_ANNOUNCED.search(sentence[:LOOKED_AT_CHARS])) and not _ASKED.search(sentence)
