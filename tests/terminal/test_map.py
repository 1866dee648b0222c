"""`map`: the picture that Discord shows, as a file."""

from tests.terminal.knowledge import write_folder

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_day_is_drawn_into_a_file_and_told_in_words(run, tmp_path):
    out = tmp_path / "map.png"

    result = run("map", "9 nov 2013", "--out", out)

    assert result.exit_code == 0
    assert out.read_bytes().startswith(PNG)
    assert result.stdout.startswith("Map of 9 November 2013")


def test_without_anything_the_journey_is_drawn(run, tmp_path):
    out = tmp_path / "journey.png"

    result = run("map", "--out", out, "--now", "2026-11-25T12:00:00+00:00")

    assert result.exit_code == 0
    assert out.read_bytes().startswith(PNG)
    assert "reached by 25 November 2013" in result.stdout


def test_what_is_not_found_is_a_sentence_and_exit_code_1(run, tmp_path):
    out = tmp_path / "map.png"

    result = run("map", "qwertz asdfgh", "--out", out)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip()
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_said_so(run, tmp_path):
    result = run("map", "9 nov 2013", "--out", tmp_path / "nowhere" / "map.png")

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_knowledge_without_a_journey_has_no_map(run, tmp_path):
    folder = write_folder(tmp_path / "kb", faq="entries: []\n")

    result = run("map", "--out", tmp_path / "map.png", "--knowledge", folder)

    assert result.exit_code in {1, 2}
    assert "Traceback" not in result.stderr
