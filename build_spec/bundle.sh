#!/usr/bin/env bash
# Build the one-folder bundle: no Python, no packages needed where it goes.
#
#   build_spec/bundle.sh [FOLDER]     FOLDER/triad; default: dist/triad
set -euo pipefail
cd "$(dirname "$0")/.."

folder=${1:-dist}
.venv/bin/python -m PyInstaller --noconfirm --log-level WARN \
    --distpath "$folder" --workpath build/bundle build_spec/triad.spec
share=$folder/triad/share
install -D -m 644 build_spec/triad.desktop "$share/applications/triad.desktop"
install -D -m 644 resources/icons/triad.svg "$share/icons/hicolor/scalable/apps/triad.svg"
install -D -m 644 LICENSE "$share/doc/triad/LICENSE"
du -sh "$folder/triad"
