"""Which sentences define a term."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from itertools import islice

from model.language import HAN, KANA

LOOKED_AT = 400  # characters of a sentence
LOOKED_FOR = 4  # times that it has the term
FLEXED = 6  # letters of a word, from which on its last two may be others: mitochondria, mitochondrion


class Told(Enum):
    """How a sentence speaks of a term."""

    DEFINED = "defined"  # says what it is
    PERHAPS = "perhaps"  # says something that it is
    ELSE = "else"


_MARK = r"[\"“”„'‘’«»「」『』《》*_`]{0,3}"
_ARTICLE = (
    r"(?:(?:an?|the|der|die|das|ein|eine[mnrs]?|les?|la|une?|des|los|las|el|una|il|gli|uno|os?|as?|uma?) "
    r"|(?:l|un|d)['’])"
)
_NAMELY = r"(?:(?:the )?(?:term|word|concept of) |(?:der )?begriff |(?:le )?terme |(?:el )?término )"
_LABEL = (
    r"(?:(?:def(?:inition|inición|inição|inizione|\.)?|définition|note|satz|merke)"
    r"(?: \d{1,3}(?:\.\d{1,3}){0,2})?[.:)]{0,2} )"
)
_OPENS = re.compile(
    rf"\W{{0,6}}(?:\d{{1,3}}(?:\.\d{{1,3}}){{0,2}}[.):]?\s)?{_LABEL}?"
    rf"(?:(?:in|for|from|according to|recall|note|selon|dans|en|según|nach|per|secondo)\b[^,;:.]{{1,40}}"
    rf"(?:,|\bthat)\s)?{_NAMELY}?{_ARTICLE}?{_NAMELY}?{_MARK}"
    rf"|(?s:.){{0,400}}(?:[;:—–]\s|\b(?:that|que|dass|che) |, (?:and|but|und|et|y|e) ){_ARTICLE}?{_MARK}",
    re.IGNORECASE,
)
"""All that stands before a subject; of Chinese and the like see `_OPENS_UNSPACED`."""
_OPENS_UNSPACED = re.compile(rf"(?:^|[^\w\s]|(?<![{HAN}{KANA}])\s|所谓的?|[的中里上の]){_MARK}$")

_APART = r"(?:\s?[（(][^()（）]{1,80}[)）]|,\s[^,;.]{1,60},|\s[–—-]\s[^–—;.]{1,60}\s[–—-])?"
_VAGUE = (
    r"(?!(?: [\w-]+){0,2}? (?:problem|topic|subject|issue|reason|cause|result|consequence|question|example|threat"
    r"|part of|important|thema|beispiel|grund|folge|teil|problème|sujet|exemple|conséquence|partie de|problema|tema"
    r"|ejemplo|causa|consecuencia|parte de|esempio|exemplo)\b)"
)
_GENUS = (
    rf"\s(?:is|are|was|were)(?: \w+ly| just| often| also| thus)? (?:(?:an?|the|any|one|when|where|what){_VAGUE}"
    r"|(?:de|under|ex)\w+ (?:as|to be))\b"
    r"|\s(?:is|are|was|were) (?:[\w-]+ ){0,2}\w+s (?:that|which|who|whose|in which|by which|used)\b"
    rf"|\s(?:ist|sind|war|waren)(?: \w+){{0,2}}? (?:ein(?:e[rms]?)?|der|die|das|jede[rs]?|wenn|definiert){_VAGUE}\b"
    rf"|\s(?:est|sont|était|étaient)(?: donc| ainsi)? (?:(?:une?|les?|la|des|défini\w*|quand|lorsqu\w){_VAGUE}\b|l['’])"
    rf"|\s(?:es|son|era|eran|fue|fueron) (?:un|una|unos|unas|el|la|los|las|aquel\w*|cuando|definid\w+)"
    rf"{_VAGUE}\b"
    rf"|\s(?:è|sono|erano) (?:(?:uno?|una|il|lo|la|i|gli|le|quando|definit\w){_VAGUE}\b|(?:un|l)['’])"
    rf"|\s(?:é|são|eram) (?:uma?|os?|as?|quando|qualquer|definid\w+){_VAGUE}\b"
)
_MEANS = (
    r"\s(?:means?|meant|denotes?|refers? to|stands? for|describes?|designates?|signif(?:y|ies)|measures?"
    r"|bezeichne[nt]|bedeute[nt]|beschreib(?:t|en)|mein(?:t|en)|heißt|nennt man|steh(?:t|en) für"
    r"|désigne(?:nt)?|signifie(?:nt)?|correspond(?:ent)? à|consiste(?:nt)? (?:à|en)|veut dire|se définit|s['’]entend"
    r"|significan?|se refieren? a|consisten? en|designan?|se definen?|equivalen? a"
    r"|consistono? in|indica|si definisce|designa|consiste em|refere-se|define-se)\b"
)
_LISTED = (
    r"\s?(?:[:：]|[–—=]|\s-)(?!\s?(?:see|cf|p|pages?|siehe|voir|véase|ver|vgl|chapter|how|why|when|what|wie|warum"
    r"|an? (?:overview|introduction|summary)|overview|introduction|discovered|invented|introduced)\b|\W*\d)"
    r"(?=\s?\S+(?: \S+){2})"
)
_ZH_BUT = "出着示导标数责向望定南挥纹甲头点引派明控令"  # 指出, 指导: it names nothing
_ZH_POOR = "(?!非常|十分|很|比较|相当|极|最|重要|主要|关键|[我你您他她它]|大家|如何|怎|什么|[由因从在])"
_ZH_EMPTY = "(?<!重要|考点|重点|难点|问题|话题|例子|内容|基础|关键|原因|结果|部分)"
_ZH = (
    r"，?(?:(?:主要|通常|一般|就)?是指(?!什么)|指的(?:就|便)?是(?!什么)|系指|即指|(?:通常|一般|泛|特|专)?指(?:的是)?"
    rf"(?![{_ZH_BUT}])(?=.{{4}})|定义为|意味着|的?意思是|的定义(?:是|为|[：:])|是一[种类个门项套](?!非常|十分|很|重要|问题)"
    r"|[又也亦](?:称|叫|名)|即(?![将使便可刻日时若令]))"
    rf"|[：:]\s?(?!由|参?见|详见|第|P?\d|为什么|怎|如何|[，。])(?=\W?[{HAN}]).{{6}}|——(?!由|参?见).{{6}}"
    rf"|是{_ZH_POOR}[^。；！？]{{4,60}}的[^的，。；！？]{{1,8}}{_ZH_EMPTY}[。！\s]*$"
)
_JA = (
    r"(?:とは(?!限|[異异違违別别対无無言何関逆思]|い[えう]|な[にんいく])|というのは"
    r"|は、?[^。]{4,80}(?:である|です|のこと(?:です|だ)?|を(?:指|い[うい])[^。]{0,4})。?\s*$)|を[^。]{1,60}と定[義义]"
)
_KO = r"이?란\s|[은는]\s[^.]{4,120}(?:이다|입니다|(?:말|뜻|의미)(?:한다|합니다)|가리(?:킨다|킵니다))\W*$"
_DEFINES = re.compile(
    rf"{_MARK}{_APART}{_MARK}(?:{_GENUS}|{_MEANS}|{_LISTED}|{_ZH}|{_JA}|{_KO})", re.IGNORECASE
)
_MAY_DEFINE = re.compile(
    rf"{_MARK}{_APART}{_MARK}(?:\s(?:is|are|was|were|ist|sind|war|waren|est|sont|es|son|è|sono|é|são)\s"
    r"(?!(?:not|no|never|also|now|still|only|very|quite|so|too|nicht|kein\w*|auch|sehr|pas|très|aussi|no|muy|non|não|[\w-]+"
    r"(?:ed|ing|ful|ous|able|ible|ive|t|lich|ig|isch|é|ée|és|ado|ada|ido|ida|to|ta))\b)"
    rf"|\s(?:consists? of|involves?|comprises?|umfass(?:t|en)|besteh(?:t|en) aus)\b|是(?!不|否){_ZH_POOR})",
    re.IGNORECASE,
)

_NAMES = re.compile(
    r"(?:(?<!so-)\b(?:called|known as|termed|named|referred to as|dubbed|call (?:this|it|them|these)"
    r"|nenn(?:t|en) (?:man|wir)(?: (?:das|dies|es))?|hei(?:ß|ss)t|hei(?:ß|ss)en|bezeichnet (?:man )?als"
    r"|appel(?:le|ée?s?|lent)|nomm(?:e|ée?s?)|désigné\w* (?:par|sous le nom de)|connue?s? sous le nom de|dite?s?"
    r"|se (?:llaman?|denominan?|conocen? como)|llamad[oa]s?|denominad[oa]s?|conocid[oa]s? como|recibe el nombre de"
    r"|si (?:chiama(?:no)?|definisce|dice)|chiamat[oaie]|dett[oaie]|denominat[oaie]|(?:chama|denomina)m?-se"
    rf"|chamad[oa]s?|conhecid[oa]s? como) {_ARTICLE}?{_ARTICLE}?"
    r"|(?:叫[做作]?|称[为作]|称之为|谓之|命名为|定义为|(?<!不)[就便]是|简称|通称|统称为?)(?:所谓的?)?"
    rf"){_MARK}$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    rf"{_MARK}(?:\s*(?:$|[,.;:!?()（），。；：！？—–])| (?:and|or|in|by|when|if|because|which|that|is|are|was|after"
    r"|for|as|but|who|where|at|on|to|und|oder|wenn|der|die|das|le|la|les|l['’]\w+|une?|et|quand|si|el|los|las|al|y"
    r"|cuando|il|lo|o|e|quando)\b)",
    re.IGNORECASE,
)
_PAIRS = (
    (_NAMES, _CLOSES),
    (re.compile(rf"\bdefine[ds]? {_ARTICLE}?{_MARK}$", re.IGNORECASE), re.compile(rf"{_MARK} as\b")),
    (re.compile(rf"(?:^|\W){_MARK}$"), re.compile(rf"{_MARK} (?:genannt|bezeichnet)\b")),
    (
        re.compile(rf"\b(?:unter|als|by|par|por|per) {_ARTICLE}?{_MARK}$", re.IGNORECASE),
        re.compile(
            rf"{_MARK}{_APART},? (?:(?:\w+ ){{0,2}}?(?:versteh|bezeichne|definier)\w+|(?:we|I|is|are) meant?"
            r"|on (?:entend|désigne)|se entienden?|entendemos|si intend\w+)",
            re.IGNORECASE,
        ),
    ),
    (re.compile(rf"所谓的?{_MARK}$"), re.compile(rf"{_MARK}{_APART}，?(?:[就便]?是|即|指|乃)")),
    (
        re.compile(rf"(?:^|[^\w]|[はをが]){_MARK}$"),
        re.compile(rf"{_MARK}(?:と|という)(?:呼|言わ|言い|言う|い[うわい]|称)"),
    ),
    (
        re.compile(rf"(?:^|\W){_MARK}$"),
        re.compile(rf"{_MARK}(?:이?라고?|으?로)\s?(?:한다|합니다|부[르른릅]|불[리린립]|정의)"),
    ),
)
_UNSPACED = re.compile(f"[{HAN}{KANA}]")


@lru_cache(64)
def definer(terms: tuple[str, ...]) -> Callable[[str], Told]:
    """What tells how a sentence, its Chinese in simplified characters, speaks of the `terms`."""
    named = re.compile("|".join(f"(?:{_forms(term)})" for term in terms), re.IGNORECASE)

    def told(sentence: str) -> Told:
        said = " ".join(sentence[:LOOKED_AT].split())
        found = {_at(said, match.start(), match.end()) for match in islice(named.finditer(said), LOOKED_FOR)}
        return Told.DEFINED if Told.DEFINED in found else Told.PERHAPS if Told.PERHAPS in found else Told.ELSE

    return told


def _forms(term: str) -> str:
    """A term in whichever number or case: of words of a spaced script, the last letters may be others."""
    return r"[\s-]{1,2}".join(_form(word) for word in term.split())


def _form(word: str) -> str:
    before = rf"(?<![^\W_{HAN}{KANA}])" if not _UNSPACED.match(word[0]) and word[0].isalnum() else ""
    if not re.fullmatch(r"[A-Za-zÀ-ÿ-]{3,}", word) or word.isupper():
        return before + re.escape(word) + (rf"(?![^\W_{HAN}{KANA}가-힣])" if before else "")
    stem, rest = (word[:-2], "{1,4}") if len(word) >= FLEXED else (word, "{0,2}")
    return rf"{before}{re.escape(stem)}[A-Za-zÀ-ÿ]{rest}(?![A-Za-zÀ-ÿ])"


def _at(said: str, start: int, end: int) -> Told:
    before, after = said[:start], said[end:]
    opens = _OPENS.fullmatch(before) or (_UNSPACED.match(said, start) and _OPENS_UNSPACED.search(before))
    if opens and _DEFINES.match(after):
        return Told.DEFINED
    if any(ahead.search(before) and behind.match(after) for ahead, behind in _PAIRS):
        return Told.DEFINED
    return Told.PERHAPS if opens and _MAY_DEFINE.match(after) else Told.ELSE
