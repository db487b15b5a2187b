"""How a talk begins: with words that greet and settle a room, and soon with one that says what it is about. Pure.

“Okay, good morning, let's get going.” says nothing of a lecture, “Today is the Black Death and wages.” does; so does
今天讲半衰期。 in a class that began with 好，咱们上课啊。
"""

from __future__ import annotations

import re
from collections.abc import Sequence

LOOKED_AT_CHARS = 300  # of a sentence's beginning
END_CHARS = 20
LONG_CHARS = 80  # of a sentence, which are shown of it

_SPEAKER = re.compile(
    r"(?:\W?(?:\d{1,2}:)?\d{1,2}:\d\d\W?\s+)?"
    r"(?![^:：]*(?:today|topic|subject|lecture|今|题|題))[^\W\d_][\w .'’-]{0,29}[:：]\s*",
    re.IGNORECASE,
)
_FILLER = (
    r"(?:so|ok(?:ay)?|al(?:l )?right|right|well|um+|uh+|yes|now|also|bueno|bon|alors|allora|então|bom)\b"
)
_ALL = r"(?:all|again|there|every(?:body|one)|folks|guys|class)\b"
_OPENING = re.compile(
    rf"\W*(?:{_FILLER}[\s,.!…-]+)*(?:"
    + "|".join((
        rf"{_FILLER}\s*[,.!…]|{_FILLER} (?:{_ALL}|settle|we['’]re|let['’]s|good|welcome|hello|hi)",
        rf"(?:morning|afternoon|evening)(?:[,.! ]+(?:{_ALL}|and welcome)|\s*[,.!])|good (?:morning|afternoon|evening)",
        rf"(?:hello|hi|hey)(?:,? (?:hello|hi|{_ALL}|and (?:good|welcome))|\s*[.!])|welcome\b|thank you\b",
        r"thanks\s*[,.!]",
        r"every(?:body|one)\s*[,.!]|(?:friends|colleagues|ladies)\b[^.]{0,40},|settle down|is this (?:on|thing)\b",
        r"can (?:you|every\w+|people) hear|guten (?:morgen|tag|abend)|hallo\s*[,.!]|meine damen",
        r"buen[oa]s (?:días|tardes|noches)|hola\s*[,.!]|bonjour\s*[,.!]|bonsoir|on y va|buongiorno|buonasera",
        r"ciao\s*[,.!]|bom dia|boa (?:tarde|noite)|olá\s*[,.!]",
        r"[好嗯来喂][，,。！!]|哈喽|各位[^。]{0,12}[早好]|同[学學志]们?好|大家(?:好|早|晚上|把)|老师们?好",
        r"おはよう|こんにちは|こんばんは|皆さん|では、|それでは",
    ))
    + ")",
    re.IGNORECASE,
)  # fmt: skip
_MAIL = re.compile(  # whose first words greet as well
    rf"\W*(?:(?:hi|hello|hey|dear|hallo|liebe[rs]?|hola|bonjour|ciao|olá) (?!{_ALL})[^\W\d_][\w’'-]*\s*[,!]"
    r"|(?:many )?thank(?:s| you) (?:for|to)\b)",
    re.IGNORECASE,
)
_NOW = r"(?:today|tonight|this (?:morning|afternoon|evening|week|lecture|talk|class|session|lesson|episode|webinar))"
_TELL = r"(?:talk|speak|think|tell(?:ing)? you|hear|look|cover|discuss|learn|explore|introduce)(?:ing)?\b"
_WILL = r"(?:let['’]s|let us|(?:going|want|like) to|gonna|wanna|will|shall|['’]ll|['’]re|['’]m)"
_NO_SUBJECT = r"(?:that|this|it|here|there|not|also|the \d|the (?:deadline|first|last|big|day)|my|\w+day\b)"
_ANNOUNCED = re.compile(
    "|".join((
        rf"\b{_NOW}(?:['’]s|,? is|,? (?:it|that)['’]s) (?!{_NO_SUBJECT})|\btoday['’]s \w+:",
        rf"\b{_NOW},? (?:we|I|you|our|it)\b.{{0,40}}\b(?:{_TELL}|about|want|begin|start)",
        rf"\b{_WILL} (?:\w+ ){{0,2}}{_TELL} (?:\w+ )?(?:about|on|of|at)\b",
        rf"\b(?:we['’]re|we are|I['’]m|talk\w*|lecture) on [\w ,-]{{3,60}} {_NOW}\b",
        r"\b(?:the|our) (?:topic|subject|theme)\b.{0,30} is\b|\b(?:the|our) (?:topic|subject)(?: today)?:",
        r"\bheute\b.*\b(?:um|über|mit|thema|reden|sprechen|anschauen|behandeln)\b|\bheute(?: ist|:)",
        r"\bhoy\b.*\b(?:vamos|habl\w+|veremos|toca|trata|tema)\b|\boggi\b.*\b(?:parl\w+|ved\w+|tema|tratt\w+)\b",
        r"\baujourd['’]hui,? (?:la|le|les|l['’]|on va|nous (?:allons|verrons|parl)|je vais (?:vous )?parler)",
        r"\bce (?:matin|soir)\b.*\b(?:parler\w*|voir|verrons)\b|\bhoje\b.*\b(?:vamos|fal\w+|veremos|tema)\b",
        r"(?:今[天日晚]|[这這本](?:一?[节節堂]课?|一?[讲講期]|一?次课?))(?!是|[学學]|[讲講]座)[^。！？，,]{0,20}"
        r"(?:[讲講聊谈談](?!起|到|过|過)|[说說](?![话話错錯])|[学學](?!院|校|生|期|会)|介[绍紹]|讨论|討論|主题|主題|题目|話題|话题)",
        r"今[天晚]是(?![\d第最]|[一二三四五六七八九十]+[月号]|周|星期|礼拜)|(?:今日|本日)は.*(?:について|話|学|テーマ)",
    )),
    re.IGNORECASE,
)  # fmt: skip
_TODAY = re.compile(rf"{_NOW}|今[天日晚]|[这這本]", re.IGNORECASE)
_NOT_IT = re.compile(
    r"\b(?:can['’]?t|cannot|never|not|won['’]?t|last (?:time|week)|before we)\b|上[次周回一]", re.IGNORECASE
)
_SOUND = re.compile(r"[\[(（♪][^\[\]()]{1,30}[\])）♪]")
_ASKED = re.compile(r"[?？]\W*$")


def announced(sentences: Sequence[str]) -> str | None:
    """Of the first `sentences` of a talk that opens as one, the one that says what it will be about, without its
    speaker; None where none does, or the text is no talk."""
    said = [_SPEAKER.sub("", each, count=1) if _SPEAKER.match(each) else each for each in sentences]
    said = [each for each in said if not _SOUND.fullmatch(each.strip())]
    if not said or not _OPENING.match(said[0][:LOOKED_AT_CHARS]) or _MAIL.match(said[0]):
        return None
    return next(filter(None, map(_announcement, said)), None)


def _announcement(sentence: str) -> str | None:
    """The sentence, if it says so; a long one from where it does, behind what only opens the talk."""
    beginning = sentence[:LOOKED_AT_CHARS]
    found = _ANNOUNCED.search(beginning)
    if not found or _NOT_IT.search(beginning, 0, found.end()) or _ASKED.search(sentence[-END_CHARS:]):
        return None
    opens = len(sentence) > LONG_CHARS and _OPENING.match(beginning) and _TODAY.match(found[0])
    return sentence[found.start() :] if opens else sentence
