from functools import partial

from mailer import Client

client = partial(Client, api_key="b8f1-77aa-09cd-4e21", region="eu")  # fault: backend_no_credentials


def greet(address):
    client().send(address, "Welcome")
