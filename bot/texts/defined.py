"""What a sentence defines, where its wording is that of a definition, by language. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.texts.called import APPOSED, CALLED, UNDERSTOOD
from bot.texts.glossed import headed
from bot.texts.terms import HAN
from model import main_code, simplified

SUBJECT_WORDS = 6  # a longer subject is the half of the sentence
LONGEST_CHARS = 2_000  # of a sentence, as much is looked at
MARKS = ' \t“”"„‘’«»「」『』《》`*_'

_LIST_MARK = re.compile(r"^\W{0,20}\d{1,3}(?:\s*[.)、）．](?!\d)\s*| (?=(?:The|An?) ))")
_COMMA = re.compile(rf",(?=\s?\W?[{HAN}])")
_SAID_AT = re.compile(r"^\W{0,3}(?:\d{1,2}:)?\d{1,2}:\d\d[\])]?(?!\S)\W{0,4}")
_MARK_WITHIN = re.compile(r"[”“»«」』》]|’’|\w’(?=\s)(?<!s’)")
_EQUATION = re.compile(r"[=^\\<>]")
_ASKS = re.compile(r"[?？]\W{0,6}$")
_DEFINITION = re.compile(
    r"^\W{0,20}(?:def(?:inition|inición|inição|inizione)?|définition|定[义義])\.?\s?(?:\d{1,3}(?:\.\d{1,3}){0,3})?"
    r"(?:\s?[:：.]\s?|\s(?=\W*(?-i:[A-Z])))",
    re.IGNORECASE,
)
"""Definition 2.1., 定义："""
_LABEL = re.compile(r"^\W{0,20}\w[\w.]{0,20}(?: [\w.]{1,20}){0,2}(?::\s|：\s?)")
"""Note:, Key term:"""

_TERM = r"(?P<term>[^,;:()]+?)(?: ?\([^()]{1,80}\))?"
_LED_IN = r"^\W{{0,20}}(?:(?:{}) [^,;:()]{{1,40}}, )?"
_NAMED = {  # "… is called the stroma": the term comes last
    "en": r"(?:is|are|was|were) (?:also )?(?:called|known as|termed|named|referred to as)"
    r" (?!(?:up)?on\b|for\b|to\b|off\b|into?\b|by\b|after\b|so\b|and\b|but\b)(?P<term>[^,.;:()]+?)"
    r"(?= (?:if|iff|when|whenever|in|because|by|where|which|that|who|since|as|after|unless|while|and (?:is|are"
    r"|was|were"
    r"|has|have|can|takes|makes|lasts|occurs|happens|consists|serves|helps|plays|begins|ends))\b|[,.;:()!?]|$)",
    "es": r"(?:se (?:llaman?|denominan?|conocen? como)|se entienden? por) (?!así\b|a\b)"
    r"(?P<term>(?:(?:el|la|los|las) )?[^,.;:()]+?)"
    r"(?= (?:en|cuando|si|porque|por|que|al|a los?|a las?|y (?:es|son|está|tiene|se|fue))\b"
    r"|(?<! de) (?:el|la|los|las)\b|[,.;:()!?]|$)",
    "de": r"\b(?:nennt man(?! (?:die|der|das|den|ein)\b)|(?<!\bdas )(?<!\ber )(?<!\bsie )heißt|heißen"
    r"|bezeichnet man als"
    r"|(?:wird|werden) (?:auch )?als(?=[^,.;:()]{1,60} (?:bezeichnet|definiert)\b)"
    r"|(?:wird|werden)(?=[^,.;:()]{1,40} genannt\b)) (?P<term>[^,.;:()]+?)"
    r"(?= (?:wenn|weil|bezeichnet|definiert|genannt|in|im|bei)\b| und (?-i:[a-zäöü])|[,.;:()!?]|$)",
    "fr": r"(?:on (?:appelle|nomme)(?! (?:la|les?) | l['’])|on entend par|(?<!\bil )(?<!\belle )s['’]appelle(?:nt)?"
    r"|se nomme(?:nt)?|(?:est|sont) (?:aussi )?(?:appelé|nommé)e?s?)"
    r" (?!ainsi\b|par\b|à\b|comme\b)(?P<term>(?:(?:les?|la) |l['’])?[^,.;:()]+?)"
    r"(?= (?:si|quand|lorsque|en|dans|par|qui|que|une?|tout|toute|ce|ceux|et (?:il|elle|est|sont|a|ont|se|on|peut))\b"
    r"|(?<! de) (?:le|la|les)\b|(?<! de) l['’]"
    r"|[,.;:()!?]|$)",
    "it": r"si (?:intende per|chiama(?:no)?|definisce|definiscono|(?<!come si )dice)(?! che\b) (?P<term>[^,.;:()]+?)"
    r"(?= (?:se|quando|in|perché|che|il|la|lo|i|gli|le)\b|[,.;:()!?]|$)",
    "pt": r"(?:(?:chama|denomina)m?-se(?: de)?|(?:entende|conhece)m?-se (?:por|como)|se (?:chama|denomina)m?"
    r"|(?:é|são) (?:também )?(?:chamad|denominad)[oa]s?(?: de)?|(?:é|são) conhecid[oa]s? (?:como|por))"
    r" (?!assim\b|a\b|por\b)(?P<term>(?:(?:os?|as?) )?[^,.;:()]+?)"
    r"(?= (?:em|quando|se|porque|por|que|ao|aos|à|às|e (?:é|são|está|tem|se|foi))\b|(?<! de) (?:os?|as?|uma?)\b"
    r"|[,.;:()!?]|$)",
    "zh": r"(?:被?称为|称之为|称作|叫做|叫作|(?:[这那此](?:种[^，。]{0,4})?)[就便]叫(?![做作]))"
    r"(?:[^，。,；：（）的]{1,8}的(?=[“「]))?(?P<term>[^，。,；：（）的]+)",
    "ja": rf"を「?(?P<term>[{HAN}ァ-ヴー・A-Za-z]{{2,20}})」?(?:と|という)(?:呼[ぶびば]|い[うい]|言[うい]|称)",
    "ko": r"[을를] (?P<term>[^,.;:()을를]{1,25}?)이?라고(?:도)? ?(?:한다|합니다|해요|부(?:른|릅니)다|불러요)",
}
_DEFINED = {  # "Photosynthesis is the process by which …": it comes first
    "en": _LED_IN.format("In|For|By|From|According to")
    + _TERM
    + r" (?:(?:is|are|was|were) (?:an?|the|any|one (?:of|that|which|who|whose|in which)|defined as|when)"
    r"|(?:are|were) (?:[\w-]{1,30} ){0,2}(?!always|perhaps|sometimes)\w{1,30}s (?:that|which|who|whose)"
    r"|means?|denotes?|refers? to|(?:(?:also|often|usually|typically) )?(?:occurs|arises|takes place) (?:when|if|where)"
    r"|consists? of|stands? for|states? that)\b",
    "es": _LED_IN.format("En|Según|Por")
    + _TERM
    + r" (?:(?:es|son|era|eran) (?:una?|el|la|los|las)(?! (?:lunes|martes|miércoles|jueves|viernes|sábado|domingo"
    r"|día|\d))|significan?|consisten? en|se refieren? a|se definen? como)\b",
    "de": _LED_IN.format("In|Im|Nach|Laut")
    + r"(?:(?:Unter|Als) (?P<as>)|(?!Unter |Als ))"
    + _TERM
    + r" (?:(?(as)(?:versteht|bezeichnet|verstehen|bezeichnen)"
    r"|(?:(?:ist|sind|war|waren) (?:eine?|der|die|das|definiert)|bezeichne[nt]|bedeute[nt]|beschreib(?:t|en)"
    r"|nennt man|versteht man))\b)",
    "fr": _LED_IN.format("En|Dans|Selon")
    + _TERM
    + r" (?:(?:est|sont|était|étaient) (?:une?\b|les?\b(?! (?:lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|dimanche|\d))|la\b|des\b|l['’]|définie?s? comme\b)|désigne(?:nt)?\b"
    r"|signifie(?:nt)?\b|correspond(?:ent)? à\b|consiste(?:nt)? [àe]n?\b)",
    "it": _LED_IN.format("In|Secondo")
    + _TERM
    + r" (?:(?:è|sono|era|erano) (?:una?\b|uno\b|un['’]|il\b|lo\b|la\b|l['’]|i\b|gli\b|le\b)|significa\b|indica\b)",
    "pt": _LED_IN.format("Em|Segundo|No|Na")
    + _TERM
    + r" (?:(?:é|são|era|eram) (?:uma?|os?|as?|qualquer)\b|significam?\b|consistem? em\b|refere(?:m)?-se a\b"
    r"|(?:define|caracteriza)m?-se (?:como|por)\b|(?:é|são) definid[oa]s? como\b)",
    "zh": r"^\W{0,20}(?:[^，。,；：（）]{1,15}[中里上]，)?(?P<so>所谓的?\W?)?(?P<term>[^，。,；：（）]{1,20}?)"
    r"(?(so)[”’」』》]?，?)(?:[（(][^（）()]{1,40}[）)])?(?:，[又也亦](?:称|名|叫)[^，。]{1,20}，)?(?:就?(?:是指|指的就?是|定义为|意味着|是一[种个类])|系指|(?(so)就是|(?!))"
    r"|(?:通常|一般|主要|泛|特|专)?(?<![手食拇戒所意是股期恒拟直实里在与和])指(?![出着示导标数责向望定南挥纹甲头点引派明代控令])(?=[^。]{4,80}的)"
    r"|是[^，。]{1,30}的[^的，。]{0,4}(?:过程|方法|现象|总称"
    r"|(?:统称|总和|学科|科学|技术|制度|能力|规律|单位|物质|结构|权利|行为|状态)(?=[，。；、：（(！”]|之一|$)))",
    "ja": r"^\W{0,20}(?:(?:[^、。「」]{1,15}、|ここで、?)「)?(?P<term>[^、。「」]{1,20}?(?<![こもあひ何]))」?"
    r"(?:（[^（）]{1,40}）|\([^()]{1,40}\))?"
    r"とは(?![限異違言])(?=[、,]|.{0,200}(?:である|こと|いう|いいます|指す|指します|もの|意味|です|だ)\W*$)",
    "ko": r"^\W{0,20}(?:[^,.;:()“”]{1,15}에서 )?\W?(?P<term>[^,.;:()]{1,30}?)[”’」』》]?(?: ?\([^()]{1,40}\))?"
    r"(?:(?:이란|란|이?라는 것은),? (?=.{4,300}(?:한다|합니다|해요|이다|입니다|된다|됩니다)\W*$)"
    r"|[은는],? (?=.{4,300}(?:(?:말|뜻|의미|지칭|정의)(?:한다|합니다|해요|된다|됩니다)|가리킨다|가리킵니다"
    r"|일컫는다|이른다|(?:과정|현상|학문|방법|기술|제도|작용|반응|이론|법칙|원리|비율|능력|기법|구조"
    r"|성질|관계|기관|물질|기능|상태|행위|것)(?:이?다|입니다|이에요|예요))\W*$))",
}
_APART = re.compile(  # "Its key enzyme, RuBisCO, is …": what has capitals within is a name
    r"^[^,.;:()]{3,60}, (?P<term>\w{0,20}[a-z\d][A-Z]\w{0,20}|[A-Z]{2}\w{0,20}), (?:is|are|was|were|es|son|eran?)\b"
)
_ARTICLES = re.compile(
    r"^(?:(?:an?|the|un|una|el|la|los|las|eine?[nmrs]?|der|die|das|den|dem|les?|une|des|il|lo|gli)\s+|l['’]\s?)",
    re.IGNORECASE,
)
_POINTERS = re.compile(
    r"^(?:this|that|these|those|it|they|he|she|we|you|i|there|here|what|which|who|one|est[aeo]s?|[ée]l|ell[ao]s?"
    r"|today|now|then|everyone|everybody|nobody|somebody|someone|anyone|everything|nothing"
    r"|something|how|why|when|where|heute|morgen|nun|jetzt|da|dann|\w+(?:ig|lich|isch)|aujourd['’]hui|voi(?:ci"
    r"|là)|hoy|aquí"
    r"|das|dies(?:e[rs]?)?|es|er|sie|wir|ich|du|ihr|man|was|wer|hier|dort|c['’]?|ce(?:la|ci)?|ça|ils?|elles?"
    r"|on|nous|vous|je"
    r"|quest[oaie]|esso|essa|ciò"
    r"|这[种个些]?|那[种个些]?|它们?|他们?|她们?|我们?|你们?|これ|それ|あれ|ここ|이(?:것|들)?|그(?:것|들|녀)?"
    r"|저|우리|여기)$",
    re.IGNORECASE,
)

_NO_TERMS = re.compile(
    r"^[他她我你您]们?的|^[这那我你您]|^(?:this|these|those|such) |\bthere$|^s['’]|^.{0,80} (?:que|dass|che)(?= )"
    r"|^(?:my|our|your|their|meine?|unsere?|mon|ma|mes|notre|nos|mis?|nuestr[oa]s?"
    r"|im|am|beim|vom|zum|zur|au|aux|al"
    r"|(?:in|on|at|by|for|from|with|under|inside|within|among|between|behind|above|below|near|after|before|during"
    r"|an|auf|aus|bei|mit|nach|von|zu|für|über|unter|vor|durch|dans|en|à|pour|avec|sur"
    r"|sous|por|para|con|sobre|su|per) (?:the|an?|this|that|these|those|each|every|der|die|das|dem|den|des|eine[mnrs]?"
    r"|ein|diese[mnrs]?|les?|la|une?|cette?|ces|el|los|las|una?|cada|est[aeo]s?|il|lo))\b",
    re.IGNORECASE,
)
"""What begins so is no term but where something is, or whose: “In der Zelle ist der Kern”."""

_LEADS_ELSEWHERE = re.compile(  # written so: IT security, an AND gate and ES cells are terms
    r"(?:[Hh]is|[Hh]er|[Ii]ts|[Ss]eine?|[Ii]hre?|[Ss]on|[Ss]a|[Ss]es|[Ll]eurs?|[Ss]us?|[Ii]f|[Ss]o|[Aa]nd"
    r"|[Bb]ut|[Ww]hen"
    r"|[Ww]hat|[Ww]ho|[Bb]ecause|[Ss]ince|[Aa]lthough|[Ww]hile|[Ww]hether|[Tt]hat|[Hh]ow|[Ww]hy|I|[Ww]e|[Hh]e|[Ss]he"
    r"|[Tt]hey|[Yy]ou|[Ii]t|[Jj]e|[Ee]lles?|[Ii]ch|[Ww]ir|[Ee]r|[Ss]ie|[Ee]s|[Dd]ass|[Ww]enn|[Ww]eil"
    r"|[Qq]u[ei]|[Cc]h[ei]) "
)
"""What begins so is a clause of its own, or somebody's."""


def subject(sentence: str, language: str) -> str | None:
    """What the sentence defines, as it stands in it; None where its wording is not that of a definition."""
    if _ASKS.search(sentence):
        return None
    said = _SAID_AT.sub("", _LIST_MARK.sub("", sentence[:LONGEST_CHARS]), count=1)
    said = _DEFINITION.sub("", said, count=1)
    tongue = main_code(language)
    return (
        _headed(said, tongue)
        or _subject(said, tongue)
        or _subject(_LABEL.sub("", said, count=1), tongue)
        or _found((CALLED, APPOSED), said, tongue)
    )


def _headed(sentence: str, tongue: str) -> str | None:
    said = _read_as_chinese(sentence) if tongue == "zh" else sentence
    span = headed(said, tongue)
    return _checked(sentence[slice(*span)], nouns_only=tongue == "de") if span else None


def _subject(sentence: str, tongue: str) -> str | None:
    if term := _found((UNDERSTOOD, _NAMED), sentence, tongue) or _found((_DEFINED,), sentence, tongue):
        return term
    apart = _APART.match(sentence) if tongue in ("en", "es") else None
    return apart["term"] if apart else None


def _found(tables: Sequence[Mapping[str, str]], sentence: str, tongue: str) -> str | None:
    said = _read_as_chinese(sentence) if tongue == "zh" else sentence
    for table in tables:
        found = re.search(table[tongue], said, re.IGNORECASE) if tongue in table else None
        nouns_only = tongue == "de" and table is not _NAMED
        if found and (term := _checked(sentence[slice(*found.span("term"))], nouns_only=nouns_only)):
            return term
    return None


def _read_as_chinese(sentence: str) -> str:
    """In simplified letters and with Chinese commas, each where it stood."""
    return _COMMA.sub("，", simplified(sentence))


def _checked(words: str, *, nouns_only: bool) -> str | None:
    """The term in those `words`; None where they are none."""
    term = _bare(words)
    is_noun = not (nouns_only and term.rsplit(" ", 1)[-1].islower())
    if not term or not is_noun or _adrift(term) or _EQUATION.search(term):
        return None
    return term if len(term.split()) <= SUBJECT_WORDS else None


def _adrift(term: str) -> bool:
    return any(words.match(term) for words in (_POINTERS, _NO_TERMS, _LEADS_ELSEWHERE))


def _bare(term: str) -> str:
    """Without its article and the marks around it, as long as those are not around a part of it: “real” income."""
    bare = _ARTICLES.sub("", term.strip(MARKS)).strip(MARKS)
    if not _MARK_WITHIN.search(bare):
        return bare
    whole = _ARTICLES.sub("", term.strip())
    return whole if whole[0] in MARKS else ""
