"""What a note is called until its person names it: what the document calls itself, else its file's name, else a pasted
mail's or a letter's subject, else where a talk says what it is about, else how it begins below a greeting and what else
stands above a text; of a chat's message what was said, not by whom and when. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.texts.dates.said.stamps import without_stamp
from bot.texts.divided import undivided
from bot.texts.letterheads import below, is_salutation
from bot.texts.openings import announced
from bot.texts.visible import visible
from model import mail_line, subject_line

CHARACTERS = 80
BEGINNING = 12  # sentences, in which a mail has its subject and a talk says its own
LOOKED_AT_CHARS = 1_000  # of a sentence
LONGEST_NAME_CHARS = 70  # of a chapter; what is longer is the first line of its text
_PART = re.compile(  # Chapter 4 · 第三章
    r"((?:chapter|unit|lecture|lesson|part|section|module|topic|week|session|class|kapitel|teil|lektion|vorlesung|einheit"
    r"|woche|chapitre|partie|leçon|cours|unité|séance|capítulo|unidad|tema|lección|clase|parte|capitolo|unità|lezione"
    r"|unidade|aula|lição) (?:\d{1,3}(?:\.\d{1,2}){0,2}|[ivxlc]{1,6}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|(?P<han>第\s?[一二三四五六七八九十百\d]{1,4}\s?(?:[章节節课課讲講篇編回部]|单元|單元|部分)))\s?[.:：–—-]?",
    re.IGNORECASE,
)
_NO_NAME = re.compile(  # is what stands below a part's number, but its author, its day, its own list or its text
    r"[^\w“\"«„‘『「《¿¡]|[\d\W]*$|\d{1,2}[.:]\d|\w\W*$|(?:by|von|par|por|di) (?-i:[A-Z])|(?:prof|dr|mrs?|ms)\b\.?"
    r"|(?:table of )?contents\b|inhalt\w*$|(?:learning )?(?:objectives|outcomes|goals)\b|lernziele|homework\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\w+tag$|[“\"«„][^“”\"«»„]{0,60}[?!.,…][”\"»]",
    re.IGNORECASE,
)
_PAGE = re.compile(r"(?<=\S)(?:[ ]{3,40}|\t{1,9})\d{1,4}\s*$")  # THE REVOLUTION      47
_RECORDED = re.compile(r"^\s*(?:[\[(](?:\d{1,2}:)?\d{1,2}:\d\d[\])]|(?:00?:)?00?:\d\d)\s+(?=\S)")
_GREETS = re.compile(  # 各位同学大家好[玫瑰]关于寒假的几件事
    r"^\s*(?:[各亲親尊][^，。！？\n]{0,10})?(?:大家|同[学學]们?|你们|您|老[师師]们?|家[长長]们?)好"
    r"(?:\[[^\[\]\n]{1,4}\]|[！!，,。~～☀-➿\U0001f300-\U0001faff\s])+(?=[^\n]{4})"
)
_BRACED = r"\{((?:[^{}\n]|\{[^{}\n]{0,100}\}){1,200})\}"
_LATEX_TITLE = re.compile(rf"\\title{_BRACED}")
_LATEX_HEADING = re.compile(rf"\\(?:chapter|part|(?:sub){{0,2}}section)\*?{_BRACED}")
_LATEX_MARKED = re.compile(r"\\[a-z]{1,12}\{([^{}]{0,100})\}")  # \emph{…}
_ENDS = re.compile(r"[.!?…。！？][\W_]*$")


def title_of(own: str | None, given: str | None, sentences: Sequence[str]) -> str:
    """`own` is the document's own title, `given` what it came with; `sentences` are its first, BEGINNING at most."""
    return _title(own, given, sentences) or shortened(_beginning(sentences)) or "–"


def is_titled(own: str | None, given: str | None, sentences: Sequence[str]) -> bool:
    """Whether that is a title; else it is called by words of its text."""
    return bool(_title(own, given, sentences))


def shortened(text: str) -> str:
    """`text` as a title: as it is seen, and cut where it is long."""
    title = visible(undivided(text))
    return title if len(title) <= CHARACTERS else title[: CHARACTERS - 1].rstrip() + "…"


def beside(title: str, words: str) -> str:
    """The title as it stands beside words of the note; empty where it is only how they begin, or most of them."""
    if title in (shortened(words), shortened(without_stamp(words))):
        return ""
    said = visible(undivided(words))
    begun = title.removesuffix("…")
    is_most = begun in said and (begun != title or 2 * len(title) > len(said))
    return "" if is_most else title


def is_sentence(title: str) -> bool:
    """Whether a title that is only words of the text reads like a sentence, or is the beginning of one."""
    return _ENDS.search(title) is not None


def _title(own: str | None, given: str | None, sentences: Sequence[str]) -> str:
    named = (own or "", given or "", _in_latex(sentences), _subject(sentences))
    return next(filter(None, map(shortened, named)), "")


def _in_latex(sentences: Sequence[str]) -> str:
    r"""What \title{…} says."""
    return next(
        (_unmarked(found[1]) for each in sentences if (found := _LATEX_TITLE.search(each[:LOOKED_AT_CHARS]))),
        "",
    )


def _subject(sentences: Sequence[str]) -> str:
    """Of a pasted mail, or a letter's above who is greeted."""
    if mail_line(sentences[0]) is None:
        greeted_at = next((i for i, each in enumerate(sentences) if is_salutation(each)), 0)
        sentences = sentences[:greeted_at]
    lines = (line for sentence in sentences for line in sentence.splitlines())
    return next(filter(None, map(subject_line, lines)), "")


def _beginning(sentences: Sequence[str]) -> str:
    if subject := announced([without_stamp(each) for each in sentences]):
        return subject
    kept = below(sentences) or sentences
    if numbered := _numbered(kept):
        return numbered
    first = _PAGE.sub("", without_stamp(kept[0]) or kept[0])
    headed = _LATEX_HEADING.fullmatch(first.strip())
    first = _unmarked(headed[1]) if headed else first
    for opening in (_RECORDED, _GREETS):
        first = opening.sub("", first, count=1) or first
    return first


def _unmarked(heading: str) -> str:
    return _LATEX_MARKED.sub(r"\1", heading)


def _numbered(sentences: Sequence[str]) -> str:
    """Chapter 4: Cells, of a part's number and what it is called on the lines below; empty where there is no such."""
    number, _, name = sentences[0][:LOOKED_AT_CHARS].strip().partition("\n")
    name = " ".join((name or "".join(sentences[1:2])[:LOOKED_AT_CHARS]).split())
    part = _PART.fullmatch(number.strip())
    if part is None or not _may_name(name):
        return ""
    return f"{part[1]}{' ' if part['han'] else ': '}{name}"


def _may_name(said: str) -> bool:
    """Whether it may be what the part numbered above it is called."""
    if not 0 < len(said) <= LONGEST_NAME_CHARS or is_sentence(said):
        return False
    return not (_NO_NAME.match(said) or _PART.fullmatch(said) or is_salutation(said))
