"""Which language a text is in: by its script, or by letter statistics where many share one. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

FALLBACK = "en"
SAMPLE_CHARS = 6_000  # read from the start, the middle and the end
LIKELY = 0.3  # below this it is a list of terms: "Mitosis: prophase" comes out as Portuguese, at 0.13
FEWEST_LETTERS = 24  # below this letter statistics guess: "Hola, la física" comes out as Catalan

KANA = "\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d"
HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
HANGUL = "\u1100-\u11ff\u3130-\u318f\uac00-\ud7af"
PAST_HANGUL = "".join(
    syllable for syllable in map(chr, range(0xAC00 + 20, 0xD7A4, 28)) if syllable not in "있겠"
)
"""What Korean verbs of the past end their stem in (했, 었, 됐), and hardly any other word."""
SOUTHEAST = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer, which write no spaces between words either."""

ENDS = "।॥؟۔։።፧။។"
"""What ends a sentence in scripts with a full stop or a question mark of their own; Chinese and Japanese aside."""

MARKS = "".join(c for c in map(chr, range(0x300, 0x1F000)) if unicodedata.category(c)[0] == "M")
"""Vowel signs and accents that stand on a letter: parts of a word to readers, yet not to Python's \\w."""

_KANA, _HAN, _HANGUL = (re.compile(f"[{script}]") for script in (KANA, HAN, HANGUL))
_NOT_PROSE = re.compile(r"https?://\S+|\S+@\S+|[\d_]+")

HAN_WEIGHT = 4
"""One Han character carries about as much as four letters: Chinese notes full of English names stay Chinese."""

_CODES = (
    "ar bg bn ca cs da de el en es et fa fi fr gu he hi hr hu hy id it ka kn lt lv mk ml mr ms nl no pl pt ro ru "
    "sk sl sr sv sw ta te th tl tr uk ur vi"
)
LANGUAGES = _CODES.split()
"""What people study in; the statistics know 97 languages and mistake short notes for rare ones."""


def detect_language(text: str) -> str:
    """The text's main language as an ISO 639-1 code; "en" where too little tells it. Constant time."""
    sample = _sample(text)
    kana, han, hangul = (len(script.findall(sample)) for script in (_KANA, _HAN, _HANGUL))
    letters = sum(map(str.isalpha, sample)) - kana - han - hangul
    if HAN_WEIGHT * (kana + han + hangul) > letters:
        if hangul > kana + han:
            return "ko"
        return "ja" if kana * 10 > han else "zh"
    prose = _NOT_PROSE.sub(" ", _HAN.sub(" ", sample))
    if sum(map(str.isalpha, prose)) < FEWEST_LETTERS:
        return FALLBACK
    language, chance = _identifier().classify(prose.encode("utf-8", "ignore").decode("utf-8"))
    return str(language) if chance >= LIKELY else FALLBACK


def main_code(language: str) -> str:
    """What rules for a language go by, of a code however it is written: "en" of EN, en-US and en_GB."""
    return re.split("[-_]", language)[0].lower()


def _sample(text: str) -> str:
    if len(text) <= SAMPLE_CHARS:
        return text
    part = SAMPLE_CHARS // 3
    middle = (len(text) - part) // 2
    return text[:part] + " " + text[middle : middle + part] + " " + text[-part:]


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(LANGUAGES)
    return identifier
