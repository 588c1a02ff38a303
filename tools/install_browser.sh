#!/bin/sh
# Install the browser that tests/slow drives: Debian's Chromium with its driver. Needs root and apt; nothing else is touched.
set -eu
if command -v chromium >/dev/null && command -v chromedriver >/dev/null; then
  exit 0
fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
  echo "no browser: install the packages chromium and chromium-driver (as root: apt-get install chromium chromium-driver fonts-liberation)" >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -qq --no-install-recommends chromium chromium-driver fonts-liberation
