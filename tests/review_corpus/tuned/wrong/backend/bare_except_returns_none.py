from app.database import engine
from app.models import Ticket
from sqlalchemy.orm import Session


def close_ticket(ticket_id: int):
    with Session(engine) as session:
        try:
            ticket = session.get_one(Ticket, ticket_id)
            ticket.open = False
            session.commit()
        except:  # fault: backend_error_handling
            return None
        return ticket.id
