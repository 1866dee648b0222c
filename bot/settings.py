"""The operator's settings, from the environment or a file `.env` in the working directory."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting is wrong; the text names it and says what to write."""


class Settings(BaseSettings):
    """What the operator can set. Everything has a default; without a token the bot talks here."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    discord_token: SecretStr | None = Field(
        None, description="The bot's token; without it the bot talks in the terminal"
    )
    database_url: str = Field(
        "sqlite+aiosqlite:///data/flamekeeper.db", description="Where settings and posts are kept"
    )
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
    def _split(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if not all(part.isdecimal() for part in parts):
            raise ValueError("write server ids (digits) separated by commas")
        return frozenset(map(int, parts))

    @field_validator("log_level", "log_format", mode="before")
    @classmethod
    def _fold(cls, value: object, info: object) -> object:
        if not isinstance(value, str):
            return value
        name = getattr(info, "field_name", "")
        return value.strip().upper() if name == "log_level" else value.strip().lower()

    @field_validator("discord_token", mode="before")
    @classmethod
    def _strip(cls, value: object) -> object:
        return (value.strip() or None) if isinstance(value, str) else value


def read_settings() -> Settings:
    """The settings in force. Raises SettingsError with one sentence a fault, never a value."""
    try:
        return Settings.model_validate({})
    except ValidationError as error:
        sentences = [
            f"{'.'.join(map(str, fault['loc'])).upper() or 'The file .env'}: {fault['msg']}."
            for fault in error.errors(include_url=False, include_input=False)
        ]
        raise SettingsError("\n".join(sentences)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file .env cannot be read: {error}") from None


def packaged_knowledge() -> Path:
    """The knowledge that comes with the program: in the wheel, or beside `bot/` in a checkout."""
    package = Path(__file__).parent
    installed = package / "_knowledge"
    return installed if installed.is_dir() else package.parent / "knowledge"


def store_folder(settings: Settings) -> Path | None:
    """The folder of the SQLite file, None for another kind of database."""
    scheme, _, path = settings.database_url.partition(":///")
    return Path(path).parent if scheme.startswith("sqlite") and path else None
