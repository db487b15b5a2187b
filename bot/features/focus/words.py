"""Focus in words that both faces say."""

from __future__ import annotations

from collections.abc import Sequence

from bot.features.focus.phases import Phase
from bot.features.focus.weeks import Week
from bot.locales import N_, Message


def goal_words(week: Week) -> Message:
    """How far the week is, beside its goal where there is one."""
    if week.goal_minutes:
        return N_(
            "Focus this week: {minutes} of {goal} minutes", minutes=week.minutes, goal=week.goal_minutes
        )
    return N_("Focus this week: {minutes} minutes", minutes=week.minutes)


def then_words(later: Sequence[tuple[Phase, str]], language: str) -> str:
    """What comes after the phase that one is in; of each when it ends, as the face writes times."""
    parts = [
        N_("break until {time}", time=ends) if phase.is_break else N_("focus until {time}", time=ends)
        for phase, ends in later
    ]
    return N_("Then: {phases}", phases=" · ".join(part.to(language) for part in parts)).to(language)
