"""What a glossary's line explains: the term before a colon, a dash or an equals sign, where what follows is a phrase
that says of what kind it is, and no sentence. Pure; reached by `defined`.

Osmosis: the movement of water · Meiosis – a type of division that … · 机会成本：放弃的选择的价值
But neither “Result: the cell is dead.” nor “Note: a test on Monday”.
"""

from __future__ import annotations

import re

TERM_WORDS = 4  # more hold a clause's verb mostly, or joining words
FEWEST_WORDS = 3  # that say it
CLAUSE_CHARS = 200  # looked at, of what follows

_TERM = r"\W{0,20}(?P<term>[^\W\d_][^,.;:：()（）=\n–—]{1,60}?)(?:\s?[(（][^()（）]{1,80}[)）])?"
_HEADED = re.compile(rf"{_TERM}(?:\s?[:：]\s|\s[–—=-]\s|\s?——)(?P<said>.*)", re.DOTALL)
_HAN_HEADED = re.compile(
    r"\W{0,20}(?P<term>[^\W\d_][^，。；：:？！（）()=$\d\s—]{1,15})(?:[（(][^（）()]{1,40}[）)])?(?:[:：=]|——)\s?(?P<said>.*)"
)
_LABELS = re.compile(
    r"(?:(?:the|an?|my|our|your|last|next|this) )?(?:note|notes"
    r"|nb|n\.b|key (?:term|point|idea|concept)s?|terms?|vocabulary|definitions?|remarks?|examples?|e\.g"
    r"|ex|tips?|hints?|warnings?|caution|important|remember|reminder|recall|question|answer|q|a|problem|solution|results?|conclusions?"
    r"|summary|recap|takeaways?|outcome|goals?|aims?|purpose|objectives?|topics?|subject|title|homework|hw|reading"
    r"|to-?do|task|action|decision|agenda|next|today|tomorrow|update|news|breaking|ps|p\.s|fact|claim|proof|reason"
    r"|causes?|effects?|source|photo|date|time|when|where|who|what|why|how|place|room|venue|from|to|re|cc|materials?"
    r"|ingredients|method|theorem|lemma|corollary|proposition|axiom|step|rule|case|premise|first|second|third"
    r"|location|address|authors?|team [a-z]|winners?|bonus|lost|found|(?:for|on) sale|wanted|status|breakfast|lunch"
    r"|dinner|dessert|assignment|project|presentation|essay|quiz|exam|deadline|(?:\w+ ){1,3}(?:later|earlier|ago)"
    r"|(?:chapter|unit|part|lecture|lesson|section|act|scene|episode|volume|book|day|week|module|level|kapitel|teil|lektion"
    r"|chapitre|partie|leçon|capítulo|parte|lección|capitolo|lezione)"
    r" (?:\d{1,3}|[ivxlc]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten)"
    r"|dear .{1,30}|liebe[rs]? .{1,30}|ch(?:er|ère)s? .{1,30}|estimad[oa]s? .{1,30}"
    r"|one|two|three|finally|for (?:example|instance)|in (?:short|fact|summary|other words)"
    r"|hinweis|merke|achtung|wichtig|beispiel|frage|antwort|ergebnis|fazit|aufgabe|ziel|thema|definition|begriffe?|satz|bemerkung"
    r"|ort|gewinner(?:in)?|verloren|gefunden|gesucht|zu verkaufen|projekt|klausur|hausaufgaben?|autor(?:in)?"
    r"|lieu|gagnante?|perdue?|trouvée?|recherchée?|à vendre|projet|auteure?|examen"
    r"|lugar|ganador[a]?|perdid[oa]|encontrad[oa]|busco|se (?:vende|busca|alquila)|proyecto|autor[a]?"
    r"|luogo|vincitore|smarrit[oa]|vendo|progetto|autore|local|vencedor[a]?|vende-se|procura-se|projeto"
    r"|remarque|attention|exemple|réponse|résultat|conclusion|objectif|sujet|définition|rappel|devoirs?"
    r"|nota|ojo|ejemplo|pregunta|respuesta|resultado|conclusión|objetivo|tema|definición|tarea|importante|recuerda"
    r"|esempio|domanda|risposta|risultato|conclusione|obiettivo|definizione|compito"
    r"|exemplo|resposta|conclusão|definição|atenção)",
    re.IGNORECASE,
)
_HAN_LABELS = re.compile(
    r".{0,14}(?:表明|显示|顯示|发现|證明|证明|证实|包括|如下|可知|可见|简单|以下|分别|得出|看出|提出|强调|写道|所示|例如|比如|[是为有于即称个]|分[为成].{1,4})"
    r"|.{0,4}(?:注意|提示|提醒|重点|重點|考点|考點|难点|难點|例如?|例子|例题|定[义義]|概念|[问問][题題]?|答案?|[时時][间間]|地[点點]|日期|主[题題]"
    r"|[题題]目|目[标標的]|[结結][论論果]|[总總][结結]|小[结結]|作业|作業|任[务務]|原因|意义|意義|影响|影響|特[点點]|作用|内容|內容|背景|方法|步[骤驟]"
    r"|[说說]明|[备備]注|要求|[标標][题題]|老[师師]|同学|记者|記者|[来來]源|注|[书書][记記]|[说說道]|表示|指出|[认認][为為]"
    r"|.{0,4}(?:启事|啟事|主持人|[报報]告人|嘉[宾賓]|作者|地址|[联聯][系繫]人|[评評][价價]|[经經][验驗])"
    r"|ポイント|連絡|お知らせ|著者|注意点|例|問|答|日時|場所|議題|テーマ|目的|結論|結果|宿題)"
)
_JOINING = frozenset("a an the of and or in for to de del la des der und et y e di da do von".split())
_CLAUSE = re.compile(  # "Plants turn it into one thing"
    r"(?<!of)(?<!to)(?<!in)(?<!and)(?<!de)(?<!der) "
    r"(?:una?|otr[oa]s?|une|eine?[nmrs]?|uma|el|la|los|las|les?|der|die|das|den"
    r"|the|an?|this|these|its|their|his|her|our|my|one|two|three|some|only) ",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d|(?:january|february|march|april|may|june|july|august|september"
    r"|october|november|december)\b|(?:he|she|they|it|we|i|you|this|that|these|those|there|here|consider|imagine|see|let|think|take"
    r"|ahora|recordemos|veamos|consideremos)\b|\w+(?:ly|mente)$",
    re.IGNORECASE,
)
_KIND = {  # with which what something is begins
    "en": r"(?:an?|the|any|when|where) ",
    "de": r"(?:eine?[rs]?|die|der|das|jede[rs]?) ",
    "fr": r"(?:(?:une?|les?|la|des|tout|toute|ensemble|fait) |l['’])",
    "es": r"(?:una?|el|la|los|las|todo|toda|aquel\w*|conjunto) ",
    "it": r"(?:(?:una?|uno|il|lo|la|i|gli|le|insieme) |(?:un|l)['’])",
    "pt": r"(?:uma?|o|a|os|as|todo|toda|conjunto) ",
}
_OF_WHAT = {  # with which it goes on, where it begins with its noun at once: process by which
    "en": r"(?!(?:and|but|so|we|you|he|she|they|it|this|that|these|there|how|why)\b)(?:[\w-]{2,30} ){1,4}"
    r"(?:of|that|which|who|whose|in which|by which|used|where|between) ",
    "de": r"(?:[\w-]{2,30},? ){1,3}(?:von|vom|des|der|zwischen|bei|durch|einer|eines) ",
    "fr": r"(?:[\w-]{2,30} ){1,4}(?:(?:de|du|des|qui|que|dont|où) |d['’])",
    "es": r"(?:[\w-]{2,30} ){1,4}(?:de|del|que|en|entre) ",
    "it": r"(?:[\w-]{2,30} ){1,4}(?:(?:di|del|della|dei|che|in cui) |dell['’])",
    "pt": r"(?:[\w-]{2,30} ){1,4}(?:de|do|da|dos|das|que|em que|entre) ",
}
_CLAUSE_ENDS = {
    "en": r"\b(?:that|which|who|whose|whom|where|when|by which|because|as|if)\b",
    "de": r",|\b(?:wenn|weil)\b",
    "fr": r"\b(?:qui|que|dont|où|lequel|laquelle|lesquel\w+|quand|lorsque)\b",
    "es": r"\b(?:que|cual|cuales|cuando|donde|cuy[oa]s?)\b",
    "it": r"\b(?:che|cui|quale|quali|quando|dove)\b",
    "pt": r"\b(?:que|qual|quais|quando|onde|cuj[oa]s?)\b",
}
_FINITE = {  # with such a word it is a sentence
    "en": r"\b(?:is|are|was|were|has|have|had|will|would|can|could|must|should|may|might|does|do|did|won|went|said|says"
    r"|needs?|wants?|gets?|got|made|took|came|fell|goes|shows?|showed|shall)\b"
    r"|\w['’](?:s (?:a|an|the|not|on)\b|ll\b|re\b|ve\b)|n['’]t\b",
    "de": r"\b(?:ist|sind|war|waren|hat|haben|hatte\w*|wird|werden|wurde\w*|kann|können|muss|müssen|soll\w*|darf|dürfen"
    r"|bitte|liegt|gibt|geht|kommt|zeigt)\b",
    "fr": r"\b(?:est|sont|était|étaient|a|ont|avait|sera|seront|peut|peuvent|doit|doivent|va|vont|fut)\b",
    "es": r"\b(?:es|son|era|eran|fue|fueron|está|están|ha|han|había|será|serán|puede|pueden|debe|deben|hay|va|van)\b",
    "it": r"\b(?:è|sono|era|erano|fu|ha|hanno|sarà|può|possono|deve|devono|va|vanno|c['’]è)\b",
    "pt": r"\b(?:é|são|era|eram|foi|foram|está|estão|tem|têm|será|pode|podem|deve|devem|há|vai|vão)\b",
}
_CAPITALISED = re.compile(
    r"(?:The|An?) (?:[A-Z][\w'’-]{0,30} |(?:of|the|and|in|an?|to|for) ){0,9}[A-Z][\w'’-]{0,30}\W*$"
)
_OF_MINE = re.compile(r"\b(?:I|I['’]\w+|me|my|mine|us|mich|mir|mein\w*|moi|mon|mes|nos|nous|mío|mía)\b")
_AGAIN = re.compile(r"\s[–—]\s|\s=\s|[=+]")
_HAN_SAYS = {
    "zh": re.compile(r"(?![他她它这那請请將将已])[^。！？我你您]{4,80}的[^的，。；：！？]{1,8}[。；！\s]*$"),
    "ja": re.compile(
        r"[^。！？]{4,100}(?:こと|もの|現象|状態|過程|作用|方法|仕組み|能力|割合|性質|制度|理論|働き|関係)[。\s]*$"
    ),
}
_HAN_LAWS = re.compile(r"(?:规律|定律|原理|定理|法则|效应|现象)$")
_TO_DO = {"de": re.compile(r"[^,]*\s[a-zäöü]\w*en\W*$")}  # die Plakate drucken


def headed(sentence: str, tongue: str) -> tuple[int, int] | None:
    """Where the term stands, before the mark; None where the line is no glossary's."""
    if tongue in _HAN_SAYS:
        found = _HAN_HEADED.match(sentence)
        said = found is not None and _HAN_SAYS[tongue].match(found["said"]) is not None
        said = said or (found is not None and _HAN_LAWS.search(found["term"]) is not None)
        return found.span("term") if found and said and not _HAN_LABELS.fullmatch(found["term"]) else None
    found = _HEADED.match(sentence) if tongue in _KIND else None
    if (
        found is None
        or not _may_be_term(found["term"], tongue)
        or not _says_of_what_kind(found["said"], tongue)
    ):
        return None
    return found.span("term")


def _may_be_term(term: str, tongue: str) -> bool:
    words = term.split()
    return sum(word not in _JOINING for word in words) <= TERM_WORDS and not (
        _LABELS.fullmatch(term)
        or _COUNTED.match(words[0])
        or _COUNTED.match(words[-1])
        or _CLAUSE.search(term)
        or re.search(_FINITE[tongue], term, re.IGNORECASE)
    )


def _says_of_what_kind(said: str, tongue: str) -> bool:
    said = said[:CLAUSE_CHARS]
    if len(said.split()) < FEWEST_WORDS or (tongue in _TO_DO and _TO_DO[tongue].match(said)):
        return False
    if not re.match(f"{_KIND[tongue]}|{_OF_WHAT[tongue]}", said, re.IGNORECASE) or _AGAIN.search(said):
        return False
    if _OF_MINE.search(said) or _CAPITALISED.match(
        said
    ):  # Bob: the one that you sent me; Dune: The Story of a Family
        return False
    phrase = re.split(_CLAUSE_ENDS[tongue], said, maxsplit=1, flags=re.IGNORECASE)[0]
    return re.search(_FINITE[tongue], phrase.split(". ")[0], re.IGNORECASE) is None
