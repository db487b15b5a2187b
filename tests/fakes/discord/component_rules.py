"""What Discord asks of buttons, selects, modals and layouts before it takes them."""

from __future__ import annotations

from typing import Any

from tests.fakes.discord.refusals import Problems

ROW, BUTTON, STRING_SELECT, TEXT_INPUT = 1, 2, 3, 4
SELECTS = (3, 5, 6, 7, 8)
SECTION, TEXT_DISPLAY, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER, LABEL, UPLOAD = (
    9,
    10,
    11,
    12,
    13,
    14,
    17,
    18,
    19,
)
LINK, PREMIUM = 5, 6
Place = tuple[str | int, ...]
Json = dict[str, Any]


class _Check:
    """One pass over a tree of components: their own limits, and custom ids unique in the whole."""

    def __init__(self, problems: Problems) -> None:
        self.problems = problems
        self.seen: set[str] = set()
        self.total = 0
        self.text = 0

    def custom_id(self, at: Place, one: Json) -> None:
        name = one.get("custom_id")
        if name is None:
            self.problems.required((*at, "custom_id"))
            return
        self.problems.too_long((*at, "custom_id"), name, 100, 1)
        if name in self.seen:
            said = "Component custom id cannot be duplicated"
            self.problems.add((*at, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", said)
        self.seen.add(name)

    def not_here(self, at: Place, one: Json, allowed: tuple[int, ...]) -> bool:
        self.total += 1
        if one.get("type") in allowed:
            return False
        said = f'Value of field "type" must be one of {allowed}.'
        self.problems.add((*at, "type"), "UNION_TYPE_CHOICES", said)
        return True

    def count(self, at: Place, items: object, least: int, most: int) -> list[Json]:
        if not isinstance(items, list):
            self.problems.required(at)
            return []
        if not least <= len(items) <= most:
            said = f"Must be between {least} and {most} in length."
            self.problems.add(at, "BASE_TYPE_BAD_LENGTH", said)
        return items

    def row(self, at: Place, one: Json) -> None:
        items = self.count((*at, "components"), one.get("components"), 1, 5)
        if any(item.get("type") in SELECTS for item in items) and len(items) > 1:
            said = "The specified component exceeds the maximum width"
            self.problems.add((*at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", said)
        for index, item in enumerate(items):
            where = (*at, "components", index)
            if self.not_here(where, item, (BUTTON, *SELECTS)):
                continue
            self.button(where, item) if item["type"] == BUTTON else self.select(where, item)

    def button(self, at: Place, one: Json) -> None:
        self.problems.too_long((*at, "label"), one.get("label"), 80)
        style = one.get("style")
        if not isinstance(style, int) or not 1 <= style <= 6:
            self.problems.add((*at, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2, 3, 4, 5, 6}.")
        elif style == LINK:
            url = one.get("url")
            if not isinstance(url, str) or not url.startswith(("http://", "https://", "discord://")):
                self.problems.add((*at, "url"), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
            self.problems.too_long((*at, "url"), url, 512)
            if one.get("custom_id"):
                said = "A custom id and url cannot both be specified"
                self.problems.add(at, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", said)
        elif style != PREMIUM:
            self.custom_id(at, one)
        if style != PREMIUM and not one.get("label") and not one.get("emoji"):
            self.problems.add(at, "BUTTON_COMPONENT_INVALID", "A button needs a label or an emoji")

    def select(self, at: Place, one: Json, in_modal: bool = False) -> None:
        self.custom_id(at, one)
        self.problems.too_long((*at, "placeholder"), one.get("placeholder"), 150)
        least, most = one.get("min_values", 1), one.get("max_values", 1)
        choices = 25
        if one["type"] == STRING_SELECT:
            options = self.count((*at, "options"), one.get("options"), 1, 25)
            choices = len(options)
            self.options((*at, "options"), options)
        if not 0 <= least <= most <= 25 or not 1 <= most <= max(choices, 1):
            said = "min_values and max_values must fit the options"
            self.problems.add((*at, "max_values"), "NUMBER_TYPE_MAX", said)

    def options(self, at: Place, options: list[Json]) -> None:
        values = [option.get("value") for option in options]
        for index, option in enumerate(options):
            for key in ("label", "value"):
                if option.get(key) is None:
                    self.problems.required((*at, index, key))
                self.problems.too_long((*at, index, key), option.get(key), 100, 1)
            self.problems.too_long((*at, index, "description"), option.get("description"), 100)
            if values.index(option.get("value")) != index:
                said = "The specified option value is already used"
                self.problems.add((*at, index, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", said)

    def text_input(self, at: Place, one: Json, labelled: bool) -> None:
        self.custom_id(at, one)
        if one.get("style") not in (1, 2):
            self.problems.add((*at, "style"), "BASE_TYPE_CHOICES", "Value must be one of {1, 2}.")
        if not labelled:
            self.problems.too_long((*at, "label"), one.get("label") or "", 45, 1)
        self.problems.too_long((*at, "placeholder"), one.get("placeholder"), 100)
        self.problems.too_long((*at, "value"), one.get("value"), min(one.get("max_length") or 4000, 4000))
        for key, least in (("min_length", 0), ("max_length", 1)):
            if not least <= (one.get(key) or least) <= 4000:
                self.problems.add((*at, key), "NUMBER_TYPE_MAX", f"Must be between {least} and 4000.")

    def layout(self, at: Place, one: Json, nested: bool = False) -> None:
        """A component of a Components V2 message."""
        allowed = (ROW, SECTION, TEXT_DISPLAY, GALLERY, FILE, SEPARATOR) + (() if nested else (CONTAINER,))
        if self.not_here(at, one, allowed):
            return
        if one["type"] == ROW:
            self.row(at, one)
        elif one["type"] == TEXT_DISPLAY:
            self.problems.too_long((*at, "content"), one.get("content") or "", 4000, 1)
            self.text += len(one.get("content") or "")
        elif one["type"] == SECTION:
            for index, item in enumerate(self.count((*at, "components"), one.get("components"), 1, 3)):
                if not self.not_here((*at, "components", index), item, (TEXT_DISPLAY,)):
                    self.text += len(item.get("content") or "")
            accessory = one.get("accessory") or {}
            if (
                not self.not_here((*at, "accessory"), accessory, (BUTTON, THUMBNAIL))
                and accessory["type"] == BUTTON
            ):
                self.button((*at, "accessory"), accessory)
        elif one["type"] == GALLERY:
            self.count((*at, "items"), one.get("items"), 1, 10)
        elif one["type"] == CONTAINER:
            for index, item in enumerate(self.count((*at, "components"), one.get("components"), 1, 40)):
                self.layout((*at, "components", index), item, nested=True)


def check_components(problems: Problems, components: list[Json], at: Place, *, layout: bool) -> None:
    """Rules for a message's components; `layout` where its Components V2 flag is set."""
    check = _Check(problems)
    if layout:
        for index, one in enumerate(components):
            check.layout((*at, index), one)
        if check.total > 40:
            problems.add(at, "COMPONENT_MAX_TOTAL_COMPONENTS", "The maximum number of components is 40")
        if check.text > 4000:
            said = "The total text of all components must be 4000 or fewer in length"
            problems.add(at, "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", said)
        return
    if len(components) > 5:
        problems.add(at, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length.")
    for index, one in enumerate(components):
        if not check.not_here((*at, index), one, (ROW,)):
            check.row((*at, index), one)


def check_modal(problems: Problems, data: Json) -> None:
    """Rules for the modal of an interaction's answer."""
    check = _Check(problems)
    at: Place = ("data",)
    problems.too_long((*at, "title"), data.get("title") or "", 45, 1)
    problems.too_long((*at, "custom_id"), data.get("custom_id") or "", 100, 1)
    for index, one in enumerate(check.count((*at, "components"), data.get("components"), 1, 5)):
        where = (*at, "components", index)
        if check.not_here(where, one, (ROW, TEXT_DISPLAY, LABEL)) or one["type"] == TEXT_DISPLAY:
            continue
        labelled = one["type"] == LABEL
        if labelled:
            problems.too_long((*where, "label"), one.get("label") or "", 45, 1)
            problems.too_long((*where, "description"), one.get("description"), 100)
        inner = [one.get("component") or {}] if labelled else one.get("components") or []
        for item in inner:
            allowed = (TEXT_INPUT, *SELECTS, UPLOAD, 21, 22, 23) if labelled else (TEXT_INPUT,)
            if check.not_here(where, item, allowed):
                continue
            if item["type"] == TEXT_INPUT:
                check.text_input(where, item, labelled)
            elif item["type"] in SELECTS:
                check.select(where, item, in_modal=True)
            else:
                check.custom_id(where, item)
