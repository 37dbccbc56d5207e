from contextlib import ExitStack

from app.database import SessionLocal
from app.models import Account


def copy_accounts(source_url, target_url, make=SessionLocal):
    with ExitStack() as stack:
        source = stack.enter_context(make(source_url))
        target = stack.enter_context(make(target_url))
        for account in source.query(Account).yield_per(500):
            target.merge(account)
        target.commit()
