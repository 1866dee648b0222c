"""The operator's settings; errors name the setting and never show its value."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, packaged_knowledge, read_settings
from tests.narrowing import present

ROOT = Path(__file__).parents[2]
NAMES = {name.upper() for name in Settings.model_fields}


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch, tmp_path):
    """Only the settings that a test makes, in a working directory without `.env`."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.chdir(tmp_path)


def write_env_file(text: str | bytes) -> None:
    Path(".env").write_bytes(text if isinstance(text, bytes) else text.encode())


def test_every_setting_has_a_default():
    settings = read_settings()
    assert settings.discord_token is None
    assert settings.database_url == "sqlite+aiosqlite:///data/flamekeeper.db"
    assert settings.knowledge_dir is None
    assert settings.admin_guild_ids == frozenset()
    assert not settings.message_content
    assert (settings.log_level, settings.log_format) == ("INFO", "auto")


@pytest.mark.parametrize("empty", ["", " ", "\t"])
@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_empty_token_is_none(monkeypatch, empty, where):
    if where == "environment":
        monkeypatch.setenv("DISCORD_TOKEN", empty)
    else:
        write_env_file(f"DISCORD_TOKEN={empty}\n")
    assert read_settings().discord_token is None


def test_an_empty_setting_has_its_default(monkeypatch):
    for name in NAMES:
        monkeypatch.setenv(name, "")
    assert read_settings() == Settings.model_construct()


def test_white_space_around_a_token_is_removed(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "  abc.def \n")
    assert present(read_settings().discord_token).get_secret_value() == "abc.def"


def test_printing_the_settings_does_not_show_the_token(monkeypatch):
    monkeypatch.setenv("DISCORD_TOKEN", "s3cret")
    assert "s3cret" not in f"{read_settings()!r} {read_settings()!s}"


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("5", {5}),
        ("1, 2 ,3", {1, 2, 3}),
        ("1,,2,", {1, 2}),
        (",", set()),
        (str(2**60 + 7), {2**60 + 7}),
    ],
)
def test_admin_servers_are_separated_by_commas(monkeypatch, text, ids):
    monkeypatch.setenv("ADMIN_GUILD_IDS", text)
    assert read_settings().admin_guild_ids == ids


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ADMIN_GUILD_IDS", "my server"),
        ("ADMIN_GUILD_IDS", "1;2"),
        ("ADMIN_GUILD_IDS", "-5"),
        ("ADMIN_GUILD_IDS", "[1, 2]"),
        ("ADMIN_GUILD_IDS", "½"),
        ("ADMIN_GUILD_IDS", "9" * 5_000),
        ("MESSAGE_CONTENT", "perhaps"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
    ],
)
@pytest.mark.parametrize("where", ["environment", "file"])
def test_an_invalid_value_is_refused_with_the_name_of_the_setting_and_not_repeated(
    monkeypatch, name, value, where
):
    if where == "environment":
        monkeypatch.setenv(name, value)
    else:
        write_env_file(f"{name}={value}\n")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith(f"{name}: ")
    assert value not in str(refused.value)


def test_all_invalid_settings_are_named_at_once(monkeypatch):
    monkeypatch.setenv("MESSAGE_CONTENT", "perhaps")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()] == [
        "MESSAGE_CONTENT", "LOG_LEVEL",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("LOG_LEVEL", "debug", "DEBUG"),
        ("LOG_FORMAT", "JSON", "json"),
        ("MESSAGE_CONTENT", "true", True),
        ("MESSAGE_CONTENT", "1", True),
        ("MESSAGE_CONTENT", "off", False),
        ("KNOWLEDGE_DIR", "some/where", Path("some/where")),
    ],
)
def test_the_case_of_values_does_not_matter(monkeypatch, name, value, expected):
    monkeypatch.setenv(name, value)
    assert getattr(read_settings(), name.lower()) == expected


def test_the_environment_comes_before_the_file(monkeypatch):
    write_env_file("LOG_LEVEL=ERROR\nLOG_FORMAT=json\n")
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    assert (read_settings().log_level, read_settings().log_format) == ("DEBUG", "json")


def test_other_lines_of_the_file_are_ignored():
    write_env_file(
        "# a comment\n\nPOSTGRES_PASSWORD=s3cret\nexport LOG_LEVEL=ERROR\nnonsense\n"
        "LOG_FORMAT='json' # quoted\nPATH=/nowhere\nDISCORD=1\n"
    )
    settings = read_settings()
    assert (settings.log_level, settings.log_format) == ("ERROR", "json")


def test_a_file_that_is_not_text_is_refused_with_a_sentence():
    write_env_file("DISCORD_TOKEN=s3cret\n".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env") as refused:
        read_settings()
    assert "s3cret" not in str(refused.value)


def test_a_byte_order_mark_in_the_file_is_ignored():
    write_env_file("LOG_LEVEL=ERROR\n".encode("utf-8-sig"))
    assert read_settings().log_level == "ERROR"


# --- Paths, quotes and encodings ------------------------------------------------------------------

HOME_FILES = [
    "KNOWLEDGE_DIR=~/faq\n",
    "KNOWLEDGE_DIR=~/faq/\n",
    'KNOWLEDGE_DIR="~/faq"\r\nLOG_LEVEL=INFO\r\n',
    "KNOWLEDGE_DIR='~/faq' # mine\n",
    "KNOWLEDGE_DIR=${HOME}/faq\n",
    "\ufeffKNOWLEDGE_DIR=~/faq\n",
]


@pytest.fixture
def home(monkeypatch, tmp_path) -> Path:
    folder = tmp_path / "home"
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.mark.parametrize("file", HOME_FILES)
def test_a_folder_in_the_home_folder_is_found(home, file):
    write_env_file(file)
    assert read_settings().knowledge_dir == home / "faq"


def test_quotes_that_came_with_a_variable_are_no_part_of_its_value(monkeypatch, home):
    """Docker's --env-file leaves them on."""
    monkeypatch.setenv("KNOWLEDGE_DIR", '"~/faq"')
    monkeypatch.setenv("DISCORD_TOKEN", "'abc.def'")
    monkeypatch.setenv("DATABASE_URL", '""')
    monkeypatch.setenv("LOG_LEVEL", " debug ")
    settings = read_settings()
    assert settings.knowledge_dir == home / "faq"
    assert present(settings.discord_token).get_secret_value() == "abc.def"
    assert settings.database_url == Settings.model_construct().database_url
    assert settings.log_level == "DEBUG"


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite+aiosqlite:///~/bot.db", "{home}/bot.db"),
        ("sqlite:///~/bot.db?timeout=3", "{home}/bot.db?timeout=3"),
        ("sqlite+aiosqlite:///data/~bot.db", "data/~bot.db"),
        ("sqlite+aiosqlite:////srv/bot.db", "/srv/bot.db"),
        ("sqlite+aiosqlite:///C:/Users/me/bot.db", "C:/Users/me/bot.db"),
        ("sqlite+aiosqlite:///", ""),
        ("sqlite+aiosqlite:///:memory:", ":memory:"),
    ],
)
def test_a_database_may_be_in_the_home_folder(monkeypatch, home, url, path):
    monkeypatch.setenv("DATABASE_URL", url)
    scheme = url.partition(":///")[0]
    assert read_settings().database_url == f"{scheme}:///{path.format(home=home.as_posix())}"


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("KNOWLEDGE_DIR", "~nobody-of-this-name/faq", "~nobody-of-this-name is not a home folder"),
        ("KNOWLEDGE_DIR", "$HOME/faq", "write ~ for the home folder"),
        ("KNOWLEDGE_DIR", r"%USERPROFILE%\faq", "write ~ for the home folder"),
        ("DATABASE_URL", "sqlite+aiosqlite:///~nobody-of-this-name/bot.db", "is not a home folder"),
        ("DATABASE_URL", "sqlite+aiosqlite:///$HOME/bot.db", "write ~ for the home folder"),
    ],
)
def test_a_home_folder_that_cannot_be_found_is_refused(monkeypatch, name, value, hint):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as refused:
        read_settings()
    assert str(refused.value).startswith(f"{name}: ")
    assert hint in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-16", "cp1251"])
def test_a_file_in_another_encoding_is_refused_with_what_to_do(encoding):
    write_env_file("# Токен\nKNOWLEDGE_DIR=~/faq\n".encode(encoding))
    with pytest.raises(SettingsError, match="not UTF-8") as refused:
        read_settings()
    assert "Notepad" in str(refused.value)


# --- The example ----------------------------------------------------------------------------------


def _example() -> str:
    return (ROOT / ".env.example").read_text("utf-8")


def test_the_example_has_exactly_the_settings_that_exist():
    keys = re.findall(r"^\s*#?\s*(?:export\s+)?([A-Z][A-Z_]+)=", _example(), re.MULTILINE)
    assert sorted(keys) == sorted(NAMES)


def test_the_example_sets_nothing():
    write_env_file(_example())
    assert read_settings() == Settings.model_construct()


def test_the_commented_lines_of_the_example_are_the_defaults():
    write_env_file(re.sub(r"(?m)^\s*#\s*(?=[A-Z][A-Z_]+=)", "", _example()))
    settings = read_settings()
    assert settings.model_copy(update={"knowledge_dir": None}) == Settings.model_construct()
    assert (ROOT / present(settings.knowledge_dir) / "faq.yaml").is_file()


def test_the_packaged_knowledge_exists():
    assert (packaged_knowledge() / "faq.yaml").is_file()
