"""Why a request's value does not fit its shape, in words for a person: what pydantic found, said in their language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.locales import N_, Message

REASONS: Mapping[str, Message] = {
    "missing": N_("it is missing."),
    "extra_forbidden": N_("there is no such field."),
    "string_type": N_("write it as text."),
    "string_too_long": N_("it may have {max_length} characters."),
    "string_pattern_mismatch": N_("it is not written like that."),
    "int_type": N_("write it as a whole number."),
    "int_parsing": N_("write it as a whole number."),
    "int_parsing_size": N_("the number is too large."),
    "int_from_float": N_("write it as a whole number."),
    "float_type": N_("write it as a number."),
    "float_parsing": N_("write it as a number."),
    "finite_number": N_("write it as a number."),
    "greater_than": N_("it has to be above {gt}."),
    "greater_than_equal": N_("it has to be {ge} or more."),
    "less_than": N_("it has to be below {lt}."),
    "less_than_equal": N_("it has to be {le} or less."),
    "list_type": N_("write it as a list."),
    "tuple_type": N_("write it as a list."),
    "too_long": N_("it may have {max_length} entries."),
    "too_short": N_("it needs {min_length} entries."),
    "bool_type": N_("write true or false."),
    "bool_parsing": N_("write true or false."),
    "enum": N_("it can be: {expected}."),
    "literal_error": N_("it can be: {expected}."),
    "dict_type": N_("write it as an object."),
    "model_type": N_("write it as an object."),
    "model_attributes_type": N_("write it as an object."),
    "date_type": N_("write a date like 2026-03-05."),
    "date_parsing": N_("write a date like 2026-03-05."),
    "date_from_datetime_parsing": N_("write a date like 2026-03-05."),
    "date_from_datetime_inexact": N_("write a date like 2026-03-05."),
    "time_type": N_("write a time like 07:30."),
    "time_parsing": N_("write a time like 07:30."),
    "json_invalid": N_("it is not JSON."),
}
"""By pydantic's names for what is wrong (https://docs.pydantic.dev/latest/errors/validation_errors/)."""

ANYTHING_ELSE = N_("it is not written as it should be. /openapi.json says how.")


def sentence(problem: Mapping[str, Any]) -> Message:
    """One of pydantic's problems as a sentence that names the field."""
    where = [str(part) for part in problem["loc"]]
    reason = REASONS.get(problem["type"], ANYTHING_ELSE)
    values = dict(problem.get("ctx", {}))
    if "expected" in values:
        values["expected"] = str(values["expected"]).replace(" or ", ", ")
    return N_(
        "“{field}” does not fit: {reason}",
        field=_sayable(".".join(where[1:]) or where[0]),
        reason=Message(reason.text, values),
    )


def _sayable(text: str) -> str:
    return text[:200].encode("utf-8", "replace").decode()
