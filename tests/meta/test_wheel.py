"""What the wheel carries: the bot with its knowledge, and nothing that is only for curators."""

from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[2]


def test_the_wheel_has_the_knowledge_but_not_the_fact_base():
    files = {file.distribution_path for file in WheelBuilder(str(ROOT)).recurse_included_files()}

    assert {"bot/app.py", "bot/_knowledge/faq.yaml", "bot/_knowledge/vocabulary.yaml"} <= files
    assert (ROOT / "knowledge" / "facts.yaml").is_file()
    assert [name for name in files if name.endswith("facts.yaml")] == []
    assert {name.split("/")[0] for name in files} == {"bot"}
