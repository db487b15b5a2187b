"""A title that stands at the beginning of its own paragraph: 9.5 Effect of Termination. · Day 1. · Late work.

Pure, linear. Reached by `splitting`, which leaves such a title with the sentence that it is the topic of. One without a
number is one only where another paragraph of the text has one too, as a syllabus or a set of rules does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from model.sentences.headings import has_end

_VERBS = (
    r"is|are|was|were|be|will|must|should|can|may|has|have|had|does|do|did|fell|rose|came|went|won|lost|died|grew|ran|began"
    r"|broke|left|said|knew|saw|took|gave|made|got|met|sat|stood|spoke|told|thought|wrote|flew|drew|kept|led|held|felt|paid"
    r"|sold|sent|cut|hit|let|put|works|helps|matters|happens|grows|falls|rises|means|follows|remains"
)
NUMBERED = re.compile(
    rf"\W{{0,3}}(?:(?:§\s?)?\d{{1,3}}(?:\.\d{{1,3}})+\.?\s(?![A-Z]\.)[A-Z][\w’'-]*(?:\s(?!(?:{_VERBS})\b)[\w’'-]+){{0,5}}"
    r"|(?:[A-ZÀ-ÞА-ЯЁ][a-zß-ÿа-яё]{2,11}|(?:Figs?|Tab|Abb|Eqs?|Ex|Thm|Def|Lem|Prop|Cor|Рис|Табл)\.)\s\d{1,3}(?:\.\d{1,3})*"
    r"(?:\s\([^()]{1,60}\))?|(?:Theorem|Thm|Lemma|Lem|Proposition|Prop|Corollary|Cor|Def|Remark|Proof|Ex|Claim"
    r"|Satz|Beweis|Bemerkung|Théorème|Lemme|Remarque|Preuve|Démonstration|Teorema|Lema"
    r"|Observación|Demostración|Dimostrazione|Osservazione)(?:\s\([^()]{1,60}\))?"
    r"|Abstract|Summary|Background|Objectives?|Aims?|Methods?|Results|Conclusions?|Zusammenfassung|Hintergrund|Resumen"
    r"|Résumé|Introducción|Zielsetzung|Métodos|Méthodes)\.\s+(?=[A-ZÀ-ÞА-ЯЁ“«\"])"
)
_WORD = rf"(?!(?:{_VERBS})\b|\w+(?:ed|ly)\b)(?:[a-z][a-z-]{{1,14}}|[A-Z][\w-]{{1,14}})"
_FIRST = (
    r"(?!(?:I|It|He|She|They|We|You|This|That|These|Those|The|An?|My|Our|Your|His|Her|Its|Their|What|Why|How|When|Where|Who"
    r"|Which|Yes|No|Not|Ok|Okay|Oh|Well|Hi|Hello|Dear|Thanks?|Sorry|Please|Good|Welcome|Never|Let|And|But|So|Or|Then|Now"
    r"|There|Here|One|Nobody|Nothing|Everyone|Everybody|Everything|Someone|Somebody|Something|All|Some|Most|Many|Few|Mrs?"
    r"|Ms|Dr|Prof|St|Just|Only|Enough|Next|First|Once|Too|Such|See|Read|Do|Be|Don)\b)[A-Z]"
)
_CLAUSE = (  # Mitosis makes two cells. · Cells die. This is
    r"(?!(?:[\w-]+\s){1,2}(?<=s\s)(?:the|an?|two|three|four|five|its|his|her|their|our|your|no|all|every)\b"
    r"|\w+(?:\s[\w-]+){1,3}\.\s+(?:This|These|That)\s(?:is|are|was|were|will|would|can|could|may|might|must|should|has|have"
    r"|does|makes?|means?|helps?|needs?|takes?|gives?|keeps?|lets?|causes?|allows?|includes?|leads?|happens?|explains?|shows?"
    r"|produces?|requires?|reduces?|increases?|prevents?|creates?|ensures?|costs?|works?|depends?|saves?)\b)"
)
_PLAIN = re.compile(
    rf"{_CLAUSE}(?:{_FIRST}[\w-]{{1,14}}(?:\s{_WORD}){{1,3}}|[A-Z][a-z]{{2,12}}(?:tion|sion|ment|ance|ence|ity|ness)s?)\.\s+"
    r"(?=(?:You|We|The|This|These|All|If|Any|Each|Every|Students|No|There|It|An?|Your|Our|Please|Only)\b)"
)
_LOOSE = re.compile(  # where there are such titles, what follows another one need not begin so: Late work. Essays lose
    rf"{_CLAUSE}(?:{_FIRST}[\w-]{{1,14}}(?:\s{_WORD}){{1,3}}|[A-Z][a-z]{{2,12}}(?:tion|sion|ment|ance|ence|ity|ness|ing)s?)\.\s+"
    r"(?=[A-Z])"
)

_ITEM = re.compile(r"(?:^|\s)\d{1,2}[.)]\s+$")
_CLAUSE_TITLE = re.compile(  # of a contract's clause: 3. Payment. The Tenant
    rf"{_FIRST}[a-z]{{3,14}}(?:\s(?:of|and|to)\s[A-Za-z]{{3,14}})?\.\s+(?=(?:The|This|An?|All|Any|Each|Either|Neither|No|If"
    r"|Every|You|We|Your|Our|Where|Upon|In)\b)"
)
_NEW_LINE = re.compile(r"[.!?][\"”’)]*[ \t]*\r?\n(?=\S)")


def titles(text: str, blocks: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Where such a title ends, by where it begins: at the beginning of one of `blocks`, (start, end) in the text, or of
    a line in one that a sentence ends before."""
    numbered, plain, loose, begun = {}, {}, {}, 0
    items: dict[int, int | None] = {}
    for start, end in blocks:
        begun += has_end(text, start, end)
        if _ITEM.search(text[max(0, start - 6) : start]):
            found = _CLAUSE_TITLE.match(text, start, end)
            items[start] = found.end() if found else None
        for at in (start, *(line.end() for line in _NEW_LINE.finditer(text, start, end))):
            if found := NUMBERED.match(text, at, end):
                numbered[at] = found.end()
            elif found := _PLAIN.match(text, at, end):
                plain[at] = found.end()
            elif found := _LOOSE.match(text, at, end):
                loose[at] = found.end()
    titled = {at: title_end for at, title_end in items.items() if title_end}
    numbered |= titled if len(titled) > max(1, len(items) / 2) else {}
    return numbered | (plain | loose if len(plain) > max(1, begun / 4) else {})
