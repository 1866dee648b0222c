"""The four files of a folder are read as they are; what cannot be read is named."""

from pathlib import Path

import pytest

from bot.knowledge.loading import load
from bot.knowledge.model import KnowledgeError
from bot.store.folder import DiskFolder
from tests.builders import FAQ


def test_the_knowledge_files_are_read_and_others_ignored(tmp_path: Path):
    (tmp_path / "faq.yaml").write_bytes(b"\xff\x00")
    (tmp_path / "sources.yaml").write_bytes(b"")
    (tmp_path / "faq.yml").write_bytes(b"x")
    (tmp_path / "notes.yaml").mkdir()

    assert DiskFolder(tmp_path).read() == {"faq.yaml": b"\xff\x00", "sources.yaml": b""}
    assert DiskFolder(tmp_path).name == str(tmp_path)


def test_a_folder_that_is_missing_has_no_files(tmp_path: Path):
    assert DiskFolder(tmp_path / "gone").read() == {}


def test_every_file_that_cannot_be_read_is_named_with_the_reason(tmp_path: Path):
    (tmp_path / "faq.yaml").mkdir()
    (tmp_path / "vocabulary.yaml").mkdir()
    with pytest.raises(KnowledgeError) as caught:
        DiskFolder(tmp_path).read()

    assert [str(finding) for finding in caught.value.findings] == [
        f"{tmp_path}/{name}:1:1: error: cannot be read: Is a directory"
        for name in ("faq.yaml", "vocabulary.yaml")
    ]


def test_a_file_of_more_than_20_mb_is_not_read_to_its_end_and_is_refused(tmp_path: Path):
    with (tmp_path / "faq.yaml").open("wb") as file:
        file.write(FAQ.encode())
        file.truncate(100_000_000)  # sparse: takes no room on the disk
    files = DiskFolder(tmp_path).read()

    assert len(files["faq.yaml"]) == 20_000_001
    with pytest.raises(KnowledgeError, match="larger than 20 MB"):
        load("kb", files)
