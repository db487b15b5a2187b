"""Lines of a form: who was there, who led and who wrote, who has a copy, whose desk it comes from, and the hour alone
at which somebody wrote. Pure.

Reached by `asides`, and by `bot.texts.cloze`: nobody learns who sat in a meeting. Times that are said to be of
something and places are none, as they are what a notice is about.
"""

from __future__ import annotations

import re

from model.language import HAN
from model.sentences.chats import DAY_PARTS, NEAR_DAY
from model.traditional import read_as_simplified

LONGEST_CHARS = 300

_NAME = rf"[{HAN}·]{{2,4}}(?:[（(][^（）()]{{1,12}}[）)])?"
_NAMES = rf"{_NAME}(?:\s{{0,2}}[、，,;；/\s]\s{{0,2}}{_NAME}){{0,40}}等?\W*"
_LATIN_NAME = r"[A-Z][\w.'’-]{0,20}(?: [A-Z][\w.'’-]{0,20}){0,3}(?: \([^()]{1,30}\))?"
_FORMS = (
    r"(?:出席|列席|缺席|与会|参会|到会|应到|实到)(?:人员|人数|人|者|单位|名单|领导|嘉宾|成员)?\s?[:：][^。！？!?:：]{1,290}",
    r"参加(?:人员|人|单位|领导|嘉宾)\s?[:：][^。！？!?:：\d]{1,290}",
    rf"(?:请假|(?:会议)?(?:主持|记录|整理|撰稿|签发|审核|校对|拟稿))(?:人员|人|者|员)?\s?[:：]\s?{_NAMES}",
    r"(?:抄送|抄报|主送|分送|密送)(?:单位)?\s?[:：][^。！？!?]{1,290}",
    r"(?i:attendees|in attendance|present|absent|apologies(?: for absence)?|chair(?:person)?|minutes(?: taken)? by"
    r"|note-?taker)"
    rf"\s?:\s{_LATIN_NAME}(?:(?:, and|,| and| &) {_LATIN_NAME}){{0,40}}\W*",
    r"〒\s?\d{3}-\d{4}[^。！？!?]{0,80}|本人\W{0,3}同意\s?[／/]\s?\W?不同意[^！？!?]{0,80}",
    r"[^\s，。：！？:|]{2,20}有限(?:责任)?公司",
    r"(?i:tel|phone|fax|e-?mail|mobile?|telefon|tél|teléfono|telefono|电话|電話|전화|邮箱|이메일)\.?\s?[:：]\s?"
    r"(?:[+(]?\d[\d ()/.-]{5,25}|[^\s@]{1,40}@[^\s@]{1,60})",
)
_FORM = re.compile(rf"\W{{0,4}}(?:{'|'.join(_FORMS)})$")
_CLOCK = re.compile(  # alone: 9:04 AM · [08:05] · Gestern um 16:20 Uhr · 昨天 下午4:20
    rf"\W{{0,4}}(?:(?:{NEAR_DAY}),?\s{{0,2}})?(?:(?:{DAY_PARTS})\s?)?"
    r"\d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp]\.?[Mm]\b\.?|\sUhr)?\W{0,4}$"
)
_DESK = re.compile(
    rf"(?=[^{HAN}]*[{HAN}])[^。！？!?，:：|｜]{{1,20}}(?:[|｜][^。！？!?，:：|｜]{{1,24}}){{1,4}}$"
)
_OF_DESKS = re.compile(  # 产品部 | 某某科技有限公司
    r"(?:公司|集团|[^内外全局]部|[处室科]|中心|学院|大学|研究[院所]|事务所|经理|总监|主管|工程师|顾问|助理|老师|教授)\s*(?:[|｜]|$)|\d{7}"
)


def is_form_line(sentence: str) -> bool:
    """Whether it only fills in who was there, wrote, or sent: 出席：李强、张伟 · 产品部 | 某某科技有限公司."""
    said = sentence.strip()
    if len(said) > LONGEST_CHARS:
        return False
    said = read_as_simplified(said)
    if _CLOCK.match(said) or _FORM.match(said):
        return True
    return ("|" in said or "｜" in said) and bool(_DESK.match(said) and _OF_DESKS.search(said))
