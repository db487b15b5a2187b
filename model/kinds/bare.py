"""A sentence without what notes put around its words: emphasis, the number of a section, a label. Pure, linear.

Reached by `by_cues` and `sorter`, which look for turns of phrase at a sentence's beginning.
"""

from __future__ import annotations

import re

from model.language import HAN

_EMPHASIS = re.compile(  # but not __name__
    r"(?<![\w*`])(?!__[a-z_]{1,80}__)(\*{1,3}|_{1,3}|`)(?=[^\s*_`])([^*`\n]{1,80}?)(?<=\S)\1(?![\w*`])"
)
_NUMBER = re.compile(rf"\A\s*(?:§\s?)?\d{{1,2}}(?:\.\d{{1,2}}){{1,3}}\.?\s+(?=[A-ZÀ-ÖØ-Þ{HAN}“„«「\"(])")
_COUNTED = r"(?:\s?\d{1,2}(?:\.\d{1,2}){0,3})?(?:\s?[(（][^()（）]{1,40}[)）])?"
_DEFINITION = r"(?:def\.?|definition|définition|definición|definizione|definição|定义|정의)"
_LABEL = re.compile(
    rf"\A\W{{0,4}}(?:{_DEFINITION}{_COUNTED}\s?[.:：]|(?:key )?(?:terms?|concepts?)\s?:|(?-i:A)\d{{0,2}}\s?:"
    r"|(?:answer|antwort|réponse|respuesta|risposta|resposta|答案?)\s?\d{0,2}\s?[:：])\s*(?=\S)",
    re.IGNORECASE,
)
_CALLED_DEFINITION = re.compile(
    rf"\W{{0,4}}{_DEFINITION}{_COUNTED}\s?[.:：]\s*(?!(?:This|That|These|Those|It|There|Here|He|She|They|What|See)\b"
    r"|(?:Das|Dies\w{0,3}|C['’]est|Ceci|Esto)\b|[这那])"
    r"[^\s?][^?]{0,200}?(?:\b(?:is|are|means?|denotes?|refers|called|say that|ist|sind|heißt|heißen|nennt|nennen"
    r"|bezeichnet|est|sont|appelle|désigne|es|son|llama|denomina|è|sono|chiama|é|são)\b|[是指称叫]|(?:[한된이]|니)다)",
    re.IGNORECASE,
)


def bare(sentence: str) -> str:
    """Without marks of emphasis; the number of a section (2.3) is a bullet."""
    return _NUMBER.sub("- ", _EMPHASIS.sub(r"\2", sentence))


def unlabelled(sentence: str) -> str:
    """Without emphasis, a number, or a label that only speaks of what follows (Definition 2.1., Key term:, A:)."""
    return _LABEL.sub("", _NUMBER.sub("", _EMPHASIS.sub(r"\2", sentence)))


def is_called_definition(sentence: str) -> bool:
    """Whether a label says that it defines something, and it does."""
    return _CALLED_DEFINITION.match(bare(sentence)) is not None
