#!/usr/bin/env bash
# Makes handouts with the given binary and opens them in a real browser: tests/browser/run.sh BYTESCOPE
# Says what is missing and skips where there is no browser, no Node or no npm. Pages and pictures stay in target/browser.
set -euo pipefail
bytescope=$(realpath "$1")
cd "$(dirname "$0")"
out=../../target/browser
mkdir -p "$out/pages" "$out/shots"
out=$(realpath "$out")

chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$chromium" ] || { echo "skipped: no chromium"; exit 0; }
command -v npm >/dev/null || { echo "skipped: no npm"; exit 0; }
[ -d "$out/node_modules/axe-core" ] ||
    npm install --prefix "$out" --no-audit --no-fund --silent playwright-core@1 axe-core@4 ||
    { echo "skipped: the npm packages cannot be had"; exit 0; }

"$bytescope" help handout >/dev/null 2>&1 || { echo "skipped: no command called handout"; exit 0; }

all=source,stack,stepper,ast,symbols,cfg,tokens,passes,explain
"$bytescope" handout ../../examples/fib.py --sections "$all" -o "$out/pages/fib.html"
"$bytescope" handout nasty.py -o "$out/pages/nasty.html"
"$bytescope" handout fifty.py -o "$out/pages/fifty.html"
"$bytescope" handout lesson.md -o "$out/pages/lesson.html"
"$bytescope" handout book -o "$out/pages/atlas" --to html
# What is wrong with a page of the atlas is other tests' business.
"$bytescope" atlas -o "$out/pages/foundations" 2>/dev/null || true
NODE_PATH="$out/node_modules" CHROMIUM="$chromium" node check.mjs "$out/pages" "$out/shots"
