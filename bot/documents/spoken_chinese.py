"""Where a sentence ends in Chinese speech that was written down without full stops, told by how its cues begin and
end. Pure.

Reached by `subtitles`. A cue is a clause: what is joined to the one before it stands behind a space, as Chinese
subtitles write it, and `model` reads such a space as a comma.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

SENTENCE_S = 10.0  # a sentence takes about as long: then it ends where the next cue does not lean on it,
LONGEST_S = 30.0  # and then it ends
FEWEST_CHARS = 6  # in a sentence: 我们知道 alone is none
CUES_TO_A_STOP = 8  # where full stops are rarer, they were left out; ？ and ！ seldom are

_HAN = re.compile("[\u3400-\u9fff]")
_STOP = re.compile(r"[。.][\"'”’」』)）]*$")
_MARKED = re.compile(r"[，、；：,;:][”’」』）]*$")
_ENDED = re.compile(r"(?:[吗呢嘛嗎]|对吧|是吧|[。！？!?…][\"'”’」』)）]*)$")
_UNFINISHED = re.compile(  # 一个经济体中, 因为, 通货膨胀是
    r"(?:[的地得是在和与與或把被将將对對从從由向给給让讓使而且但因若以为為及等于於比跟当當中里裡内內间間时時后後前上下叫说說就都也还還]"
    r"|[的之]话|[的之]話|如果|虽然|雖然|通过|通過|关于|關於|根据|根據|所谓|所謂|一[个個种種])$"
)
_LEANS = re.compile(
    r"(?:也(?!就是[说說])|[的地得而都就则則才又并並或和与與等之]|以及|还有|還有|还是|還是|来(?!看)|去|那(?!么|麼|个|個))"
)
_OPENS = re.compile(
    r"(?:那么|那麼|[好嗯](?=$|[\s，的我那])|注意|接下来|接下來|接着|接著|下面|首先|其次|最后|最後|然后|然後|另外|此外|总之|總之|所以|因此|于是|於是|但是"
    r"|可是|不过|不過|然而|例如|比如|第[一二三四五六七八九十](?:个|個|点|點|种|種|步)?|也就是说|也就是說|换句话说|換句話說|如果|因为|因為|虽然|雖然|随着|隨著"
    r"|今天|上次|上节课|上節課|现在|現在|大家|同学们|同學們|我们|我們|你们|你們|什么是|什麼是|为什么|為什麼|有人|很多人"
    r"|.{1,12}(?:指的是|是指|的定义|的定義|叫做|称为|稱為|[说說](?=[\s，：])))"
)


def is_unstopped(lines: Sequence[str]) -> bool:
    """Whether most of `lines` are Chinese and hardly any ends with a full stop."""
    han = sum(_HAN.search(line) is not None for line in lines)
    stops = sum(_STOP.search(line) is not None for line in lines)
    return 2 * han > len(lines) and CUES_TO_A_STOP * stops < len(lines)


def ends_sentence(said: str, line: str, following: str, passed_s: float) -> bool:
    """Whether a sentence ends with `line`, the last of what was `said` since one began, `passed_s` ago, where
    `following` is said next."""
    if _ENDED.search(line) or passed_s >= LONGEST_S:
        return True
    if (
        len(said) < FEWEST_CHARS
        or _UNFINISHED.search(line)
        or _MARKED.search(line)
        or _LEANS.match(following)
    ):
        return False
    return passed_s >= SENTENCE_S or _OPENS.match(following) is not None


def between(line: str) -> str:
    """What stands between `line` and what goes on with it."""
    return "" if _MARKED.search(line) else " "
