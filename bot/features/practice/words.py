"""What a round asks and answers, in words that both faces say."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import fmean
from zoneinfo import ZoneInfo

from babel.dates import format_date

from bot.features.people import Person
from bot.features.practice.alter import Change
from bot.features.practice.group_round import GroupRound
from bot.features.practice.rounds import Round
from bot.features.practice.standing import Standing
from bot.features.practice.task import Sort, Task
from bot.locales import N_, Message

NAMES: Mapping[Sort, Message] = {
    Sort.MARK: N_("Mark first"),
    Sort.POINT: N_("Find the point"),
    Sort.BLANK: N_("Fill the blank"),
    Sort.ORDER: N_("Put in order"),
    Sort.ALTERED: N_("Spot the altered sentence"),
}
CHANGES: Mapping[Change, Message] = {
    Change.NUMBER: N_("A number was changed."),
    Change.NEGATION: N_("Its sense was turned around."),
    Change.TERM: N_("A term was changed."),
}


def question(task: Task) -> Message:
    """What to do."""
    if task.sort is Sort.MARK:
        if len(task.answer) == 1:
            return N_("Which one of these sentences carries the passage, in your view?")
        return N_("Which {count} of these sentences carry the passage, in your view?", count=len(task.answer))
    return {
        Sort.POINT: N_("One of these says what the text is about; the others only stand near it. Which?"),
        Sort.BLANK: N_("Which word is missing?"),
        Sort.ORDER: N_("In which order do these sentences stand in your note?"),
        Sort.ALTERED: N_("One of these sentences was altered and is not what your note says. Which?"),
    }[task.sort]


def feedback(done: Round) -> list[Message]:
    """How it went, kindly; the right answer is shown beside it."""
    assert done.score is not None
    if done.sort is Sort.MARK:
        shared = len(set(done.given or ()) & set(done.task.answer))
        agreed = N_(
            "You and the model share {shared} of its {count} sentences: agreement {percent} of 100.",
            shared=shared,
            count=len(done.task.answer),
            percent=round(100 * done.score),
        )
        return [
            agreed,
            N_("The model is one reader among others. Where you differ, look again at both choices."),
        ]
    found = [N_("That's right.") if done.succeeded else N_("Not quite. Here is how it stands in your note.")]
    if done.sort is Sort.ORDER and not done.succeeded:
        found.append(N_("{percent} % of the pairs were in their order.", percent=round(100 * done.score)))
    if done.task.change:
        found.append(CHANGES[done.task.change])
    return found


def standing_lines(standing: Standing) -> list[Message]:
    """A line for each sort that was practised."""
    return [
        N_(
            "{sort}: rounds {rounds}, level {level} of 10, lately {percent} % succeeded",
            sort=NAMES[each.sort],
            rounds=each.rounds,
            level=f"{each.level:g}",
            percent=round(100 * (each.success or 0)),
        )
        for each in standing.sorts
        if each.rounds
    ]


def agreement_numbers(standing: Standing, person: Person, language: str) -> list[tuple[str, int]]:
    """The curve of agreement as numbers: each round's day by the person's clock, and how far of 100 they agreed."""
    zone = ZoneInfo(person.time_zone or "UTC")
    return [
        (format_date(at.astimezone(zone).date(), "medium", locale=language), round(100 * score))
        for at, score in standing.agreement
    ]


def agreement_words(standing: Standing, person: Person, language: str) -> Message | None:
    """The same in a sentence; None before the first round."""
    numbers = agreement_numbers(standing, person, language)
    if not numbers:
        return None
    (first_on, first), (last_on, last) = numbers[0], numbers[-1]
    return N_(
        "Agreement with the model: {first} of 100 on {first_on}, {last} on {last_on}, {mean} on average over {count} "
        "rounds.",
        first=first,
        first_on=first_on,
        last=last,
        last_on=last_on,
        mean=round(fmean(score for _, score in numbers)),
        count=len(numbers),
    )


def together_words(one: GroupRound) -> list[Message]:
    """How a group's round stands and, once its results are told, how far the person agreed with the model."""
    if one.is_draft:
        return [
            N_("Only you see this so far. Shown to {group}, everybody in it can mark it.", group=one.group)
        ]
    lines = [N_("Who has marked it: {count}", count=one.marked)]
    if not one.is_revealed:
        lines.append(N_("What everybody chose is told to all at once, at the latest after three days."))
        return lines
    if not one.counts:
        lines.append(N_("Fewer than three have marked it, so only the model’s choice is told."))
    if one.given is not None and one.score is not None:
        lines.append(
            N_(
                "You and the model share {shared} of its {count} sentences: agreement {percent} of 100.",
                shared=len(set(one.given) & set(one.task.answer)),
                count=len(one.task.answer),
                percent=round(100 * one.score),
            )
        )
    return lines
