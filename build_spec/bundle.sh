#!/usr/bin/env bash
# Build the one-folder bundle dist/triad: no Python, no packages needed where it goes.
set -euo pipefail
cd "$(dirname "$0")/.."

.venv/bin/python -m PyInstaller --noconfirm --log-level WARN \
    --distpath dist --workpath build/bundle build_spec/triad.spec
share=dist/triad/share
install -D -m 644 build_spec/triad.desktop "$share/applications/triad.desktop"
install -D -m 644 resources/icons/triad.svg "$share/icons/hicolor/scalable/apps/triad.svg"
install -D -m 644 LICENSE "$share/doc/triad/LICENSE"
du -sh dist/triad
