"""What a date looks like in Chinese, and what stands around one that is none: data for `finding` and `days`.

Of a text as `script` gives it: in simplified characters, with no space around the figures of a date.
"""

from __future__ import annotations

import re
from datetime import timedelta

from bot.texts.dates.found import ZONES
from bot.texts.dates.tongue import Unit

DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "十": 10}
GUESSED = re.compile(r"[一二两三四五六七八九](?=[一二两三四五六七八九](?:十|$))")  # 十二三: the 二
YEAR_SIGNS = 4
FIRST_OF_THE_REPUBLIC = 1912  # in whose years Taiwan counts
LEAST_YEAR = 1000
MOST_MONTHS, MOST_DAYS = 12, 31
WEEKDAYS = {sign: number for number, sign in enumerate("一二三四五六日")} | {"天": 6}
IN_WEEKDAYS = WEEKDAYS | {sign: number for number, sign in enumerate("月火水木金土日")}
DAYS = {"今": 0, "本": 0, "明": 1, "后": 2, "明后": 2, "大后": 3}
TENS = {"上旬": 10, "中旬": 20, "下旬": 31, "底": 31, "末": 31}
UNITS = {"天": Unit.DAY, "日": Unit.DAY, "周": Unit.WEEK, "星期": Unit.WEEK, "礼拜": Unit.WEEK, "月": Unit.MONTH,
         "工作日": Unit.WORKDAY, "小时": Unit.HOUR, "时间": Unit.HOUR}  # fmt: skip
FESTIVALS = {
    "元旦": (1, 1), "情人节": (2, 14), "妇女节": (3, 8), "劳动节": (5, 1), "五一": (5, 1), "儿童节": (6, 1),
    "六一": (6, 1), "教师节": (9, 10), "国庆": (10, 1), "双十一": (11, 11), "双11": (11, 11), "双十二": (12, 12),
    "双12": (12, 12), "平安夜": (12, 24), "圣诞": (12, 25),
}  # fmt: skip
"""Those with the same month and day every year; 十一 is also eleven."""
ELSEWHERE_OTHERWISE = ("儿童节", "教师节", "国庆")  # in Taiwan, where they are written 兒童節, 教師節, 國慶
MORNING = ("凌晨", "清晨", "早上", "早晨", "上午", "午前", "早")
MIDDAY = ("中午", "正午")
AFTERNOON = ("下午", "午后", "傍晚")
_MEETINGS = "[班例组晨早晚周]会|开会"
EVENTS = f"下班|放学|[上下]课|[晚早]自习|午休|(?:{_MEETINGS})(?=之?前|以前)"  # in a day, at no set time
NIGHT = ("晚上", "夜里", "半夜", "深夜", "午夜", "晚")
MORNING_FROM = 7  # 三点 is in the afternoon; who means the night says 凌晨, or writes 03:00
HALF_A_MONTH = timedelta(days=15)
HALF_AN_HOUR = timedelta(minutes=30)
LOOKED_BACK_CHARS = 8
ZONES_HERE = {**ZONES, "CST": "Asia/Shanghai", "北京时间": "Asia/Shanghai"}

N = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3})"
_DAY = rf"(?:{N})[日号]"
_WEEK = r"(?:周|星期|礼拜)"
_EARLY = r"(?:初(?![一二三四五六七八九十中级步稿审赛选试评版]))?"  # 下周初, not 下周初稿
_SIGN = r"[一二三四五六月火水木金土日]"  # of a weekday: 12月10日（木）, 12/10(四)
_NAMED = rf"(?:[（(]?{_WEEK}[一二三四五六日天][）)]?|[（(]{_SIGN}[）)])?"  # of a day, behind it
_TO = r"\s*(?:至|到|から|[-—–~～〜])+\s*"
_ON = rf"{_WEEK}[一二三四五六日天]"
_OF_THE_REPUBLIC = (
    r"(?:(?:中华)?民国\d{2,3}|(?<![元前后第\d])1[1-9]\d)年(?=\d{1,2}月)"  # 115年 in Taiwan is 2026
)
_OTHER_CALENDAR = r"(?:农历|阴历|旧历)"
_IN_BRACKETS = (  # 下周三（12月9日）, 12月10日（含）, 12月4日（本周五）, 12月6日（农历十月廿八）
    rf"(?:[ ]?[（(]\s?(?:(?:{_ON}[ ,，、]*)?"
    rf"(?P<inner>20\d\d-\d{{1,2}}-\d{{1,2}}|(?:20\d\d[年/.])?{N}[月/.]{N}[日号]?)(?:[ ,，、]*{_ON})?"
    rf"|(?:[本这下]{{1,3}}个?)?{_ON}|{_SIGN}|[今明后][天日]|不?包?含(?:[当本][天日]|{N}[日号])?|{_OTHER_CALENDAR}[^（）()\n]{{1,12}}"
    r")\s?[)）])"
)
_AND = "[、和及与]"
_FESTIVAL = (  # 五一劳动节, but not 二十五一
    r"(?<![第周期\d一二三四五六七八九十])(?:五一(?=劳)|十一(?=国)|六一(?=儿))?"
    rf"(?P<festival>{'|'.join(FESTIVALS)})(?:(?<!节)节)?(?:假期)?(?P<festival_day>当[天日]|那[天日])?"
)
_PART = "|".join((*MORNING, *MIDDAY, *AFTERNOON, *NIGHT))
_CLOCK = (
    rf"(?P<part>{_PART})?(?:(?P<hour>{N}|零)\s*(?:[点时](?P<minute>半|一刻|三刻|{N}(?=分)|\d{{2}})?[分钟整]?)"
    r"|(?P<digital>\d{1,2}[:：]\d{2})(?:\s?(?P<half>[ap])\.?m\b\.?)?)"
    rf"(?:\s*[（(]?(?P<zone>{'|'.join(sorted(ZONES_HERE, key=len, reverse=True))})(?![A-Za-z])[）)]?)?"
)
_CLOSES = r"(?:截止|(?<=报名|申请|提交|投稿)截至)"
_ENDS = r"(?:缔め?切り?|〆切り?|(?:提出|回答|返信|申込|応募)期限)"  # in Japanese
_DUE = (
    rf"(?:{_CLOSES}(?:日期|时间)?|{_ENDS}(?=[はが：:\s]*[\d明本下周星])"
    r"|(?<![A-Za-z])(?i:ddl|deadline|due)(?![A-Za-z]))"
)
_LAST_BEFORE = (
    rf"{_DUE}(?:改[到为至]|延[到至]|[为是到于至はが：:]|\s)*|最[晚迟](?:不超过|[于在到])?|不[迟晚]于"
)
_LAST_AFTER = (
    r"(?:或?[之以])?前(?![往来后去期面瞻景台端半夕]|一[天日周晚夜个]|提(?![交出供醒]))"
    rf"|截止|为止|之?内|以内|中?(?:まで|迄)(?:に)?|(?<=日)中に|必着|に?{_ENDS}"
)
PHRASE = re.compile(
    rf"(?P<last_before>{_LAST_BEFORE})?(?:"
    rf"(?:(?P<nth_year>20\d{{2}}年|今年|明年|后年|去年)的?)?(?:(?P<nth_month>{N})|(?P<nth_that_month>本|这个?|下+个?|当|(?=月[底末])))月"
    r"(?:份)?[底末]?的?"
    rf"(?:第\s*(?P<nth>{N})|最后一)个{_WEEK}(?P<nth_weekday>[一二三四五六日天])|"
    rf"(?P<range>{N}月{_DAY}?{_NAMED}{_TO})(?P<range_day>{_DAY})|"
    rf"(?P<listed>{N}月{_DAY}?{_NAMED}(?:{_AND}{_DAY}?{_NAMED}){{0,6}}{_AND})(?P<listed_day>{_DAY})|"
    rf"(?:(?P<year>(?:20\d{{2}}|19\d{{2}}|[二一][〇零一二三四五六七八九]{{3}})年|今年|明年|后年"
    rf"|{_OF_THE_REPUBLIC}))?"
    rf"(?:(?P<from>{N}月(?:{N}[日号]?{_NAMED})?{_TO})(?=\d|[一二三]))?"
    rf"(?:(?P<month>{N})|(?P<that_month>本|这个?|下+个?|当))月(?:份)?(?P<day>{_DAY}|(?<=月)(?:底|末|[上中下]旬))"
    r"|(?P<figures>20\d{2}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,2})(?![\d.-])"
    r"|(?<![\d./-])(?P<short>\d{1,2}[/.]\d{1,2}|(?<=[于在])\d{1,2}-\d{1,2}(?=\s?[之以]?前))(?![\d./-])"
    rf"|(?<![月\d一二三四五六七八九十])(?P<day_only>{N}(?:号|日(?!之?内|以内)))"
    rf"|(?P<which>(?:[本这]|下+)(?:个|周の?)?)?{_WEEK}(?:(?P<weekday>[一二三四五六日天])|(?P<week_end>末|内|底|中(?=に|まで))|(?=之?前|以前))"
    rf"|(?P<next_week>下+个?{_WEEK}{_EARLY})"
    rf"|(?P<month_end>(?:(?:[本这]|下+)个?)?月[底末]|[本这]个?月内|本月中(?=に|まで))|(?P<next_month>下+个?月{_EARLY})"
    r"|(?P<year_end>(?:今年|明年)年?[底末]|年[底末]|(?:[今本明]年内|(?<![\d一二两三四五六七八九十百几数多半每周])年内)(?!的))"
    r"|(?P<today>大后|明后|今|明|后|本(?=日(?:中|[\d午正][\d午正:：时分後后]{0,8}まで|まで)))(?:天|日|(?=早|晚|[上下]午))"
    r"|(?P<next_day>次日|翌日)"
    rf"|(?:(?P<festival_year>20\d{{2}}年|今年|明年|后年|去年)的?)?{_FESTIVAL}"
    rf"|(?P<counted>{N}|半)\s*(?:个(?P<and_half>半)?)?"
    r"\s*(?P<unit>工作日|小时|时间|天|日|周|星期|礼拜|月)间?(?P<then>之?内|以内|之?后)"
    rf")(?:(?<=[\d日号])\s*{_ON})?{_IN_BRACKETS}{{0,2}}"
    rf"[\s,，]*(?:の(?=[\d午正]))?(?:{_CLOCK}|(?P<part_only>{EVENTS}|{_PART}))?"
    rf"\s*(?P<last_after>{_LAST_AFTER})?"
)
NEVER_AFTER = re.compile(
    r"(?:[每毎](?:个|周の?)?|[上先昨](?:个|周の?)|上|自|从|昨|去|半|第|近|最近|过去|这|那|整整?|起|[^今明后去]年的?|(?<!是)不是|而非|并非"
    rf"|{_ON}{_TO}|{_OTHER_CALENDAR}(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?的?)$"
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
IN_FIGURES_AFTER = re.compile(  # 请于12/10交, 期末考1/8 14:00
    r"(?:[请须应定务必需将订]于|(?:[期月中末统联段补缓重]考|考试|测验|小测|答辩|面试|[笔口]试)(?:时间|日期|定?[在于])?[：:]?)\s?$"
)
_CLOCK_BEHIND = rf"\d{{1,2}}[：:]\d\d|{_PART}|{N}点"
BEFORE_CLOCK = re.compile(rf"\s?(?:{_CLOCK_BEHIND})")
IN_FIGURES_BEFORE = re.compile(rf"\s?(?:$|[，,。；;、（(交提]|{_WEEK}|{_CLOCK_BEHIND})")
SHARE = re.compile(r"(\d{1,2})/(\d{1,2})")
OF_SHARES = re.compile(
    r"占|平时(?:成绩|分)?[\s：:]?\d|比重|比例|权重|总[评分]"
)  # 期末考3/5, of what a mark is made up of
OF_WEEKDAY = re.compile(
    rf"\s?(?:[（(]?{_WEEK}([一二三四五六日天])|(?<=/\d)[（(]({_SIGN})|(?<=/\d\d)[（(]({_SIGN}))"
)
HANDED_IN = re.compile(r"\s?(?:[提上缴呈]?交(?=[至到给]|[，。；\s]|$)|提交|上交|缴交)")
AS_OF = re.compile(r"截[止至]\s*")
WAS = re.compile(r"(?:原(?:本|来|先)?(?:定|计划|安排)(?:于|在|为)?|(?:^|[^\u4e00-\u9fff]|[把将])原)$")
NEVER_BEFORE = re.compile(rf"起|开始|以来|至今|(?:之|以)?后(?!天)|{_TO}(?:{_ON}|{N}[月日号])")
NUMBERED = re.compile(  # behind a figure what the figure counts: 3号楼, not 3号楼下集合
    r"楼(?![下上里内顶])|线(?![下上])|路(?![演上过])|室(?![内外友])|班(?![会委级车主群费里])|院(?![里内方长子])|元(?![旦宵])|块(?!状)|度(?!假)"
)
NUMERALS_END = "日号一二三四五六"
NOT_TOMORROW = re.compile(r"性|免疫|获|习得|的|环境|因素|教育|培养|形成|努力|养成")  # 后天 is also "acquired"
