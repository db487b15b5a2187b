"""What a long conversation went through: stretches of it in order, parted where it paused or turned to something else.

After TextTiling (Hearst, 1997), with the model's vectors for words where it can read the language, and pauses as
further signs (people who talk on after hours talk of something else). Each is named by the words that it holds more of
than the rest. Pure; call it in a thread, as Chinese words come from a dictionary that takes a moment to load.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

import numpy as np
import stopwordsiso
from numpy.typing import NDArray

from bot.features.catchup.small_talk import HAN

LONG_LINES = 60  # a shorter conversation is one topic
LEAST_LINES = 12  # of a topic
MOST_TOPICS = 8
PAUSE = timedelta(hours=3)
LOOKED_AT = 8  # lines on each side of a place that are compared
NAMED = 3  # words

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ADDRESS = re.compile(r"https?://\S+|@\S+|:\w+:")
_CHATTY = frozenset(
    """gonna wanna gotta yeah yep okay lol lmao haha idk btw tbh imo guys guy thing things stuff really actually maybe
    today tomorrow tonight yesterday morning monday tuesday wednesday thursday friday saturday sunday week time people
    think know need want going good great nice sure sorry thanks please anyone everyone someone something anything lot
    bit way kind sort make makes made sense right wrong also still even just like dont doesnt cant isnt thats ive youre
    mean means guess feel looks look said says tell told question questions answer answers hour hours minutes minute
    um uh uhm mm-hmm mmm hmm mm yes no oh ah""".split()
)
_CHATTY_HAN = frozenset(
    """今天 明天 昨天 后天 上午 下午 晚上 早上 大家 时候 感觉 觉得 知道 一下 东西 问题 这个 那个 什么 怎么 可以
    应该 需要 有人 没有 就是 不是 还是 然后 现在 已经 一个 时间 老师 同学 有没有 哈哈 哈哈哈 谢谢 我们 你们 他们
    自己 直接 记得 看看 其实 里面""".split()
)


def parted(times: Sequence[datetime], vectors: NDArray[np.floating]) -> list[int]:
    """Where each topic begins, as indices of lines; `vectors` (S, H) are the lines', rows of length 1 or 0."""
    total = len(times)
    if total < LONG_LINES:
        return [0]
    places = np.arange(LEAST_LINES, total - LEAST_LINES + 1)
    signs = _turns(vectors.astype(np.float32), places)  # (P,) how far the talk turns, in deviations
    paused = np.array([(times[i] - times[i - 1]) / PAUSE for i in places.tolist()])
    signs = signs + np.minimum(3.0, 3.0 * np.minimum(1, paused))
    wanted = min(MOST_TOPICS, max(2, round(total**0.5 / 4)))
    begins = [0]
    for at in places[np.argsort(-signs, kind="stable")].tolist():
        if len(begins) == wanted or signs[at - LEAST_LINES] < 1.0:
            break
        if all(abs(at - other) >= LEAST_LINES for other in begins):
            begins.append(at)
    return sorted(begins)


def _turns(vectors: NDArray[np.float32], places: NDArray[np.int64]) -> NDArray[np.float64]:
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])
    before = sums[places] - sums[np.maximum(0, places - LOOKED_AT)]
    after = sums[np.minimum(len(vectors), places + LOOKED_AT)] - sums[places]
    norms = np.linalg.norm(before, axis=1) * np.linalg.norm(after, axis=1)
    apart = 1 - np.sum(before * after, axis=1) / np.maximum(norms, 1e-9)
    spread = float(apart.std())
    return np.asarray((apart - apart.mean()) / max(spread, 1e-9), float)


def names(stretches: Sequence[Sequence[str]], speakers: Iterable[str]) -> list[tuple[str, ...]]:
    """For each stretch of lines the words that it holds more of than the others; speakers' own names are none."""
    people = {part.casefold() for name in speakers for part in _WORD.findall(name)}
    counts: list[Counter[str]] = []
    shown: dict[str, Counter[str]] = {}
    for lines in stretches:
        held: Counter[str] = Counter()
        for line in lines:
            for word in set(_words(line)):
                key = _key(word)
                if key not in people:
                    held[key] += 1
                    shown.setdefault(key, Counter())[word] += 1
        counts.append(held)
    everywhere = sum(counts, Counter[str]())
    return [_named(held, everywhere, len(stretches), shown) for held in counts]


def _named(
    held: Counter[str], everywhere: Counter[str], stretches: int, shown: dict[str, Counter[str]]
) -> tuple[str, ...]:
    worth = {
        key: count * (count / everywhere[key] - 0.5 / stretches) for key, count in held.items() if count >= 2
    }
    best = sorted(worth, key=lambda key: (-worth[key], key))[:NAMED]
    return tuple(shown[key].most_common(1)[0][0] for key in best)


def _key(word: str) -> str:
    """Singular and plural are one word."""
    small = word.casefold()
    return small[:-1] if small.endswith("s") and not small.endswith("ss") and len(small) > 4 else small


def _words(line: str) -> list[str]:
    said = _ADDRESS.sub(" ", line)
    found = [
        word
        for word in _WORD.findall(HAN.sub(" ", said))
        if len(word) > 2 and word.casefold().replace("’", "'") not in _common("en") | _CHATTY
    ]
    if HAN.search(said):
        import rjieba

        found += [
            word
            for word in rjieba.cut(said)
            if len(word) > 1 and HAN.match(word) and word not in _common("zh") | _CHATTY_HAN
        ]
    return found


@lru_cache
def _common(language: str) -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(language))
