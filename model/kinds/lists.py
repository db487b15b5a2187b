"""Items of a list under a heading that says they are to be done, as minutes have them. Pure. Reached by `scoring`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model.sentences import Layout

LONGEST_WORDS = 30
_HEADING = re.compile(
    r"\W*(?:(?:our |open )?action (?:items?|points?)|next steps|(?:open )?to[- ]?dos?(?: list)?|nächste schritte"
    r"|(?:things )?to do (?:before|by|for|until|this) .{2,30}"
    r"|(?:before|for) next (?:week|class|lecture|time|meeting|session)"
    r"|próximos pasos|à faire|prochaines étapes|待办(?:事项|清单)?|行动项|下一步(?:计划|工作|安排)?"
    r"|(?:\d{1,2}[.)]\s?)?(?:앞으로\s?)?(?:해야\s?)?할\s?일(?:\s?목록)?|실행\s?(?:항목|과제)|액션\s?아이템|다음\s?단계|향후\s?(?:계획|일정))\W*",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^\W*\[x\]|[✓✔✅☑]|~~|\((?:done|erledigt|fait|hecho)\)|^\W*(?:none|keine|无|없음)\W*$|[(（]?완료[)）]?\W*$",
    re.IGNORECASE,
)
_SAYS_MORE = re.compile(
    r"\W*(?:(?:he|she|it|this|that|these|they|the|there|we|our|his|her|er|sie|es|das|il|elle)\b|[这那它他她])",
    re.IGNORECASE,
)


def to_be_done(sentences: Sequence[str], layouts: Sequence[Layout]) -> Iterator[bool]:
    """For each sentence whether it is such an item, and neither done nor something more said of one."""
    inside = False
    for sentence, layout in zip(sentences, layouts, strict=True):
        is_item = layout is Layout.BULLET
        is_heading = _HEADING.fullmatch(sentence) is not None
        inside = (inside and is_item) or is_heading
        is_brief = len(sentence.split()) <= LONGEST_WORDS
        is_done = _DONE.search(sentence) or _SAYS_MORE.match(sentence)
        yield inside and is_item and is_brief and not (is_heading or is_done)
