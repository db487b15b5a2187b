"""What a date looks like in Korean, and what stands around one that is none: data for `finding` and `days`."""

from __future__ import annotations

import re

from bot.texts.dates.found import ZONES
from bot.texts.dates.tongue import Unit
from model import PAST_HANGUL

WEEKDAYS = {sign: number for number, sign in enumerate("월화수목금토일")}
DAYS = {"오늘": 0, "금일": 0, "내일모레": 2, "내일": 1, "명일": 1, "모레": 2, "글피": 3}
SPANS = {  # counted as one word
    "하루": (1, Unit.DAY), "이틀": (2, Unit.DAY), "사흘": (3, Unit.DAY), "나흘": (4, Unit.DAY), "닷새": (5, Unit.DAY),
    "엿새": (6, Unit.DAY), "열흘": (10, Unit.DAY), "보름": (15, Unit.DAY), "일주일": (1, Unit.WEEK),
    "한주": (1, Unit.WEEK), "두주": (2, Unit.WEEK), "세주": (3, Unit.WEEK), "한달": (1, Unit.MONTH),
    "두달": (2, Unit.MONTH), "석달": (3, Unit.MONTH), "세달": (3, Unit.MONTH),
}  # fmt: skip
UNITS = {"영업일": Unit.WORKDAY, "시간": Unit.HOUR, "개월": Unit.MONTH, "달": Unit.MONTH, "주일": Unit.WEEK,
         "주": Unit.WEEK, "일": Unit.DAY}  # fmt: skip
HOURS = {
    word: number
    for number, word in enumerate("한 두 세 네 다섯 여섯 일곱 여덟 아홉 열 열한 열두".split(), start=1)
}
MORNING = ("오전", "아침", "새벽")
AFTERNOON = ("오후", "낮", "점심", "저녁")
NIGHT = ("밤", "심야")
MORNING_FROM = 7  # 세 시 is in the afternoon; who means the night says 새벽
MIDDLE_OF_MONTH = 20  # the last of 중순
LOOKED_BACK_CHARS = 12
ZONES_HERE = {**ZONES, "KST": "Asia/Seoul", "한국시간": "Asia/Seoul", "한국 시간": "Asia/Seoul"}

_G = r"[ \t\u00a0]{0,2}"
_WORD = r"(?<![가-힣])"  # begins one: 안내일정 has no 내일
N = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_M = r"(?<!\d)(?:1[0-2]|0?[1-9])"
_SIGN = r"[월화수목금토일]"
_NAMED = rf"(?:{_G}[(（]{_G}{_SIGN}(?:요일)?{_G}[)）]|{_G}{_SIGN}요일)?"
_PART = "|".join((*MORNING, *AFTERNOON, *NIGHT))
_HOUR = rf"(?:\d{{1,2}}|{'|'.join(sorted(HOURS, key=len, reverse=True))}){_G}시(?!간|[험작점])"
_DIGITAL = r"\d{1,2}:\d{2}(?!\d)"
_SOME_CLOCK = rf"(?:{_G},?{_G}(?:{_PART})?{_G}(?:{_HOUR}(?:{_G}(?:반|\d{{1,2}}분))?|{_DIGITAL}|정오|자정))?"
_TO = rf"{_G}(?:[~∼〜～–—-]|부터){_G}"
_YEAR_OF_FIGURES = r"(?:20\d\d|['’]\d\d|(?<![\d.])2\d(?=\.\s?\d{2}\.\s?\d{2}(?!\d)))"  # 26.12.04
_BEGINS = (  # a range, whose last day counts
    rf"(?P<from>(?:(?P<from_year>\d{{4}})년{_G})?"
    rf"(?:(?P<from_month>{_M})월{_G}{N}일?|{_YEAR_OF_FIGURES}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}}\.?"
    rf"|(?<![\d./-])(?P<from_short>{_M})(?:/|\.\s?){N}\.?){_NAMED}{_SOME_CLOCK}{_TO}(?=\d))?"
)
_THIS_MONTH = r"이달|이번\s?달|금월|당월"
_NEXT_MONTH = r"다음\s?달|내달|차월|담달"
_THIS_WEEK = r"이번\s?주|금주"
_NEXT_WEEK = r"다음\s?주|차주|내주|담주"
_WEEK = rf"다다음\s?주|{_NEXT_WEEK}|{_THIS_WEEK}"
_ENDS_WORD = r"(?![가-힣])|(?=에(?![가-힣])|까지|경|쯤|(?:이전|전|안|내|중)(?:에|까지|으로|로)?(?![가-힣]))"
_DUE = (
    r"(?:(?:(?:제출|접수|신청|등록|회신|납부|응모|모집|지원|원서|과제|참가)\s?){0,2}"
    r"(?:마감(?:일시|일자|일|기한|시간|시각|날짜)?|(?:제출|접수|신청|등록|회신|납부|응모|모집|지원)\s?(?:기한"
    r"|기간|마감)"
    r"|(?<![가-힣])기한)|데드라인|(?<![A-Za-z])(?i:ddl|deadline|due)(?![A-Za-z]))"
)
_LAST_BEFORE = rf"(?<![가-힣]){_DUE}(?:은|는|이|을|[:：]|\s){{1,3}}|늦어도\s?"
_LAST_AFTER = (
    rf"(?:(?:{_G}(?:이전|전))?까지(?!도|\s?(?:이어|전해|계속|지속|남아|내려))"
    rf"|{_G}(?:이전|전)(?:에|으로)?(?![가-힣])|(?:{_G}이내|{_G}내|{_G}안)(?:에|으로|로)?(?:까지)?(?![가-힣])"
    rf"|{_G}중(?:에|으로)?(?![가-힣])|(?:에|로)?{_G}마감(?![가-힣]{{0,4}}[{PAST_HANGUL}재])|{_G}한(?=[).,]|$))"
)
_EVENTS = (
    r"(?:수업|강의|회의|실습|스터디|퇴근|점심|조회)(?:\s?(?:시간|시작))?(?=\s?(?:이전|전)(?:까지"
    r"|에)?(?![가-힣]))"
)
_CLOCK = (
    rf"(?:(?P<part>{_PART}){_G})?(?:(?P<hour>{_HOUR})(?:{_G}(?P<minute>반|\d{{1,2}}(?={_G}분)))?(?:{_G}분)?"
    rf"|(?P<digital>{_DIGITAL})(?:\s?(?P<half>[APap])\.?[Mm]\b\.?)?|(?P<noon>정오|자정))"
    rf"(?:\s?[(（]?(?P<zone>{'|'.join(sorted(ZONES_HERE, key=len, reverse=True))})(?![A-Za-z])[)）]?)?"
)
_COUNTS = "|".join(r"\s?".join(word) if word[0] in "한두세석" else word for word in SPANS)
PHRASE = re.compile(
    rf"(?P<last_before>{_LAST_BEFORE})?{_BEGINS}(?:"
    rf"(?:(?:(?P<year>\d{{3,4}})년|{_WORD}(?P<near_year>올해|금년|내년)){_G},?{_G})?"
    rf"(?:(?P<month>{_M})월|{_WORD}(?P<that_month>{_THIS_MONTH}|{_NEXT_MONTH})){_G}"
    rf"(?:(?P<day>{N})일|(?P<month_part>(?:초순|중순|하순|말일|말|초)(?:{_ENDS_WORD})))"
    rf"|{_WORD}(?P<whole_month>{_THIS_MONTH}|{_NEXT_MONTH})(?=까지|{_G}(?:안|내|중)(?:에|으로|로)?(?![가-힣]))"
    rf"|(?<![\d./-])(?P<figures>{_YEAR_OF_FIGURES}\s?[-/.]\s?\d{{1,2}}\s?[-/.]\s?\d{{1,2}})(?![\d-]|\.\d)\.?"
    rf"|(?<![\d./:-])(?P<short>{_M}(?:/|\.\s?){N})(?![\d/:%-]|\.\d)\.?"
    rf"|{_WORD}(?:(?P<which>{_WEEK}|돌아오는|다가오는|오는){_G})?(?P<weekday>{_SIGN})요일(?!별|제|마다|\s?것"
    rf"|\s?수(?=\s))"
    rf"|{_WORD}(?P<short_which>{_WEEK}){_G}(?P<short_weekday>{_SIGN})(?=까지|\s?[(（\d]|\s?(?:오전|오후)|\s?전까지)"
    rf"|{_WORD}(?P<weekend_of>{_WEEK}|이번|다음)?{_G}(?P<weekend>주?말)(?<=주말)(?:{_ENDS_WORD})"
    rf"|{_WORD}(?P<week>{_WEEK})(?:{_G}(?P<week_part>초|말)(?:{_ENDS_WORD}))?"
    rf"|{_WORD}(?:(?P<month_end>월말|말일)|(?P<year_end>(?:올해|내년)\s?(?:말|(?=안|내|중))|연말|연(?=내))"
    rf"|(?P<next_end>내년{_G}말))(?:{_ENDS_WORD})"
    rf"|{_WORD}(?P<today>{'|'.join(DAYS)})(?!날|배움|의(?![가-힣])|[을를])"
    rf"|{_WORD}(?P<span>{_COUNTS}){_G}(?P<span_then>이내|내|안|후|뒤)(?=에|로|으로|까지|[^가-힣]|$)"
    rf"|(?P<workdays>(?:영업일"
    rf"|근무일){_G}(?:기준{_G})?(?:으로{_G})?)?(?<![\d.,])(?P<counted>\d{{1,3}}){_G}(?P<unit>{'|'.join(UNITS)}){_G}(?P<then>이내|내|안|후|뒤)(?=에|로|으로|까지|[^가-힣]|$)"
    rf"|(?<![\d가-힣.,~∼-])(?P<coming>오는{_G})?(?P<day_only>{N}일)(?=까지|(?<=일)[ (（]?{_G}마감"
    rf"|{_NAMED}{_SOME_CLOCK}까지)"
    rf"|(?<=[월~∼〜～–—-])(?P<range_day>{N})일|(?<=[~∼〜～–—-] )(?P<range_day_apart>{N})일"
    rf"|(?<=부터 )(?P<range_day_from>{N})일"
    rf"|(?:(?<=일과 )|(?<=일, )|(?<=일·)|(?<=일 및 )|(?<=\)과 )|(?<=\), ))(?P<listed_day>{N})일(?!간)"
    rf"){_NAMED}(?:{_G}[(（]\s?(?P<inner>(?:20\d\d년{_G})?{_M}(?:월{_G}|/|\.\s?){N}일?\.?)(?:{_NAMED}"
    rf"|,?\s?{_SIGN}(?:요일)?)\s?[)）])?"
    rf"(?:인(?=\s))?(?:\s?,\s?|{_G})(?:{_CLOCK}|(?P<part_only>{_EVENTS}|(?:{_PART})(?![가-힣])"
    rf"|(?:{_PART})(?=까지|{_G}전|에)))?"
    rf"(?P<last_after>{_LAST_AFTER})?"
)
NEVER_AFTER = re.compile(
    r"(?:매주|매달|매월|매년|매일|매|격주|지난|작년|지난해|전년|전년도|재작년|어제|음력|양력|최근|과거|최대"
    r"|최장|당초|원래|기존|예년"
    r"|지난\s?(?:주|달)|저번\s?(?:주|달)?|[첫둘셋넷섯]째\s?주|마지막\s?주|\d\s?주차?"
    r"|요일(?:부터)?\s?[~∼〜～–-]?|[전당이그]해)\s{0,2}$"
)
OF_WEEKDAYS = re.compile(rf"(?:요일(?:부터|\s?[~∼〜～–-])|{_SIGN}[~∼〜～–-])\s{{0,2}}$")
COUNTED_FROM = re.compile(
    r"(?:부터|후|뒤|시|때|기준|직후|[가-힣]일|최근|지난|생후|당일|전후|약\s?[가-힣]+)\s{0,2}$"
)
FROM_NOW = re.compile(r"(?:^|[\n,.!?:：~·•*-]|지금부터|앞으로|오늘부터|딱)\s*$")
NEVER_BEFORE = re.compile(
    rf"{_G}(?:부터|이후|이래|현재|기준|자(?=\s|로)|생(?![가-힣])|호(?![가-힣])|마다|간(?![가-힣])|동안|만에|째"
    rf"|정도|의\s|전쟁|혁명"
    rf")|{_G}(?:아침|저녁|밤|오전|오후)?마다"
)
GOES_ON = re.compile(rf"{_TO}(?:{_SIGN}요일|\d)")
PAST = re.compile(
    rf"[{PAST_HANGUL}](?:다|습니다|어요|아요|음|고|으며|지만|는데|던|으나|죠|네요|어)(?![가-힣])"
)
PLANNED = re.compile(  # what was settled then is still to come
    r"(?:기로|도록|예정|정해|정하|확정|결정|연장|변경|연기|미뤄|미루|앞당|잡|바뀌|바꾸|옮|조정|공지|안내|다고"
    r"|라고|배정|통보)[가-힣 ]{0,8}$"
)
OF_THEN = re.compile(
    r"(?:에|,)?\s?(?:[가-힣]{1,8}\s){0,3}(?:열린|개최된|발표된|체결된|설립된|시작된|공포된|태어난|일어난"
    r"|발생한|있었던|열렸던|출간된|개봉한"
    r"|개통된|창립된|선포된)\s"
)
MOVED = re.compile(r"\s?(?:에서|이?\s?아니라|이?\s?아닌|대신에?|→|->|⇒)\s?")
MOVED_TO = re.compile(r"\s?(?:으로|로)\s?(?:변경|연기|미뤄|미루|앞당|바뀌|바꾸|바꿔|옮|조정|연장|순연)")
NAMED_FOR = re.compile(r"[-•*\d.、\s]{0,6}[가-힣]{2,4}\s?[:：]")
