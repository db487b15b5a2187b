"""Every setting: type, unit, default and meaning, read once from the environment and `.env`.

`deploy/env.example` and the README's table are made from this file (`python -m bot.settings`) and tested against it.
"""

from __future__ import annotations

import base64
import re
import sys
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from platformdirs import user_data_path
from pydantic import AfterValidator, AliasChoices, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # FIPS 186-4, D.1.2.3
DATABASES = ("sqlite+aiosqlite", "postgresql+asyncpg")
DISCORD_CDN_HOSTS = ("cdn.discordapp.com", "media.discordapp.net")


def _split(value: Any) -> Any:
    return (
        tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value
    )


def _without_end_slash(value: str | None) -> str | None:
    return value.rstrip("/") if value else None


def _is_origin(value: str | None) -> str | None:
    """As browsers write one, so that it can be compared with theirs."""
    if not value:
        return None
    written = re.fullmatch(r"(https?://(?:[^\s/?#@:\[\]]+|\[[\da-f:.]+\])(?::\d{1,5})?)/*", value.lower())
    if written is None:
        raise ValueError(
            "not an address such as https://pith.example.org, with nothing behind its name or port"
        )
    return written[1]


def _is_raw_key(value: SecretStr | None) -> SecretStr | None:
    if value is None:
        return None
    written = re.fullmatch(r"([A-Za-z0-9_-]{43})=?", value.get_secret_value())
    number = int.from_bytes(base64.urlsafe_b64decode(f"{written[1]}=")) if written else 0
    if not 0 < number < P256_ORDER:  # all others are private keys
        raise ValueError("not a key as `pith keys` makes it: 32 bytes in base64url")
    return value


def _is_database(value: str | None) -> str | None:
    try:
        if value is not None and make_url(value).drivername not in DATABASES:
            raise ValueError("not a database that Pith speaks to")
    except SQLAlchemyError as error:
        raise ValueError("not a database's URL") from error
    return value


DatabaseUrl = Annotated[str | None, AfterValidator(_is_database)]
Hosts = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split)]
Url = Annotated[str | None, AfterValidator(_without_end_slash)]
Origin = Annotated[str | None, AfterValidator(_is_origin)]
VapidKey = Annotated[SecretStr | None, AfterValidator(_is_raw_key)]


class Settings(BaseSettings):
    """Names in the environment are `PITH_` and the field's name in capitals, but for `DISCORD_TOKEN`."""

    model_config = SettingsConfigDict(
        env_prefix="PITH_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        populate_by_name=True,
    )

    discord_token: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("DISCORD_TOKEN", "discord_token"),
        description="The bot's token. Empty: no Discord face.",
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("pith", appauthor=False),
        description="Folder for the database and the key that signs cookies. Default: the platform's user data folder.",
    )
    database_url: DatabaseUrl = Field(
        None,
        description="sqlite+aiosqlite:///PATH or postgresql+asyncpg://… Default: SQLite in the data folder.",
    )
    model: str | None = Field(
        None,
        description="Checkpoint: a folder, a hub id (then the hub is contacted), or “shipped”, the default.",
    )
    device: str = Field("auto", description="auto, cpu, cuda or cuda:N.")
    queue_size: int = Field(
        64, ge=1, description="Texts that may wait for the model before Pith answers that it is busy."
    )
    max_file_bytes: int = Field(50 * 2**20, ge=1, description="Largest file taken, in bytes.")
    web_host: str = Field("127.0.0.1", description="Address the browser face listens on.")
    web_port: int = Field(8321, ge=0, le=65535, description="Its port; 0 takes a free one.")
    web_token: SecretStr | None = Field(
        None, description="A bearer token for the local person, next to those `pith token` makes."
    )
    web_hosts: Hosts = Field(
        (),
        description="Further host names (commas) the browser face answers to, next to its own and PITH_PUBLIC_URL's.",
    )
    public_url: Origin = Field(
        None,
        description="What links in Discord begin with: http(s):// and a name, such as https://pith.example.org. "
        "Default: the local address.",
    )
    secret_key: SecretStr | None = Field(
        None,
        description="Signs cookies; give every process the same one. Default: made once and kept in the data folder.",
    )
    newcomers: bool = Field(
        False,
        description="Whether invitations into circles make a place in Pith for who has none; else they sign in first.",
    )
    discord_api_url: Url = Field(
        None, description="A Discord-compatible API or a proxy for it, with its version: https://…/api/v10."
    )
    discord_gateway_url: Url = Field(
        None, description="A Discord-compatible gateway or a proxy for it: wss://…"
    )
    discord_cdn_hosts: Hosts = Field(
        DISCORD_CDN_HOSTS,
        description="Hosts (commas; host or host:port) that attachments may be fetched from.",
    )
    webhook_hosts: Hosts = Field(
        (),
        description="Hosts (commas; host or host:port) on a private network that webhooks and web push may go to.",
    )
    vapid_private_key: VapidKey = Field(
        None,
        description="Signs web push, with which browsers are notified; `pith keys` makes one. Empty: no web push.",
    )
    vapid_subject: str | None = Field(
        None,
        pattern=r"^(mailto:[^@\s]+@[^@\s]+|https://\S+)$",
        description="Whom a push service turns to: mailto:… or https://… Default: PITH_PUBLIC_URL where it is https.",
    )
    message_content: bool = Field(
        False,
        description="Ask Discord for the privileged message-content intent.",
    )
    log_level: str = Field(
        "INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$", description="DEBUG, INFO, WARNING or ERROR."
    )
    log_json: bool = Field(False, description="One JSON object a log line instead of text.")

    @property
    def sqlite_path(self) -> Path:
        return self.data_dir / "pith.sqlite3"

    @property
    def database(self) -> str:
        """The database's URL, with the default filled in."""
        return self.database_url or f"sqlite+aiosqlite:///{quote(str(self.sqlite_path))}"

    @property
    def push_subject(self) -> str | None:
        """Whom a push service may turn to; None: web push can't be sent."""
        public = self.public_url or ""
        return self.vapid_subject or (public if public.startswith("https://") else None)

    @property
    def base_url(self) -> str:
        """What links to the browser face begin with. One that listens everywhere is reached on loopback."""
        host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.web_host, self.web_host)  # noqa: S104 — not bound here
        host = f"[{host}]" if ":" in host else host
        return self.public_url or f"http://{host}:{self.web_port}"


def environment_name(field: str) -> str:
    """The name under which a field is set: `web_port` is `PITH_WEB_PORT`."""
    return "DISCORD_TOKEN" if field == "discord_token" else f"PITH_{field.upper()}"


def read_settings() -> Settings:
    """The settings of this process. Leaves with status 2 and one sentence a wrong value, naming its variable."""
    try:
        return Settings()
    except ValidationError as error:
        for problem in error.errors():
            field = str(problem["loc"][0]).lower()  # DISCORD_TOKEN comes by its alias
            name = environment_name(field)
            meaning = Settings.model_fields[field].description
            print(f"{name} does not fit: {meaning}", file=sys.stderr)  # noqa: T201 — logging is not set up yet
        raise SystemExit(2) from None


def _default(field: str) -> str:
    value = Settings.model_fields[field].default
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None or Settings.model_fields[field].default_factory else str(value)


def env_example() -> str:
    """The text of `deploy/env.example`: every setting, commented out, with its meaning and default."""
    lines = ["# Pith's settings. Copy to .env and take the # away where you want another value.\n"]
    for name, field in Settings.model_fields.items():
        lines.append(f"# {field.description}\n# {environment_name(name)}={_default(name)}\n")
    return "\n".join(lines)


def settings_table() -> str:
    """The README's table of settings, in Markdown."""
    rows = ["| setting | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = f"`{_default(name)}`" if _default(name) else ""
        rows.append(f"| `{environment_name(name)}` | {default} | {field.description} |")
    return "\n".join(rows)


if __name__ == "__main__":
    sys.stdout.write(settings_table() + "\n" if "--table" in sys.argv else env_example())
