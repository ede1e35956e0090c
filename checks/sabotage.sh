#!/usr/bin/env bash
# The switches that take guards away are in the programs of the tests, and in no program for people.
set -euo pipefail
cd "$(dirname "$0")/.."

switch=NANOPROMPT_SABOTAGE
tests="${CARGO_TARGET_DIR:-$PWD/target}/debug/deps"
failed=0
if grep -q "$switch" "$NANOPROMPT_BIN"; then
    echo "checks/sabotage.sh: $NANOPROMPT_BIN knows $switch"
    failed=1
fi
# So is the wish to escape, which the dark child is asked in tests.
if grep -q "as was wished" "$NANOPROMPT_BIN"; then
    echo "checks/sabotage.sh: $NANOPROMPT_BIN answers probes"
    failed=1
fi
# The search itself has to be able to find something.
if ! grep -lq "$switch" "$tests"/stories-* 2>/dev/null; then
    echo "checks/sabotage.sh: no program of the tests knows $switch"
    failed=1
fi
echo "$((1 - failed)) passed, $failed failed"
exit "$failed"
