"""The knowledge files on the disk."""

import pytest

from bot.knowledge.model import KnowledgeError
from bot.store.folder import DiskFolder


def test_the_four_files_are_read_as_bytes_and_others_ignored(tmp_path):
    for name in ("faq.yaml", "milestones.yaml", "sources.yaml", "vocabulary.yaml"):
        (tmp_path / name).write_bytes(name.encode() + b"\xff\r\n")
    (tmp_path / "notes.yaml").write_text("no")
    (tmp_path / "faq.yml").write_text("no")
    (tmp_path / "sub").mkdir()
    files = DiskFolder(tmp_path).read()
    assert set(files) == {"faq.yaml", "milestones.yaml", "sources.yaml", "vocabulary.yaml"}
    assert files["faq.yaml"] == b"faq.yaml\xff\r\n"


@pytest.mark.parametrize("made", [True, False])
def test_files_that_are_not_there_are_left_out(tmp_path, made):
    folder = tmp_path if made else tmp_path / "gone"
    assert DiskFolder(folder).read() == {}


def test_every_file_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "faq.yaml").mkdir()
    (tmp_path / "sources.yaml").mkdir()
    with pytest.raises(KnowledgeError) as refused:
        DiskFolder(tmp_path).read()
    said = [str(finding) for finding in refused.value.findings]
    assert [line.split(" ", 2)[:2] for line in said] == [
        [f"{tmp_path}/faq.yaml:1:1:", "error:"],
        [f"{tmp_path}/sources.yaml:1:1:", "error:"],
    ]


def test_the_folders_name_is_its_path(tmp_path):
    assert DiskFolder(tmp_path).name == str(tmp_path)
