"""Records: every form of line, the targets made from a summary, and what a bad line is told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from model.data import UNKNOWN, greedy_oracle, read_records, read_unlabelled, soft_targets
from model.evaluate.examples import load_set
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


def test_a_text_without_a_mark_says_that_nothing_in_it_is_key(tmp_path: Path) -> None:
    [record] = read_records(write(tmp_path, {"text": " ".join(SENTENCES), "highlights": []}))
    assert record.chosen == []
    assert record.unsure is None
    assert record.target is not None
    assert record.target.tolist() == [0, 0, 0]


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


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"text": "One. Two."}, "neither “highlights” nor a “summary”"),
        ({"text": "One. Two.", "highlights": ["One.", " "]}, "“ ” is not in the text"),
        ({"text": "One.", "highlights": ""}, "“” is not in the text"),
        ({"text": "One.", "highlights": 3}, "“highlights” is neither a text nor a list of texts"),
        ({"text": ["One."], "summary": "One."}, "“text” is no text"),
        ({"summary": ["One."]}, "neither “text” nor “sentences”"),
        ({"sentences": "One. Two."}, "one piece"),
        ({"sentences": SENTENCES, "soft": [0.1]}, "3 sentences, and 1 values in “soft”"),
        ({"sentences": SENTENCES, "labels": [1, 0]}, "3 sentences, and 2 values in “labels”"),
        ({"sentences": SENTENCES, "kind_labels": ["none"]}, "3 sentences, and 1 values in “kind_labels”"),
        ({"sentences": SENTENCES, "soft": [0, 0, 1], "oracle": [3]}, "“oracle” names sentence 3"),
        ({"sentences": SENTENCES, "oracle": [-1]}, "“oracle” names sentence -1"),
        ({"sentences": SENTENCES, "oracle": 1}, "“oracle” is no list of sentences' numbers"),
        ({"sentences": SENTENCES, "soft": [0, 1, float("nan")]}, "“soft” holds nan, .* numbers from 0 to 1"),
        ({"sentences": SENTENCES, "soft": [-3, 0, 1]}, "“soft” holds -3"),
        ({"sentences": SENTENCES, "labels": [1, 0, 100]}, "“labels” holds 100"),
        ({"sentences": SENTENCES, "labels": [1, 0, 0], "query": 3}, "“query” is no text"),
        ({"text": "One.", "highlights": ["One."], "focus": ["why"]}, "“focus” is no text"),
        ({"text": "One.", "highlights": ["One."], "language": 7}, "“language” is no language's code"),
    ],
)
def test_what_does_not_fit_is_told_with_file_and_line(
    tmp_path: Path, given: dict[str, object], why: str
) -> None:
    path = write(tmp_path, {"sentences": ["One."], "labels": [1]}, given)
    for read in (read_records, load_set):
        with pytest.raises(ModelError, match=rf"^Line 2 of “.*notes\.jsonl” is no record: .*{why}.*\.$"):
            read(path)


def test_a_line_that_is_nested_too_deep_is_told(tmp_path: Path) -> None:
    path = tmp_path / "notes.jsonl"
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ModelError, match=r"^Line 1 of “.*notes\.jsonl” is no JSON: "):
        read_records(path)


def test_one_mark_needs_no_list(tmp_path: Path) -> None:
    text = " ".join(SENTENCES)
    given = {"text": text, "highlights": SENTENCES[2], "rejected": SENTENCES[1]}
    [record] = read_records(write(tmp_path, given))
    assert record.chosen == [2]
    assert record.unsure is not None
    assert record.unsure.tolist() == [True, False, False]
    [record] = read_records(write(tmp_path, {"sentences": SENTENCES, "summary": "My bicycle is red."}))
    assert record.references == ["My bicycle is red."]


def test_a_given_oracle_is_learnt_from(tmp_path: Path) -> None:
    alone = {"sentences": SENTENCES, "oracle": [2]}
    with_a_summary, without = read_records(write(tmp_path, alone | {"summary": [SENTENCES[0]]}, alone))
    assert with_a_summary.chosen == without.chosen == [2]
    assert with_a_summary.target is not None
    assert with_a_summary.target[0] == 1  # by the summary
    assert without.target is not None
    assert without.target.tolist() == [0, 0, 1]


def test_a_byte_order_mark_is_no_part_of_the_first_line(tmp_path: Path) -> None:
    line = json.dumps({"text": " ".join(SENTENCES), "highlights": SENTENCES[:1]})
    (tmp_path / "notes.jsonl").write_text(line, encoding="utf-8-sig")
    (tmp_path / "more.jsonl.gz").write_bytes(gzip.compress(line.encode("utf-8-sig")))
    assert [record.chosen for record in read_records(tmp_path)] == [[0], [0]]
    assert len(read_unlabelled(tmp_path)) == 2


def test_an_archive_that_breaks_off_or_is_damaged_says_so(tmp_path: Path) -> None:
    packed = gzip.compress(b"".join(json.dumps({"sentences": [str(i)]}).encode() + b"\n" for i in range(999)))
    middle = len(packed) // 2
    for data in (packed[:middle], packed[:middle] + b"\0" * 40 + packed[middle + 40 :], b"no gzip"):
        (tmp_path / "notes.jsonl.gz").write_bytes(data)
        with pytest.raises(ModelError, match=r"notes\.jsonl\.gz” can't be read"):
            read_records(tmp_path / "notes.jsonl.gz")


def test_a_folder_without_records_says_so(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no \.jsonl file"):
        read_records(tmp_path)
