"""Records: every form of line, the targets made from a summary, and what a bad line is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from model.data import UNKNOWN, greedy_oracle, read_records, soft_targets
from model.reading import ModelError
from model.sentences import Layout

SENTENCES = ["Plants make sugar from light.", "My bicycle is red.", "Chlorophyll absorbs the light."]


def write(folder: Path, *records: object) -> Path:
    path = folder / "notes.jsonl"
    path.write_text("\n".join(json.dumps(record) for record in records), encoding="utf-8")
    return path


def test_a_marked_text_says_which_sentences_are_chosen(tmp_path: Path) -> None:
    text = " ".join(SENTENCES)
    [record] = read_records(write(tmp_path, {"text": text, "highlights": [SENTENCES[2]]}))
    assert record.sentences == SENTENCES
    assert record.chosen == [2]
    assert record.target is not None
    assert record.target.tolist() == [0, 0, 1]


def test_ones_own_text_is_learnt_from_as_it_is_read(tmp_path: Path) -> None:
    text = "# Leaves\n\nLeaves make sugar.\n\n- Light is needed.\n- So is water.\n"
    [record] = read_records(
        write(tmp_path, {"text": text, "highlights": ["So is water."], "language": "en-US"})
    )
    assert record.language == "en"
    assert record.layouts == [Layout.HEADING, Layout.PROSE, Layout.BULLET, Layout.BULLET]


def test_a_summary_makes_targets(tmp_path: Path) -> None:
    given = {"text": " ".join(SENTENCES), "summary": "Chlorophyll absorbs light, and plants make sugar."}
    [record] = read_records(write(tmp_path, given))
    assert record.chosen == [0, 2]
    assert record.target is not None
    assert record.target[1] < min(record.target[0], record.target[2])


def test_the_oracle_stops_where_another_sentence_would_not_help() -> None:
    assert greedy_oracle(SENTENCES, "My bicycle is red.", "en") == [1]


def test_a_summary_of_another_text_is_refused(tmp_path: Path) -> None:
    for text in ({"text": " ".join(SENTENCES)}, {"sentences": SENTENCES}):
        with pytest.raises(ModelError, match=r"Line 1 of .*no word of the summary is in the text"):
            read_records(write(tmp_path, text | {"summary": ["Quarterly earnings fell."]}))


def test_a_chinese_text_with_a_summary_is_learnt_from(tmp_path: Path) -> None:
    given = {"text": "植物把光能变成糖。我的自行车是红色的。叶绿素吸收光能。", "summary": "叶绿素吸收光能。"}
    [record] = read_records(write(tmp_path, given))
    assert record.chosen == [2]
    assert record.target is not None
    assert record.target[2] == 1 > record.target[0] > record.target[1]


def test_of_several_references_the_closest_counts() -> None:
    alone = soft_targets(SENTENCES, ["My bicycle is red."], "en")
    both = soft_targets(SENTENCES, ["Nothing alike here whatsoever", "My bicycle is red."], "en")
    assert both[1] == alone[1] == pytest.approx(1)


def test_kinds_nobody_looked_for_are_unknown(tmp_path: Path) -> None:
    kinds = ["definition", "term", "none"]
    known = {"sentences": SENTENCES, "kind_labels": kinds, "glossary": [["a", "b"]]}
    records = read_records(write(tmp_path, known, known | {"glossary": []}))
    assert records[0].kinds is not None
    assert records[0].kinds.tolist() == [2, UNKNOWN, 0]
    assert records[1].kinds is None


@pytest.mark.parametrize(
    "line", ["{", '"a"', '{"text": "One.", "highlights": ["Two."]}', '{"summary": ["a"]}']
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"sentences": ["One."]}\n' + line, encoding="utf-8")
    with pytest.raises(ModelError, match="Line 2"):
        read_records(path)


def test_a_folder_without_records_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no \.jsonl file"):
        read_records(tmp_path)
