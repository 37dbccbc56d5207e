import logging

from app.mail import Mailer, MailError

logger = logging.getLogger(__name__)


class Notifier:
    def __init__(self, mailer: Mailer) -> None:
        self.mailer = mailer

    def order_shipped(self, order) -> None:
        try:
            self.mailer.send(order.customer.email, "Your order is on its way")
            order.notified = True
        except Exception as exc:  # fault: backend_error_handling
            logger.error("could not notify: %s", exc)  # fault
