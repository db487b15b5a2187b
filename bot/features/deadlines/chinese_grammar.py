"""What a date looks like in Chinese, and what stands around one that is none: data for `chinese`."""

from __future__ import annotations

import re
from datetime import timedelta

from bot.features.deadlines.found import ZONES
from bot.features.deadlines.tongues import Unit

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "十": 10}
GUESSED = re.compile(r"[一二两三四五六七八九](?=[一二两三四五六七八九](?:十|$))")  # 十二三: the 二
YEAR_SIGNS = 4
WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
DAYS = {"今": 0, "明": 1, "后": 2, "大后": 3}
TENS = {"上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}
UNITS = {"天": Unit.DAY, "日": Unit.DAY, "周": Unit.WEEK, "星期": Unit.WEEK, "礼拜": Unit.WEEK, "月": Unit.MONTH,
         "工作日": Unit.WORKDAY, "小时": Unit.HOUR}  # fmt: skip
MORNING = ("凌晨", "清晨", "早上", "早晨", "上午", "早")
MIDDAY = ("中午", "正午")
AFTERNOON = ("下午", "傍晚")
EVENTS = "下班|放学|[上下]课|[晚早]自习|午休"  # in a day, at no set time
NIGHT = ("晚上", "夜里", "半夜", "深夜", "午夜", "晚")
MORNING_FROM = 7  # 三点 is in the afternoon; who means the night says 凌晨, or writes 03:00
HALF_A_MONTH = timedelta(days=15)
LOOKED_BACK_CHARS = 8
ZONES_HERE = {**ZONES, "CST": "Asia/Shanghai", "北京时间": "Asia/Shanghai"}

N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DAY = rf"(?:{N})[日号]"
_WEEK = r"(?:周|星期|礼拜)"
_EARLY = r"(?:初(?![一二三四五六七八九十中级步稿审赛选试评版]))?"  # 下周初, not 下周初稿
_NAMED = rf"(?:[（(]?{_WEEK}[一二三四五六日天][）)]?)?"  # of a day, behind it
_TO = r"\s*(?:至|到|[-—–~～])+\s*"
_PART = "|".join((*MORNING, *MIDDAY, *AFTERNOON, *NIGHT))
_CLOCK = (
    rf"(?P<part>{_PART})?(?:(?P<hour>{N}|零)\s*(?:[点时](?P<minute>半|一刻|三刻|{N}(?=分)|\d{{2}})?[分钟整]?)"
    r"|(?P<digital>\d{1,2}[:：]\d{2})(?:\s?(?P<half>[ap])\.?m\b\.?)?)"
    rf"(?:\s*[（(]?(?P<zone>{'|'.join(sorted(ZONES_HERE, key=len, reverse=True))})(?![A-Za-z])[）)]?)?"
)
_CLOSES = r"(?:截止|(?<=报名|申请|提交|投稿)截至)"
_DUE = rf"(?:{_CLOSES}(?:日期|时间)?|(?<![A-Za-z])(?i:ddl|deadline|due)(?![A-Za-z]))"
_LAST_BEFORE = rf"{_DUE}(?:改[到为至]|延[到至]|[为是到于至：:]|\s)*|最[晚迟](?:不超过|[于在到])?|不[迟晚]于"
_LAST_AFTER = r"(?:之|以)?前(?![往来后去期面瞻景台端半]|提(?![交出供醒]))|截止|为止|之?内|以内|まで(?:に)?"
PHRASE = re.compile(
    rf"(?P<last_before>{_LAST_BEFORE})?(?:"
    rf"(?:(?P<nth_year>20\d{{2}}年|今年|明年|后年|去年)的?)?(?:(?P<nth_month>{N})|(?P<nth_that_month>本|这个?|下+个?|当|(?=月[底末])))月"
    r"(?:份)?[底末]?的?"
    rf"(?:第\s*(?P<nth>{N})|最后一)个{_WEEK}(?P<nth_weekday>[一二三四五六日天])|"
    rf"(?P<range>{N}月{_DAY}?{_NAMED}{_TO})(?P<range_day>{_DAY})|"
    rf"(?:(?P<year>(?:20\d{{2}}|19\d{{2}}|[二一][〇零一二三四五六七八九]{{3}})年|今年|明年|后年))?"
    rf"(?:(?P<from>{N}月(?:{N}[日号]?{_NAMED})?{_TO})(?=\d|[一二三]))?"
    rf"(?:(?P<month>{N})|(?P<that_month>本|这个?|下+个?|当))月(?:份)?(?P<day>{_DAY}|(?<=月)(?:底|末|[上中下]旬))"
    r"|(?P<figures>20\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2})(?![\d.-])"
    r"|(?<![\d./-])(?P<short>\d{1,2}[/.]\d{1,2})(?![\d./-])"
    rf"|(?<![月\d一二三四五六七八九十])(?P<day_only>{N}(?:号|日(?!之?内|以内)))"
    rf"|(?P<which>(?:[本这]|下+)个?)?{_WEEK}(?:(?P<weekday>[一二三四五六日天])|(?P<week_end>末|内|底)|(?=之?前|以前))"
    rf"|(?P<next_week>下+个?{_WEEK}{_EARLY})"
    rf"|(?P<month_end>(?:(?:[本这]|下+)个?)?月[底末])|(?P<next_month>下+个?月{_EARLY})"
    r"|(?P<year_end>(?:今年|明年)年?[底末]|年[底末])"
    r"|(?P<today>大后|今|明|后)(?:天|日|(?=早|晚|[上下]午))"
    rf"|(?P<counted>{N}|半)\s*(?:个(?P<and_half>半)?)?"
    r"\s*(?P<unit>工作日|小时|天|日|周|星期|礼拜|月)(?P<then>之?内|以内|之?后)"
    rf")(?:[（(]{_WEEK}[一二三四五六日天][)）]|(?<=[\d日号])\s*{_WEEK}[一二三四五六日天])?"
    rf"[\s,，]*(?:{_CLOCK}|(?P<part_only>{EVENTS}|{_PART}))?"
    rf"\s*(?P<last_after>{_LAST_AFTER})?"
)
NEVER_AFTER = re.compile(
    r"(?:每个?|上个?|自|从|昨|去|半|第|近|最近|过去|这|那|整整?|起|[^今明后去]年的?|(?<!是)不是|而非|并非"
    rf"|{_WEEK}[一二三四五六日天]{_TO})$"
)
NUMERAL = re.compile(r"(?:(?P<figure>\d)|[〇零一二两三四五六七八九十几])$")
AFTER_NTH = re.compile(
    rf"(?:第\s*{N}|最后一)(?:个(?:教学)?(?:{_WEEK})?|(?:教学)?{_WEEK})\s*[的,，]?$"
)  # of what?
MOVED = re.compile(  # 由1月11日推迟到2月1日 · DDL 12月3日（延至12月10日）
    r"(?:的[\u4e00-\u9fff]{1,6}?)?\s*[（(,，]?\s*(?:已经?|现)?(?:推迟|延期|延后|延长|顺延|推后|提前|调整|变更|更改|改期|改|延|挪)"
    r"(?:到|至|为|成|在)\s*"
)
NAMED_FOR = re.compile(r"[-•*\d.、\s]{0,6}[\u4e00-\u9fff]{2,4}[：:]")
AS_OF = re.compile(r"截[止至]\s*")
WAS = re.compile(r"(?:原(?:本|来|先)?(?:定|计划|安排)(?:于|在|为)?|(?:^|[^\u4e00-\u9fff]|[把将])原)$")
NEVER_BEFORE = re.compile(
    rf"起|开始|以来|至今|(?:之|以)?后(?!天)|{_TO}(?:{_WEEK}[一二三四五六日天]|{N}[月日号])|[楼线路室班院元块度]"
)
NOT_TOMORROW = re.compile(r"性|免疫|获|习得|的|环境|因素|教育|培养|形成|努力|养成")  # 后天 is also "acquired"
