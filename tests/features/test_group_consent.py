"""What somebody takes back is shown nowhere, however they take it back: weeks of three people in two groups, one in
which everything happens, and some at random.

`pytest tests/features/test_group_consent.py --weeks 16` lives 16 at random; the suite's own run lives one, a short one.
A week's number says what happens in it, on every machine.
"""

from __future__ import annotations

import random
from itertools import count

import pytest

from bot.app import App
from tests.conftest import Clock
from tests.features.consent_surfaces import check
from tests.features.consent_verbs import TAKING_BACK, VERBS
from tests.features.consent_week import PEOPLE, begun

FEWEST_STEPS, MORE_STEPS, MOST_STEPS = 5, 5, 40  # each week is longer than the one before
OFTEN = (*("share",) * 7, *("propose", "begin focus", "join focus", "name me", "say", "digest") * 2)

Step = tuple[str, int, int, int]

EVERY_STEP: list[Step] = [
    ("share", 0, 1, 6), ("say", 0, 0, 0), ("say", 1, 0, 0), ("say", 2, 0, 0), ("name me", 2, 0, 0),
    ("begin focus", 2, 1, 0), ("share", 0, 1, 2), ("share", 1, 1, 3), ("share", 2, 1, 3), ("card", 2, 1, 1),
    ("ask", 2, 1, 1), ("answer", 1, 1, 0), ("vote", 2, 1, 1), ("digest", 0, 1, 0), ("rename", 0, 0, 0),
    ("rename", 2, 0, 0), ("opt out", 1, 0, 1), ("unsay", 0, 0, 0), ("propose", 1, 1, 1),
    ("begin focus", 0, 1, 0), ("join focus", 1, 1, 0), ("withdraw", 1, 1, 0), ("retitle", 0, 1, 0),
    ("rename", 1, 0, 0), ("fail", 0, 1, 1), ("cut", 0, 1, 0), ("choose", 2, 1, 0), ("share", 0, 1, 0),
    ("share", 1, 0, 2), ("join focus", 2, 1, 0), ("move", 0, 0, 0), ("hide", 1, 1, 0), ("leave", 1, 0, 0),
    ("join", 1, 0, 0), ("share", 1, 1, 0), ("propose", 0, 1, 1), ("choose", 1, 1, 1), ("ban", 1, 1, 0),
    ("share", 1, 1, 2), ("share", 1, 1, 3), ("share", 1, 1, 2), ("take out", 0, 1, 0),
    ("leave focus", 2, 1, 0), ("share", 2, 1, 3), ("edit", 0, 1, 2), ("share", 1, 1, 2),
    ("join focus", 1, 1, 0), ("propose", 2, 1, 0), ("move", 0, 0, 1), ("share", 2, 1, 2), ("digest", 0, 1, 0),
    ("delete", 0, 1, 0), ("kick", 1, 1, 0), ("erase", 2, 0, 0),
]  # fmt: skip


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "number" in metafunc.fixturenames:
        metafunc.parametrize("number", range(metafunc.config.getoption("--weeks")))


def at_random(number: int) -> list[Step]:
    rng = random.Random(number)
    verbs = [*VERBS, *OFTEN]
    steps = min(FEWEST_STEPS + MORE_STEPS * number, MOST_STEPS)
    return [
        (rng.choice(verbs), rng.choice(PEOPLE), rng.randrange(2), rng.randrange(12)) for _ in range(steps)
    ]


async def live(app: App, clock: Clock, steps: list[Step], *, all_look: bool) -> None:
    """After each step all three look at what they can; or one in turn, each time that things were taken back."""
    week, looks, stands = await begun(app, clock), count(), True
    for n, (verb, who, which, by) in enumerate(steps):
        takes_back = verb in TAKING_BACK
        goes_on = n + 1 < len(steps) and (not takes_back or steps[n + 1][0] in TAKING_BACK)
        try:
            if takes_back and not stands:
                await week.server.work()  # so that it stands there
            await VERBS[verb](week, who, (week.circle, week.lab)[which], by)
            stands = all_look or takes_back
            if all_look or not goes_on:
                await check(week, next(looks), all_look=all_look)
        except BaseException as error:
            error.add_note(f"after {steps[: n + 1]}")
            raise


async def test_nothing_taken_back_is_shown_anywhere(app: App, clock: Clock) -> None:
    await live(app, clock, EVERY_STEP, all_look=False)


async def test_nothing_taken_back_is_shown_anywhere_in_a_week_at_random(
    app: App, clock: Clock, number: int
) -> None:
    await live(app, clock, at_random(number), all_look=number > 0)
