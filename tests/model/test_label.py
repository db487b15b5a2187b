"""Active learning in the terminal: doubtful sentences, unlike each other, kept answer by answer."""

from __future__ import annotations

import json
import os
import pty
import sys
from pathlib import Path

import numpy as np
import pytest

from model.data import read_records
from model.label import Marks, main, questions, read_marks, write_marks
from model.reading import Reading, ScoredSentence
from tests.model.conftest import LECTURE

TEXT = "Light becomes sugar. Light becomes sugar now. The bicycle is red today. Short one."


def reading(scores: list[float]) -> Reading:
    ends = [TEXT.index(". ", at) + 1 if ". " in TEXT[at:] else len(TEXT) for at in (0, 21, 46, 72)]
    starts = [0, *(end + 1 for end in ends[:-1])]
    sentences = tuple(
        ScoredSentence(start, end, score, 0, words)
        for start, end, score, words in zip(starts, ends, scores, [4, 5, 5, 2], strict=True)
    )
    vectors = np.array([[1, 0], [0.99, 0.14], [0, 1], [0.7, 0.7]], np.float16)
    return Reading(TEXT, "en", sentences, vectors, "a space", "a model")


def test_the_most_doubtful_are_asked_and_no_two_alike() -> None:
    asked = questions([("a", reading([0.5, 0.45, 0.9, 0.5]))], {}, 5)
    assert [q.text for q in asked] == ["Light becomes sugar.", "The bicycle is red today."]
    assert len(questions([("a", reading([0.5, 0.45, 0.9, 0.5]))], {}, 1)) == 1


def test_what_was_answered_is_not_asked_again_nor_what_is_like_it() -> None:
    asked = questions([("a", reading([0.5, 0.45, 0.9, 0.5]))], {TEXT: {"Light becomes sugar."}}, 5)
    assert [q.text for q in asked] == ["The bicycle is red today."]


def test_marks_of_a_text_with_any_line_end_are_read_again(tmp_path: Path) -> None:
    text = "One.\u2028Two.\u2029Three.\x85Four.\r\nFive."
    write_marks(tmp_path / "marked.jsonl", {text: Marks("a", text, ["One."])})
    assert read_marks(tmp_path / "marked.jsonl")[text].highlights == ["One."]


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "One. Two.", "highlights": ["One."]}',
        '{"id": "a", "text": "One.", "highlights": []}',
        "[]",
        "7",
    ],
)
def test_what_somebody_marked_whole_is_not_written_over(tmp_path: Path, line: str) -> None:
    kept = tmp_path / "marked.jsonl"
    kept.write_text(line, encoding="utf-8")
    with pytest.raises(SystemExit, match=r"holds other records than answers .* another --output"):
        main([str(tmp_path), "--output", str(kept)])
    assert kept.read_text(encoding="utf-8") == line


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--most", "-3"], "“-3” is no whole number from 1 on"),
        (["--limit", "0"], "“0” is no whole number from 1 on"),
        (["--output", "/proc/self/marked/a.jsonl"], "Nothing can be written to “/proc/self/marked”"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], said: str
) -> None:
    (tmp_path / "lecture.txt").write_text(LECTURE, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path), *more])
    assert said in f"{ended.value}{capsys.readouterr().err}"


def test_a_folder_that_is_not_there_is_told_without_talk_of_sets(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "nowhere")])
    assert f"there is no file or folder “{tmp_path / 'nowhere'}”" in capsys.readouterr().err


def test_answers_in_a_terminal_become_records_to_learn_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "lecture.txt").write_text(LECTURE, encoding="utf-8")
    output = tmp_path / "marked.jsonl"
    command = [str(tmp_path / "lecture.txt"), "--output", str(output), "--device", "cpu"]

    def talk(typed: str) -> tuple[dict[str, int], str]:
        """What the last line of stdout says, and what the person saw on a terminal of their own."""
        ours, theirs = pty.openpty()
        with os.fdopen(ours, "w") as keyboard, os.fdopen(theirs) as terminal:
            keyboard.write(typed)
            keyboard.flush()
            monkeypatch.setattr(sys, "stdin", terminal)
            main(command)
        told = capsys.readouterr()
        return json.loads(told.out.splitlines()[-1]), told.err

    first, said = talk("y\nwhat?\nN\ns\nq\n")
    assert {name: first[name] for name in ("highlights", "rejected", "skipped")} == {
        "highlights": 1,
        "rejected": 1,
        "skipped": 1,
    }
    assert said.count("[y]es [n]o [s]kip [q]uit") == 5  # one answer was not understood
    line = json.loads(output.read_text(encoding="utf-8"))
    asked = {*line["highlights"], *line["rejected"], *line["skipped"]}
    again, said = talk("n\nq\n")
    assert again["rejected"] == 2
    assert not any(f"» {sentence}" in said for sentence in asked)
    (record,) = read_records(output)
    assert record.unsure is not None
    assert [record.sentences[i] for i in record.chosen] == line["highlights"]
    assert (~record.unsure).sum() == 3
