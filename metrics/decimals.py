"""Numbers that come out of the database as binary fractions, written as the decimals they stand for."""

from decimal import Decimal


def decimal(value: float | None) -> Decimal | None:
    """The shortest decimal that reads back as the same fraction."""
    return None if value is None else Decimal(repr(value))
