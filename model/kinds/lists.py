"""Items of a list under a heading that says they are to be done, as minutes have them. Pure. Reached by `scoring`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.kinds.cue_parts_of_han import ZH_NAME
from model.sentences import Layout

LONGEST_WORDS = 30
LONGEST_LINE = 120  # characters of one without a mark
LONGEST_HAN = 40
MINUTES_IN = 8  # sentences from a text's beginning

_HEADING = re.compile(
    r"\W*(?:(?:our |open )?action (?:items?|points?)|next steps|(?:open )?to[- ]?dos?(?: list)?|nächste schritte"
    r"|(?:things )?to do (?:before|by|for|until|this) .{2,30}"
    r"|(?:before|for) next (?:week|class|lecture|time|meeting|session)|offene (?:punkte|aufgaben)|noch zu (?:tun"
    r"|erledigen)"
    r"|próximos (?:pasos|passos)|(?:tareas )?pendientes|à faire|prochaines étapes|a fazer|da fare|prossimi passi"
    r"|今後の(?:予定|対応|アクション)|アクションアイテム|(?:宿題|課題)事項|やること"
    r"|待办(?:事项|清单)?|行动项|下一步(?:计划|工作|安排)?|待辦(?:事項|清單)?"
    r"|(?:\d{1,2}[.)]\s?)?(?:앞으로\s?)?(?:해야\s?)?할\s?일(?:\s?목록)?|실행\s?(?:항목|과제)|액션\s?아이템|다음\s?단계|향후\s?(?:계획|일정))\W*",
    re.IGNORECASE,
)
_HEADING_IN_MINUTES = re.compile(
    r"\W*(?:aufgaben(?:verteilung)?|tasks|tareas|tarefas|tâches|compiti|任务(?:分工)?|分工|(?:업무|역할)\s?분담)\W*",
    re.IGNORECASE,
)
"""Exercises, and what an organ does, in notes to study."""
_MINUTES = re.compile(
    r"\W*(?:protokoll|(?:meeting )?minutes|meeting notes|acta|compte[- ]rendu|verbale|ata d[ae]|anwesend|present"
    r"|attendees"
    r"|asistentes|présents|presenti|会议(?:纪要|记录)|出席|議事録|.{0,30}회의록|참석)(?!\w*[a-z])",
    re.IGNORECASE,
)
_NEXT_PART = re.compile(
    r"\W*(?:sonstiges|verschiedenes|termine?|beschlüsse|nächste (?:sitzung|treffen)\b.*|a\.?o\.?b\.?"
    r"|any other business|decisions?"
    r"|discussion|next meeting\b.*|varios|ruegos y preguntas|acuerdos|divers|varie|其他(?:事项)?|散会|备注|决议"
    r"|讨论(?:事项)?|下次会议.{0,20}|決定事項|その他|次回.{0,20}|decisiones|décisions|decisioni|decisões"
    r"|(?:결정|의결|합의|논의|공지|참고|기타)\s?(?:사항|내용|안건)|진행\s?상황|기타|다음\s?(?:회의|모임).{0,20})\W*",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"(?:[A-ZÄÖÜÀ-Ý][\w’'-]{1,20}(?: [A-ZÄÖÜÀ-Ý][\w’'.-]{0,20})?(?:(?:,| &| und| and| y| et"
    r"| e) [A-ZÄÖÜÀ-Ý][\w’'-]{1,20}){0,2}"
    rf"(?:\s?[:：]| [–—-])\s|(?:{ZH_NAME})\s?[：:—–-]|[\u4e00-\u9fff]{{1,4}}[：:]"
    r"|(?!장소|시간|일시|날짜|참고|문의|비고|기타|준비물|주의|안건|결과|다음|예)"
    rf"[가-힣]{{1,4}}(?: [가-힣]{{2,3}})?\s?[：:])\s?\S"
)
"""Whose task it is: Lena – print the posters."""
_NAMED_HAN = re.compile(rf"(?:{ZH_NAME})(?!是|[^。]{{0,20}}[了已])[\u4e00-\u9fff]{{3}}")
_DONE = re.compile(
    r"^\W*\[x\]|[✓✔✅☑]|~~|\((?:done|erledigt|fait|hecho)\)|^\W*(?:none|keine|无|없음)\W*$|[(（]?완료[)）]?\W*$",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\W*(?:(?:he|she|it|this|that|these|they|the|there|we|our|his|her|er|sie|es|das|il|elle)\b|[这那它他她])",
    re.IGNORECASE,
)


def to_be_done(sentences: Sequence[str], layouts: Sequence[Layout]) -> Iterator[bool]:
    """For each sentence whether it is such an item, and neither done nor something more said of one. A line without a
    mark is one where it names who has to do it; below a heading that may be one of exercises, so must all in minutes.
    """
    of_minutes = any(_MINUTES.match(sentence) for sentence in sentences[:MINUTES_IN])
    inside = by_name = False
    for sentence, layout in zip(sentences, layouts, strict=True):
        is_named = _NAMED.match(sentence) is not None
        if _HEADING.fullmatch(sentence):
            inside, by_name, is_item = True, False, False
        elif of_minutes and _HEADING_IN_MINUTES.fullmatch(sentence):
            inside, by_name, is_item = True, True, False
        else:
            is_item = layout is Layout.BULLET or (
                layout is Layout.PROSE
                and len(sentence) <= LONGEST_LINE
                and (is_named or _is_named_han(sentence))
            )
            inside = inside and is_item and not _NEXT_PART.fullmatch(sentence)
        is_brief = len(sentence.split()) <= LONGEST_WORDS
        is_one = inside and is_item and is_brief and (is_named or not by_name)
        yield is_one and not (_DONE.search(sentence) or _SAYS_MORE.match(sentence))


def _is_named_han(sentence: str) -> bool:
    return len(sentence) <= LONGEST_HAN and _NAMED_HAN.match(sentence) is not None
