"""Active learning: python -m model.label FOLDER --output marked.jsonl --most 20

Asks of the sentences that the model is least sure of, no two alike, whether they carry their text. The answers are
records that `python -m model.train marked.jsonl` learns from; of sentences that were not asked of nothing is learnt.
Each answer is kept at once: stop whenever you like, and go on with the same command.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from itertools import compress
from pathlib import Path

import model
from model.data import read_unlabelled
from model.lexical import hashed_vectors
from model.reading import ModelError, Reading
from model.refusals import at_least, in_a_sentence, writable

LEAST_WORDS = 4  # what is shorter is a heading or a name
ALIKE = 0.7  # cosine of their characters' n-grams above which two sentences are not both asked of: a trained encoder's
# vectors of one text are all alike
ANSWERS = {"y": "highlights", "n": "rejected", "s": "skipped"}


@dataclass
class Marks:
    """What was said of a text's sentences; a line of the output."""

    id: str
    text: str
    highlights: list[str] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def asked(self) -> set[str]:
        """Sentences that were answered, or passed over."""
        return {*self.highlights, *self.rejected, *self.skipped}


WRITTEN = {one.name for one in fields(Marks)}


@dataclass(frozen=True)
class Question:
    """A sentence of a reading."""

    name: str
    reading: Reading
    index: int

    @property
    def text(self) -> str:
        """The sentence."""
        return self.around(0)

    def around(self, offset: int) -> str:
        """The sentence, or the one `offset` places on; empty beyond the text."""
        place = self.index + offset
        if not 0 <= place < len(self.reading.sentences):
            return ""
        sentence = self.reading.sentences[place]
        return self.reading.text[sentence.start : sentence.end]

    @property
    def chance(self) -> float:
        """That a person would choose it, as the model sees it: 0..1."""
        return self.reading.sentences[self.index].score

    @property
    def doubt(self) -> float:
        """0 where the model is sure, 1 where it is of two minds: how close the chance is to one half."""
        return 1 - abs(2 * self.chance - 1)


def questions(
    readings: Sequence[tuple[str, Reading]], asked: dict[str, set[str]], most: int
) -> list[Question]:
    """At most `most` sentences that were not `asked` of, the most doubtful first, none like one before it."""
    open_ones = [
        Question(name, reading, i)
        for name, reading in readings
        for i, sentence in enumerate(reading.sentences)
        if sentence.words >= LEAST_WORDS
    ]
    known = [q.text in asked.get(q.reading.text, set()) for q in open_ones]
    taken = list(hashed_vectors([q.text for q in compress(open_ones, known)]))
    left = (q for q, was_asked in zip(open_ones, known, strict=True) if not was_asked)
    picked: list[Question] = []
    for question in sorted(left, key=lambda q: -q.doubt):
        if len(picked) == most:
            break
        vector = hashed_vectors([question.text])[0]
        if all(float(vector @ other) < ALIKE for other in taken):
            picked.append(question)
            taken.append(vector)
    return picked


# --- what was said ---------------------------------------------------------------------------------------------


def read_marks(path: Path) -> dict[str, Marks]:
    """What an earlier session wrote, by text. Raises ModelError."""
    if not path.exists():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
        found = [json.loads(line) for line in lines if line.strip()]
    except (OSError, ValueError) as error:
        raise ModelError(f"“{path}” can't be read: {error}") from error
    if not all(isinstance(one, dict) and one.keys() == WRITTEN for one in found):
        raise ModelError(
            f"“{path}” holds other records than answers to these questions: take another --output."
        )
    marks = [Marks(**one) for one in found]
    return {one.text: one for one in marks}


def write_marks(path: Path, marks: dict[str, Marks]) -> None:
    """Replaces the file in one step, so that a crash loses nothing."""
    beside = path.with_name(f".{path.name}.new")
    lines = [json.dumps(vars(one), ensure_ascii=False) + "\n" for one in marks.values()]
    beside.write_text("".join(lines), encoding="utf-8")
    beside.replace(path)


# --- the conversation ------------------------------------------------------------------------------------------


def answers(asked: Sequence[Question]) -> Iterator[tuple[Question, str]]:
    """Each question with its answer (a key of ANSWERS), until the person has had enough."""
    say = sys.stderr.write
    for number, question in enumerate(asked, 1):
        before, after = (_clipped(question.around(offset)) for offset in (-1, 1))
        say(f"\n{number} of {len(asked)} · {question.name} · chance {question.chance:.2f}\n")
        say(f"    {before}\n  » {question.text}\n    {after}\n")
        answer = ""
        while answer not in (*ANSWERS, "q"):
            say("Does it carry the text? [y]es [n]o [s]kip [q]uit: ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            answer = line.strip().lower()[:1] if line else "q"
        if answer == "q":
            return
        yield question, answer


def _clipped(text: str, most: int = 200) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def label(options: argparse.Namespace) -> dict[str, int]:
    """Asks, and writes each answer; how many sentences are marked in all. Raises ModelError."""
    marks = read_marks(options.output)
    writable(options.output.absolute().parent)  # before anything is asked
    texts = read_unlabelled(options.folder, options.limit)
    extractor = model.load(options.model, options.device)
    readings = [(name, extractor.read(text)) for name, text in texts]
    asked = questions(readings, {text: one.asked for text, one in marks.items()}, options.most)
    if not asked:
        sys.stderr.write("There is nothing left to ask of these texts.\n")
    try:
        for question, answer in answers(asked):
            one = marks.setdefault(question.reading.text, Marks(question.name, question.reading.text))
            getattr(one, ANSWERS[answer]).append(question.text)
            write_marks(options.output, marks)
    except KeyboardInterrupt:
        sys.stderr.write("\n")
    return {name: sum(len(getattr(one, name)) for one in marks.values()) for name in ANSWERS.values()}


@in_a_sentence()
def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("folder", type=Path, metavar="FOLDER", help="plain texts, or a record a line; or one such file")
    add("--output", type=Path, default=Path("marked.jsonl"), help="(default: marked.jsonl)")
    add("--most", type=at_least(1), default=20, metavar="N", help="questions, this time (default: 20)")
    add("--model", metavar="CHECKPOINT", help="whose doubts they are (default: the shipped one)")
    add("--device", default="auto")
    add("--limit", type=at_least(1), metavar="N", help="texts to look at, drawn at random")
    options = parser.parse_args(arguments)
    if not options.folder.exists():
        parser.error(f"there is no file or folder “{options.folder}”")
    found = label(options)
    print(json.dumps({"output": str(options.output)} | found))


if __name__ == "__main__":
    main()
