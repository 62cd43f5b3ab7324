#!/usr/bin/env bash
# Asks a linter about the Markdown of lessons, documents and written handouts, and runs written notebooks:
# tests/documents/run.sh BYTESCOPE [--all]
# With --all every notebook of the atlas runs, which takes minutes. Says what is missing and skips it.
set -euo pipefail
bytescope=$(realpath "$1")
all=${2:-}
cd "$(dirname "$0")/../.."
mkdir -p target/documents
out=$(realpath target/documents)
rm -rf "$out/pages"

# A handout of a program and a lesson in each format of text, and the atlas.
for to in markdown:md obsidian:md slides:md notebook:ipynb; do
    folder=$out/pages/handouts/${to%:*}
    mkdir -p "$folder"
    "$bytescope" handout examples/counter.py --exercises all --to "${to%:*}" -o "$folder/counter.${to#*:}"
    "$bytescope" handout tests/browser/lesson.md --to "${to%:*}" -o "$folder/lesson.${to#*:}"
done
for to in markdown obsidian notebook; do
    "$bytescope" atlas --to $to -o "$out/pages/$to"
done

if ! command -v npm >/dev/null; then
    echo "Markdown skipped: no npm"
elif ! [ -d "$out/node_modules/markdownlint-cli2" ] &&
    ! npm install --prefix "$out" --no-audit --no-fund --silent markdownlint-cli2@0.22; then
    echo "Markdown skipped: markdownlint-cli2 cannot be had"
else
    lint=$out/node_modules/.bin/markdownlint-cli2
    "$lint" README.md ARCHITECTURE.md "docs/*.md" "examples/**/*.md" "tests/browser/**/*.md"
    # A link in a vault is the name of a file: what looks like emphasis in it is none.
    echo '{ "extends": "../../../../.markdownlint.jsonc", "MD050": false }' >"$out/pages/obsidian/.markdownlint.jsonc"
    "$lint" "$out/pages/**/*.md"
fi

# The lessons are about 3.13: another release might rightly print something else.
python=
for candidate in "${BYTESCOPE_PYTHON_3_13:-}" python3.13 python3 "$HOME"/.pyenv/versions/3.13.*/bin/python3; do
    if [ -z "$python" ] && "$candidate" -c "import sys; sys.exit(sys.version_info[:2] != (3, 13))" 2>/dev/null; then
        python=$candidate
    fi
done
if [ -z "$python" ]; then
    echo "notebooks skipped: no CPython 3.13"
elif ! "$out/venv/bin/python" -c "import nbclient, ipykernel" 2>/dev/null &&
    ! { "$python" -m venv "$out/venv" && "$out/venv/bin/pip" install --quiet nbformat nbclient ipykernel; }; then
    echo "notebooks skipped: nbclient cannot be had"
else
    export PATH="$out/venv/bin:$PATH"
    notebooks=("$out"/pages/handouts/notebook/*.ipynb)
    if [ "$all" = --all ]; then
        notebooks+=("$out"/pages/notebook/*.ipynb)
    else
        notebooks+=("$out"/pages/notebook/{legb-scope,module-caching,asyncio-event-loop,string-interning}.ipynb)
    fi
    "$out/venv/bin/python" tests/documents/notebooks.py "${notebooks[@]}"
fi
