"""How Discord says no: a status, a numbered code, and for bad forms a tree of what is wrong where."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """One error answer: `{"code", "message"}`, with `errors` for an invalid form body."""

    def __init__(self, status: int, code: int, message: str, errors: dict[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message} {errors or ''}")
        self.status, self.code, self.message, self.errors = status, code, message, errors

    def body(self) -> dict[str, Any]:
        said: dict[str, Any] = {"message": self.message, "code": self.code}
        return said | {"errors": self.errors} if self.errors else said


def unauthorized() -> Refusal:
    return Refusal(401, 0, "401: Unauthorized")


def unknown(thing: str) -> Refusal:
    """404 for a thing that is not there, or that the app may not know of."""
    codes = {
        "Application": 10002, "Channel": 10003, "Guild": 10004, "Member": 10007, "Message": 10008,
        "User": 10013, "Emoji": 10014, "Webhook": 10015, "interaction": 10062, "application command": 10063,
    }  # fmt: skip
    return Refusal(404, codes[thing], f"Unknown {thing}")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def archived() -> Refusal:
    return Refusal(400, 50083, "Thread is archived")


def closed_dms() -> Refusal:
    return Refusal(403, 50007, "Cannot send messages to this user")


def no_mutual_guilds() -> Refusal:
    return Refusal(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


def empty_message() -> Refusal:
    return Refusal(400, 50006, "Cannot send an empty message")


def already_acknowledged() -> Refusal:
    return Refusal(400, 40060, "Interaction has already been acknowledged.")


def invalid_webhook_token() -> Refusal:
    return Refusal(401, 50027, "Invalid Webhook Token")


class Problems:
    """Collects what is wrong with a form, each at its place, and refuses once with all of it."""

    def __init__(self) -> None:
        self._tree: dict[str, Any] = {}

    def add(self, place: tuple[str | int, ...], code: str, message: str) -> None:
        at = self._tree
        for step in place:
            at = at.setdefault(str(step), {})
        at.setdefault("_errors", []).append({"code": code, "message": message})

    def too_long(self, place: tuple[str | int, ...], text: object, limit: int, least: int = 0) -> None:
        """Note a text that is not a string, or is shorter or longer than allowed; None is fine.

        Lengths are code points: Discord's API is written in Python (discord-api-docs issue 1315).
        """
        if text is None:
            return
        if not isinstance(text, str):
            self.add(place, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
        elif len(text) > limit:
            code = "BASE_TYPE_BAD_LENGTH" if least else "BASE_TYPE_MAX_LENGTH"
            said = f"Must be between {least} and {limit}" if least else f"Must be {limit} or fewer"
            self.add(place, code, f"{said} in length.")
        elif len(text) < least:
            self.add(place, "BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {limit} in length.")

    def required(self, place: tuple[str | int, ...]) -> None:
        self.add(place, "BASE_TYPE_REQUIRED", "This field is required")

    def raise_any(self) -> None:
        if self._tree:
            raise Refusal(400, 50035, "Invalid Form Body", self._tree)
