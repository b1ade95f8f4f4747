#!/usr/bin/env bash
# Every page has a title, and every local link leads somewhere.
set -euo pipefail

bad=0
while IFS= read -r page; do
  grep -q '<title>' "$page" || { echo "$page: no title" >&2; bad=1; }
  while IFS= read -r link; do
    [ -e "src/$link" ] || { echo "$page: $link is not there" >&2; bad=1; }
  done < <(grep -oE 'href="[^":]+"' "$page" | cut -d '"' -f 2)
done < <(find src -name '*.html')
exit "$bad"
