from shop.database import SessionLocal
from shop.models import Customer


def premium_names(minimum: int) -> list[str]:
    db = SessionLocal()  # fault: backend_context_manager
    customers = db.query(Customer).filter(Customer.points >= minimum).all()
    if not customers:
        return []
    names = [customer.name for customer in customers]
    db.close()
    return names
