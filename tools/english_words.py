"""Make `bot/matching/english_words.txt` from word lists (SCOWL, size 35: American and British).

Debian ships them as the packages `wamerican-small` and `wbritish-small`:

    python tools/english_words.py american-english-small british-english-small
"""

import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "matching" / "english_words.txt"


def words(text: str) -> set[str]:
    """The list's words in small unaccented letters, possessives left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return {word for word in plain.split() if word.isalpha() and len(word) > 1}


def main(paths: list[str]) -> None:
    """Write the union of the given lists, sorted, one word a line."""
    if not paths:
        sys.exit(__doc__)
    found = {word for path in paths for word in words(Path(path).read_text(encoding="utf-8"))}
    TARGET.write_text("\n".join(sorted(found)) + "\n", encoding="utf-8")
    print(f"{len(found):,} words → {TARGET.name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
