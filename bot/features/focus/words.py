"""Focus in words that both faces say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.features.focus.phases import Phase
from bot.features.focus.picture import COUNTS, Panel, Picture, Span
from bot.features.focus.streaks import Streak
from bot.features.focus.weeks import Week
from bot.locales import N_, Message
from bot.texts.days import short_day

SPAN_NAMES: Mapping[Span, Message] = {
    Span.DAY: N_("Today"),
    Span.WEEK: N_("This week"),
    Span.YEAR: N_("The last 52 weeks"),
}
PANEL_NAMES: Mapping[Panel, Message] = {
    Panel.FOCUS: N_("Minutes of focus"),
    Panel.REVIEWS: N_("Reviews"),
    Panel.RETENTION: N_("Remembered, in %"),
    Panel.AGREEMENT: N_("Agreement with the model, of 100"),
    Panel.CHECK_INS: N_("Attention and mood, 1 to 5"),
}

STREAK_RULE = N_(
    "A week counts once its goal is reached or, without a goal, with its first session. Every fourth week in a row "
    "brings a freeze, and two at most are kept. A week off uses one by itself, and the row goes on."
)
DAY_RULE = N_(
    "This hour is for focus: its weeks and pictures, also those that are over, are counted by it. "
    "Cards stay due from four in the morning."
)
TOLD_ONE_BY_ONE = 8  # values of a panel, in words

NOTHING_YET = N_("Nothing to see here yet. A session, a review or a practice round makes the first mark.")


def goal_words(week: Week) -> Message:
    """How far the week is, beside its goal where there is one."""
    if week.goal_minutes:
        return N_("Focus this week: {minutes} of {goal} min", minutes=week.minutes, goal=week.goal_minutes)
    return N_("Focus this week: {minutes} min", minutes=week.minutes)


def streak_words(streak: Streak) -> list[Message]:
    """The weeks in a row; nothing where there is none."""
    if not streak.weeks:
        return []
    lines = [N_("Weeks in a row: {count}", count=streak.weeks)]
    if streak.rested:
        lines.append(N_("Last week was a rest: a freeze kept the row."))
    if streak.freezes:
        lines.append(N_("Freezes kept: {count}", count=streak.freezes))
    return lines


def then_words(later: Sequence[tuple[Phase, str]], language: str) -> str:
    """What comes after the phase that one is in; of each when it ends, as the face writes times."""
    parts = [
        N_("break until {time}", time=ends) if phase.is_break else N_("focus until {time}", time=ends)
        for phase, ends in later
    ]
    return N_("Then: {phases}", phases=" · ".join(part.to(language) for part in parts)).to(language)


def panel_words(picture: Picture, panel: Panel) -> Message:
    """What a panel comes to, all in all."""
    whole = picture.whole
    if panel is Panel.FOCUS:
        return N_(
            "Focus: {minutes} min, sessions: {count}", minutes=whole.focus_s // 60, count=whole.sessions
        )
    if panel is Panel.REVIEWS:
        return N_("Reviews: {count}", count=whole.reviews)
    if panel is Panel.RETENTION:
        return N_(
            "Remembered: {remembered} of {asked} cards known before, {percent} %",
            remembered=whole.remembered,
            asked=whole.asked,
            percent=round(100 * (whole.retention or 0)),
        )
    if panel is Panel.AGREEMENT:
        return N_(
            "Agreement with the model when you mark first: {percent} of 100, rounds: {count}",
            percent=round(100 * (whole.agreement or 0)),
            count=len(whole.agreements),
        )
    return N_(
        "Check-ins: {count}, attention {attention} and mood {mood} on average (dashed, in squares: mood)",
        count=whole.check_ins,
        attention="–" if whole.attention is None else f"{whole.attention:.1f}",
        mood="–" if whole.mood is None else f"{whole.mood:.1f}",
    )


def panel_alt(picture: Picture, panel: Panel, language: str) -> Message:
    """What is to be seen in a panel, for who does not see it, with dates in their `language`: each value and where it
    stands or, of many, the range."""
    columns = list(zip(*picture.lines(panel), strict=True))
    seen = {place: values for place, values in enumerate(columns) if picture.is_told(panel, values)}
    about = {
        "name": PANEL_NAMES[panel],
        "begin": picture.label(0, language),
        "end": picture.label(len(picture.pieces) - 1, language),
    }
    if len(seen) <= TOLD_ONE_BY_ONE:
        told = (
            f"{_shorts(values)} ({picture.label(place, language, short_day)})"
            for place, values in seen.items()
        )
        return N_("{name}, from {begin} to {end}: {values}", **about, values=", ".join(told) or "–")
    values = [value for each in columns for value in each if value is not None]
    about |= {"low": _short(min(values)), "high": _short(max(values))}
    if panel not in COUNTS:
        return N_("{name}, from {begin} to {end}: between {low} and {high}", **about)
    most = max(seen, key=lambda place: columns[place][0] or 0)
    return N_(
        "{name}, from {begin} to {end}: between {low} and {high}, most of all {most}",
        **about,
        most=picture.label(most, language),
    )


def _shorts(values: Sequence[float | None]) -> str:
    return "/".join("–" if value is None else _short(value) for value in values)


def _short(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
