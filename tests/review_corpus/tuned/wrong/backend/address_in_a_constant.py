import os

import requests

ENDPOINTS = {
    "mail": os.environ["MAIL_URL"],
    "search": "http://search.prod.internal:9200",  # fault: backend_no_hardcoded_urls
}


def find(words: str) -> dict:
    answer = requests.get(ENDPOINTS["search"] + "/_search", params={"q": words}, timeout=3)
    answer.raise_for_status()
    return answer.json()
