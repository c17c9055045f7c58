#!/bin/bash
# publish.sh FOLDER: publishes what `release.mjs finish` made: FOLDER/assets and FOLDER/release-notes.md.
#
# TAG: of the release. BETA, SIGNED: `true` or `false`. GH_TOKEN: may write releases.
#
# The release is a draft until all files are there. Apps look for lists of versions in two places: the stable ones in the newest release,
# the beta ones in the release `beta`, which stays and whose files are replaced.
set -euo pipefail
folder=$1
assets=$folder/assets

# newer LIST PATTERN RELEASE...: is LIST of a later version than the one that is published now?
newer() {
  local list=$1 name=$2 now
  shift 2
  now=$(mktemp -d)
  gh release download "$@" --pattern "$name" --dir "$now" 2>/dev/null || : >"$now/$name"
  if node scripts/release.mjs newer "$list" "$now/$name"; then echo true; else [ $? -eq 1 ] && echo false; fi
}

# A run that was broken off has left a draft.
if [ "$(gh release view "$TAG" --json isDraft --jq .isDraft 2>/dev/null)" = true ]; then gh release delete "$TAG" --yes; fi

mapfile -t files < <(find "$assets" -maxdepth 1 -type f | LC_ALL=C sort)
kind=()
latest=true
if [ "$BETA" = true ]; then
  kind=(--prerelease)
  latest=false
elif [ "$SIGNED" = true ]; then
  # A correction of an older line is not the newest version.
  latest=$(newer "$assets/latest.yml" latest.yml)
fi
gh release create "$TAG" --draft --verify-tag --title "${TAG#v}" --notes-file "$folder/release-notes.md" "${kind[@]}" "${files[@]}"
gh release edit "$TAG" --draft=false "--latest=$latest"

beta=false
if [ "$SIGNED" = true ]; then beta=$(newer "$assets/beta-lists/beta.yml" beta.yml beta); fi
if [ "$beta" = true ]; then
  if ! gh release view beta >/dev/null 2>&1; then
    gh release create beta --prerelease --latest=false --target "$GITHUB_SHA" --title 'Lists of beta versions' \
      --notes 'Porchlight looks here for beta versions. The versions themselves are releases of their own.'
  fi
  # Signatures first: an app that comes in between finds that they do not fit, and asks again the next day.
  gh release upload beta "$assets"/beta-lists/*.minisig --clobber
  gh release upload beta "$assets"/beta-lists/*.yml --clobber
fi
