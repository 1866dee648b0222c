"""Make `bot/matching/english_words.txt` from word lists (SCOWL, size 50: American and British).

Debian ships them as the packages `wamerican` and `wbritish`:

    python tools/english_words.py american-english british-english

What is only ever written with a capital, a name or an abbreviation, is listed with one.
"""

import sys
import unicodedata
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "matching" / "english_words.txt"


def words(text: str) -> set[str]:
    """The list's words without accents, possessives left out."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return {word for word in plain.split() if word.isalpha() and len(word) > 1}


def main(paths: list[str]) -> None:
    """Write the union of the given lists, sorted, one word a line."""
    if not paths:
        sys.exit(__doc__)
    found = {word for path in paths for word in words(Path(path).read_text(encoding="utf-8"))}
    small = {word for word in found if word.islower()}
    names = {word.capitalize() for word in found - small if word.lower() not in small}
    TARGET.write_text("\n".join(sorted(small | names)) + "\n", encoding="utf-8")
    print(f"{len(small):,} words and {len(names):,} names → {TARGET.name}")  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
