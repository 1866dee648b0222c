"""The knowledge files of a folder are read as they are; files that cannot be read are named."""

from pathlib import Path

import pytest

from bot.knowledge.loading import load
from bot.knowledge.model import KnowledgeError
from bot.store.folder import DiskFolder
from tests.builders import FAQ
from tests.systems import posix_only

NAMES = {
    "faq.yaml", "milestones.yaml", "sources.yaml", "vocabulary.yaml", "phrasings.yaml",
    "phrasings-taught.yaml",
}  # fmt: skip


def test_the_knowledge_files_are_read_as_bytes_and_others_are_ignored(tmp_path: Path):
    for name in NAMES:
        (tmp_path / name).write_bytes(name.encode() + b"\xff\x00\r\n")
    (tmp_path / "notes.yaml").write_text("no")
    (tmp_path / "more.yaml").mkdir()
    (tmp_path / "faq.yml").write_text("no")
    (tmp_path / "facts.yaml").write_text("no")
    (tmp_path / "phrasings.yaml.old").write_text("no")
    (tmp_path / "sub").mkdir()

    files = DiskFolder(tmp_path).read()

    assert set(files) == NAMES, "the fact base is not for the bot"
    assert files["faq.yaml"] == b"faq.yaml\xff\x00\r\n"


def test_an_empty_file_is_read_and_missing_ones_are_left_out(tmp_path: Path):
    (tmp_path / "faq.yaml").write_bytes(b"\xff\x00")
    (tmp_path / "sources.yaml").write_bytes(b"")

    assert DiskFolder(tmp_path).read() == {"faq.yaml": b"\xff\x00", "sources.yaml": b""}


@pytest.mark.parametrize("name", [".", "missing"])
def test_an_empty_or_missing_folder_has_no_files(tmp_path: Path, name: str):
    assert DiskFolder(tmp_path / name).read() == {}


def test_the_name_of_a_folder_is_its_path(tmp_path: Path):
    assert DiskFolder(tmp_path).name == str(tmp_path)


@posix_only("another sentence of the system")
def test_every_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path):
    names = ("faq.yaml", "sources.yaml", "vocabulary.yaml", "phrasings-more.yaml")
    for name in names:
        (tmp_path / name).mkdir()
    with pytest.raises(KnowledgeError) as caught:
        DiskFolder(tmp_path).read()

    assert [str(finding) for finding in caught.value.findings] == [
        f"{tmp_path}/{name}:1:1: error: cannot be read: Is a directory" for name in names
    ]


@posix_only("another sentence of the system")
def test_a_folder_that_cannot_be_listed_is_named_with_the_reason(tmp_path: Path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(KnowledgeError) as caught:
        DiskFolder(file).read()

    (finding,) = caught.value.findings
    assert str(finding) == f"{file}:1:1: error: cannot be read: Not a directory"


def test_a_file_larger_than_20_mb_is_not_read_to_its_end_and_is_refused(tmp_path: Path):
    with (tmp_path / "faq.yaml").open("wb") as file:
        file.write(FAQ.encode())
        file.truncate(100_000_000)  # sparse: takes no space on the disk
    files = DiskFolder(tmp_path).read()

    assert len(files["faq.yaml"]) == 20_000_001
    with pytest.raises(KnowledgeError, match="larger than 20 MB"):
        load("kb", files)


def test_the_fact_base_is_read_on_its_own(tmp_path: Path):
    assert DiskFolder(tmp_path).facts() is None
    (tmp_path / "facts.yaml").write_bytes(b"facts: []")
    assert DiskFolder(tmp_path).facts() == b"facts: []"


@posix_only("another sentence of the system")
def test_a_fact_base_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path):
    (tmp_path / "facts.yaml").mkdir()
    with pytest.raises(KnowledgeError, match=r"facts\.yaml:1:1: error: cannot be read: Is a dir"):
        DiskFolder(tmp_path).facts()
