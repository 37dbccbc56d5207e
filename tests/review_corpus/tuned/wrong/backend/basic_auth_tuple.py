import os

import httpx


def stock(sku: str) -> int:
    answer = httpx.get(
        f"{os.environ['STOCK_URL']}/{sku}",
        auth=("warehouse", "P4llet-jack"),  # fault: backend_no_credentials
        timeout=5,
    )
    answer.raise_for_status()
    return answer.json()["amount"]
