"""Which words of a sentence to hide: the subject of a definition (`defined`), else the word that carries its score,
else the rarest content word of the note; or all but how it begins. Pure.

`cards` proposes what is found here; the person may hide other words instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import stopwordsiso

from bot.locales import KANA
from bot.texts import chinese, english
from bot.texts.defined import subject
from bot.texts.folding import fold
from bot.texts.terms import HAN, common_words
from model import HANGUL, is_form_line, main_code, stem

GAP = "____"
KIN_LETTERS = 6  # with which words begin that come from one: photosynthesis, photosynthetic
BEGINNING_WORDS = 6  # at most, unless others begin alike; in Chinese as many characters, cut at a word
QUOTED_CHARACTERS = 10  # of what is quoted where it is cut: as many more, to the end of the quotation
TERM_CHARACTERS = 24  # what is longer is taken only where there is nothing else
FUNCTION_LETTERS = "的了是在和与把被也都就而及或到从使让将对它他她我你们很并这那里"

_UNSPACED = rf"[{HAN}\u3040-\u30ff\u0e00-\u0e7f]"  # Chinese, Japanese, Thai
_PIECE = re.compile(rf"{_UNSPACED}|(?:(?!{_UNSPACED})\S)+")
_GOING_ON = " ，,：:；;、—–-“‘「『《（("
_QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"), ("（", "）"), ("(", ")"))
_EDGES = (rf"[^\W_{HAN}\u3040-\u30ff]", "[\u30a0-\u30ff]")
"""What a word of such letters ends before: Chinese has no edges, nor hiragana, and snake_case has none within."""
_LETTER = re.compile(r"\w")
_HIRAGANA = re.compile("[\u3041-\u309f]+")
_LIST_MARK = re.compile(r"^\W*\d{1,3}\s*[.)、）．](?!\d)")
_CLOCK = re.compile(r"(?<![\d:：])\d{1,2}[:：]\d\d(?:[:：]\d\d)?(?![\d:：])")
_WRITTEN = re.compile(rf"[^\W_{HAN}]+(?:'[^\W_{HAN}]+)*")


def hidden_words(sentence: str, text: str, language: str, strong: Sequence[str] = ()) -> str | None:
    """The words of `sentence` to hide, as they stand in it; None where every word is too common to be asked for, and of
    who sat in a meeting.

    `text` is the whole note: the rarer a word is in it, the more it carries. `strong` are the words that did most for
    the sentence's score, strongest first, where that was asked.
    """
    if is_form_line(sentence):
        return None
    return (
        subject(sentence, language) or carrier(sentence, strong, language) or rarest(sentence, text, language)
    )


def carrier(sentence: str, strong: Sequence[str], language: str) -> str | None:
    """The content word that holds one of the `strong` ones: a name before others, then the strongest.

    In Chinese a part of one will do: the model reads letters and pairs of them.
    """
    content = [word for word in _content(sentence, language) if len(word) <= TERM_CHARACTERS]
    found = [
        word
        for one in strong
        for word in content
        if (len(one) > 1 and one in word if re.match(f"[{HAN}]", word) else hide(word, one))
    ]
    return min(found, key=lambda word: not _is_name(word, sentence), default=None)


def rarest(sentence: str, text: str, language: str) -> str | None:
    """The content word that the note uses least; of equally rare ones a name, then the longest, then the first."""
    whole = text.casefold()

    def order(word: str) -> tuple[bool, int, bool, int]:
        named = _is_name(word, sentence)
        return len(word) > TERM_CHARACTERS, whole.count(word.casefold()), not named, -len(word)

    return min(_content(sentence, language), key=order, default=None)


def _is_name(word: str, sentence: str) -> bool:
    return any(letter.isupper() or letter.isdigit() for letter in word) and not sentence.startswith(word)


def _content(sentence: str, language: str) -> Iterator[str]:
    """The sentence's words that carry meaning. Japanese writes no spaces: there, what stands between common words and
    the hiragana of endings."""
    tongue = main_code(language)
    sentence = _CLOCK.sub(" ", _LIST_MARK.sub("", sentence))
    if tongue == "ja":
        sentence = _HIRAGANA.sub(" ", sentence)
    if tongue == "zh":
        yield from chinese.content_words(sentence)
        sentence = re.sub(f"[{HAN}]", " ", sentence)
    stop = stopwordsiso.stopwords(tongue) if stopwordsiso.has_lang(tongue) else set()
    spelt = []
    for found in re.finditer(rf"[{HAN}]+|[^\W_{HAN}]+(?:['’-][^\W_{HAN}]+)*", sentence):
        word = found[0]
        if re.match(f"[{HAN}]", word):
            common = sorted((w for w in stop if len(w) > 1 and w in word), key=len, reverse=True)
            pieces = re.split("|".join([*map(re.escape, common), f"[{FUNCTION_LETTERS}]"]), word)
            yield from (piece for piece in pieces if len(piece) > 1)
        elif word.casefold().replace("’", "'") not in stop and (len(word) > 2 or word.isdigit()):
            spelt.append(found)
    yield from (tongue == "en" and english.likely_nouns(sentence, spelt)) or (found[0] for found in spelt)


def beginning(sentence: str, others: Iterable[str] = ()) -> str:
    """How it begins, as a question for the rest of it: a third at most or, where one of the `others` begins so too, as
    far as tells them apart. Chinese is cut at a word, and without the comma or the open quotation mark before the cut.
    """
    said = " ".join(sentence.split())
    ends = [found.end() for found in _PIECE.finditer(said)]
    if len(ends) < 2:
        return f"{said[: len(said) // 3]}…"
    most = ends[max(1, min(BEGINNING_WORDS, len(ends) // 3)) - 1]
    is_chinese = bool(re.search(f"[{HAN}]", said)) and not KANA.search(said)
    if is_chinese:
        ends = [end for end in chinese.cuts(said) if _LETTER.search(said[end:])] or ends
    ends = ends[:-1] if ends[-1] == len(said) else ends
    alike = [other for other in (" ".join(each.split()) for each in others) if other != said]
    count = max(1, sum(end <= most for end in ends))
    while count < len(ends) and any(other.startswith(_cut(said, ends[count - 1])) for other in alike):
        count += 1
    end = ends[count - 1]
    if is_chinese:
        return f"{_closed(said, _cut(said, end))}……"
    begun = said[:end]
    return f"{begun}…" if re.match(_UNSPACED, begun[-1]) else f"{begun} …"


def _cut(said: str, end: int) -> str:
    """The sentence up to `end`, without the signs before it that go on."""
    return said[:end].rstrip(_GOING_ON) or said[:end]


def _closed(said: str, begun: str) -> str:
    """How a sentence begins with its last quotation closed: by what is quoted where that is brief, else by no mark."""
    for opening, closing in _QUOTES:
        at = begun.rfind(opening)
        if at < 0 or closing in begun[at + 1 :]:
            continue
        ends = said.find(closing, at + 1, len(begun) + QUOTED_CHARACTERS) + 1
        return said[:ends] if ends and _LETTER.search(said[ends:]) else begun[:at] + begun[at + 1 :]
    return begun


def hide(sentence: str, words: str) -> str | None:
    """`sentence` with a gap wherever `words` stand in it; None where they don't."""
    before = next((f"(?<!{edge})(?<!{edge}_)" for edge in _EDGES if re.match(edge, words[:1])), "")
    is_korean = re.match(f"[{HANGUL}]", words[-1:]) is not None  # whose particles follow without a space
    after = next((f"(?!_?{edge})" for edge in _EDGES if not is_korean and re.match(edge, words[-1:])), "")
    hidden, times = re.subn(f"{before}{re.escape(words)}{after}", GAP, sentence, flags=re.IGNORECASE)
    return hidden if times else None


def tells(title: str, words: str, language: str) -> bool:
    """Whether a title gives hidden `words` away: it has them all, or they have all of it, in whichever form.

    Words that begin alike count as forms of one: a title that waits for the answer costs less than one that tells it.
    """
    named, hidden = (fold(each).replace("’", "'") for each in (title, words))
    if hide(named, hidden) or hide(hidden, named):
        return True
    in_title, in_words = (_WRITTEN.findall(each) for each in (named, hidden))
    return _holds(in_title, in_words, language) or _holds(in_words, in_title, language)


def _holds(words: Sequence[str], others: Sequence[str], language: str) -> bool:
    """Whether `words` have each of the others that carries meaning or, where none does, each, in some form."""
    telling = [other for other in others if other not in common_words(language)] or others
    return bool(others) and all(any(_are_kin(word, other, language) for word in words) for other in telling)


def _are_kin(one: str, other: str, language: str) -> bool:
    tongue, begin = main_code(language), slice(KIN_LETTERS)
    alike = len(one) >= KIN_LETTERS and one[begin] == other[begin]
    return alike or stem(one, tongue) == stem(other, tongue)
