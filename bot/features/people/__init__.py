"""Who is speaking, how they sign in, and what they have set. Reached from every face before anything else.

`person` knows who it is, `signing_in` holds links and tokens, `settings` what they have set; `rows` takes away and
erases.
"""

from bot.features.people.person import (
    Person,
    budget_json,
    discord_id,
    erase_if_empty,
    from_discord,
    get,
    has_way_in,
    is_newcomer,
    local,
    newcomer,
    person_of,
    unknown,
)
from bot.features.people.rows import erase, export
from bot.features.people.settings import change_settings, time_zones, zone_named
from bot.features.people.signing_in import (
    Token,
    from_token,
    list_tokens,
    make_return_link,
    make_sign_in_link,
    make_token,
    redeem_sign_in_link,
    revoke_token,
    sign_out_everywhere,
    token_name,
)

__all__ = [
    "Person",
    "Token",
    "budget_json",
    "change_settings",
    "discord_id",
    "erase",
    "erase_if_empty",
    "export",
    "from_discord",
    "from_token",
    "get",
    "has_way_in",
    "is_newcomer",
    "list_tokens",
    "local",
    "make_return_link",
    "make_sign_in_link",
    "make_token",
    "newcomer",
    "person_of",
    "redeem_sign_in_link",
    "revoke_token",
    "sign_out_everywhere",
    "time_zones",
    "token_name",
    "unknown",
    "zone_named",
]
