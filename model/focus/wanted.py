"""What a focus question wants to be told, a time, a place or an amount, and which sentences tell one. Pure.

“When is the homework due?” is answered by a day, whatever else its sentence says. The patterns are quick and wide, and
of several languages at once, since any text may be asked about in English; `bot.texts.dates` reads a date to
the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from model.focus import wanted_of_east as east
from model.focus.definitions import Told, definer, terms_of
from model.lexical import Floats
from model.traditional import simplified

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
_POINTS = (
    "建[议議]|原因|意[见見]|内容|內容|要求|理由|[启啟]示|[体體][会會]|看法|[区區][别別]|特[征徵点點]|措施|[优優好]"
    "[点點处處]|思考|[问問][题題]|[经經][验驗]|[教]训|不同|[说說]明(?![会會])|方面"
)
"""What 三点建议 counts, and 三点 by itself does not."""
_NO_CLOCK = rf"(?![^，。；！？]{{0,4}}(?:{_POINTS}))"
_HOUR = r"(?:\d{1,2}|二?十[一二三四五六七八九]?|[三四五六七八九])\s?[点點]"
_CLOCK = (
    rf"(?:[上下中]午|[早晚]上|[早凌清]晨|傍晚|[今明当當]晚)的?(?:{_HOUR}|[一二两兩][点點])|{_HOUR}(?:[半钟鐘]|整(?![改理合]))"
    rf"|(?<![第这這那下有出了二十百.\d])(?<!以上){_HOUR}(?![：:]){_NO_CLOCK}"
)
_TIME = (
    rf"\b{_DAY}|\b\d{{1,2}}(?:st|nd|rd|th|\.|er)?\s(?:of\s|de\s)?{_MONTH}|\b{_MONTH}\.?\s\d"
    r"|\b(?:january|february|april|july|august|september|october|november|december|januar|februar|juli|oktober"
    r"|dezember)\b|\b1[2-9]\d\d\b|\b20\d\d\b|\bin 1[01]\d\d\b(?! \w)"
    r"|\b\d{1,2}[:h]\d\d|\b\d{1,2}\s?[ap]\.?m\b|\b\d{1,2}\s(?:uhr|heures?)\b"
    r"|\b(?:am|ab|bis|vom|zum|dem|den|der|seit) \d{1,2}\.\s?\d{1,2}\.|\b\d{1,2}\.\s?\d{1,2}\.\s?(?:19|20)?\d\d\b"
    r"|\b(?:(?:1[0-2]|0?\d)/\d{1,2}|\d{1,2}/(?:1[0-2]|0?\d))\b(?! of\b)"
    r"|\b(?:noon|midnight|tomorrow|tonight|morgen|demain|mañana)\b"
    r"|\b(?:next|last|this|end of the) (?:week|month|year|term)\b"
    r"|\d\s?[年月]|\d\s?[日号號](?![楼线線泵馆館场場机機])|[一二三四五六七八九十][月号號]|\d[:：]\d\d"
    r"|(?:周|星期|礼拜|禮拜)[一二三四五六日天末]|[今明后後][天晚]"
    rf"|[月年]底|{_CLOCK}|{east.TIME}"
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

_ASKED = (
    r"(?:['’]s\b|,? (?:and|or)\b|, (?:when|where|how|which|what|who)\b|\W*$"
    r"| (?:is|are|was|were|did|will|do|does|must|can|should)\b)"
)
"""What follows “when” and “where” where they ask."""
_DUE = r"\bdue(?=\W*$|[?.,;]| (?:dates?|by|on|when|in|at|back|for|next|this|today|tomorrow|and|or)\b)"
_DEADLINE = (
    r"\b(?:what|which|when)(?:['’]s| is| are| was| were) (?:the|my|our|your|their|its|this|that) (?:[\w'’-]+ ){0,3}"
    r"deadlines?\b|\b(?:what|which|(?:is|are) there (?:an?|any)) deadlines?\b"
    r"|^\W*(?!(?:wh|how|explain|define|describe))(?:[\w'’-]+ ){0,3}deadlines?(?: (?:for|of)\b.{0,80})?\W*$"
)
_FRIST = r"\b(?:wann|welche|was ist die|wie lautet die)\b.{0,60}frist\b|^\W*(?:die )?\w*frist\W*$"


def _named(noun: str) -> str:
    """A Chinese question that only names it, as 考试时间和地点 does both."""
    nouns = "(?:[时時][间間]|日期|地[点點址]|方式|[费費]用|人[物员員]|要求|[内內]容)"
    return rf"^[^什甚怎何如多谁誰释釋惜浪管利节節]{{0,12}}{noun}(?:[、，,和与與及以\s]+{nouns}){{0,4}}[是在呢]?\W*$"


_MORE = r"(?:(?!\b(?:about|what|known?)\b).){0,80}"
_NUMBERED = r"\s(?:n[or]\.?\s|n[º°]\s?)?(?-i:[A-Z]?\d|[A-HJ-Z]\b)"
_PLACE = (
    "(?:教室|自[习習]室|[会會][议議]室|[办辦]公室|[实實][验驗]室|[门門]口|食堂|[体體]育[馆館]|[图圖][书書][馆館]|[礼禮]堂"
    "|操[场場]|公[园園]|[车車]站|校[区區])"
)

_WANTS = (
    (
        _Want(
            _pattern(
                _DUE,
                _DEADLINE,
                _FRIST,
                r"\b(?:(?:by|until) when|bis wann|date limite|avant quand|fecha límite|hasta cuándo)\b",
                r"截止(?![阀閥频頻电電波角区區状狀至目]|到[目现現\d])|期限|最晚|最[迟遲]",
                "(?:什么时候|什麼時候|[几幾][点點号號])(?:之|以)?前",
                east.LAST_ASKED,
            ),
            _pattern(
                _LAST,
                r"[\d日号號月底天点點周一二三四五六末课課](?:之|以)?前|截止[^，。]{0,3}\d|[之以][内內]",
                east.LAST_TOLD,
            ),
            _pattern(_TIME),
        ),
        _Want(
            _pattern(
                rf"\bwhen{_ASKED}|\b(?:what|which) (?:time|day|date|year)(?:{_ASKED}|(?= (?:of|in)\b))",
                r"\bwann\b|\bum wie viel uhr\b|\bquand\b|\bquelle heure\b|\bcuándo\b|\bqué hora\b",
                "什么(?:时[候间]|日[子期])|什麼(?:時[候間]|日[子期])|(?<![任如几幾])何[时時]|哪一?[天年日]|[几幾][月时時]",
                r"[几幾][号號](?![楼樓线線馆館])|[几幾][点點][钟鐘]",
                rf"(?<![哪这這那下了出有些为為分括])[几幾][点點]{_NO_CLOCK}",
                _named("(?:[时時][间間]|日期)"),
                east.TIME_ASKED,
            ),
            _pattern(_TIME),
        ),
    ),
    (
        _Want(
            _pattern(
                rf"\bwhere{_ASKED}|\b(?:which|what) (?:room|place)\b(?! for\b)|\bwo\b",
                r"\boù\b|\bdónde\b|(?<!在)哪[儿兒里裡]|什么地方|什麼地方|去哪",
                "(?<![现現别別同妙错錯异異义義因键鍵])(?<![优優缺特难難重][点點])(?<![^约約说說定]好)在哪"
                "(?![些种種天年月一几幾个個方])",
                r"哪[个個间間一]?\w{0,2}(?:教室|房[间間]|地方|[楼樓层層]|校[区區])",
                _named("地[点點址]"),
                east.PLACE_ASKED,
            ),
            _pattern(
                rf"\b(?:room|hall|building|campus|gym|raum|saal|halle|aula|gebäude|salle|bâtiment|edificio){_NUMBERED}",
                r"\b(?:\d(?:st|nd|rd|th)|first|second|third|fourth|fifth|ground|top) floor\b",
                r"\b(?-i:[A-Z])[\w'’]+ (?-i:Street|Road|Avenue|Hall|Building|Library|Campus|Station|Room|Gym|Square)\b",
                r"\b(?:in|at|outside|opposite|behind|near) (?:the|our) (?:\w+ )?(?:hall|library|canteen|gym|station"
                r"|entrance|campus|auditorium)\b|\bon campus\b",
                r"\b(?:im|in der|vor de[rm]|am) (?:\w+ )?\w*(?:saal|halle|aula|gebäude|bibliothek|mensa|eingang)\b",
                r"(?:\d\.|\b(?:erste|zweite|dritte|vierte|fünfte)[nr]) ?(?:stock|etage)\b|\w{3}straße\b|\bstraße \d",
                r"\b(?:rue|calle) (?:de |du |des |del |la )*(?-i:[A-ZÀ-Ý])\w",
                r"\b(?:dans la salle|en el aula|au (?:rez|\d)|(?:\d(?:er|e|ème)|premier|deuxième) étage)\b",
                r"\b(?:primera|segunda|tercera) planta\b|地[点點址](?:[是在为為于於：:]|[设設]在)",
                r"[\d一二三四五六七八九十]\s?[楼樓]",
                rf"(?<![现現由关關对對])[在到去往于於][^，。；！？]{{0,8}}{_PLACE}|室\s?[A-Z]?\d{{3}}(?!\d)",
                east.PLACE,
            ),
        ),
    ),
    (
        _Want(
            _pattern(
                rf"\bhow much (?:money|(?:is|are|does|do|did|will|would)\b{_MORE}\b(?:cost|pay|fees?|price))\b",
                r"\bhow expensive\b",
                r"\bprice of\b|\bwas kostet\b|\bwie ?viel kostet\b|\bcombien coûte|\bcuánto cuesta",
                "多少[钱錢元]|[几幾][块塊元]|什[么麼][价價]|怎[么麼]收[费費]",
                east.PRICE_ASKED,
            ),
            _pattern(
                r"[$€£¥￥]|\b(?:euros?|dollars?|pounds?|cents?|francs?|franken|pesos?|yuan|free of charge|kostenlos)\b",
                r"[\d一二两兩三四五六七八九十百千万萬]\s?[元块塊角毛]|免[费費]",
                east.PRICE,
            ),
            _pattern(_NUMBER),
        ),
        _Want(
            _pattern(
                r"\bhow (?:many|long|often|far|soon|old|large|big|high|tall|frequently)\b|\bwie ?viele?\b",
                r"\bhow much\b(?! (?:(?:is|was) known|do \w+ know)\b)",
                r"\bwie (?:lange|oft|weit|hoch)\b|\bcombien\b|\bcuánt[oa]s?\b",
                "多少|多久|多[长長大高远遠重]|[几幾][个個次天年岁歲本页頁位名]",
                east.NUMBER_ASKED,
            ),
            _pattern(_NUMBER),
        ),
    ),
)
"""Of each group the first that is asked for: who wants to know the last day wants no other."""

_WHY = _pattern(
    r"\b(?:why|warum|wieso|weshalb|pourquoi|por qué)\b(?:(?!\b(?:and|und|et|y)\b)[^,;?.])*",
    "(?:为什么|為什麼|为何|為何|为啥)[^，,；。？?]*",
)
"""What a question says of a time or a place when it asks why."""


def pull(sentences: Sequence[str], focus: str, *, is_found: bool = True) -> Floats:
    """(S,) how a question pulls at each sentence that tells what it wants, in deviations of everything else.

    Unless the place in the text `is_found`, only what defines the question's own term tells it: of dates and amounts
    such a text has many.
    """
    wants = list(_wants_of(_WHY.sub("", focus))) if is_found else []
    told = np.array([max((_told(s, want) for want in wants), default=0.0) for s in sentences])
    return np.asarray(PULL * np.maximum(told, _defined(sentences, focus)), float)


def _defined(sentences: Sequence[str], focus: str) -> Floats:
    """(S,) how far each defines what the question asks the meaning of."""
    terms = terms_of(simplified(focus))
    if not terms:
        return np.zeros(len(sentences))
    told = definer(terms)
    return np.array([_DEFINED[told(simplified(sentence))] for sentence in sentences])


_DEFINED = {Told.DEFINED: 1.0, Told.PERHAPS: NEARLY, Told.ELSE: 0.0}


def _wants_of(focus: str) -> Iterator[_Want]:
    for group in _WANTS:
        yield from [want for want in group if want.asks.search(focus)][:1]


def _told(sentence: str, want: _Want) -> float:
    if want.tells.search(sentence):
        return 1.0
    return NEARLY if want.may_tell and want.may_tell.search(sentence) else 0.0
