"""What every table is made of: types that SQLite and PostgreSQL both have; times are aware and UTC."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NO_REUSE = {"sqlite_autoincrement": True}  # an old cookie or button must never meet a new row of the same id


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime. SQLite forgets the zone, so it is written in UTC and put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=value.tzinfo or UTC)


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        str: Text,
        bytes: LargeBinary,
    }


def owner() -> Mapped[int]:
    """The person whose row it is; it goes with them."""
    return mapped_column(ForeignKey("people.id", ondelete="CASCADE"), index=True)


def of_member(table: str) -> ForeignKeyConstraint:
    """`group_id` and `person_id` name a membership: what is not a member's is not there."""
    return ForeignKeyConstraint(
        ["group_id", "person_id"],
        ["group_members.group_id", "group_members.person_id"],
        name=f"fk_{table}_member",
        ondelete="CASCADE",
    )
