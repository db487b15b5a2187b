"""Words for people, in English and Simplified Chinese.

English is written where it is used; `zh_CN/PART.po` holds its Chinese, one catalogue for each part of the
tree (`core`, `cli`, `web_ui`, `discord_ui`). Catalogues are read as they are: there is no compile step.
Text that is made before its reader is known (an error, a warning, a reason) is a `Message`.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
WRITTEN_CHARACTERS = 1_000
HAN, KANA = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[\u3040-\u30ff]")
HERE = Path(__file__).parent


def best_language(*wished: str | None) -> str:
    """The first of `wished` (BCP 47 or POSIX codes, as browsers and Discord write them) that Pith speaks."""
    for wish in wished:
        code = (wish or "").replace("_", "-").lower()
        if code.startswith("zh"):
            return "zh_CN"
        if code.startswith("en"):
            return "en"
    return "en"


def written_language(text: str) -> str | None:
    """The code of the language that a text's script gives away: "zh" where Han letters carry it, otherwise None."""
    beginning = text[:WRITTEN_CHARACTERS]
    han, kana = len(HAN.findall(beginning)), len(KANA.findall(beginning))
    letters = sum(character.isalpha() for character in beginning)
    return "zh" if not kana and 4 * han > letters else None


@lru_cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of one of `LANGUAGES`; anything else, and a missing entry, gives the English text."""
    merged = gettext.NullTranslations()
    for path in sorted((HERE / language).glob("*.po")):
        compiled = BytesIO()
        with path.open("rb") as source:
            write_mo(compiled, read_po(source, locale=language))
        compiled.seek(0)
        catalogue = gettext.GNUTranslations(compiled)
        catalogue.add_fallback(merged)
        merged = catalogue
    return merged


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a person, with its values beside it, until the reader's language is known."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def to(self, language: str) -> str:
        """The sentence in `language`; values that are messages themselves are translated too."""
        values = {k: v.to(language) if isinstance(v, Message) else v for k, v in self.values.items()}
        sentence = translations(language).gettext(self.text)
        return sentence.format(**values) if values else sentence

    def __str__(self) -> str:
        return self.to("en")

    def as_json(self) -> dict[str, Any]:
        """The form in which the store keeps it; `from_json` reads it back."""
        values = {k: v.as_json() if isinstance(v, Message) else v for k, v in self.values.items()}
        return {"text": self.text, "values": values}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Message:
        values = {
            k: cls.from_json(v) if isinstance(v, Mapping) else v for k, v in stored.get("values", {}).items()
        }
        return cls(stored["text"], values)


def run_on(sentences: Iterable[str], language: str) -> str:
    """Sentences after each other: Chinese ones have no space between them."""
    return ("" if language == "zh_CN" else " ").join(sentences)


def N_(text: str, **values: Any) -> Message:  # noqa: N802 — gettext's own name for "mark now, translate later"
    """Marks `text` for translation: `N_("page {page} has no text", page=3)`."""
    return Message(text, values)
