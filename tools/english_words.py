"""Make `bot/language/english_words.txt` from word lists (SCOWL, size 50: American and British).

The Debian packages `wamerican` and `wbritish` contain them:

    python tools/english_words.py american-english british-english

Words that are always capitalised, such as names, are written with a capital.
"""

import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "language" / "english_words.txt"


def words(text: str) -> set[str]:
    """The words of a list, without accents and without possessives."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return {word for word in plain.split() if word.isalpha() and len(word) > 1}


def main(paths: list[str]) -> None:
    """Write the union of the given lists, sorted, one word per line."""
    if not paths:
        sys.exit(__doc__)
    found = {word for path in paths for word in words(Path(path).read_text(encoding="utf-8"))}
    lower = {word for word in found if word.islower()}
    names = {word.capitalize() for word in found - lower if word.lower() not in lower}
    TARGET.write_text("\n".join(sorted(lower | names)) + "\n", encoding="utf-8")
    print(f"{len(lower):,} words and {len(names):,} names → {TARGET.name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
