"""What a note is called that nobody named: what its text calls itself, no part's bare number, and no clock."""

import time

import pytest

from bot.texts.divided import undivided
from bot.texts.titles import beside, title_of

SAID = "Cells divide in an hour or in a day."


@pytest.mark.parametrize(
    ("sentences", "title"),
    [
        (["Chapter 4", "The Cell Cycle", SAID], "Chapter 4: The Cell Cycle"),
        (["Unit 3\nPhotosynthesis", SAID], "Unit 3: Photosynthesis"),
        (["Lecture VII.", "Enzymes", SAID], "Lecture VII: Enzymes"),
        (["Kapitel 2", "Die Zelle", SAID], "Kapitel 2: Die Zelle"),
        (["第三章", "水与生命", "水是一种极性分子。"], "第三章 水与生命"),
        (["Chapter 4", SAID], "Chapter 4"),
        (["Chapter 4", "Section 2", SAID], "Chapter 4"),
        (["Week 3", "Dear all,", SAID], "Week 3"),
        (["Part I", "The Age\nof Reason", SAID], "Part I: The Age of Reason"),
        (["CHAPTER I", "Down the Rabbit-Hole", SAID], "CHAPTER I: Down the Rabbit-Hole"),
        (["Chapter 1", "He was an old man who fished\nalone in a skiff.", SAID], "Chapter 1"),
        (["Chapter 1", "Call me Ishmael and I will tell you of the sea and of the men who went on"], "Chapter 1"),
        (["Chapter 1", "“Who are you?” said the Caterpillar", SAID], "Chapter 1"),
        (["Chapter 2", "“Hamlet” and Its Problems", SAID], "Chapter 2: “Hamlet” and Its Problems"),
        (["Chapter 1", "I", SAID], "Chapter 1"),
        (["Chapter 3", "by Anna Smith", SAID], "Chapter 3"),
        (["Lecture 3", "By the Sea", SAID], "Lecture 3: By the Sea"),
        (["Lecture 4", "Prof. Anna Smith", SAID], "Lecture 4"),
        (["Section 2.3", "Learning Objectives", SAID], "Section 2.3"),
        (["Class 5", "Homework: read p. 4", SAID], "Class 5"),
        (["Week 3", "10:00 Lecture", SAID], "Week 3"),
        (["Section 4", "(1) A person commits an offence if", SAID], "Section 4"),
        (["\\section{Limits of \\emph{sequences}}", SAID], "Limits of sequences"),
        (["\\title{A \\textbf{Great} Title}\n\\begin{document}", SAID], "A Great Title"),
        (["Chapter 4 begins with the cell", "The Cell Cycle", SAID], "Chapter 4 begins with the cell"),
        (
            [
                "Journal of Applied Agronomy 48 (2023) 112–127\nContents lists available at ScienceDirect",
                "Effects of salt on wheat",
                SAID,
            ],
            "Effects of salt on wheat",
        ),
        (["In 1848 (1850) 12 people died", SAID], "In 1848 (1850) 12 people died"),
        (["\\documentclass{article}\n\\title{Sequences and Limits}", SAID], "Sequences and Limits"),
        (["\\documentclass{article}", "\\section{Limits}", SAID], "Limits"),
        (["Khan Academy > Chemistry > Unit 4", "Lesson 4.2", SAID], "Lesson 4.2"),
        (["x > y > z", SAID], "x > y > z"),
        (["THE INDUSTRIAL REVOLUTION             47", SAID], "THE INDUSTRIAL REVOLUTION"),
        (["The year 1848", SAID], "The year 1848"),
        (["[Music]", "Cells", SAID], "Cells"),
        (["[Applause]"], "[Applause]"),
        (["[Cells]", SAID], "[Cells]"),
        (["[Music]", "Hello and welcome back.", "Today we talk about cells.", SAID], "Today we talk about cells."),
        (
            ["[00:00:03] SARAH: Hey everyone, welcome back.", "[00:07] TOM: Today we talk about sleep."],
            "Today we talk about sleep.",
        ),
        (["[00:03] The cell divides.", SAID], "The cell divides."),
        (["各位同学大家好[玫瑰]关于寒假前的几件事，请认真看完：", "考试改期了。"], "关于寒假前的几件事，请认真看完："),
        (["大家好好学习，天天向上的故事", SAID], "大家好好学习，天天向上的故事"),
        (["10:30 Meeting", SAID], "10:30 Meeting"),
        (
            ["okay so good morning everybody um today we're going to talk about cells and how they divide in an hour"],
            "today we're going to talk about cells and how they divide in an hour",
        ),
        (["Okay, good morning, today we talk about cells."], "Okay, good morning, today we talk about cells."),
        (["Mito-\nchondria make ATP.", SAID], "Mitochondria make ATP."),
    ],
)  # fmt: skip
def test_what_a_note_is_called(sentences: list[str], title: str) -> None:
    assert title_of(None, None, sentences) == title


def test_a_title_does_not_stand_beside_the_words_it_is_taken_from() -> None:
    said = "okay so good morning um today we're going to talk about cells and how they divide in a day"
    assert beside(title_of(None, None, [said]), said) == ""
    assert beside("Cells", "Cells divide.") == "Cells"
    assert beside("Chapter 4: Cells", "Cells divide.") == "Chapter 4: Cells"


@pytest.mark.parametrize(
    ("text", "whole", "said"),
    [
        ("the ionic ef-\nfects of salt", "", "the ionic effects of salt"),
        ("a long time with-\nout rest", "", "a long time without rest"),
        ("die Photo-\n  synthese", "", "die Photosynthese"),
        ("a well-\nknown one", "", "a well-known one"),
        ("a carbon-\nbased one", "", "a carbon-based one"),
        ("to co-\noperate", "we cooperate", "to cooperate"),
        ("an e-\nmail", "", "an e-mail"),
        ("an x-\nray of it", "", "an x-ray of it"),
        ("an anti-\ninflammatory drug", "", "an anti-inflammatory drug"),
        ("anti-\nbodies pro-\nduce, for ex-\nample,", "", "antibodies produce, for example,"),
        ("the so-\ncalled so-\ncial post-\nwar order", "", "the so-called social post-war order"),
        ("a high-\ner, a part-\nicular time-\ntable", "", "a higher, a particular timetable"),
        ("his mother-in-\nlaw of twenty-\nfive", "", "his mother-in-law of twenty-five"),
        ("self-organi-\nzation of 2-methyl-\npropane", "", "self-organization of 2-methylpropane"),
        ("die Vor-\nund Nachteile", "", "die Vor- und Nachteile"),
        ("right-\nhanded and DNA-\nbinding", "", "right-handed and DNA-binding"),
        ("some-\none with-\nin rel-\native calm", "", "someone within relative calm"),
        (
            "a part-\ntime job, a pheno-\ntype, d'é-\nlectricité",
            "",
            "a part-time job, a phenotype, d'électricité",
        ),
        (
            "the de-\nvolved and the de-volved",
            "the de-\nvolved and the de-volved",
            "the de-volved and the de-volved",
        ),
        ("New-\nYork", "", "New-York"),
        ("from 3-\n5 of them", "", "from 3-\n5 of them"),
        ("he left -\nand she stayed", "", "he left -\nand she stayed"),
    ],
)
def test_a_word_divided_at_a_lines_end_is_whole(text: str, whole: str, said: str) -> None:
    assert undivided(text, whole) == said


@pytest.mark.parametrize(
    "piece", ["a-\n", "ab-\ncd", "Chapter 1 ", "A 1 (", "ab > ", "   1", "\\title{", "[0:01] ", "(x"]
)
def test_a_title_costs_little(piece: str) -> None:
    began = time.thread_time()
    title_of(None, None, [piece * 20_000] * 12)
    assert time.thread_time() - began < 3
