"""Which date of a sentence is that of an examination, or of something else that one has to be there for. Pure.

“The final exam is on 18 January at 9:00.” · “Quiz: Friday 10:00” · 期末考试时间是12月22日上午9点 · 기말고사는
12월 9일입니다 · “Am 18. Januar ist die Klausur.” It asks for nothing, but its day is one to know. None is what is over,
supposed, told or only near it: exam results, a test that somebody passed, a final's registration.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.texts.dates.korean import appointments as korean
from model import simplified

NEAR_CHARS = 80  # between what it is and its date
HAN_NEAR_CHARS = 30

Span = tuple[int, int]

_EXAM = (  # hardly means anything else
    r"(?:re-?)?exam(?:ination)?s?|mid-?terms?|quiz(?:zes)?|viva(?! (?:la|las|los|il|lo|le|el|os?|as?)\b)(?: voce)?"
    r"|re-?sits?|(?<!to )re-?takes?|make-?up|\w{0,14}klausur(?:en|termine?)?|prüfungstermine?"
    r"|vorstellungsgespräch|testat"
    r"|(?:\w{2,14}(?<!über))?prüfung(?:en)?(?! (?:de[rs]|von)\b)|ex[aá]men(?:es|s)?|(?<!temps )partiels?|rattrapages?"
    r"|soutenances?|esam[ei]|exames?"
)
_PERHAPS = (  # also what a text may speak of
    r"tests?|presentations?|defen[cs]es?|(?:job )?interviews?|appointments?"
    r"|referat|kolloquium|verteidigung|arzttermin|pruebas?|entrevistas?|presentaci[oó]n|defensa|contrôles?|interro"
    r"|entretiens?|prov[ae]|verific[ah]e?|colloqui[oi]|teste|apresentação|defesa"
    r"|(?:finals?|oral(?:es|s)?)(?=\W*$|\W*[:,–—(\d]|['’]s|\s(?:is|are|will|takes?|has|have|in|on|at|for|of|next|this"
    r"|start|begin|tomorrow|today|mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|est|aura|de|du|le|es|el"
    r"|será)[a-z]{0,6}\b)"
)
_NO_NOUN = r"(?<!\bto )(?<!\bwe )(?<!\bI )(?<!\byou )(?<!\bthey )(?<!\bwill )(?<!\bcan )(?<!\bmust )"
_ITS = (
    r"the|an?|my|your|our|this|that|next|another|final|first|second|last|de[rmn]|die|das|eine?[nmr]?|(?:mein|unser|euer)e?"
    r"|el|las?|los|una?|mi|tu|nuestr[oa]|les?|une|mon|ma|notre|votre|il|lo|uno?|o|os|um|uma|nossa|minha"
)
_ONLY_NEAR = (
    r"[\w-]|['’]s(?! (?:on|at|in|next|this|tomorrow|today|the \d))"
    r"|\s(?:results?|scores?|marks?|grades?|grading|solutions?|registrations?|sign-?ups?|fees?|papers?|questions?|topics?"
    r"|timetables?|schedules?|anxiety|prep(?:aration)?|reviews?|revision|office|shows?|elections?|subjects?|cases?"
    r"|statistics?|pilots?|drives?|data|materials?|slides?|artists?|photos?|agendas?|minutes|rules?|answers?"
    r"|booklets?|boards?|cent(?:er|re)s?|tips|guides?|contracts?|kits?|receipts?|as|by|version)\b"
    r"|\sof (?!(?:my|your|our|his|her|the (?:thesis|dissertation|project|course))\b)"
)
_AGAIN = (
    r"next (?:\w+ )?(?:meeting|session|class|lecture|seminar|lesson|rehearsal|appointment|get-together)"
    r"|nächste[rs]? (?:\w+ )?(?:sitzung|treffen|termin|besprechung|stunde|vorlesung|probe|meeting|versammlung)"
    r"|prochaine? (?:réunion|séance|rencontre|cours|rendez-vous|assemblée|répétition)"
    r"|próxim[ao] (?:reuni[óo]n|sesión|clase|cita|encuentro|asamblea|tutoría|reunião|aula|sessão)"
    r"|(?:reunión|sesión) siguiente|prossim[ao] (?:riunione|lezione|incontro|seduta|appuntamento)"
)
_OURS = (  # and nobody else's, of which news tell: “a cut is expected at the Fed's next meeting”
    r"(?:^[\W\d_]*|(?<=[.;:–—] )|^(?:ok(?:ay)?|so|reminder|datum der|fecha de|date de) )"
    r"(?:date (?:and time )?of )?(?:(?:the|die|das|der|la|le|el|il|lo|a|o) )?"
    r"|\b(?:our|your|my|see you at the|unsere?|notre|votre|nuestr[ao]|noss[ao]|nostr[ao]) "
)
_NEXT = rf"(?:{_OURS})(?:{_AGAIN})(?!{_ONLY_NEAR}|\s(?:of|de[rs]?|del|della|du|d['’]|von|da|do)\b)"
_ORDINAL = r"el|un|del|mi|nuestro|primer|segundo|tercer|o|os|los"
_NAMED = re.compile(
    rf"(?<![\w-])(?:{_EXAM})(?!{_ONLY_NEAR})|{_NEXT}"
    rf"|(?:^\W*|\b(?:{_ORDINAL}) )parcial(?:es)?\b"
    rf"|(?:(?:^|[,:\])–—-])\W{{0,6}}|\b(?:{_ITS})\s+|\b[ld]['’])(?:[\w'’-]+\s+){{0,3}}{_NO_NOUN}"
    rf"(?:{_PERHAPS})(?!{_ONLY_NEAR})",
    re.IGNORECASE,
)
_HAN_OURS = (
    r"(?:^[\W\d]*|(?<=[，。；：:、\s])|(?<=我们)|(?<=咱们)|(?<=本组)|(?<=小组)|(?<=社团))"  # as `_OURS`
)
_HAN_NAMED = re.compile(
    r"(?:(?<![科应])(?:考试(?!点)|期[末中](?=[：:])|(?:期[末中]|[月模统联段中高笔口机补缓重]|(?<!全)面)考(?![试虑查察核古验勤量究])|测验|小测|随堂测|答辩|四六级"
    r"|(?:[笔口]|(?<!全)面|(?<!反)复)试(?![行点用验图着])|(?:小组|课堂|课程|期[末中]|中期|论文|项目|开题|毕业)汇报"
    rf"|{_HAN_OURS}"
    r"下(?:一?次|一[堂节])(?:的?(?:[组例班]|全体)?会议?|课|开会|上课|见面|聚会|活动|讨论|研讨)(?![^：:，。]{0,6}(?:内容|作业|主题))"
    r"|次回(?!の(?!打ち?合|会议|ミーティング|定例|授业|讲义|ゼミ|面[谈接]|练习|活动|集まり|诊察|予约))"
    r"|^\W*(?:班会|组会|例会|家长会|(?:体测)?补测|体测)(?=[：:，,\s]?(?:时间|定[于在]|[本这下]?(?:周|星期|礼拜)[一-日天](?!的)|[今明后][天晚](?![真好太很累难的])|\d{1,2}[月/]))"
    r"|汇报(?=[：:时定]|[是在](?=[\d本下这明周星])|$)|テスト|面接))"
    r"(?!的?(?:成绩|结果|分数|报名|大纲|范围|题|费|内容|重点|资料|复习|焦虑|制度|名单|材料|稿|安排(?![：:])|用书|ppt|PPT)|前[一\d]|院|[生卷院官])"
)
_JAPANESE = re.compile(r"試験(?![管室])")  # what a Chinese 试验 is not
_IS = r"is|are|will be|takes? place|falls?|ist|sind|findet|es|será|est|sera|aura lieu|è|sarà|é"
_MOVED = r"moved|postponed|(?:re)?scheduled|shifted|changed|brought forward|verschoben|verlegt|vorverlegt|angesetzt"
_AT = r"on|at|in|to|for|from|until|the|am|den|auf|el|le|il|no|dia"
_JOINED = re.compile(  # ends what stands before the date of it, whatever else is said there
    rf"(?:\b(?:{_IS}|{_MOVED})|['’]s|改[到至为在期]+|(?:推迟|延期|提前|定)[到至在于])(?:\s+(?:{_AT})\b)*\s*$",
    re.IGNORECASE,
)
_THIS = re.compile(r"(?:\W|\b(?:it|this|that|which|and|but|now|er|sie|das|die)\b|考?试?时间)*", re.IGNORECASE)
_BESIDE = re.compile(rf"(?:\W|\b(?:{_AT})\b|时间|[是在于为定将]|{korean.BESIDE})*", re.IGNORECASE)
_ALSO = re.compile(
    r"\s*(?:、|&|and|or|und|y|et|e|和|及|或|과|와|및|그리고)\s*(?:(?:on|am|el|le)\s+)?", re.IGNORECASE
)
_LISTED = re.compile(rf"\s*[,，]\s*|{_ALSO.pattern}", re.IGNORECASE)
_BUT_NEAR = re.compile(  # between a date and the noun behind it: the party is on Monday after the exam
    r"\b(?:after|before|because|since|despite|without|nach|vor|wegen|après|avant|después|antes|dopo|prima|depois)\b"
    rf"|{korean.MEANWHILE}",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"[^:：;；。]{1,40}[:：]"
)  # under which several may stand: 考试时间：数学1月12日；物理1月14日
_OF_SEVERAL = re.compile(r"(?:s|klausuren|prüfungen|esami|时间)\W*$", re.IGNORECASE)
_ONLY_NAMED = re.compile(
    r"\W*(?:《[^》]{1,30}》\W{0,2}|(?:[\w'’.-]{1,30}[ ]){0,4}|[\u4e00-\u9fff]{0,12})\W{0,3}(?<![:：])"
)
_ELSE = re.compile(
    rf"{korean.ELSE}"
    r"|\b(?:is|are|due|hand|submit|results?|grades?|regist\w+|holidays?|break|trip|party|dinner|abgabe|ferien|ergebnisse"
    r"|résultats|vacances|entrega|resultados|vacaciones)\b"
    r"|交|截[止至]|报名|放假|成绩|分数|公布|发布|领取|查[询分]|聚|假期|开学",
    re.IGNORECASE,
)
_PART = re.compile(r"(?<!for example)(?<!e\.g\.)(?<!例如)(?<!比如)[,，]", re.IGNORECASE)
_PASSIVE = r"(?<!['’]re )(?<!['’]m )(?<!['’]s )" + "".join(
    rf"(?<!\b{each} )" for each in "a an the all as is are be been got and your our my two".split()
)
_NO_PAST = (  # ends as the past does, and says how an exam is
    rf"{_MOVED}|allowed|permitted|required|needed|expected|printed|planned|fixed|updated|confirmed|announced|hundred"
)
_OVER = re.compile(
    r"\b(?:was|were|wurden?(?!.*\b(?:verschoben|(?:vor)?verlegt|angesetzt)\b)|had|did|took|went|(?-i:sat)|wrote|began|gave"
    r"|(?<!be )(?<!is )(?<!are )held|(?<!have )(?<!['’]ve )got|came|fell|saw|felt|knew|hatten?|fand(?:en)?"
    r"|schrieb(?:en)?|war(?:en)?(?= am\b| vom\b| gestern\b| letzte|\s*(?:[,.;!]|$))|(?<=\d\. )war(?:en)?|bestand(?:en)?"
    r"|gab|fue(?:ron)?|(?!(?:aplaz|cambi|movi|traslad|adelant|retras|fij|program|anunci|confirm|inform|avis|record)ó)[a-zñ]{3,14}ó"
    r"|eran?|hubo|tuv(?:o|ieron)|était|étaient|fut|a eu|ont eu|avait|(?:è|sono) (?:stat|tenut|svolt)[oaie]"
    r"|ha avuto luogo|foi|foram|teve|(?:realiz|celebr)(?:ou|aram)-se|(?:acontec|ocorr)e(?:u|ram)"
    r"|se (?:celebró|realizó|hizo)"
    r"|s['’]est (?:tenue?|déroulée?|passée?))\b"
    rf"|(?<!^){_PASSIVE}(?<![-\w])(?!(?:{_NO_PAST})\b)(?-i:[a-z]{{2,}}[^\We]ed)\b(?!-)"
    r"|\b(?:no longer|cancell?ed|isn['’]t|aren['’]t|won['’]t|f(?:ä|ie)llt? .{0,60}\baus|abgesagt"
    r"|entfällt|annul\w+|cancelad[oa])\b"
    r"|\b(?:no|not|kein|keine)\s+(?:\w+\s){0,2}(?:exams?|midterms?|quiz(?:zes)?|tests?|klausur|prüfung|final)\b"
    r"|\b(?:posted|released|published|handed back|comes? out|go(?:es)? online)\b|(?:公布|发布)(?![：:])|出来|到货"
    r"|(?:考|试|举行|结束|参加|通过|进行|完成|开展|答辩|汇报|召开|创立|建立|实行|开始)[完]?[了过]|曾|当[时年]|恢复|首次"
    r"|历史|成立|废除|取消|没有?(?:期[末中])?(?:考|测|小测)|不考(?:试|了|$)|不[开去上](?:会|课|了|\W*$)|再说(?=吧|\W|$)|ました|でした|だった|した。"
    rf"|{korean.OVER}",
    re.IGNORECASE,
)
_NOT_ITS = re.compile(  # before the date: what is supposed, somebody else's, or only told of one
    r"\b(?:results?|grades?|marks?|scores?|solutions?|answers?|means?|averages?) (?:of|for|to)\b"
    r"|\b(?:if|suppos(?:e|ing)|imagine|assum(?:e|ing)|for example|e\.g\.|unless|whenever|wenn|angenommen)\b"
    r"|\b(?:he|she|they|who|(?:an?|the|one|each|every) student) (?:has|have|is|are|takes?|stud(?:y|ies)|prepares?)\b"
    r"|\b(?:my|his|her|their) (?:(?:boy|girl)?friend|sister|brother|mom|mum|mother|dad|father|cousin"
    r"|(?:room|class)mate)['’]s\b"
    r"|如果|假[如设若]|倘若|例如|比如|譬如|(?:(?<!其)[他她]|(?<![和跟与陪])(?:姐姐|妹妹|哥哥|弟弟|室友|朋友)"
    r"|小[李王张刘陈杨赵黄吴徐孙马朱胡林郭何高罗明红华刚])(?!们|说|通知|提醒)"
    rf"|{korean.NOT_ITS}",
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
    r"|(?:the |la |el )?(?:end of|ende|fin(?:al)?(?: d[e'’])?)\s"
    rf"|{korean.NO_DAY}",
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
    said = as_named(sentence)
    return any(named.search(said) for named in (_NAMED, _HAN_NAMED, korean.NAMED))


def may_be_attended(sentence: str) -> bool:
    """Whether what it speaks of is still to come and nobody else's, for all that it says."""
    said = as_named(sentence)
    return speaks_of_appointment(sentence) and not _OVER.search(said.strip()) and not _NOT_ITS.search(said)


def attended(sentence: str, dates: Sequence[Span]) -> set[Span]:
    """Of all the `dates` of a sentence, where they stand in it, those on which something is that one has to be there
    for: the noun stands in one part of the sentence with its date and next to it, or is joined to it by a verb."""
    if not speaks_of_appointment(sentence):
        return set()
    said = as_named(sentence)
    days = [each for each in dates if not _NO_DAY.match(sentence[slice(*each)])]
    kept = {each for each in days if _is_attended(said, each, dates)}
    for one, other in pairwise(days):
        if one in kept and _LISTED.fullmatch(said, one[1], other[0]):
            kept.add(other)
    if kept:
        kept.update(each for each in days if _is_headed(said, each))
    for other, one in pairwise(reversed(days)):
        if other in kept and _ALSO.fullmatch(said, one[1], other[0]):
            kept.add(one)
    return kept


def as_named(sentence: str) -> str:
    """The sentence as what it names is looked for: in simplified characters, sign for sign."""
    return simplified(_JAPANESE.sub("考试", sentence))


def _is_attended(said: str, date: Span, dates: Sequence[Span]) -> bool:
    start, end = date
    clause = _around(_CLAUSE, said, date, (0, len(said)))
    part = _around(_PART, said, date, clause)
    if joint := _JOINED.search(said, part[0], start):
        begins = max((each[1] for each in dates if part[0] <= each[0] < start), default=part[0])
        if _THIS.fullmatch(said, part[0], joint.start()):
            begins = clause[0]
        if any(noun[1] <= start for noun in _nouns(said, (begins, part[1]), date)):
            return not _NOT_ITS.search(said, part[0], end)
    if _BESIDE.fullmatch(said, part[0], start) and _BESIDE.fullmatch(said, end, part[1]):
        part = clause  # On 10 December, we have a quiz
    if _OVER.search(said[slice(*part)].strip()) or _NOT_ITS.search(said, part[0], end):
        return False
    rivals = [each for each in dates if part[0] <= each[0] and each[1] <= part[1]]
    return any(
        date == min(rivals, key=lambda each: _apart(said, noun, each)) for noun in _nouns(said, part, date)
    )


def _is_headed(said: str, date: Span) -> bool:
    """Whether what stands over a list of dates is such a noun, and the date is in it, with no more than a name."""
    head = _HEAD.match(said)
    is_of_several = head and _OF_SEVERAL.search(head[0])
    named = head and (_HAN_NAMED.search(head[0]) or korean.NAMED.search(head[0]))
    if not head or not (named or (is_of_several and _NAMED.search(head[0]))):
        return False
    begins, ends = _around(_CLAUSE, said, date, (head.end(), len(said)))
    if is_of_several:
        begins, ends = _around(_PART, said, date, (begins, ends))
    if begins <= head.end() or not _ONLY_NAMED.fullmatch(said, begins, date[0]):
        return False
    return not (_ELSE.search(said, begins, ends) or _OVER.search(said[begins:ends].strip()))


def _around(mark: re.Pattern[str], said: str, date: Span, within: Span) -> Span:
    """What stands between the marks around a date."""
    begins = max((each.end() for each in mark.finditer(said, within[0], date[0])), default=within[0])
    closing = mark.search(said, date[1], within[1])
    return begins, closing.start() if closing else within[1]


def _nouns(said: str, within: Span, date: Span) -> list[Span]:
    """What is named near a date."""
    return [
        each.span()
        for named, chars in (
            (_NAMED, NEAR_CHARS),
            (_HAN_NAMED, HAN_NEAR_CHARS),
            (korean.NAMED, HAN_NEAR_CHARS),
        )
        for each in named.finditer(said[: within[1]])
        if each.end() > within[0]
        and each.end() >= date[0] - chars
        and each.start() <= date[1] + chars
        and not _BUT_NEAR.search(said, date[1], each.start())
    ]


def _apart(said: str, noun: Span, date: Span) -> int:
    """How many characters part a noun from a date; none where the date is directly beside it."""
    if noun[1] <= date[0]:
        return 0 if _BESIDE.fullmatch(said, noun[1], date[0]) else date[0] - noun[1]
    return noun[0] - date[1]
