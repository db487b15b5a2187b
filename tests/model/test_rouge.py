"""ROUGE in any script, one for training and measuring: English as google's rouge-score has it, to the last bit."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from rouge_score.rouge_scorer import RougeScorer

from model.data import MAX_ORACLE, greedy_oracle, read_records, soft_targets
from model.language import detect_language
from model.rouge import CHARACTERS, STEMS, WORDS, rouge, tokens_are
from model.training.sets import find

OTHER_SCRIPTS = [
    (
        "zh",
        ["光合作用把光能变成化学能。", "我的自行车是红色的。", "叶绿素吸收蓝光和红光。"],
        "叶绿素吸收光，光能变成化学能。",
    ),
    (
        "ru",
        [
            "Растения превращают свет в химическую энергию.",
            "Мой велосипед красный.",
            "Хлорофилл поглощает синий свет.",
        ],
        "Хлорофилл поглощает свет, растения превращают свет в энергию.",
    ),
    (
        "ar",
        [
            "تحول النباتات ضوء الشمس إلى طاقة كيميائية.",
            "دراجتي حمراء.",
            "يمتص الكلوروفيل الضوء الأزرق والأحمر.",
        ],
        "يمتص الكلوروفيل الضوء وتحول النباتات ضوء الشمس إلى طاقة.",
    ),
    (
        "hi",
        ["पौधे प्रकाश को ऊर्जा में बदलते हैं।", "मेरी साइकिल लाल है।", "क्लोरोफिल नीले प्रकाश को सोखता है।"],
        "क्लोरोफिल प्रकाश को सोखता है और पौधे प्रकाश को ऊर्जा में बदलते हैं।",
    ),
    (
        "th",
        ["พืชเปลี่ยนแสงเป็นพลังงานเคมี", "จักรยานของฉันสีแดง", "คลอโรฟิลล์ดูดซับแสงสีน้ำเงิน"],
        "คลอโรฟิลล์ดูดซับแสง พืชเปลี่ยนแสงเป็นพลังงาน",
    ),
]  # of the three sentences the first and the last are what the summary says


@pytest.mark.parametrize(
    ("language", "sentences", "summary"), OTHER_SCRIPTS, ids=[language for language, *_ in OTHER_SCRIPTS]
)
def test_every_script_is_learnt_from_and_measured(language: str, sentences: list[str], summary: str) -> None:
    worth = soft_targets(sentences, [summary], language)
    assert min(worth[0], worth[2]) > max(0.2, worth[1])
    assert greedy_oracle(sentences, summary, language) == [0, 2]
    assert rouge(summary, [summary], language) == {"rouge1": 100, "rouge2": 100, "rougeL": 100}
    assert detect_language(" ".join(sentences)) == language


def test_words_are_whole_in_scripts_that_have_spaces() -> None:
    assert rouge("поглощает всё", ["поглощает"], "ru")["rouge1"] == pytest.approx(100 * 2 / 3)
    assert rouge("प्रकाश है", ["प्रकाश"], "hi")["rouge1"] == pytest.approx(
        100 * 2 / 3
    )  # its marks are parts of it
    assert rouge("Кот и ДНК", ["кот и днк"], "en")["rouge1"] == 100  # too short to tell its language


def test_latin_tokens_are_those_of_rouge_score_whatever_stands_between() -> None:
    assert tokens_are(["α and β decay of 学"], "en") == STEMS
    assert tokens_are(["La canción más lenta"], "es") == STEMS
    assert tokens_are(["3.14"], "en") == STEMS
    assert tokens_are(["Распад α-частицы, DNA"], "ru") == WORDS
    assert tokens_are(["DNA"], "zh-CN") == CHARACTERS


# --- English, as it always was ---------------------------------------------------------------------------------


def _mean_f(scorer: Any, reference: str, text: str) -> float:
    return float(np.mean([score.fmeasure for score in scorer.score(reference, text).values()]))


def _oracle_by_rouge_score(sentences: Sequence[str], reference: str) -> list[int]:
    """SummaRuNNer's, every trial put together and counted anew."""
    scorer = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
    chosen: list[int] = []
    best = 0.0
    while len(chosen) < MAX_ORACLE:
        trials = [
            (_mean_f(scorer, reference, " ".join(sentences[k] for k in sorted([*chosen, i]))), -i)
            for i in range(len(sentences))
            if i not in chosen
        ]
        if not trials or max(trials)[0] <= best:
            break
        best, negative = max(trials)
        chosen.append(-negative)
    return sorted(chosen)


def test_targets_of_english_are_those_of_rouge_score() -> None:
    scorer = RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    for record in read_records(find("forms.dev", Path("nowhere")))[:6]:
        sentences = [*record.sentences[:20], "", "…", "Ω ≈ 3.14 (α-decay) naïve, 3.14"]
        references = [record.sentences[i] for i in record.chosen[:3]]
        worth = [max(_mean_f(scorer, r, sentence) for r in references) for sentence in sentences]
        assert soft_targets(sentences, references, "en") == worth
        reference = " ".join(references)
        text = " ".join(sentences[1:4])
        found = {name: 100 * score.fmeasure for name, score in scorer.score(reference, text).items()}
        assert rouge(text, [reference], "en") == found


def test_the_oracle_of_english_is_the_one_that_counts_every_trial_anew() -> None:
    source = random.Random(0)
    for record in read_records(find("forms.dev", Path("nowhere")))[:6]:
        sentences = record.sentences[:14]
        words = " ".join(sentences).split()
        at = source.randrange(len(words) // 2)
        for reference in (" ".join(words[at : at + 25]), " ".join(source.sample(words, 30))):
            assert greedy_oracle(sentences, reference, "en") == _oracle_by_rouge_score(sentences, reference)


def test_the_oracle_of_equals_is_the_earlier_and_a_hair_of_rounding_counts_as_it_did() -> None:
    alike = ["a cat sat", "a cat sat", "the dog", "a mat"]
    for reference in ("a cat sat on a mat", "the dog sat", "nothing", "a"):
        assert greedy_oracle(alike, reference, "en") == _oracle_by_rouge_score(alike, reference)


def test_a_long_text_with_a_summary_is_read_in_moments() -> None:
    source = random.Random(1)
    words = [f"word{i}" for i in range(3_000)]
    sentences = [" ".join(source.choices(words, k=20)) for _ in range(1_000)]
    reference = " ".join(source.choices(words, k=300))
    assert (
        len(greedy_oracle(sentences, reference, "en")) == MAX_ORACLE
    )  # half a minute, if each were stemmed anew
