"""Whether a line gives notice of something that one may come to: a meeting, a talk, a visit. Pure.

关于召开学生座谈会的通知 · 営業会議のお知らせ · Guest lecture: Ice and fire · Einladung zum Elternabend
None does that is about one which is over: minutes, a report, a recording; nor one that is cancelled.
"""

from __future__ import annotations

import re

from model import simplified

_HAN_EVENT = simplified(
    r"(?:会议|座谈|讲座|班会|家长会|[宣演]讲|研讨|说明会|报告会|分享会|见面会|交流会|例会|大会|年会|工作坊|培训|论坛|沙龙|参观"
    r"|ミーティング|説明会|セミナー|講演|勉強会|懇親会|打ち?合わ?せ|研修|総会|見学|保護者会|授業参観|ワークショップ)"
)
_HAN = re.compile(
    rf".{{0,40}}{_HAN_EVENT}.{{0,12}}(?:通知|预告|公告|邀请函?|知らせ|案内|开催)\W*$"
    rf"|.{{0,20}}{_HAN_EVENT}会?\W*$"
    rf"|.{{0,60}}(?:召开|举[行办]|开展|组织).{{0,30}}{_HAN_EVENT}.{{0,30}}(?:如下|下记|以下).{{0,4}}$"
)
_NOUNS = (
    r"meetings?|talk|lecture|seminar|workshop|webinar|colloquium|open (?:day|house|evening)"
    r"|info(?:rmation)? (?:session|evening)|parents['’]? (?:evening|night)|field trip|rehearsal|orientation"
    r"|get-together|reading group|journal club"
    r"|\w{0,14}(?:sitzung|versammlung|treffen|besprechung|vortrag|elternabend|besichtigung|exkursion|führung"
    r"|infoabend|kolloquium)"
    r"|réunion|conférence|séminaire|atelier|visite|assemblée|reunión|conferencia|charla|seminario|taller"
    r"|excursión|asamblea|riunione|conferenza|incontro|assemblea|reunião|palestra|seminário|assembleia|visita"
)
_OF = r"of|for|on|about|with|by|mit|von|über|zu[mr]?|de[rsl]?|du|des|d['’]|della|da|do|sur|sobre|su|avec|con|com|am"
_WORDS = re.compile(
    rf"\W{{0,6}}(?:(?:[\w'’.-]{{1,20}}[ ]){{0,5}}?(?:{_NOUNS})(?:[ ](?:announcement|notice|invitation))?"
    rf"(?:\W*$|\W{{0,2}}[:–—-]\s.{{1,60}}$|[ ](?:{_OF})\b.{{1,50}}$)"
    rf"|(?:invitation|einladung|invitación|invito|convite|announcement)\b.{{0,40}}\b(?:{_NOUNS})\b.{{0,40}}$)",
    re.IGNORECASE,
)
_OVER = re.compile(
    simplified("纪要|记录|总结|回顾|报道|新闻|简报|侧记|圆满|成功|顺利|取消|議事録|报告书|中止|[了过已]")
    + r"|\b(?:minutes|notes|summary|report|recap|review|recording|recorded|transcript|slides|cancell?ed|previous|last"
    r"|past|was|were|protokoll|bericht|rückblick|zusammenfassung|abgesagt|entfällt|letzte\w*|compte[- ]rendu"
    r"|annulée?|dernière?|acta|resumen|cancelad[oa]|última|verbale|annullat[oa]|ata|resumo)\b",
    re.IGNORECASE,
)
HOUR = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-4])"
    r"(?:[:：][0-5]\d|[ ]?(?:[ap]\.?m\b|Uhr\b|h\b|点|时)|h[0-5]\d|\.[0-5]\d(?=[ ]?(?:[ap]m|Uhr|h\b|hrs)))"
    r"|[午晚早]上?[一二三四五六七八九十]{1,2}点",
    re.IGNORECASE,
)
LONGEST_CHARS = 80


def gives_notice(line: str) -> bool:
    """Of such a thing; the line as `appointments.as_named` gives it."""
    if len(line) > LONGEST_CHARS or _OVER.search(line):
        return False
    return _HAN.match(line) is not None or _WORDS.match(line) is not None
