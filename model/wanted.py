"""What a focus question wants to be told, a time, a place or an amount, and which sentences tell one. Pure.

“When is the homework due?” is answered by a day, whatever else its sentence says. The patterns are quick and wide, and
of several languages at once, since any text may be asked about in English; `bot.features.deadlines` reads a date to
the day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model.lexical import Floats

PULL = 2.0  # of what tells what is wanted, in deviations of everything else
NEARLY = (
    1 / 4
)  # of it, where that may be meant: a day that is not said to be the last, a number without “euros”


class _Want(NamedTuple):
    """What asks for something, what tells it, and what may."""

    asks: re.Pattern[str]
    tells: re.Pattern[str]
    may_tell: re.Pattern[str] | None = None


def _pattern(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


_MONTH = (
    r"(?:jan(?:uary|uar|vier)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|mai|may|jun[ei]?|jul[yi]?|aug(?:ust)?"
    r"|sept?(?:ember|embre)?|o[ck]t(?:ober|obre)?|nov(?:ember|embre)?|de[cz](?:ember)?|février|avril|juin|juillet|août"
    r"|décembre|enero|febrero|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)\b"
)
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?|lundi|mardi"
    r"|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b"
)
_TIME = (
    rf"\b{_DAY}|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s(?:of\s|de\s)?{_MONTH}|\b{_MONTH}\.?\s\d"
    r"|\b(?:january|february|april|july|august|september|october|november|december|januar|februar|juli|oktober"
    r"|dezember)\b|\b1\d\d\d\b|\b20\d\d\b|\b\d{1,2}[:h]\d\d|\b\d{1,2}\s?[ap]\.?m\b|\b\d{1,2}\s(?:uhr|heures?)\b"
    r"|\b\d{1,2}/\d{1,2}\b|\b\d{1,2}\.\s?\d{1,2}\.|\b(?:noon|midnight|tomorrow|tonight|morgen|demain|mañana)\b"
    r"|\b(?:next|last|this|end of the) (?:week|month|year|term)\b"
    r"|\d\s?[年月点點]|\d\s?[日号號](?![楼线線泵馆館场場机機])|[一二三四五六七八九十][月号號]|\d[:：]\d\d"
    r"|(?:[三四五六七八九十]|[午上晨晚][一二两兩])[点點]|(?:周|星期|礼拜|禮拜)[一二三四五六日天末]|[今明后後][天晚]"
    r"|[月年]底"
)
_NUMBER = (
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|hundred|thousand|million|half|twice|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|hundert|tausend|halbe[rn]?"
    r"|deux|trois|quatre|cinq|sept|huit|neuf|dix|cent|mille|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b"
    r"|[二两兩三四五六七八九百千万萬半]|十(?!分)|一(?:[个個次天年月周元块塊毛页頁本]|小时|小時)"
)
_LAST = (
    rf"\b(?:by|before|due|until|till|deadline|no later than|bis|spätestens|vor|frist|avant|jusqu['’]\w+|antes|hasta)\b"
    rf"\W+(?:\w+\W+){{0,3}}?(?:{_TIME})"
)

_WANTS = (
    _Want(
        _pattern(
            r"\b(?:deadline|due|(?:by|until) when|bis wann|frist|date limite|avant quand|fecha límite|hasta cuándo)\b",
            "截止|期限|最晚|最[迟遲]|(?:什么时候|什麼時候|[几幾][点點号號])(?:之|以)?前",
        ),
        _pattern(
            _LAST, r"[\d日号號月底天点點周一二三四五六末课課](?:之|以)?前|截止[^，。]{0,3}\d|[之以][内內]"
        ),
        _pattern(_TIME),
    ),
    _Want(
        _pattern(
            r"\bwhen (?:is|are|was|were|did|will|do|does|must|can)\b|\b(?:what|which) (?:time|day|date|year)\b",
            r"\bwann\b|\bum wie viel uhr\b|\bquand\b|\bquelle heure\b|\bcuándo\b|\bqué hora\b",
            "什么时[候间]|什麼時[候間]|何[时時]|[几幾][点點号號月时時]|哪一?[天年日]",
        ),
        _pattern(_TIME),
    ),
    _Want(
        _pattern(
            r"\bwhere (?:is|are|was|were|did|will|do|does|must|can)\b|\b(?:which|what) (?:room|place)\b|\bwo\b",
            r"\boù\b|\bdónde\b|哪[儿兒里裡]|什么地方|什麼地方|地[点點]|在哪|去哪",
        ),
        _pattern(
            r"\b(?:room|hall|building|street|road|avenue|campus|floor|library|canteen|gym|station|entrance|raum|saal"
            r"|halle|aula|gebäude|stock|salle|bâtiment|rue|étage|aula|edificio|calle|planta)\b|straße\b",
            r"地[点點址]|[\d一二三四五六七八九十]\s?[楼樓]|[教会會办辦公习習验驗]室|[门門]口|食堂|[体體]育[馆館]|[图圖]"
            r"[书書][馆館]|[礼禮]堂|操[场場]|公[园園]|[车車]站|校[区區]",
        ),
    ),
    _Want(
        _pattern(
            r"\bhow much (?:money|(?:is|are|does|do|did|will|would)\b.*\b(?:cost|pay|fees?|price))\b|\bhow expensive\b",
            r"\bprice of\b|\bwas kostet\b|\bwie ?viel kostet\b|\bcombien coûte|\bcuánto cuesta",
            "多少[钱錢元]|[几幾][块塊元]|什[么麼][价價]|怎[么麼]收[费費]",
        ),
        _pattern(
            r"[$€£¥￥]|\b(?:euros?|dollars?|pounds?|cents?|francs?|franken|pesos?|yuan|free of charge|kostenlos)\b",
            r"[\d一二两兩三四五六七八九十百千万萬]\s?[元块塊角毛]|免[费費]",
        ),
        _pattern(_NUMBER),
    ),
    _Want(
        _pattern(
            r"\bhow (?:many|much|long|often|far|soon|old|large|big|high|tall|frequently)\b|\bwie ?viele?\b",
            r"\bwie (?:lange|oft|weit|hoch)\b|\bcombien\b|\bcuánt[oa]s?\b",
            "多少|多久|多[长長大高远遠重]|[几幾][个個次天年岁歲本页頁位名]",
        ),
        _pattern(_NUMBER),
    ),
)


def pull(sentences: Sequence[str], focus: str) -> Floats:
    """(S,) how a question pulls at each sentence that tells what it wants, in deviations of everything else."""
    want = next((want for want in _WANTS if want.asks.search(focus)), None)
    return PULL * np.array([_told(sentence, want) if want else 0.0 for sentence in sentences])


def _told(sentence: str, want: _Want) -> float:
    if want.tells.search(sentence):
        return 1.0
    return NEARLY if want.may_tell and want.may_tell.search(sentence) else 0.0
