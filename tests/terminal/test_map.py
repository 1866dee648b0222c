"""`map` writes the picture that Discord shows to a file."""

from tests.terminal.knowledge import write_folder

PNG = b"\x89PNG\r\n\x1a\n"


def test_map_draws_a_day_and_prints_its_alt_text(run, tmp_path):
    out = tmp_path / "map.png"

    result = run("map", "9 nov 2013", "--out", out)

    assert result.exit_code == 0
    assert out.read_bytes().startswith(PNG)
    assert result.stdout.startswith("Map of 9 November 2013")


def test_map_without_a_query_draws_the_journey(run, tmp_path):
    out = tmp_path / "journey.png"

    result = run("map", "--out", out, "--now", "2026-11-25T12:00:00+00:00")

    assert result.exit_code == 0
    assert out.read_bytes().startswith(PNG)
    assert "reached by 25 November 2013" in result.stdout


def test_map_of_an_unknown_place_prints_a_sentence_and_exits_with_code_1(run, tmp_path):
    out = tmp_path / "map.png"

    result = run("map", "qwertz asdfgh", "--out", out)

    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip()
    assert not out.exists()


def test_map_says_if_the_file_cannot_be_written(run, tmp_path):
    result = run("map", "9 nov 2013", "--out", tmp_path / "nowhere" / "map.png")

    assert result.exit_code == 2
    assert "cannot be written" in result.stderr


def test_map_fails_without_a_journey(run, tmp_path):
    folder = write_folder(tmp_path / "kb", faq="entries: []\n")

    result = run("map", "--out", tmp_path / "map.png", "--knowledge", folder)

    assert result.exit_code in {1, 2}
    assert "Traceback" not in result.stderr
