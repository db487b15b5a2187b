"""Care: what Pith says when several check-ins in a row are low. It reads those numbers and nothing else — no note, no
word — keeps nothing, and names no illness."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from babel.core import get_global

from bot.locales import N_

LOW = 2
IN_A_ROW = 3
LIGHTER_MINUTES = 10  # of the session that is offered
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

    @property
    def words(self) -> str:
        is_said_twice = self.source == f"https://{self.contact}"
        return " · ".join([self.name, *([] if is_said_twice else [self.contact]), self.source])


LIGHTER = N_("Begin ten minutes")


@dataclass(frozen=True, slots=True)
class Offer:
    """A lighter plan, for which `LIGHTER` is the press, and people to talk to."""

    places: tuple[Place, ...]

    def sentences(self, language: str) -> list[str]:
        """What it says, and then a line for each place."""
        said = N_(
            "The last few sessions felt hard. A lighter plan is just as good: ten minutes, or a day off. "
            "If you would like to talk to somebody, these people listen:"
        )
        return [
            said.to(language),
            *(each.words for each in self.places),
        ]


@lru_cache
def places() -> tuple[Place, ...]:
    return tuple(Place(**each) for each in json.loads(PLACES.read_text("utf-8")))


def country_of(time_zone: str | None, language: str | None) -> str | None:
    """The ISO 3166 code of the country that a person's clock is set to; without one, what their language says, a code
    as browsers, Discord or we write it: Chinese is said with its country, English is read in many.
    """
    zone = time_zone or ""
    country = get_global("zone_territories").get(get_global("zone_aliases").get(zone, zone), NOWHERE)
    if country != NOWHERE:
        return str(country) if "/" in zone or zone in COUNTRY_ZONES else None
    tongue, *rest = (language or "").replace("_", "-").split("-")
    return rest[-1].upper() if tongue == "zh" and rest else None


def places_for(country: str | None) -> tuple[Place, ...]:
    """The places of that country, then those for everywhere; never all the countries there are."""
    own = [each for each in places() if each.country and each.country == country]
    return (*own, *(each for each in places() if not each.country))


def offer(
    before: Sequence[int], mood: int, after: Sequence[int], time_zone: str | None, language: str | None
) -> Offer | None:
    """`before` and `after` are the moods told of sessions on either side, the nearest first: questions may be answered
    late. An offer when `mood` makes `IN_A_ROW` low ones of fewer: once, and again only after a better one. Its places
    are those where the person seems to be."""
    beside = _low_in_a_row(before) + _low_in_a_row(after)
    is_due = mood <= LOW and beside == IN_A_ROW - 1
    return Offer(places_for(country_of(time_zone, language))) if is_due else None


def _low_in_a_row(moods: Sequence[int]) -> int:
    return len(list(takewhile(lambda mood: mood <= LOW, moods)))
