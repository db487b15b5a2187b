"""What a day, a week or a year came to, as one picture whose numbered charts are told in words as well."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from bot.discord_ui.render import Answer, Attached, say
from bot.features import focus
from bot.features.focus import Picture, Streak, Week


async def picture_answer(found: Picture, week: Week, streak: Streak, language: str) -> Answer:
    panels = found.panels()
    about = [focus.goal_words(week), *focus.streak_words(streak)]
    title = "\n".join(line.to(language) for line in about)
    title += f"\n**{focus.SPAN_NAMES[found.span].to(language)}**"
    if not panels:
        return say(f"{title}\n{focus.NOTHING_YET.to(language)}")
    data = await asyncio.to_thread(focus.draw_picture, found, panels, "png", language=language, numbered=True)
    lines = [
        f"{focus.NUMBERS[place]} {focus.panel_words(found, panel).to(language)}"
        for place, panel in enumerate(panels)
    ]
    seen = [focus.panel_alt(found, panel, language).to(language) for panel in panels]
    attached = Attached(f"focus-{found.span}.png", data, "; ".join(seen))
    return replace(say("\n".join([title, *lines])), attached=attached)
