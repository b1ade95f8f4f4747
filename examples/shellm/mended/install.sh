#!/bin/sh
# Puts the newest shellm on this machine.
set -eu

repo="acme/shellm"
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) platform="linux-amd64" ;;
  Linux-aarch64) platform="linux-arm64" ;;
  Darwin-x86_64) platform="macos-intel" ;;
  Darwin-arm64) platform="macos-silicon" ;;
  *) echo "no binary for this machine" >&2; exit 1 ;;
esac

tag=$(curl -fsSL "https://api.github.com/repos/$repo/releases/latest" | sed -n 's/.*"tag_name": "\(.*\)".*/\1/p')
name="shellm-${tag#v}-$platform"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
curl -fsSL "https://github.com/$repo/releases/download/$tag/$name" -o "$name"
curl -fsSL "https://github.com/$repo/releases/download/$tag/$name.sha256" -o "$name.sha256"
if command -v sha256sum > /dev/null; then sha256sum -c "$name.sha256"; else shasum -a 256 -c "$name.sha256"; fi
mkdir -p "$HOME/.local/bin"
install -m 755 "$name" "$HOME/.local/bin/shellm"
