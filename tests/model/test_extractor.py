"""The extractor on real texts: what it promises for any text, and that its choices make sense."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import model
from model.engine import Extractor
from model.focus import questions
from model.focus.questions import ANSWER
from model.head import Head
from model.ranker import MOST_TEXT, UNFITTED, Ranker
from model.reading import Reason, Stage
from tests.conftest import CHAPTER

MEANT = """The museum's roof was repaired last spring, and the bill came to forty thousand euros. Members enter for
free and may bring a guest on Sundays. The café on the ground floor serves soup until three. Because of the damp in the
cellar, the oldest maps had to be moved to the town archive. The director retires next year, and nobody has been named
yet."""
SPANISH = """La fotosíntesis es el proceso por el que las plantas convierten la luz en energía química. Ayer llovió otra
vez. Ocurre en los cloroplastos de las células vegetales. La clorofila absorbe sobre todo luz roja y azul. El profesor
llegó tarde. Sin la fotosíntesis apenas habría oxígeno en el aire."""
CHINESE = """光合作用是植物把光能转化为化学能的过程。它发生在植物细胞的叶绿体中。叶绿素主要吸收蓝光和红光。
光反应分解水并释放氧气。暗反应把二氧化碳固定为糖。没有光合作用，空气中几乎没有氧气。午饭在十二点。"""


@pytest.mark.parametrize(
    ("doing", "unwanted"),
    [
        ("pass", {"torch"}),
        ("model.load(device='cpu')", {"torch._dynamo", "transformers"}),  # each takes seconds; somebody waits
    ],
)
def test_only_what_is_needed_is_imported(doing: str, unwanted: set[str]) -> None:
    code = f"import sys, model; {doing}; sys.exit(', '.join({unwanted} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], stderr=-1, check=False)
    assert done.stderr.decode().strip() == ""


@given(st.text(st.characters(exclude_categories=()), max_size=200), st.integers(1, 5))
@example("We need half\ud800 of it by Friday. Is it?", 1)
@example("今天的面条\ud800很好吃。光合作用在叶绿体中进行。", 1)
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_exact_slices(extractor: Extractor, text: str, sentences: int) -> None:
    chosen = extractor.extract(text, budget=model.Budget(sentences=sentences))
    assert len(chosen) <= sentences
    assert [k.index for k in chosen] == sorted({k.index for k in chosen})
    for key in chosen:
        assert key.text == text[key.start : key.end]
        assert 0 <= key.score <= 1


def test_the_lecture(extractor: Extractor, lecture: str) -> None:
    reading = extractor.read(lecture)
    chosen = [k.text for k in reading.cut(model.Budget(sentences=3))]
    assert any(text.startswith("Photosynthesis is the process") for text in chosen)
    assert not any("bicycle" in text or "Lunch" in text for text in chosen)
    assert reading.language == "en"
    assert reading.space == extractor.space
    assert reading.vectors.shape == (len(reading.sentences), 384)
    assert any(sentence.reasons for sentence in reading.sentences)


def test_chinese_is_scored_by_its_words(extractor: Extractor) -> None:
    reading = extractor.read(CHINESE)
    assert (reading.language, reading.space) == ("zh", "chars")
    assert len(reading.sentences) == 7
    assert "午饭" not in "".join(k.text for k in reading.cut(model.Budget(sentences=3)))


def test_a_language_that_the_weights_did_not_learn_from_is_scored_by_its_words(extractor: Extractor) -> None:
    """The encoder has tokens for Spanish, and the head would say something of them; vectors are the encoder's."""
    reading = extractor.read(SPANISH)
    assert reading.language == "es"
    assert not any(Reason.LEARNT in sentence.reasons for sentence in reading.sentences)
    chosen = "".join(k.text for k in reading.cut(model.Budget(sentences=4)))
    assert "llovió" not in chosen
    assert "llegó tarde" not in chosen
    assert reading.space == extractor.space
    plan = extractor.plan(SPANISH)
    assert plan.text_windows
    assert not plan.is_judged
    assert extractor.plan(SPANISH, language="en-GB").is_judged


def test_mixed_languages(extractor: Extractor, lecture: str) -> None:
    reading = extractor.read(lecture * 3 + "\n\n" + CHINESE)
    assert reading.space == extractor.space
    assert reading.cut(model.Budget(sentences=5))


def test_a_language_may_be_written_with_its_country(extractor: Extractor) -> None:
    text = (
        "I would need the numbers from you. The reactions, Dr. Lee says, are fast. Anna is a woman who runs."
    )
    plain = extractor.read(text, language="en")
    for code in ("en-US", "EN", "en_GB"):
        reading = extractor.read(text, language=code)
        assert (reading.language, reading.sentences) == (code, plain.sentences)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b", "---\n***"])
def test_nothing_to_read(extractor: Extractor, text: str) -> None:
    assert extractor.read(text).sentences == ()
    assert extractor.extract(text, budget=model.Budget()) == []


@pytest.mark.parametrize(
    "text",
    [
        "One sentence.",
        "- a\n- b\n- c",
        "| a | b |\n| 1 | 2 |",
        "```\nx = 1\n```",
        "😀😀",
        "a\x00b. \x07c",
        "\ud800",
    ],
)
def test_odd_notes_still_answer(extractor: Extractor, text: str) -> None:
    (first, *_) = extractor.extract(text, budget=model.Budget(sentences=1))
    assert first.text in text


def test_a_note_that_repeats_itself(extractor: Extractor, lecture: str) -> None:
    chosen = [k.text for k in extractor.extract(lecture * 4, budget=model.Budget(sentences=6))]
    assert len(set(chosen)) == 6


@pytest.mark.parametrize(
    ("focus", "answer"),
    [("What happens to carbon dioxide?", "Calvin"), ("When can I eat?", "Lunch"), ("bicycle", "bicycle")],
)
def test_focus_pulls(extractor: Extractor, lecture: str, focus: str, answer: str) -> None:
    reading = extractor.read(lecture, focus=focus)
    (best,) = reading.cut(model.Budget(sentences=1))
    assert answer in best.text
    assert Reason.FOCUS in reading.sentences[best.index].reasons


def test_a_question_pulls_by_its_words() -> None:
    sentences = [
        "Leaves hold water.",
        "The pond froze over.",
        "Sugar is made in the light.",
        "Lunch is at noon.",
    ]
    for focus, pulls in (
        ("Where is the water?", [ANSWER, 0, 0, 0]),
        ("Water or light?", [ANSWER / 16, 0, ANSWER / 16, 0]),
        ("Water or oxygen?", [ANSWER / 4, 0, 0, 0]),
        ("When may we eat?", [0, 0, 0, 0]),
    ):
        assert questions.pull(sentences, focus, "en").values.tolist() == pytest.approx(pulls)


@pytest.mark.parametrize(
    ("focus", "answer"),
    [
        ("How expensive was it to fix the building?", "forty thousand"),
        ("Where can I get something to eat?", "café"),
        ("Who will be the new boss?", "director retires"),
    ],
)
def test_a_question_without_a_word_of_the_text_finds_what_it_means(
    extractor: Extractor, focus: str, answer: str
) -> None:
    (best,) = extractor.extract(MEANT, budget=model.Budget(sentences=1), focus=focus)
    assert answer in best.text


@pytest.mark.parametrize("focus", ["?", " … ", "？！"])
def test_a_question_without_a_word_asks_nothing(extractor: Extractor, lecture: str, focus: str) -> None:
    assert extractor.read(lecture, focus=focus).sentences == extractor.read(lecture).sentences


def test_scraps_stand_behind_sentences(extractor: Extractor) -> None:
    said = [
        "The starter needs flour and water in equal weight every day.",
        "Keep the jar at room temperature so that the yeast can grow.",
        "A router drops packets when its queue is longer than its memory.",
        "Rye ferments faster than wheat because it holds more sugar.",
    ]
    scraps = ["- a rubber band", "- blaming the ISP", "- 500 g flour"]
    first = sorted(
        extractor.read("\n\n".join(said) + "\n\n" + "\n".join(scraps)).sentences, key=lambda s: s.rank
    )
    assert all(s.end - s.start > 40 for s in first[: len(said)])


def test_the_text_is_never_much_louder_than_the_anchor() -> None:
    ranker = Ranker(Head(4, 2), UNFITTED, {})
    base = np.array([0.0, 1.0, 2.0, 3.0])
    assert ranker.text_share(base, base + 0.1 * base[::-1]) == 1
    loud = 10 * base[::-1]
    assert (ranker.text_share(base, base + loud) * loud).std() == pytest.approx(MOST_TEXT * base.std())
    assert ranker.text_share(base, base) == 1
    assert ranker.text_share(np.ones(4), base) == 0


def test_a_heading_that_repeats_the_question_is_no_answer(extractor: Extractor) -> None:
    best = extractor.extract(CHAPTER, budget=model.Budget(sentences=3), focus="the light reactions")
    assert "The light reactions" not in [s.text for s in best]
    assert any("chlorophyll absorbs light" in s.text for s in best)


def test_focus_pulls_in_chinese(extractor: Extractor) -> None:
    (best,) = extractor.extract(CHINESE, budget=model.Budget(sentences=1), focus="午饭几点")
    assert "午饭" in best.text


def test_scores_do_not_depend_on_the_batch(extractor: Extractor, lecture: str) -> None:
    documents = [
        s for n in (1, 3, 6) for s in [[f"{i}. {line}" for i in range(n) for line in lecture.split(". ")]]
    ]
    together = extractor.score([*documents, ["Short."], []])
    for document, scores in zip(documents, together, strict=False):
        assert np.allclose(extractor.score([document])[0], scores, atol=1e-3)
    assert [len(scores) for scores in together[-2:]] == [1, 0]


def test_a_sentence_on_a_window_border_reads_the_same(extractor: Extractor) -> None:
    filler = [f"Sentence number {i} speaks of rivers and hills." for i in range(32)]
    target = "Chlorophyll absorbs light in the chloroplasts of plants."
    isolated = extractor.embed([target], extractor.space)[0]
    for place in (12, 14, 16, 18, 20):
        reading = extractor.read(" ".join([*filler[:place], target, *filler[place:]]))
        vectors = reading.vectors.astype(np.float32)
        assert int(np.argmax(vectors @ isolated)) == place


def test_embeddings(extractor: Extractor) -> None:
    for space, width in ((extractor.space, 384), ("chars", 256)):
        vectors = extractor.embed(["a dog barks", "dogs are barking", "quantum field theory"], space)
        assert vectors.shape == (3, width)
        assert vectors.dtype == np.float32
        assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]
    with pytest.raises(model.ModelError):
        extractor.embed(["x"], "another space")


def test_stages(extractor: Extractor, lecture: str) -> None:
    seen: list[tuple[Stage, int, int]] = []
    extractor.read(lecture * 8, on_stage=lambda *stage: seen.append(stage))
    assert [done for _, done, _ in seen] == sorted(done for _, done, _ in seen)
    assert seen[-1][1] == seen[-1][2] > 1


def test_a_missing_checkpoint_says_so(tmp_path: Path) -> None:
    with pytest.raises(model.ModelError, match="can't be loaded"):
        model.load(tmp_path)


@pytest.mark.slow
def test_the_network_is_the_published_one(extractor: Extractor, lecture: str) -> None:
    import torch
    from transformers.models.bert import BertModel

    from model.encoder import packaged_folder
    from model.encoder.network import load_bert

    ours = load_bert(packaged_folder())
    theirs = BertModel.from_pretrained(packaged_folder(), local_files_only=True, dtype=torch.float32).eval()
    ids = torch.tensor(extractor.plan(lecture).windows[0].ids)[None].long()
    with torch.inference_mode():
        expected = theirs(input_ids=ids).last_hidden_state
        found = ours(ids, torch.ones_like(ids, dtype=torch.bool))
    assert torch.allclose(expected, found, atol=1e-4)


@pytest.mark.slow
def test_bf16_scores_do_not_depend_on_the_batch(lecture: str) -> None:
    import torch

    from model.encoder import load_encoder

    half = Extractor(load_encoder(None).to("cpu", torch.bfloat16))
    documents = [[f"{i}. {line}" for i in range(n) for line in lecture.split(". ")[:4]] for n in (1, 2)]
    together = half.score(documents)
    for document, scores in zip(documents, together, strict=True):
        assert np.allclose(half.score([document])[0], scores, atol=1e-3)


def test_a_letter_alone_is_read_where_the_vocabulary_has_its_script_s_words() -> None:
    from tokenizers import Tokenizer, models

    from model.encoder.vocabulary import blank_tokens

    words = ["[UNK]", "light", "д", "▁у", "▁は", "です", "ます", "光"]
    vocabulary = {word: number for number, word in enumerate(words)}
    blank = blank_tokens(Tokenizer(models.WordLevel(vocabulary, "[UNK]")))
    assert [word for word in words if blank[vocabulary[word]]] == ["[UNK]", "д", "▁у"]
