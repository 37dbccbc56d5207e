import csv
import sys

from shop.database import SessionLocal
from shop.models import Product


def import_products(filename):
    session = SessionLocal()
    count = 0
    try:
        with open(filename, newline="") as handle:
            for line in csv.DictReader(handle):
                session.add(Product(name=line["name"], price=line["price"]))
                count += 1
        session.commit()
    except Exception:
        session.rollback()
        raise
    finally:
        session.close()
    return count


if __name__ == "__main__":
    import_products(sys.argv[1])
