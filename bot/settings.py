"""The operator's settings, from the environment or from `.env` in the working directory."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.store.location import DEFAULT_URL

_VARIABLE = re.compile(r"\$|%\w+%")  # at the start of a path
_SQLITE_PATH = re.compile(
    r"(?P<before>sqlite(?:\+\w+)?:///)(?P<path>[^?]*)(?P<after>.*)", re.DOTALL
)


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
        None, description="The folder with the knowledge files; default: the packaged one"
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

    @model_validator(mode="before")
    @classmethod
    def _tidy(cls, values: object) -> object:
        """Remove white space and quotes around values; an empty value counts as not set.

        `.env` may have quotes, but Docker's `--env-file` treats them as part of the value.
        """
        if not isinstance(values, Mapping):
            return values
        given = cast("Mapping[str, object]", values)
        tidy = {name: _bare(value) for name, value in given.items()}
        return {name: value for name, value in tidy.items() if value != ""}

    @field_validator("knowledge_dir", mode="after")
    @classmethod
    def _folder(cls, path: Path | None) -> Path | None:
        return path and _expanded_path(str(path))

    @field_validator("database_url", mode="after")
    @classmethod
    def _database(cls, url: str) -> str:
        match = _SQLITE_PATH.fullmatch(url)
        if match is None or not match["path"]:
            return url
        path = match["path"]
        whole = _expanded_path(path)
        return (
            match["before"] + (whole.as_posix() if path.startswith("~") else path) + match["after"]
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


def _bare(value: object) -> object:
    """A text without white space and one pair of quotes around it."""
    if not isinstance(value, str):
        return value
    text = value.strip()
    quoted = len(text) >= 2 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1].strip() if quoted else text


def _expanded_path(path: str) -> Path:
    if _VARIABLE.match(path):
        raise ValueError("variables are not expanded here; write ~ for the home folder")
    return expand_home(Path(path))


def expand_home(path: Path) -> Path:
    """Replace `~` or `~user` at the start of a path with the home folder. Raises ValueError."""
    try:
        return path.expanduser()
    except RuntimeError:
        raise ValueError(
            f"{path.parts[0]} is not a home folder here; write the whole path"
        ) from None


def read_settings() -> Settings:
    """Read the settings. Raises SettingsError with a sentence for each error, without the value."""
    try:
        return Settings.model_validate({})
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        raise SettingsError("\n".join(_sentence(detail) for detail in details)) from None
    except OSError as error:
        raise SettingsError(f"The file .env cannot be read: {error.strerror}.") from None


def _sentence(detail: ErrorDetails) -> str:
    if isinstance(detail.get("ctx", {}).get("error"), UnicodeDecodeError):
        return (
            "The file .env is not UTF-8. Save it again in this encoding "
            "(in Notepad: Save as → Encoding → UTF-8)."
        )
    name = ".".join(map(str, detail["loc"])).upper() or "The file .env"
    return f"{name}: {detail['msg'].removeprefix('Value error, ')}."


def packaged_knowledge() -> Path:
    """The folder of the packaged knowledge: in the wheel, or beside `bot/` in a checkout."""
    package = Path(__file__).parent
    installed = package / "_knowledge"
    return installed if installed.is_dir() else package.parent / "knowledge"
