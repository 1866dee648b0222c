"""The operator's settings, from the environment or from `.env` in the working directory."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.store.location import DEFAULT_URL


class SettingsError(Exception):
    """A setting is not valid; the message names it and says what is wrong."""


class Settings(BaseSettings):
    """All settings; each has a default."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    discord_token: SecretStr | None = Field(
        None, description="The bot's token; without it the bot talks in the terminal"
    )
    database_url: str = Field(DEFAULT_URL, description="Where settings and posts are stored")
    knowledge_dir: Path | None = Field(
        None, description="The folder of the knowledge files; default: the packaged one"
    )
    admin_guild_ids: Annotated[frozenset[int], NoDecode] = Field(
        frozenset(), description="Servers whose managers may use /faq, separated by commas"
    )
    message_content: bool = Field(
        False, description="Ask for the privileged intent (needed for Q&A channels only)"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "text", "json"] = Field(
        "auto", description="auto: text on a terminal, else JSON"
    )

    @field_validator("admin_guild_ids", mode="before")
    @classmethod
    def _server_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("write server ids (digits) separated by commas")
        return frozenset(map(int, parts))

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _ignore_case(cls, value: object, info: object) -> object:
        if not isinstance(value, str):
            return value
        name = getattr(info, "field_name", "")
        return value.strip().upper() if name == "log_level" else value.strip().lower()

    @field_validator("discord_token", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return (value.strip() or None) if isinstance(value, str) else value


def read_settings() -> Settings:
    """Read the settings. Raises SettingsError with a sentence for each error, never its value."""
    try:
        return Settings.model_validate({})
    except ValidationError as error:
        sentences = [
            f"{'.'.join(map(str, detail['loc'])).upper() or 'The file .env'}: {detail['msg']}."
            for detail in error.errors(include_url=False, include_input=False)
        ]
        raise SettingsError("\n".join(sentences)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file .env cannot be read: {error}") from None


def packaged_knowledge() -> Path:
    """The folder of the packaged knowledge: in the wheel, or beside `bot/` in a checkout."""
    package = Path(__file__).parent
    installed = package / "_knowledge"
    return installed if installed.is_dir() else package.parent / "knowledge"
