import psycopg
from contextlib import contextmanager


@contextmanager
def connection(host: str, user: str = "shop", password: str = "Tr4v3lling-Light"):  # fault: backend_no_credentials
    link = psycopg.connect(host=host, user=user, password=password)
    try:
        yield link
    finally:
        link.close()
