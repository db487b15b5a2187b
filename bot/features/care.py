"""Care: what Pith says when several check-ins in a row are low. It reads those numbers and nothing else — no note, no
word — keeps nothing, and names no illness."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from babel.core import get_global

from bot.locales import N_

LOW = 2
IN_A_ROW = 3
LOOKED_AT = IN_A_ROW + 1
NOWHERE = "ZZ"  # of UTC
COUNTRY_ZONES = frozenset(  # of one word, and in one country; the others, as CET and EST, are a clock of many
    "Cuba Egypt Eire GB Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya Navajo NZ NZ-CHAT Poland "
    "Portugal PRC ROC ROK Singapore Turkey W-SU".split()
)
PLACES = Path(__file__).with_name("care_places.json")


@dataclass(frozen=True, slots=True)
class Place:
    """Where people listen. `country` is an ISO 3166 code, or "" for all of them; `source` is its own page."""

    country: str
    name: str
    contact: str
    source: str


@dataclass(frozen=True, slots=True)
class Offer:
    places: tuple[Place, ...]

    def sentences(self, language: str) -> list[str]:
        """What it says, and then a line for each place."""
        said = N_(
            "The last few sessions felt hard. A lighter plan is just as good: ten minutes, or a day off. "
            "If you would like to talk to somebody, these people listen:"
        )
        return [
            said.to(language),
            *(f"{each.name} · {each.contact} · {each.source}" for each in self.places),
        ]


@lru_cache
def places() -> tuple[Place, ...]:
    return tuple(Place(**each) for each in json.loads(PLACES.read_text("utf-8")))


def country_of(time_zone: str | None, language: str | None) -> str | None:
    """The ISO 3166 code of the country that a person's clock is set to; without one, what their language says.

    Chinese in its simplified script is read in one country before all others, English in many.
    """
    zone = time_zone or ""
    country = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone), NOWHERE)
    if country != NOWHERE:
        return str(country) if "/" in zone or zone in COUNTRY_ZONES else None
    return "CN" if language == "zh_CN" else None


def places_for(country: str | None) -> tuple[Place, ...]:
    """The places of that country, then those for everywhere; never all the countries there are."""
    own = [each for each in places() if each.country and each.country == country]
    return (*own, *(each for each in places() if not each.country))


def offer(moods: Sequence[int], time_zone: str | None = None, language: str | None = None) -> Offer | None:
    """`moods` are the newest check-ins, the last first. An offer when the third low one in a row has just come: once,
    and again only after a better one. Its places are those where the person seems to be."""
    low = [mood <= LOW for mood in moods[:LOOKED_AT]]
    is_third = len(low) >= IN_A_ROW and all(low[:IN_A_ROW]) and not all(low[IN_A_ROW:] or [False])
    return Offer(places_for(country_of(time_zone, language))) if is_third else None
