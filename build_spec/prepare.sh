#!/usr/bin/env bash
# Weights, the Tux Paint catalog and a trained fusion model into TRIAD_HOME; instant when all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

triad=.venv/bin/triad
home=$(.venv/bin/python -c 'from app.core.home import Home; print(Home.from_environment().root)')
catalog=$home/catalogs/tuxpaint
stamp=$home/.prepared
say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }

# What the prepared state depends on. A change of the first encodes and imports what it must;
# a change of the second trains anew.
content_of() { find "$@" -name '*.py' -o -name '*.toml' | sort | xargs cat | sha256sum | cut -c1-16; }
data=$(content_of app/catalog app/encoders app/media resources/weights.toml)
training=$(content_of app/fusion app/engine/fusion_training.py)

[ -e "$catalog/catalog.sqlite" ] && [ -d "$home/weights" ] &&
    [ "$(cat "$stamp" 2>/dev/null)" = "$data $training" ] && exit 0

say "Preparing $home: weights, Tux Paint stamps, fusion model (minutes, once)"
trained_before=$(cut -s -d ' ' -f 2 "$stamp" 2>/dev/null || true)
"$triad" models fetch >&2
"$triad" catalog import tuxpaint >&2
if [ -n "$trained_before" ] && [ "$trained_before" != "$training" ]; then
    "$triad" train --catalog tuxpaint >&2
fi
echo "$data $training" >"$stamp"
