#!/usr/bin/env bash
# Resolve the locked environments again, for Python 3.11 to 3.14 and all platforms at once.
# Needs `uv`, which is in the check environment. Pass --upgrade to move to newer releases.
set -euo pipefail
cd "$(dirname "$0")/.."
compile() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-header --no-annotate "$@"
}
compile pyproject.toml requirements/build.in -o requirements/run.txt "$@"
compile pyproject.toml requirements/build.in --extra test -c requirements/run.txt -o requirements/test.txt
compile pyproject.toml requirements/build.in --extra test --extra check -c requirements/test.txt \
  -o requirements/check.txt
