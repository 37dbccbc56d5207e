import logging
from decimal import Decimal, InvalidOperation

logger = logging.getLogger("prices")


def parse_price(raw: str) -> Decimal:
    try:
        return Decimal(raw.replace(",", "."))
    except InvalidOperation as error:
        raise ValueError(f"{raw!r} is no price") from error


def cached_price(cache: dict[str, Decimal], sku: str) -> Decimal | None:
    try:
        return cache[sku]
    except KeyError:
        logger.info("no price of %s yet", sku)
        return None
