#!/bin/sh
# Puts the newest tpyo on this machine.
set -eu

repo="tpyo-project/tpyo"
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) name="tpyo-linux-x86_64" ;;
  Linux-aarch64) name="tpyo-linux-aarch64" ;;
  Darwin-x86_64) name="tpyo-macos-x86_64" ;;
  Darwin-arm64) name="tpyo-macos-aarch64" ;;
  *) echo "no binary for this machine" >&2; exit 1 ;;
esac

target="${TPYO_BIN:-$HOME/.local/bin}"
mkdir -p "$target"
curl -fsSL "https://github.com/$repo/releases/latest/download/$name" -o "$target/tpyo"
chmod +x "$target/tpyo"
echo "tpyo is in $target"
