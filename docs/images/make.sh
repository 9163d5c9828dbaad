#!/usr/bin/env bash
# Makes report.png of the README, the top of a training report. Installs nothing; needs what ./spikelink needs and chromium
# (Debian: apt install chromium). Takes a few minutes. PageIT makes the pictures of the live page: docs/testing.md.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
spikelink=${SPIKELINK:-$here/../../spikelink} # another launcher, if one is given
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

for tool in chromium; do
    if ! command -v "$tool" >/dev/null; then
        echo "make.sh: needs $tool" >&2
        exit 1
    fi
done

# screenshot PAGE WIDTH HEIGHT PICTURE
screenshot() {
    local sandbox=()
    if [ "$(id -u)" = 0 ]; then
        sandbox=(--no-sandbox) # chromium does not run as root otherwise
    fi
    chromium --headless --disable-gpu "${sandbox[@]}" --hide-scrollbars --force-device-scale-factor=1.5 \
        --user-data-dir="$scratch/chromium" --window-size="$2,$3" --screenshot="$4" "file://$1" 2>"$scratch/chromium.log" || {
        cat "$scratch/chromium.log" >&2
        exit 1
    }
}

echo "training for the report ..." >&2
recipe=$(cd "$here/../../jobs/recipes" && pwd)/gestures.yaml
spikelink=$(realpath "$spikelink")
cd "$scratch"
"$spikelink" simulate --out gestures --sensors 60 --gestures 18 --seed 3 >/dev/null
"$spikelink" simulate --out test --sensors 20 --gestures 9 --seed 2 >/dev/null
"$spikelink" train --recordings gestures --test test --config "$recipe" --out gestures.safetensors --report report >/dev/null 2>&1
screenshot "$scratch/report/report.html" 1560 1150 "$here/report.png"
