"""What messages ask for: which texts are one note, which files are notes of their own, what is a question. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, pairwise
from unicodedata import east_asian_width

import discord

from bot.discord_ui.origins import origin_of
from bot.errors import Empty, Unreadable
from bot.features.condense import Pasted, only_links

FOCUS_CHARACTERS = 300  # a text this short next to a file is a question about it
NOTE_WIDTH = 20  # less is no note: "shorter please", "delete that", "What splits water?"
PART_CHARACTERS = 1_800  # a message this long was probably cut at Discord's limit
MOST_CHARACTERS = 2_000  # Discord's limit: a text cut there was most likely cut inside a word
GREETINGS = frozenset(
    {"", "help", "help me", "hi", "hello", "hey", "start", "?", "ok", "thanks", "thank you", "thx"}
    | {"？", "你好", "您好", "嗨", "帮助", "好的", "谢谢", "多谢"}
)

_THREAD = re.compile(
    r"(?i)(?:please )?(?:condense|summari[sz]e|catch (?:me|us) up on)? ?(?:this|the|whole|that)* ?thread(?: please)?"
    r"|(?:请)?(?:提炼|概括|总结|补看)?(?:一下)?(?:这个|整个)?(?:子区|讨论串)"
)
_CJK = "\u3000-\u30ff\u3400-\u9fff\uff00-\uffef"


@dataclass(frozen=True, slots=True)
class Piece:
    """One note in the making. `message` is the one to answer; `origins` name all it came from, the first its own;
    `quoted` is the message that it is of, where that is another one or somebody else's."""

    message: discord.Message
    source: Pasted | discord.Attachment
    origins: tuple[str, ...]
    focus: str | None = None
    quoted: discord.Message | None = None

    @property
    def says(self) -> bool:
        """Whether there is something to condense."""
        return not isinstance(self.source, Pasted) or bool(self.source.text)

    @property
    def nonce(self) -> str:
        return nonce_of(self.message, self.source.id if isinstance(self.source, discord.Attachment) else None)


def nonce_of(message: discord.Message, file_id: int | None = None) -> str:
    """What keeps Discord from posting one answer twice: 24 characters of the 25 it takes, others after each edit."""
    answered = f"{message.id} {file_id} {message.edited_at}"
    return hashlib.blake2b(answered.encode(), digest_size=12).hexdigest()


def is_meant(message: discord.Message, own_id: int) -> bool:
    """Whether it is said to Pith: a DM, or a mention."""
    return message.guild is None or own_id in message.raw_mentions


def words_of(message: discord.Message, own_id: int) -> str:
    """What the message says, without the mention of Pith; a forwarded message says what it forwards."""
    said = re.sub(rf"<@!?{own_id}>", "", message.content).strip()
    return said or "\n\n".join(snapshot.content for snapshot in message.message_snapshots).strip()


def said_at(message: discord.Message) -> datetime:
    """When the message's words were said: of a forwarded message, when they first were."""
    forwarded = [] if message.content else message.message_snapshots
    return forwarded[0].created_at if forwarded else message.created_at


def files_of(message: discord.Message) -> list[discord.Attachment]:
    forwarded = [file for snapshot in message.message_snapshots for file in snapshot.attachments]
    return [*message.attachments, *forwarded]


def is_greeting(message: discord.Message, own_id: int) -> bool:
    """Whether there is nothing to condense and nothing to read: the person wants to know what Pith does."""
    words = words_of(message, own_id).casefold().strip(" !！.。")
    return words in GREETINGS and not files_of(message) and replied_to(message, own_id) is None


def names_thread(message: discord.Message, own_id: int) -> bool:
    """Whether a mention in a server asks for a whole thread, and for nothing else."""
    return (
        message.guild is not None
        and _THREAD.fullmatch(words_of(message, own_id).strip(" .!。！?？")) is not None
    )


def replied_to(message: discord.Message, own_id: int) -> discord.Message | None:
    """The message a mention in a server answers: that one is meant, unless it is Pith's own or files come along."""
    asks = message.guild and message.reference and not message.attachments
    target = message.reference.resolved if asks and message.reference else None
    return target if isinstance(target, discord.Message) and target.author.id != own_id else None


def has_lost_target(message: discord.Message) -> bool:
    """Whether it answers a message in a server that is not there any more."""
    return (
        message.guild is not None
        and message.reference is not None
        and isinstance(message.reference.resolved, discord.DeletedReferencedMessage)
    )


def file_pieces(message: discord.Message, own_id: int) -> list[Piece]:
    """A note for every file; a short text beside them is the focus question for each."""
    words = words_of(message, own_id)
    focus = words if 0 < len(words) <= FOCUS_CHARACTERS else None
    return [Piece(message, file, (origin_of(message.id, file.id),), focus) for file in files_of(message)]


def text_piece(messages: Sequence[discord.Message], own_id: int) -> Piece:
    """One note of the texts of `messages`, oldest first. It answers the last of them. Empty where all they say is too
    short for a note: a remark, or a wish that something be otherwise. A link is none, however short: `condense` says
    what to send in its place."""
    text = joined([note_words(message, own_id) for message in messages])
    text = "" if _width(text) < NOTE_WIDTH and not only_links(text) else text
    said = Pasted(text, said_at=said_at(messages[-1]))
    return Piece(messages[-1], said, tuple(origin_of(message.id) for message in messages))


def _width(text: str) -> int:
    """Characters, of which a Chinese one says as much as two others."""
    return sum(2 if east_asian_width(each) in "WF" else 1 for each in text)


def note_words(message: discord.Message, own_id: int) -> str:
    """What of a message's words is a note: no question about its files, nothing that only asks what Pith does, and
    nothing that is not said to Pith any more."""
    if not is_meant(message, own_id):
        return ""
    if is_greeting(message, own_id) or names_thread(message, own_id):
        return ""
    words = words_of(message, own_id)
    return words if len(words) > (FOCUS_CHARACTERS if files_of(message) else 0) else ""


def target_pieces(message: discord.Message, target: discord.Message, own_id: int) -> list[Piece]:
    """What a mention asks of the message it answers; its own words are the focus question.

    Raises Unreadable where Discord does not show Pith that message, and Empty as `sources_of` does.
    """
    if not (words_of(target, own_id) or files_of(target) or target.embeds):
        raise Unreadable(
            "Discord does not show me the message you answered. Open its menu and choose Apps → Condense."
        )
    focus = words_of(message, own_id) or None
    pieces = []
    for source in sources_of(target, own_id):
        file_id = None if isinstance(source, Pasted) else source.id
        pieces.append(Piece(message, source, (origin_of(message.id, file_id),), focus, target))
    return pieces


def sources_of(message: discord.Message, own_id: int) -> list[Pasted | discord.Attachment]:
    """What there is to condense in a message: its words, then its files. Raises Empty where Pith wrote it itself, as
    that shows what somebody may take back, and where there is nothing."""
    if message.author.id == own_id:
        raise Empty(
            "That is a message of mine. Choose the one that it answers, or another that somebody wrote."
        )
    text = words_of(message, own_id)
    sources: list[Pasted | discord.Attachment] = [Pasted(text, said_at=said_at(message))] if text else []
    sources += files_of(message)
    if not sources and message.embeds:
        raise Empty("That message shows only a preview or a box of a program's, which I don't read.")
    if not sources:
        raise Empty("There is no text in that message.")
    return sources


def joined(texts: Sequence[str]) -> str:
    """Messages as one text. Where one was cut at Discord's limit the next goes on in the same sentence."""
    said = list(filter(None, texts))
    between = (_between(one, other) for one, other in pairwise(said))
    return "".join(chain(said[:1], *zip(between, said[1:], strict=True)))


def _between(text: str, following: str) -> str:
    if len(text) < PART_CHARACTERS:
        return "\n\n"
    if re.search(r"[.!?…。！？:：\"'”’)）]$", text):
        return "\n"
    if len(text) == MOST_CHARACTERS and text[-1].isalpha() and following[0].islower():
        return ""
    return "" if re.search(f"[{_CJK}]$", text) and re.match(f"[{_CJK}]", following) else " "
