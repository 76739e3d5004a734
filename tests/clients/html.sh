#!/usr/bin/env bash
# The HTML of `credlint report` in a real browser and before the Nu HTML checker.
# Usage: tests/clients/html.sh [REPORT.html]   (default: the expected file of the tests)
# Needs `npm install playwright-core axe-core vnu-jar` in the folder named by NODE_MODULES_PARENT, Chromium and Java;
# what is not installed is skipped with a word.
set -u
here=$(cd "$(dirname "$0")" && pwd)
report=${1:-$here/../reporters/expected/staleness-html.html}
export NODE_MODULES=${NODE_MODULES_PARENT:-$PWD}/node_modules
pictures=${PICTURES:-$(mktemp -d)}
status=0

CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)
export CHROMIUM
if [ -n "$CHROMIUM" ] && [ -d "$NODE_MODULES/playwright-core" ] && [ -d "$NODE_MODULES/axe-core" ]; then
  node "$here/html.mjs" "$report" "$pictures" || status=1
  echo "pictures in $pictures"
else
  echo "skipped: the browser (needs Chromium, playwright-core and axe-core)"
fi

jar=$NODE_MODULES/vnu-jar/build/dist/vnu.jar
if [ -f "$jar" ] && command -v java >/dev/null; then
  java -jar "$jar" --format gnu "$report" && echo "ok   the Nu HTML checker finds no error" || status=1
else
  echo "skipped: the Nu HTML checker (needs Java and vnu-jar)"
fi
exit $status
