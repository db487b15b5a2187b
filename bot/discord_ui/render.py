"""What Pith shows on Discord: notes, reasons, sources and lists as embeds and files. Pure.

The only place that knows Discord's limits. Whatever does not fit a message goes into an attached file, and
the message says so; nothing is left out silently. Text from people is shown as it is: none of it is taken
for Markdown, a mention or an emoji. Lengths are counted in UTF-16 units, the strictest way there is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import discord

from bot.features.cards import KIND_WORDS, Card
from bot.features.export import Exported, Format, export_notes, location_words
from bot.features.note import Note, NoteCard, kind_words
from bot.features.why import Why
from bot.locales import N_, Message

CONTENT_UNITS = 2_000
TITLE_UNITS = 256
DESCRIPTION_UNITS = 4_096
EMBEDS_UNITS = 6_000  # over all embeds of a message
EMBEDS = 10
CHOICES = 25
CHOICE_UNITS = 100
FILE_BYTES = 8 * 2**20  # Discord takes 10 MiB, with everything around the file
FILE_DESCRIPTION_UNITS = 1_024

SIDE_UNITS = 1_300  # of a card
PLACE_UNITS = 100  # a page and a heading
KIND_UNITS = 300  # what a highlight is, and when it is due
NOTES_UNITS = 2_500  # what stands under the highlights: warnings, focus question, tags
POINTER_UNITS = 250  # what says where the rest is
FIRST_LINE_UNITS = 2_000
COLOUR = discord.Colour(0x2F6F6A)
MARKS = re.compile(r"""(?P<address>(?:https?|steam)://[^\s<]+[^<.,:;"'\]\s])|[\\`*_~|<>\[\]@#]""")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file to send along; `description` is read aloud by screen readers."""

    name: str
    data: bytes
    description: str

    def file(self) -> discord.File:
        """Made anew for each sending: discord.py reads it once."""
        description = shorten(self.description, FILE_DESCRIPTION_UNITS)
        return discord.File(io.BytesIO(self.data), self.name, description=description)


@dataclass(frozen=True, slots=True)
class Answer:
    """One message, ready to be sent and inside every limit."""

    content: str = ""
    embeds: tuple[discord.Embed, ...] = ()
    attached: Attached | None = None
    view: discord.ui.View | None = None


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text: str, limit: int) -> str:
    """`text`, or as much of its beginning as `limit` units hold with a … after it."""
    if units(text) <= limit:
        return text
    kept = text[:limit]
    while units(kept) >= limit:  # one unit is for the …
        kept = kept[: len(kept) - max(1, (units(kept) - limit) // 2)]
    return kept.rstrip("\\ \n") + "…"  # a lone backslash would take the mark from what follows


def inert(text: str) -> str:
    """`text` on one line, with nothing in it that Discord would take for its own: it shows what was written."""
    return _escaped(" ".join(text.split()))


def unlinked(text: str) -> str:
    """As `inert`, and no address in it can be pressed: for what others than the reader have written."""
    return re.sub(r"[\\`*_~|<>\[\]()@#:]", r"\\\g<0>", " ".join(text.split()))


def inert_words(words: Message) -> Message:
    """A sentence of ours, the values in it made inert: a file's name, what was searched for."""
    values = {key: inert(each) if isinstance(each, str) else each for key, each in words.values.items()}
    return Message(words.text, values)


def _escaped(text: str) -> str:
    """`text` with its marks escaped; not in addresses of pages, where Discord takes a backslash for a letter."""
    return re.sub(MARKS, lambda found: found[0] if found["address"] else f"\\{found[0]}", text)


def say(text: str) -> Answer:
    """A sentence of ours, alone in its message."""
    return Answer(shorten(text, CONTENT_UNITS))


def note_answer(note: Note, language: str) -> Answer:
    """The note's highlights with their locations, what Pith has to say about them, and how they were made."""
    under = _under(note, language)
    return fitted_answer(
        shorten(inert(note.title), TITLE_UNITS),
        _lines(note, language),
        under=shorten(under, NOTES_UNITS),
        footer=" · ".join(
            [note.kept_words.to(language), shorten(note.model, 80), f"{note.elapsed_ms / 1000:.1f} s"]
        ),
        whole=lambda: export_notes([note], Format.MARKDOWN, language),
        cut_already=units(under) > NOTES_UNITS,
        language=language,
    )


def _lines(note: Note, language: str) -> list[str]:
    """A line for each highlight; one from another place than the last has that place above it."""
    lines, last = [], None
    for highlight in note.highlights:
        where = location_words(highlight.location)
        place = shorten(inert(where.to(language)), PLACE_UNITS) if where else None
        about = inert(shorten(" · ".join(kind_words(highlight, language)), KIND_UNITS))
        above = f"*{place}*\n" if place and place != last else ""
        lines.append(f"{above}▪ {inert(highlight.text)}" + (f" *({about})*" if about else ""))
        last = place
    return lines


def _under(note: Note, language: str) -> str:
    """What stands under the highlights."""
    lines = []
    if note.focus:
        lines.append(N_("Chosen with your question in mind: {focus}", focus=inert(note.focus)).to(language))
    lines += [f"⚠ {inert(warning.to(language))}" for warning in note.warnings]
    if note.tags:
        lines.append(" ".join(f"\\#{inert(tag)}" for tag in note.tags))
    return "\n".join(lines)


def why_answer(note: Note, explained: Sequence[Why], language: str) -> Answer:
    """For each highlight its score and the reasons for it, in words; strong words bold."""
    whys = {why.sentence.index: why for why in explained}
    lines = []
    for place, highlight in enumerate(note.highlights, 1):
        reasons = " · ".join(reason.to(language) for reason in highlight.reasons)
        why = whys.get(highlight.index)
        said = _bold(why) if why else inert(shorten(" ".join(highlight.text.split()), 120))
        lines.append(f"**{place}. {round(highlight.score * 100)} / 100** {said}\n{reasons or '–'}")
    footer = N_("Bold words did most for the score. 100 is the most a sentence can score.")
    return fitted_answer(
        N_("Why these sentences").to(language),
        lines,
        under="",
        footer=footer.to(language),
        whole=lambda: Exported("why.md", "text/markdown", "\n\n".join(lines).encode()),
        cut_already=False,
        language=language,
    )


def _bold(why: Why) -> str:
    """The sentence, inert, its strong words bold; neighbours share their marks, since Discord can't read ****."""
    text, start = why.sentence.text, why.sentence.start
    addresses = [found.span() for found in re.finditer(MARKS, text) if found["address"]]
    parts: list[str] = []
    at = 0
    for word in why.words:
        begin, end = word.start - start, word.end - start
        if not word.is_strong or any(begin < b and a < end for a, b in addresses):
            continue
        between = re.sub(r"\s+", " ", _escaped(text[at:begin]))
        if parts and not between.strip():
            parts[-1] = f"{parts[-1][:-2]}{between}{_escaped(word.text)}**"
        else:
            parts += [between, f"**{_escaped(word.text)}**"]
        at = end
    return "".join([*parts, re.sub(r"\s+", " ", _escaped(text[at:]))]).strip()


def source_answer(note: Note, language: str) -> Answer | None:
    """The whole text: with its highlights bold where a message holds it, else as a file; None where none does."""
    marked = _marked(note) if len(note.text) <= DESCRIPTION_UNITS else ""
    if marked and units(marked) <= DESCRIPTION_UNITS:
        title = shorten(inert(note.title), TITLE_UNITS)
        return Answer(embeds=(discord.Embed(title=title, description=marked, colour=COLOUR),))
    data = note.text.encode()
    if len(data) > FILE_BYTES:
        return None
    name = export_notes([note], Format.MARKDOWN, language).name.removesuffix(".md") + ".txt"
    said = N_("The whole text, {count} characters.", count=f"{len(note.text):,}")
    described = N_("The text of “{title}”", title=note.title)
    return replace(say(said.to(language)), attached=Attached(name, data, described.to(language)))


def _marked(note: Note) -> str:
    parts: list[str] = []
    at = 0
    for highlight in note.highlights:
        before = _lines_inert(note.text[at : highlight.start])
        if parts and not before:  # Chinese has no space between sentences, and Discord can't read ****
            parts[-1] = f"{parts[-1][:-2]}{inert(highlight.text)}**"
        else:
            parts += [before, f"**{inert(highlight.text)}**"]
        at = highlight.end
    return "".join([*parts, _lines_inert(note.text[at:])]).strip()


def _lines_inert(text: str) -> str:
    """As `inert`, line by line, so that paragraphs stay and no line becomes a list or a quote."""
    return re.sub(r"(?m)^(\s*)([-+]|\d+\.)", lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", _escaped(text))


def fitted_answer(
    title: str,
    lines: Sequence[str],
    *,
    under: str,
    footer: str,
    whole: Callable[[], Exported],
    cut_already: bool,
    language: str,
) -> Answer:
    """As many `lines` of ours as embeds hold, `under` below them; `whole` goes along as a file where one was cut."""
    room = EMBEDS_UNITS - POINTER_UNITS - sum(units(part) + 1 for part in (title, under, footer))
    descriptions, shown = _spread(lines, room)
    last, attached = [under] if under else [], None
    if shown < len(lines) or cut_already:
        attached = _as_file(whole(), title, language)
        pointer = (
            N_("The whole answer is in the attached file.")
            if attached
            else N_("The whole answer is too long for Discord. See it in the browser: /web")
        )
        last.insert(0, f"*{pointer.to(language)}*")
    if last:
        below = "\n".join(last)
        if descriptions and units(descriptions[-1]) + 2 + units(below) <= DESCRIPTION_UNITS:
            descriptions[-1] += f"\n\n{below}"
        else:
            descriptions.append(below)
    embeds = [discord.Embed(description=text, colour=COLOUR) for text in descriptions or ["–"]]
    embeds[0].title = title
    embeds[-1].set_footer(text=footer)
    return Answer(embeds=tuple(embeds), attached=attached)


def _spread(lines: Sequence[str], room: int) -> tuple[list[str], int]:
    """The descriptions that hold the first of `lines`, and how many went in whole; the first always shows."""
    descriptions: list[str] = []
    for shown, line in enumerate(lines):
        joined = f"{descriptions[-1]}\n{line}" if descriptions else line
        grown = units(joined) - (units(descriptions[-1]) if descriptions else 0)
        if grown > room or units(line) > DESCRIPTION_UNITS:
            return descriptions or [shorten(line, FIRST_LINE_UNITS)], shown
        room -= grown
        if not descriptions or units(joined) > DESCRIPTION_UNITS:
            descriptions.append(line)
        else:
            descriptions[-1] = joined
    return descriptions, len(lines)


def list_answer(title: str, lines: Sequence[str]) -> Answer:
    """A list that fits one embed: its lines are made short enough for it."""
    room = DESCRIPTION_UNITS // max(1, len(lines)) - 1
    return lines_answer(title, [shorten(line, room) for line in lines])


def lines_answer(title: str, lines: Sequence[str]) -> Answer:
    """Lines of ours under a title."""
    description = shorten("\n".join(lines), DESCRIPTION_UNITS)
    return Answer(
        embeds=(discord.Embed(title=shorten(title, TITLE_UNITS), description=description, colour=COLOUR),)
    )


def card_line(place: int, card: NoteCard, said: str | None = None) -> str:
    """One note in a list; `said` is the sentence of it that speaks to a search."""
    tags = "".join(f" \\#{inert(tag)}" for tag in card.tags[:5])
    line = f"**{place}.** {inert(shorten(card.title, 100))} · {discord.utils.format_dt(card.created_at, 'd')}{tags}"
    return f"{line}\n> {inert(shorten(said, 120))}" if said else line


def card_answer(card: Card, language: str, *, solved: bool, footer: str) -> Answer:
    """A card's question; `solved`, with its answer and the sentence it was made of."""
    lines = [_lines_inert(shorten(card.front, SIDE_UNITS))]
    if solved:
        lines.append(f"**{shorten(inert(card.back), SIDE_UNITS)}**")
        if card.back != " ".join(card.sentence.split()):
            lines.append(f"> {shorten(inert(card.sentence), SIDE_UNITS)}")
    embed = discord.Embed(
        title=KIND_WORDS[card.kind].to(language),
        description=shorten("\n\n".join(lines), DESCRIPTION_UNITS),
        colour=COLOUR,
    )
    embed.set_footer(text=shorten(footer, TITLE_UNITS))
    return Answer(embeds=(embed,))


def choice_name(title: str) -> str:
    """A title as autocomplete and menus show it: never empty, never too long."""
    return shorten(" ".join(title.split()), CHOICE_UNITS) or "–"


def file_answer(said: str, exported: Exported, language: str) -> Answer | None:
    """An exported file with a sentence beside it; None where Discord does not take a file of that size."""
    attached = _as_file(exported, exported.name, language)
    return replace(say(said), attached=attached) if attached else None


def _as_file(exported: Exported, title: str, language: str) -> Attached | None:
    if len(exported.data) > FILE_BYTES:
        return None
    description = N_("“{title}” as a file", title=" ".join(title.split())).to(language)
    return Attached(exported.name, exported.data, description)
