import httpx


async def vat_rate(country: str) -> float:
    async with httpx.AsyncClient(timeout=5) as client:
        answer = await client.get(
            f"https://tax.example-corp.net/v2/rates/{country}"  # fault: backend_no_hardcoded_urls
        )
    answer.raise_for_status()
    return answer.json()["rate"]
