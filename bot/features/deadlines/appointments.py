"""Which date of a sentence is that of an examination, or of something else that one has to be there for. Pure.

“The final exam is on 18 January at 9:00.” · “Quiz: Friday 10:00” · 期末考试时间是12月22日上午9点 · “Am 18. Januar ist
die Klausur.” It asks for nothing, but its day is one to know. None is what is over, supposed, told or only near it:
exam results, a test that somebody passed, a final's registration.
"""

from __future__ import annotations

import re

from model import simplified

NEAR_CHARS = 80  # between what it is and its date
HAN_NEAR_CHARS = 30

_EXAM = (  # hardly means anything else
    r"(?:re-?)?exam(?:ination)?s?|mid-?terms?|quiz(?:zes)?|viva(?: voce)?|re-?sits?|re-?takes?|make-?up"
    r"|(?:\w{2,14}(?<!über))?prüfung(?:en)?|\w{0,14}klausur(?:en)?|vorstellungsgespräch|testat"
    r"|ex[aá]men(?:es|s)?|(?:examen )?parcial(?:es)?|partiels?|rattrapages?|soutenances?|esam[ei]|exames?"
)
_PERHAPS = (  # also what a text may speak of
    r"tests?|finals?|orals?|presentations?|defen[cs]es?|(?:job )?interviews?|appointments?"
    r"|referat|kolloquium|verteidigung|arzttermin|pruebas?|entrevistas?|presentaci[oó]n|defensa|contrôles?|interro"
    r"|entretiens?|oral|prov[ae]|verific[ah]e?|colloqui[oi]|teste|apresentação|defesa"
)
_NO_NOUN = r"(?<!\bto )(?<!\bwe )(?<!\bI )(?<!\byou )(?<!\bthey )(?<!\bwill )(?<!\bcan )(?<!\bmust )"
_ITS = (
    r"the|an?|my|your|our|this|that|next|another|final|first|second|last|de[rmn]|die|das|eine?[nmr]?|(?:mein|unser|euer)e?"
    r"|el|las?|los|una?|mi|tu|nuestr[oa]|les?|une|mon|ma|notre|votre|il|lo|uno?|o|os|um|uma|nossa|minha"
)
_ONLY_NEAR = (
    r"[\w-]|['’]s|\s(?:results?|scores?|marks?|grades?|grading|registrations?|sign-?ups?|fees?|papers?|questions?|topics?"
    r"|timetables?|schedules?|anxiety|prep(?:aration)?|reviews?|revision|office|shows?|elections?|subjects?|cases?"
    r"|statistics?|pilots?|drives?|data|materials?|slides?|as|by|version)\b"
    r"|\sof (?!(?:my|your|our|his|her|the (?:thesis|dissertation|project|course))\b)"
)
_NAMED = re.compile(
    rf"(?<![\w-])(?:{_EXAM})(?!{_ONLY_NEAR})"
    rf"|(?:(?:^|[,:\])–—-])\W*|\b(?:{_ITS})\s+|\b[ld]['’])(?:[\w'’-]+\s+){{0,3}}{_NO_NOUN}(?:{_PERHAPS})(?!{_ONLY_NEAR})",
    re.IGNORECASE,
)
_HAN_NAMED = re.compile(
    r"(?<![科应])(?:考试|期[末中]考(?!试)|[月模统联段]考(?!虑|查|察|核|古)|[中高]考|测验|小测|随堂测|[笔口面机补缓重]考|[笔口面复]试|答辩|四六级|"
    r"(?:小组|课堂|课程|期[末中]|中期|论文|项目|开题|毕业)汇报|汇报(?=[：:时定]|[是在](?=[\d本下这明周星])|$)"
    r"|[試试][験驗验](?![管室])|テスト|面接)"
    r"(?!成绩|结果|分数|报名|大纲|范围|题|费|内容|重点|资料|复习|焦虑|制度|名单|材料|稿|的?(?:ppt|PPT)|院|[生卷院官])"
)
_NO_PAST = (  # ends as the past does, and says how an exam is
    r"closed|timed|graded|moved|postponed|scheduled|changed|supervised|advanced|applied|based|combined|mixed|allowed"
    r"|required|expected|needed|located|confirmed|updated|invited|permitted|provided|fixed|planned|shared|announced"
    r"|printed|assigned|delayed|unified"
)
_OVER = re.compile(
    r"\b(?:was|were|wurden?)\b(?!\s(?:\w+\s){0,6}?(?:(?:re-?)?scheduled|moved|postponed|shifted|changed"
    r"|brought forward|verschoben|verlegt|vorverlegt|angesetzt)\b)"
    r"|\b(?:had|did|took|went|(?-i:sat)|wrote|(?<!be )(?<!is )(?<!are )held|began|(?<!have )(?<!['’]ve )got|gave|came"
    r"|fell|saw|felt|knew|war(?:en)?(?= am\b| vom\b| gestern\b| letzte)|hatten?|fand(?:en)?|schrieb(?:en)?|gab"
    r"|fue(?:ron)?|eran?|hubo|tuv(?:o|ieron)|était|étaient|fut|a eu|ont eu|avait|(?:è|sono) stat[oaie]|foi|foram"
    r"|teve)\b"
    rf"|(?<!\bis )(?<!\bare )(?<!\bbe )(?<!\bbeen )\b(?!(?:{_NO_PAST})\b)(?-i:[a-z]{{2,}}[^\We]ed)\b"
    r"|\b(?:no longer|cancell?ed|isn['’]t|aren['’]t|won['’]t|abgesagt|entfällt|annul\w+|cancelad[oa])\b"
    r"|\b(?:no|not|kein|keine)\s+(?:\w+\s){0,2}(?:exams?|midterms?|quiz(?:zes)?|tests?|klausur|prüfung|final)\b"
    r"|(?:考|试|举行|结束|参加|通过|进行|完成|开展|答辩|汇报|召开|创立|建立|实行|开始)[完]?[了过]|曾|当[时年]|恢复|首次"
    r"|历史|成立|废除|取消|没有|不考|ました|でした|だった|した。",
    re.IGNORECASE,
)
_SUPPOSED = re.compile(  # before the date; or somebody else's
    r"\b(?:if|suppos(?:e|ing)|imagine|assum(?:e|ing)|for example|e\.g\.|unless|whenever|wenn|angenommen)\b"
    r"|\b(?:he|she|they|who|(?:an?|the|one|each|every) student) (?:has|have|is|are|takes?|stud(?:y|ies)|prepares?)\b"
    r"|如果|假[如设若]|倘若|例如|比如|譬如",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"开始|開始")
_TOLD = re.compile(r"\s*[“\"„«‘「『]")
_ASKED = re.compile(r"[?？]\W*$")
_CLAUSE = re.compile(r"[;；!！。？\n]")
_NO_DAY = re.compile(  # in words: a week, a month, what is counted in them
    r"(?!.*(?:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|(?:tag|woch|abend)\b|\b(?:lun|mar|mercre|jeu|vendre|same)di\b|dimanche|lunes|martes"
    r"|mi[ée]rcoles|jueves|viernes|s[áa]bado|domingo|[周期拜][一二三四五六日天]|\d\s?[./-]\s?\d))"
    r".*(?:\b(?:weeks?|fortnights?|months?|year|year-end|eo[wm]|wochen?|wochenende|monate?s?|monatsende|jahres(?:ende)?"
    r"|semaines?|mois|année|semanas?|mes(?:es)?|año)\b|周|星期|礼拜|个月|月[初底末]|年?[底末]$|[上中下]旬)"
    r"|(?:the |la |el )?(?:end of|ende|fin(?:al)?(?: d[e'’])?)\s",
    re.IGNORECASE,
)


def begins_as_date(sentence: str) -> str:
    """The sentence in which a day stands as one, from which otherwise something only begins: 考试12月22日9点开始."""
    return _BEGINS.sub("  ", sentence)


def speaks_of_appointment(sentence: str) -> bool:
    """Whether a sentence names something that one has to be there for, with a date or not; not where it asks or tells
    what somebody said."""
    if _TOLD.match(sentence) or _ASKED.search(sentence):
        return False
    said = simplified(sentence)
    return (_NAMED.search(said) or _HAN_NAMED.search(said)) is not None


def is_attended(sentence: str, start: int, end: int) -> bool:
    """Whether the date at `sentence[start:end]` is the day on which something is that one has to be there for."""
    if _NO_DAY.match(sentence[start:end]) or not speaks_of_appointment(sentence):
        return False
    said = simplified(sentence)
    begins = max((mark.end() for mark in _CLAUSE.finditer(said, 0, start)), default=0)
    closing = _CLAUSE.search(said, end)
    clause = said[begins : closing.start() if closing else len(said)]
    first, last = start - begins, end - begins
    if _OVER.search(clause) or _SUPPOSED.search(clause, 0, last):
        return False
    return _is_near(_NAMED, clause, first, last, NEAR_CHARS) or _is_near(
        _HAN_NAMED, clause, first, last, HAN_NEAR_CHARS
    )


def _is_near(named: re.Pattern[str], clause: str, start: int, end: int, chars: int) -> bool:
    return any(each.end() >= start - chars and each.start() <= end + chars for each in named.finditer(clause))
