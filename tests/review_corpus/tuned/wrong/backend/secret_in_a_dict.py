import jwt

CONFIG = {
    "algorithm": "HS256",
    "secret_key": "9b1f4c7d2e8a4b6f",  # fault: backend_no_credentials
    "lifetime": 3600,
}


def sign(user: str) -> str:
    return jwt.encode({"sub": user}, CONFIG["secret_key"], algorithm=CONFIG["algorithm"])
