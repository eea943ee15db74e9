#!/usr/bin/env bash
# Make this clone ready: system packages, .venv, Triad with what it depends on.
#
#   build_spec/bootstrap.sh demo    what the program needs
#   build_spec/bootstrap.sh test    that, and what tests, checks and the bundle need
#
# Quick and without any network when all of it is there.
set -euo pipefail
cd "$(dirname "$0")/.."

purpose=${1:?demo or test}
venv=.venv
say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

can_make_venv() { "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null; }

wanted_packages() {
    { [ -x "$venv/bin/python" ] || can_make_venv || echo python3-venv
      sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' \
          build_spec/apt-packages-runtime.txt "build_spec/apt-packages-$purpose.txt"; } | sort -u
}

# Installed packages and the names that they stand in for (libglib2.0-0t64 provides libglib2.0-0).
installed_packages() {
    dpkg-query -W -f '${db:Status-Status} ${Package}, ${Provides}\n' |
        sed -n 's/^installed //p' | tr ',' '\n' | sed -e 's/(.*)//' -e 's/[[:space:]]//g' | sort -u
}

install_packages() {
    local missing as_root=()
    missing=$(comm -23 <(wanted_packages) <(installed_packages))
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -ne 0 ]; then
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
            as_root=(sudo)
        else
            say "These packages are missing and only root can install them; going on without."
            say "  apt-get install" $missing
            return 0
        fi
    fi
    say "Installing system packages:" $missing
    if ! { "${as_root[@]}" apt-get update &&
           "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
               apt-get install -y --no-install-recommends $missing; } >&2 </dev/null; then
        say "apt-get could not install them; going on without. Later, try:"
        say "  apt-get install" $missing
    fi
}

find_python() {
    local candidate
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.10; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))' \
            2>/dev/null; then
            command -v "$candidate"
            return 0
        fi
    done
    fail "Python: none from 3.10 to 3.13 was found; install one, or name it: make PYTHON=/path/to/python3"
}

make_venv() {
    [ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null && return 0
    local python
    python=$(find_python)
    say "Making $venv with $("$python" --version)"
    "$python" -m venv --clear "$venv" >&2 ||
        fail "$venv: $python cannot make it; on Debian and Ubuntu: apt-get install python3-venv"
}

install_triad() {
    local extras='' fingerprint stamp="$venv/.triad-$purpose"
    [ "$purpose" = test ] && extras='[dev]'
    fingerprint=$(cat pyproject.toml build_spec/constraints.txt | sha256sum)
    # What the tests need includes what the demo needs.
    for installed in "$stamp" "$venv/.triad-test"; do
        [ "$(cat "$installed" 2>/dev/null)" = "$fingerprint" ] && return 0
    done
    say "Installing Triad and what it depends on into $venv (minutes, once)"
    "$venv/bin/python" -m pip install --constraint build_spec/constraints.txt --editable ".$extras" |
        { grep --line-buffered -v '^Requirement already satisfied' >&2 || true; } ||
        fail "pip: see above; when this machine is offline, connect it once and run the same command"
    echo "$fingerprint" >"$stamp"
}

if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
    install_packages
else
    say "This is not Debian or Ubuntu. If something fails, install what stands for these there:"
    say " " $(wanted_packages)
fi
make_venv
install_triad
