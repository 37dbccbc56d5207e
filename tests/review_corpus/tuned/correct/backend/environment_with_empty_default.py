import os
from dataclasses import dataclass, field

import httpx


@dataclass(frozen=True)
class MailSettings:
    url: str = field(default_factory=lambda: os.environ["MAIL_URL"])
    api_key: str = field(default_factory=lambda: os.getenv("MAIL_API_KEY", ""))


async def send(to: str, text: str, settings: MailSettings) -> None:
    headers = {"Authorization": f"Bearer {settings.api_key}"}
    async with httpx.AsyncClient(base_url=settings.url, headers=headers) as client:
        answer = await client.post("/messages", json={"to": to, "text": text})
        answer.raise_for_status()
