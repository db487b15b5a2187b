"""What a sentence is, by its language's cues: precise, silent where it does not know, and safe on any text."""

import time
from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from hypothesis import given
from hypothesis import strategies as st

from model import Action, Extractor, ModelError, action_of, checkpoint, mentions_deadline
from model.data import Record
from model.head import Head
from model.kinds import cue_kinds
from model.kinds.cues import CUES
from model.kinds.turns import BUCKETS, FILE, load, save, skeleton, turns
from model.ranker import LEEWAY, UNFITTED, Ranker
from tests.model import (
    kinds_elsewhere,
    kinds_in_chinese,
    kinds_in_english,
    kinds_in_korean,
    kinds_of_homework,
    kinds_of_terms,
)

TABLES = (
    kinds_in_english,
    kinds_in_chinese,
    kinds_in_korean,
    kinds_elsewhere,
    kinds_of_homework,
    kinds_of_terms,
)
DEFINITIONS = [each for table in TABLES for each in table.DEFINITIONS]
ACTIONS = [each for table in TABLES for each in table.ACTIONS]
NEITHER = [each for table in TABLES for each in table.NEITHER]


@pytest.mark.parametrize(("language", "sentence"), DEFINITIONS)
def test_definitions_are_recognised(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["definition"]


@pytest.mark.parametrize(("language", "sentence", "action"), ACTIONS)
def test_action_items_are_recognised_and_told_apart(language: str, sentence: str, action: Action) -> None:
    assert cue_kinds([sentence], language) == ["action"]
    assert action_of(sentence, language) is action


@pytest.mark.parametrize(("language", "sentence"), NEITHER)
def test_look_alikes_are_neither(language: str, sentence: str) -> None:
    assert cue_kinds([sentence], language) == ["key"]


def test_a_region_counts_as_its_language_and_english_is_read_in_chinese_notes() -> None:
    assert cue_kinds(["Please reply.", "请回复。"], "zh-TW") == ["action", "action"]
    assert cue_kinds(["Please reply.", "회신 바랍니다."], "ko-KR") == ["action", "action"]
    assert cue_kinds(["금요일까지 제출해 주세요."], "en") == ["action"]


@pytest.mark.parametrize(
    ("language", "sentence", "speaks"),
    [
        ("en", "Applications are due no later than Monday.", True),
        ("en", "The report has to be handed in by 11 December.", True),
        ("en", "It must be signed by two members and completed by adding a date.", False),
        ("en", "The delay was due to rain.", False),
        ("zh", "作业最晚周四交。", True),
        ("de", "Spätestens am Montag wissen wir mehr, also spätestens dann.", True),
        ("ko", "제출 기한은 12월 4일이다.", True),
        ("ko", "코스피는 3,000선에서 마감했다.", False),
        ("xx", "The deadline is near.", False),
    ],
)
def test_who_speaks_of_a_deadline(language: str, sentence: str, speaks: bool) -> None:
    assert mentions_deadline(sentence, language) is speaks


@given(st.text(max_size=300), st.sampled_from([*CUES, "ru", "", "zh-Hans", "-"]))
def test_any_text_has_a_kind(text: str, language: str) -> None:
    assert cue_kinds([text], language)[0] in ("key", "definition", "action")
    assert action_of(text, language) in (None, *Action)


@pytest.mark.parametrize(
    "piece",
    [
        "we can ",
        "do you ",
        "A b ",
        "if , ",
        "是",
        "请",
        "se ",
        "is a b ",
        "(",
        "können ",
        "Action: Tom ",
        "Sara: by ",
        "3月20日",
        "May 5: ",
        "entregar ",
        "entregar antes del lunes ",
        "Abgabe bis Montag, ",
        "payer avant le 3 mars ",
        "TODO ",
        "“Aa” or ",
        "是植物利用",
        "渗透：水",
        "read a ",
        "read by Monday ",
        "周五前读",
        "读完 周五前",
        "bis Montag lesen ",
        "lire pour lundi ",
        "read the ",
        "lest bis, t das ",
        "看 ",
        "study a ",
        "study a by ",
        "read page 1 ",
        "leggi e da ",
        "练",
        "12월 4일까지 ",
        "금요일까지 제출 ",
        "제가 ",
        "우리는 ",
        "하는 과정을 ",
        "~",
        "form closes ",
        "report on a ",
        "Umfrage läuft ",
        "fällig am 3.",
        "Deberes: a ",
        "inscripción a ",
        "Devoirs : a ",
        "compiti: a ",
        "☐ a ",
        "the question ",
        "Can you see ",
        "报名12月1日至",
        "报名截至",
        "提出は3日",
        "3日までに",
        "いて",
        "La aa ",
        "La aa es el proceso aa ",
        "Aaa: proceso ",
        "désigne tout ",
        "Por aa ",
        "こと",
        "ああは、い",
        "ああ：い",
        "ああ是的程度",
    ],
)
@pytest.mark.parametrize("language", list(CUES))
def test_cues_cost_little_on_any_text(language: str, piece: str) -> None:
    """The worst found was 3 ms; a pattern that backtracks without end takes minutes."""
    began = time.process_time()
    cue_kinds([piece * 10_000], language)
    assert time.process_time() - began < 0.5


# --- what was learnt ------------------------------------------------------------------------------------------

NOTE = """Minutes

The team met on Monday. It rained all day. Please read chapter four before the next session. Could you book the room?
We agreed to meet again in May. The essay is due on 3 May. Consider the circle in the figure.
Osmosis is the process by which water crosses a membrane. An isotope is a form of an element that has another number
of neutrons. Anna is a woman who likes the rain. Monday is the day on which I sleep."""


def test_the_weights_tell_definitions_and_actions_from_sentences_that_look_like_them(
    extractor: Extractor,
) -> None:
    found = [(NOTE[s.start : s.end], s.kind) for s in extractor.read(NOTE, language="en").sentences]
    told = {kind: [said.split()[0] for said, k in found if k == kind] for kind in ("action", "definition")}
    assert told == {"action": ["Please", "Could", "We", "The"], "definition": ["Osmosis", "An"]}
    assert ("The team met on Monday.", "key") in found


@pytest.mark.parametrize(
    "around", ["Send it back.\n\n{}\nSend it back.", "请在周五前提交。\n\n{}\n请在周五前提交。"]
)
def test_code_asks_for_nothing(extractor: Extractor, around: str) -> None:
    note = around.format("```python\nprint(total)\nsend(report)\nreturn report\n```")
    kinds = [sentence.kind for sentence in extractor.read(note).sentences]
    assert kinds == ["action", "key", "key", "key", "action"]


@pytest.mark.parametrize(
    ("sentence", "cue", "definition", "action", "language", "kind"),
    [
        ("A wave has a crest.", "key", 1.0, -9.0, "en", "definition"),
        ("A wave has a crest.", "key", -9.0, 1.0, "en", "action"),
        ("Tom is a boy who runs.", "definition", -LEEWAY - 0.1, -9.0, "en", "key"),
        ("Tides are waves that are long.", "definition", -LEEWAY + 0.1, -9.0, "en", "definition"),
        ("Reply within three days.", "action", -9.0, -9.0, "en", "action"),
        ("El agua hierve.", "key", 9.0, -9.0, "es", "key"),
    ],
)
def test_a_cue_is_believed_unless_the_head_doubts_that_it_defines(
    sentence: str, cue: str, definition: float, action: float, language: str, kind: str
) -> None:
    ranker = Ranker(Head(4, 2), UNFITTED, {"definition": 0.0, "action": 0.0})
    logits = np.array([[0, 0, definition, action]])
    assert ranker.kinds(logits, [cue], [sentence], language) == [kind]


def test_of_a_page_only_what_asks_the_reader_is_an_action(extractor: Extractor) -> None:
    text = (
        "Can I renew?\nItems are renewed by themselves up to three times.\n\nCHECK YOUR UNDERSTANDING\n\n"
        "Osmosis moves water through a membrane.\n\nThe walls of the room are green.\n"
        "If you are not the intended recipient, please delete it and notify the sender.\n\n"
        "“Business Day” means a day other than a Saturday.\n\nCould you send me the slides?"
    )
    found = [(text[s.start : s.end], s.kind) for s in extractor.read(text, language="en").sentences]
    assert [said for said, kind in found if kind == "action"] == ["Could you send me the slides?"]
    assert ("“Business Day” means a day other than a Saturday.", "definition") in found


def test_turns_leave_out_what_is_spoken_of(tmp_path: Path) -> None:
    assert skeleton("Could you send Anna 3 drafts of the NATO report?") == (
        "^ could you send W 9 ws of the A w ? $".split()
    )
    rows = turns(["Could you send Anna the draft?", "Could you send Peter the draft?", ""])
    assert rows.shape == (3, BUCKETS)
    assert (rows[0] != rows[1]).nnz == 0
    assert np.allclose(np.sqrt(rows.multiply(rows).sum(axis=1)), 1)


def test_turns_are_learnt_and_added_to_what_the_head_says(tmp_path: Path) -> None:
    asked = [
        "Could you send Anna the list?",
        "Please call me.",
        "Please send it to Tom.",
        "Could you call me?",
    ]
    mails = [Record(str(i), [s], "en", kinds=np.array([3])) for i, s in enumerate(asked)]
    mails += [Record("none", [s], "en", kinds=np.array([0])) for s in ("It rained.", "He was here.")]
    books = [Record("book", ["The wave has a crest.", "It was a long war.", "Cells divide."], "en")]
    from model.fit_turns import fit  # brings the library for training along

    save(tmp_path, fit(mails, books))
    found = load(tmp_path)
    assert found
    sentences = ["Could you send Eve the book?", "The river has a bend."]
    logits = found.logits(sentences)
    assert logits[0] > 0 > logits[1]
    ranker = Ranker(Head(4, 2), UNFITTED, {"action": 0.0}, found)
    assert ranker.kinds(np.zeros((2, 4)), ["key", "key"], sentences, "en") == ["action", "key"]
    action, without = np.zeros(BUCKETS, np.float16), np.zeros(0, np.float16)
    for broken in (b"nothing", safetensors.numpy.save({"action": action, "base": without})):
        (tmp_path / FILE).write_bytes(broken)
        with pytest.raises(ModelError, match="can't be read"):
            load(tmp_path)
    assert load(tmp_path / "elsewhere") is None
    checkpoint.write(tmp_path, {}, checkpoint.Config(None, 4, [], 2), Head(4, 2))
    assert load(tmp_path) is None, "other weights have no turns"
