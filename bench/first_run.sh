#!/usr/bin/env bash
# From a fresh clone to the first page of the first example site: once with an empty pip cache, once with the
# dependencies there. Prints a table. Usage: bench/first_run.sh   (works in a temporary folder, on a spare port)
set -euo pipefail
source_dir="$(cd "$(dirname "$0")/.." && pwd)"
work="$(mktemp -d)"
port="$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')"
trap 'rm -rf "$work"' EXIT
git clone --quiet "$source_dir" "$work/clone"
cd "$work/clone"
unset K2K_DATABASE_URL DJANGO_SETTINGS_MODULE
export PORT="$port"

page() {  # the first page is there and names a site
  python3 - "$port" <<'PY'
import sys, urllib.request
try:
    text = urllib.request.urlopen(f"http://127.0.0.1:{sys.argv[1]}/", timeout=5).read().decode()
except OSError:
    sys.exit(1)
sys.exit(0 if "/perumahan/" in text or "/contoh/" in text else 1)
PY
}

measure() {  # name, home
  local began ended
  began="$(date +%s.%N)"
  K2K_HOME="$2" setsid make run >"$work/log" 2>&1 &
  local pid=$!
  until page; do
    kill -0 "$pid" 2>/dev/null || { cat "$work/log"; exit 1; }
    sleep 0.2
  done
  ended="$(date +%s.%N)"
  kill -TERM -- "-$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  python3 -c "print(f'| $1 | {$ended - $began:.0f} s |')"
}

echo "## first run"
echo
echo "$(date -u '+%Y-%m-%d %H:%M') UTC, $(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg) at the start, $(python3 --version)"
echo
echo "| from a fresh clone to the first page with an example site | |"
echo "|---|---:|"
PIP_CACHE_DIR="$work/cache" measure "empty pip cache, everything installed (at most 180 s)" "$work/one"
measure "dependencies there, empty home (at most 60 s)" "$work/two"
measure "dependencies there, home ready" "$work/two"
