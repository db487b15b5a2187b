"""Words that say what a sentence does in its text: data for `rows`, by language. Pure.

A language that is not listed has no cues; everything else that is said of its sentences stays.
"""

from __future__ import annotations

import re
from functools import cache

KINDS = (
    "claim",
    "summary",
    "definition",
    "example",
    "outline",
    "evidence",
    "weight",
    "person",
    "spoken",
    "opener",
)
"""What the text proposes or asks · what it sums up · what a thing is · an instance, a figure, a source · what comes
where in the text · results and numbers · what must be, matters or follows · you and I · what only speech has · a
first word that leans on the sentence before."""

_CUES: dict[str, dict[str, str]] = {
    "en": {
        "claim": r"(?:this|the|our) (?:\w+ )?(?:paper|article|work|study|proposal|pep|eip|rfc|document|project)"
        r"|(?:we|i|paper|article|proposal|work|pep|eip|rfc|document)(?: \w+)? (?:propos|present|introduc|describ|stud"
        r"|develop|investigat|consider|explor|address|show|argue|demonstrate|examin)\w*"
        r"|proposes?|novel|(?:the|our|main|a) (?:goal|aim|purpose|objective|idea|problem)s?",
        "summary": r"in (?:summary|conclusion|short|general|essence|sum|a nutshell|brief|other words)"
        r"|to summari[sz]e|to conclude|(?:we )?conclude[ds]?|overall|key|main|basic(?:ally)?"
        r"|fundamental|primary|central|essential(?:ly)?|therefore|thus|hence|most",
        "definition": r"(?:is|are|was|were) (?:called|defined|known|termed|named|referred)|refers? to"
        r"|means? that|denotes?|(?:is|are) (?:an?|the|any|one of)|consists? of|describes? (?:how|the)"
        r"|the (?:process|study|set|number) of|(?:law|principle|theory|theorem)s? (?:of|states?)"
        r"|states? that|proportional|defined as",
        "example": r"for (?:example|instance)|e\.g\.?|such as|examples?|suppose|imagine|figures?|fig\.?"
        r"|tables?|see|et al\.?|https?|www|doi|recall|note that|etc|\[(?:figure|table|link)\]"
        r"|explanation",
        "outline": r"(?:this|next|previous|following|last|these) "
        r"(?:chapter|section|module|lesson|episode|part|unit|lecture)s?"
        r"|by the end of|you will (?:learn|be able)"
        r"|we(?:'ll| will) (?:discuss|look|see|learn|cover|explore)|above|below|earlier|later"
        r"|organi[sz]ed as follows",
        "evidence": r"results?|experiments?|experimental(?:ly)?|outperforms?|evaluat\w+|dataset"
        r"|state[ -]of[ -]the[ -]art|datasets|performance|compared|percent|million|average"
        r"|approximately",
        "weight": r"must|should|needs? to|have to|important(?:ly)?|significant(?:ly)?|necessary"
        r"|required?|crucial|critical|decid\w+|agreed?|because|so that|in order to|would be|will be"
        r"|can be|new",
        "person": r"you|your|yours|i|i'm|i've|me|my|he|she|his|her|him|they",
        "spoken": r"um+|uh+|mm+|hmm+|mm-hmm|uh-huh|yeah|yep|okay|ok|right|well|you know|i mean|i think"
        r"|i guess|oh|thanks?|gonna|wanna|sort of|kind of",
        "opener": r"this|that|these|those|it|they|he|she|but|however|also|and|so|then|moreover"
        r"|furthermore|similarly|because|although|while|finally|for example|such|its|their|if|when"
        r"|there|another|first|second",
    },
    "es": {
        "claim": r"(?:este|nuestro|el presente) (?:artículo|trabajo|estudio)|propo\w+|presentamos"
        r"|el objetivo|estudiamos",
        "summary": r"en (?:resumen|conclusión|general|síntesis|suma|definitiva|otras palabras)"
        r"|para concluir|por (?:lo )?tanto|principal(?:es)?|fundamental(?:es)?|clave|esencial(?:es)?"
        r"|básic[oa]s?",
        "definition": r"se (?:define|llama|conoce|denomina|llaman|denominan)"
        r"|(?:es|son) (?:un|una|el|la|los|las)|consiste en|significa|se refiere a|establece que"
        r"|la (?:segunda |primera |tercera )?ley de|proporcional|es igual|depende de|en términos de"
        r"|llamad[oa]s?",
        "example": r"por ejemplo|ejemplos?|como se muestra|figuras?|tablas?|ver|véase|suponga|supongamos"
        r"|imagine|considere|\[(?:figure|table|link)\]|respuesta",
        "outline": r"(?:este|siguiente|próximo|anterior|estos) (?:capítulo|módulo|apartado)s?"
        r"|(?:esta|próxima|siguiente|anterior) (?:sección|unidad|lección)|más adelante|con más detalle"
        r"|arriba|abajo|veremos|capítulos",
        "evidence": r"resultados?|experimentos?|experimentales|aproximadamente|promedio|por ciento"
        r"|millones",
        "weight": r"debe|deben|importante|importantes|necesari[oa]s?|significativ[oa]s?|hay que|porque"
        r"|para que|puede",
        "person": r"usted|yo|mi|tu|su|él|ella|nos|nuestr[oa]s?|me|te",
        "spoken": r"eh|pues|bueno|vale|gracias|o sea|este|ajá",
        "opener": r"este|esta|estos|estas|esto|pero|sin embargo|también|así|además|y|por ejemplo|si"
        r"|cuando|aunque|luego|entonces|ahora|primero|segundo|finalmente|como|por lo tanto",
    },
    "zh": {
        "claim": r"本文|本研究|本论文|目的|为了|为[^，。]{1,12}(?:，|,)|提出|探讨|研究了|针对|旨在"
        r"|介绍了|分析了|构建|一种|基于|建立了|讨论|文章",
        "summary": r"总之|总的来说|综上|总结|结论|因此|由此可见|小结|概括|主要|核心|关键|可见|换句话说"
        r"|我觉得|我认为",
        "definition": r"是指|指的是|称为|称作|定义为|叫做|叫作|是一[种个]|是由|被称|即为|意味着|意思是"
        r"|所谓|可以用来|用于|是[^，。]{1,14}的",
        "example": r"例如|比如|譬如|举例|如图|见图|图\d|表\d|请参[阅见]|参见|假设|eq_|fig_|sec_|tab_"
        r"|如下|其中|例子|[fa]ig:|如上",
        "outline": r"本[章节课]|[上下]一?[章节]|接下来|下面|前面|首先|随后|回想|我们已经|稍后|将在|以后"
        r"|后面|之前",
        "evidence": r"结果|表明|实验|验证|显著|平均|对照|提高了|优于|降低|%|％|百分之|p[<>＜＞]",
        "weight": r"必须|应该|应当|需要|重要|可以|能够|不仅|而且|要[求关]|促进|推动|实现|发展|影响|作用"
        r"|方法|应用|价值",
        "person": r"你|您|我(?!们)|他|她|大家|各位|老师|教授|同学",
        "spoken": r"嗯|啊|呃|哎|吧|呢|谢谢|感谢|那个|就是说|的话|对吧|是吧|你好|好，|这么|怎么",
        "opener": r"这|那|它|他|但|不过|然而|同时|此外|另外|而且|并且|因为|所以|如果|当|然后|其次|最后"
        r"|随着|目前|近年|由于|虽然",
    },
}  # fmt: skip


@cache
def patterns(language: str) -> dict[str, re.Pattern[str]]:
    """By kind what to search a lower-case sentence for; "opener" only fits its start. Empty without a list."""
    found = {}
    for kind, cues in _CUES.get(language, {}).items():
        inner = cues if language == "zh" else rf"(?<!\w)(?:{cues})(?!\w)"
        found[kind] = re.compile(rf"\W*(?:{inner})" if kind == "opener" else inner)
    return found
