"""Whatever the note, the message fits Discord, shows what was written, and says when something is in the file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time

import discord
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord_ui import render
from bot.discord_ui.groups import posts
from bot.discord_ui.render import Answer, units
from bot.documents import Location
from bot.features.groups import Post
from bot.features.note import Note, NoteCard, Sentence
from bot.features.why import Why, Word
from bot.locales import N_, Message
from bot.texts.dates import Deadline
from model import Budget

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
LONG = st.builds(lambda text, times: text * times, TEXTS, st.sampled_from([0, 1, 3, 40, 300]))


def note(
    texts: list[str],
    *,
    title: str = "A title",
    location: Location | None = None,
    warnings: tuple[Message, ...] = (),
    focus: str | None = None,
    tags: tuple[str, ...] = (),
) -> Note:
    """A note of these sentences, all of them highlights."""
    sentences, at = [], 0
    for index, text in enumerate(texts):
        kind, reasons = ("key", "definition", "action")[index % 3], (N_("says much"),)
        where = location or Location()
        sentences.append(
            Sentence(text, at, at + len(text), index, 0.5, index, len(text.split()), kind, where, reasons, None,
                     due(text) if kind == "action" else ())
        )  # fmt: skip
        at += len(text) + 1
    return Note(
        7, title, None, "discord", "en", len(texts), tags, datetime(2026, 3, 2, tzinfo=UTC), "\n".join(texts),
        tuple(sentences), tuple(sentences), focus, Budget(), warnings, "all-MiniLM-L6-v2", 800,
    )  # fmt: skip


def due(text: str) -> tuple[Deadline, ...]:
    """How the sentence begins, as a deadline, three times over."""
    return (Deadline(text[:40], 0, len(text[:40]), date(2026, 3, 6), time(15), is_last=True),) * 3


def weighed(sentence: Sentence) -> Why:
    """A sentence whose words take turns at speaking for and against it."""
    found = re.finditer(r"\S+", sentence.text)
    words = [
        Word(word[0], sentence.start + word.start(), sentence.start + word.end(), (1.0, -0.4, 0.1)[place % 3])
        for place, word in enumerate(found)
    ]
    return Why(sentence, tuple(words), "en")


NOTES = st.builds(
    note,
    st.lists(LONG, min_size=1, max_size=40),
    title=LONG,
    location=st.none() | st.builds(Location, page=st.integers(1, 9_999), heading=LONG),
    warnings=st.lists(LONG.map(lambda text: Message("{text}", {"text": text})), max_size=9).map(tuple),
    focus=st.none() | TEXTS,
    tags=st.lists(TEXTS.filter(bool), max_size=20).map(tuple),
)


def check_limits(answer: Answer) -> None:
    assert units(answer.content) <= 2_000
    assert len(answer.embeds) <= 10
    total = 0
    for embed in answer.embeds:
        assert units(embed.title or "") <= 256
        assert 0 < units(embed.description or "") <= 4_096
        assert units(embed.footer.text or "") <= 2_048
        total += sum(map(units, (embed.title or "", embed.description or "", embed.footer.text or "")))
    assert total <= 6_000
    assert answer.content or answer.embeds
    if answer.attached:
        file = answer.attached.file()
        assert 0 < units(file.description or "") <= 1_024
        assert len(answer.attached.data) <= 10 * 2**20


@given(NOTES, st.sampled_from(["en", "zh_CN"]))
@settings(max_examples=150)
def test_every_note_fits(made: Note, language: str) -> None:
    check_limits(render.note_answer(made, language))
    check_limits(render.why_answer(made, [], language))
    check_limits(render.why_answer(made, [weighed(sentence) for sentence in made.highlights], language))
    source = render.source_answer(made, language)
    assert source is not None
    check_limits(source)


@given(LONG, st.integers(1, 300))
def test_shortening_keeps_inside_the_limit(text: str, limit: int) -> None:
    short = render.shorten(text, limit)
    assert units(short) <= limit
    assert short == text or short.endswith("…")


@given(TEXTS)
def test_inert_text_reads_as_written(text: str) -> None:
    shown = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", render.inert(text))  # what Discord shows of an escaped mark
    assert shown == " ".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "**bold** _it_ ~~no~~ ||spoiler|| `code`",
        "<@1234> <#5> <:smile:9> @everyone",
        "[a](https://b.example)",
    ],
)
def test_nothing_in_a_note_is_taken_for_markdown_or_a_mention(text: str) -> None:
    (embed,) = render.note_answer(note([text]), "en").embeds
    assert not re.search(r"(?<!\\)[*_~|`<@\[](?!\()", (embed.description or "").split("▪ ")[1])


def test_an_address_stays_whole() -> None:
    assert render.inert("_See_ https://a.example/b_c_d.") == "\\_See\\_ https://a.example/b_c_d."
    assert render.inert("https://a.example/<@1>") == "https://a.example/\\<\\@1\\>"


def test_highlights_without_a_space_between_are_bold_together() -> None:
    made = note(["第一句。", "第二句。"])
    first, second = made.highlights
    second = replace(second, start=4, end=8)
    answer = render.source_answer(replace(made, text="第一句。第二句。", highlights=(first, second)), "zh_CN")
    assert answer is not None
    assert answer.embeds[0].description == "**第一句。第二句。**"


def test_what_does_not_fit_is_in_the_file_and_said_so() -> None:
    texts = [f"Sentence {n}. " + "words and more words " * 8 for n in range(80)]
    answer = render.note_answer(note(texts), "en")
    check_limits(answer)
    assert answer.attached is not None
    assert answer.attached.name == "A-title.md"
    assert "The whole answer is in the attached file." in (answer.embeds[-1].description or "")
    assert all(" ".join(text.split()) in answer.attached.data.decode() for text in texts)


def test_a_long_answer_is_spread_over_embeds_before_it_becomes_a_file() -> None:
    answer = render.note_answer(note(["words " * 80] * 10), "en")
    assert len(answer.embeds) == 2
    assert answer.attached is None


def test_locations_warnings_and_tags_are_shown() -> None:
    where = Location(page=3, heading="Cells")
    made = note(["One.", "Two."], location=where, warnings=(N_("says much"),), tags=("biology",))
    (embed,) = render.note_answer(made, "en").embeds
    assert embed.description == ("*page 3 · Cells*\n▪ One.\n▪ Two. *(Definition)*\n\n⚠ says much\n\\#biology")
    assert embed.footer.text == "2 of 2 sentences · all-MiniLM-L6-v2 · 0.8 s"
    alone = replace(made, sentences_total=1, highlights=made.highlights[:1])
    assert alone.kept_words.to("en") == "1 of 1 sentence"


def test_what_a_highlight_is_and_when_it_is_due_stands_behind_it() -> None:
    made = note(["One.", "Two.", "Send *it* by 3."])
    (embed,) = render.note_answer(made, "zh_CN").embeds
    said = (embed.description or "").splitlines()[-1]
    assert said.startswith(
        "▪ Send \\*it\\* by 3. *(待办 · 截止 2026年3月6日周五 15:00——“Send \\*it\\* by 3.”"
    )


@given(st.lists(st.tuples(LONG, LONG), max_size=30))
def test_every_list_fits(found: list[tuple[str, str]]) -> None:
    when = datetime(2026, 3, 2, tzinfo=UTC)
    cards = [
        NoteCard(n, title, None, "web", "en", 3, ("tag",) * 9, when) for n, (title, _) in enumerate(found)
    ]
    lines = [
        render.card_line(n, card, said) for n, (card, (_, said)) in enumerate(zip(cards, found, strict=True))
    ]
    if lines:
        check_limits(render.list_answer("Found", lines))
    for title, _ in found:
        assert 1 <= units(render.choice_name(title)) <= 100
    assert isinstance(render.COLOUR, discord.Colour)


def test_a_section_that_the_note_is_called_by_is_not_said_again() -> None:
    answer = render.note_answer(
        note(["One.", "Two."], title="Cells", location=Location(heading="Cells")), "en"
    )
    assert answer.embeds[0].description == "▪ One.\n▪ Two. *(Definition)*"


@pytest.mark.parametrize(
    ("title", "location", "above"),
    [
        ("Cells", Location(), "*Cells*"),
        ("Cells", Location(heading="Cells"), "*Cells*"),
        ("Cells", Location(page=3, heading="Cells"), "*Cells · page 3*"),
        ("Cells", Location(heading="Membranes"), "*Cells · Membranes*"),
        ("", Location(heading="Membranes"), "*Membranes*"),
        ("", Location(), ""),
    ],
)
def test_a_post_says_where_it_stands_once(title: str, location: Location, above: str) -> None:
    now = datetime(2026, 3, 2, tzinfo=UTC)
    post = Post(1, 1, "Cells divide.", title, "en", location, ("Ann",), 0, 0, 0, None, None, now)
    lines = (posts.post_embed(post, "en").description or "").split("\n")
    assert lines == ["▪ Cells divide.", *([above] if above else []), "Shared by Ann"]
    listed = posts.posts_answer("Best", [post], "en").embeds[0].description or ""
    assert listed.startswith(f"**1.** ▲ 0 ▼ 0 · {above}{' · ' if above else ''}Shared by Ann\n> Cells")
