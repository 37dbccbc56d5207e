import logging
from typing import Annotated

import httpx
from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, SecretStr
from pydantic_settings import BaseSettings

logger = logging.getLogger(__name__)
router = APIRouter(prefix="/weather")


class WeatherSettings(BaseSettings):
    """Read from the environment."""

    weather_token: SecretStr
    weather_host: str = "https://api.open-meteo.com/v1"  # fault: backend_no_hardcoded_urls
    weather_timeout: float = 10.0


class Weather(BaseModel):
    city: str
    temperature: float


def get_weather_settings() -> WeatherSettings:
    return WeatherSettings()


def get_http(cfg: Annotated[WeatherSettings, Depends(get_weather_settings)]):
    headers = {"Authorization": f"Bearer {cfg.weather_token.get_secret_value()}"}
    with httpx.Client(base_url=cfg.weather_host, headers=headers, timeout=cfg.weather_timeout) as http:
        yield http


@router.get("/{city}", response_model=Weather)
def read_weather(city: str, http: Annotated[httpx.Client, Depends(get_http)]):
    try:
        answer = http.get("/forecast", params={"city": city})
        answer.raise_for_status()
    except httpx.HTTPError as exc:
        logger.error("weather service failed: %s", exc)
        raise HTTPException(status_code=502, detail="Weather service unavailable") from exc
    return Weather(city=city, temperature=answer.json()["temperature"])
