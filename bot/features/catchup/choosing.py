"""Which sentences of a conversation tell who was away what they missed: rules over what the model scored. Pure."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.features.catchup.roles import Role, asks_something, role_of
from bot.features.catchup.said import Line, Said
from bot.features.catchup.small_talk import HAN, says_something
from model import Reading

FEWEST, MOST = 3, 24  # points, beside what is decided, to do and asked
MOST_OF_ROLE = {Role.DECISION: 8, Role.TASK: 10, Role.QUESTION: 8}
MOST_OF_MESSAGE = 2
MOST_ANSWER_CHARACTERS = 300
ANSWERED_WITHIN, ANSWERED_BY = timedelta(minutes=10), 4  # messages that follow
FEWEST_WORDS_ASKED, FEWEST_HAN_ASKED = 4, 4
WEAK = 0.75  # a point below this place is no filling for few
ALL_BELOW = 6  # of so few sentences all are shown
LEAST_WORDS, LEAST_HAN = 5, 8  # of a point

REACTED, MOST_REACTED = 0.04, 6  # of the way to the top, for each reaction, a pin counting as several
REPLIED, MOST_REPLIED = 0.03, 4
ANSWERING = 0.08  # what somebody else says right after a question
HANGING = 0.12  # what begins with a word that points at what was said before
PERSONAL = 0.10
_HANGING = re.compile(
    r"(?i)^(?:it|that|this|they|those|these|he|she|him|her|and|but|because|cause|cuz|or|which|so|then"
    r"|also|too|yeah|yes"
    r"|no|nah|same|me|ok|okay|lol|haha|oh|well|true|exactly)\b|^(?:它|他|她|这|那|但|而且|因为|所以|然后"
    r"|也|不过|还有|对|嗯|哦|反正)"
)
_PERSONAL = re.compile(
    r"(?i)\bI(?:['’]m| am| was| feel| love| hate| slept| ate| want| wish| miss)\b|\bmy (?:cat|dog|mum|mom"
    r"|dad|roommate|brain|life|head|flatmate)\b"
    r"|(?:好困|好累|好饿|想睡|累死|困死|饿死|我要疯|烦死|崩溃|吐了|心态)"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a message: `said[message].text[start:end]`; `place` 0 tells most, 1 least."""

    message: int
    start: int
    end: int
    index: int
    text: str
    role: Role
    place: float


def sentences_of(said: Sequence[Said], lines: Sequence[Line], reading: Reading) -> list[Sentence]:
    """The reading's sentences back in their messages, without those that say nothing by themselves."""
    begins = [line.at for line in lines]
    replies = Counter(each.answers for each in said if each.answers is not None)
    total = max(1, len(reading.sentences))
    found: list[Sentence] = []
    for index, scored in enumerate(reading.sentences):
        line = lines[bisect_right(begins, scored.start) - 1]
        message = said[line.message]
        start = line.start + scored.start - line.at
        end = min(line.end, line.start + scored.end - line.at)
        text = message.text[start:end]
        if end <= start or not says_something(text):
            continue
        role = role_of(text, reading.language, is_action=scored.kind == "action")
        if role is Role.QUESTION and not (asks_something(text) and _is_long(text, asked=True)):
            continue
        place = scored.rank / total - REACTED * min(message.weight, MOST_REACTED)
        place -= REPLIED * min(replies[message.id], MOST_REPLIED)
        place -= ANSWERING * any(_follows(said, before, line.message) for before in found[-2:])
        place += HANGING * bool(_HANGING.match(text)) + PERSONAL * bool(_PERSONAL.search(text))
        found.append(Sentence(line.message, start, end, index, text, role, place))
    return found


def _follows(said: Sequence[Said], before: Sentence, message: int) -> bool:
    """Whether somebody else said the message soon after this question."""
    asked, then = said[before.message], said[message]
    return (
        before.role is Role.QUESTION
        and asked.speaker_id != then.speaker_id
        and then.at - asked.at <= ANSWERED_WITHIN
    )


def _is_long(text: str, *, asked: bool = False) -> bool:
    """Whether a sentence can be read alone, as a point or, `asked`, as a question."""
    han = len(HAN.findall(text))
    if han:
        return han >= (FEWEST_HAN_ASKED if asked else LEAST_HAN)
    return len(text.split()) >= (FEWEST_WORDS_ASKED if asked else LEAST_WORDS)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What to show: sentences in order, the answer to each question by the question's index, and how many more there
    are of each role but points."""

    sentences: list[Sentence]
    answers: dict[int, Sentence]
    more: dict[Role, int]


def choose(said: Sequence[Said], sentences: Sequence[Sentence]) -> Chosen:
    """No sentence is there twice: what answers a question is no point beside it."""
    chosen: list[Sentence] = []
    more = {}
    for role, most in MOST_OF_ROLE.items():
        of_role = sorted((each for each in sentences if each.role is role), key=lambda each: each.place)
        chosen += of_role[:most]
        more[role] = max(0, len(of_role) - most)
    shown = {each.index for each in chosen}
    answers: dict[int, Sentence] = {}
    for question in sorted((each for each in chosen if each.role is Role.QUESTION), key=lambda e: e.index):
        answer = _answer_to(question, said, sentences, shown)
        if answer is not None:
            answers[question.index] = answer
            shown |= {each.index for each in sentences if _is_within(each, answer)}
    chosen += _points(sentences, shown)
    return Chosen(sorted(chosen, key=lambda each: each.index), answers, more)


def _is_within(sentence: Sentence, whole: Sentence) -> bool:
    return sentence.message == whole.message and whole.start <= sentence.start and sentence.end <= whole.end


def _answer_to(
    question: Sentence, said: Sequence[Said], sentences: Sequence[Sentence], shown: Collection[int]
) -> Sentence | None:
    """What somebody else replied to its message or, where nobody did, said right after it. None where that stands
    somewhere else already."""
    asked = said[question.message]
    replied = [each for each in sentences if said[each.message].answers == asked.id]
    after = [
        each
        for each in sentences
        if question.message < each.message <= question.message + ANSWERED_BY
        and _follows(said, question, each.message)
        and said[each.message].answers in (None, asked.id)
    ]
    for found in (replied, after):
        of_others = [each for each in found if said[each.message].speaker_id != asked.speaker_id]
        if of_others:
            first = of_others[0]
            if first.role is Role.QUESTION or first.index in shown:
                return None
            return _whole(first, [each for each in of_others if each.message == first.message], shown)
    return None


def _whole(first: Sentence, of_message: Sequence[Sentence], shown: Collection[int]) -> Sentence:
    """An answer with the sentences after it in its message: as many as stay short, ask nothing and stand nowhere
    else."""
    last = first
    for each in of_message[1:]:
        too_long = each.end - first.start > MOST_ANSWER_CHARACTERS
        if too_long or each.role is Role.QUESTION or each.index in shown:
            break
        last = each
    return replace(first, end=last.end)


def _points(sentences: Sequence[Sentence], shown: Collection[int]) -> list[Sentence]:
    wanted = min(MOST, max(FEWEST, round(math.sqrt(len(sentences)))))
    points = [each for each in sentences if each.role is Role.POINT and each.index not in shown]
    if len(sentences) <= ALL_BELOW:
        return points
    of_message: Counter[int] = Counter()
    chosen: list[Sentence] = []
    for each in sorted(points, key=lambda each: each.place):
        if len(chosen) == wanted or (chosen and each.place > WEAK):
            break
        if _is_long(each.text) and of_message[each.message] < MOST_OF_MESSAGE:
            of_message[each.message] += 1
            chosen.append(each)
    return chosen
