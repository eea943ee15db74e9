#!/usr/bin/env bash
# What `make demo` shows: the window, or without a display ranked tables and snapshots of it.
set -euo pipefail
cd "$(dirname "$0")/.."

build_spec/prepare.sh
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec .venv/bin/triad gui
fi
exec .venv/bin/python build_spec/demo.py
