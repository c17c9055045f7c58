#!/bin/sh
# Porchlight runs from wherever this folder is: ./porchlight. This script adds it to your menu and to ~/.local/bin, for you alone and
# without root. `./install.sh --remove` takes that back. Neither touches your settings. Run it again after you moved the folder.
set -eu

here=$(cd "$(dirname "$0")" && pwd -P)
data=${XDG_DATA_HOME:-$HOME/.local/share}
bin=$HOME/.local/bin
id=io.porchlight.Porchlight
made_for='@MACHINE@'

refresh() {
  if command -v update-desktop-database >/dev/null; then update-desktop-database "$data/applications" || true; fi
  if command -v update-mime-database >/dev/null; then update-mime-database "$data/mime" >/dev/null || true; fi
}

case ${1-} in
  --remove)
    rm -f "$data/applications/$id.desktop" "$data/mime/packages/porchlight.xml" "$data/man/man1/porchlight.1.gz"
    rm -f "$data/bash-completion/completions/porchlight" "$data/fish/vendor_completions.d/porchlight.fish"
    rm -f "$data/zsh/site-functions/_porchlight"
    rm -f "$data"/icons/hicolor/*/apps/porchlight.png
    if [ "$(readlink "$bin/porchlight" || true)" = "$here/terminal" ]; then rm -f "$bin/porchlight"; fi
    refresh
    echo "Porchlight is out of your menu. Its program is still in $here, and your settings are still yours."
    exit 0
    ;;
  '') ;;
  *)
    echo 'Usage: ./install.sh [--remove]' >&2
    exit 2
    ;;
esac

if [ "$(uname -m)" != "$made_for" ]; then
  echo "This Porchlight is for $made_for, and this computer is $(uname -m). Please get the other one." >&2
  exit 1
fi
if [ -n "${APPIMAGE-}" ]; then
  echo 'This is for the folder of the .tar.gz. An AppImage has no place that a menu could name.' >&2
  exit 1
fi
if [ -e "$bin/porchlight" ] || [ -L "$bin/porchlight" ]; then
  case $(readlink "$bin/porchlight" || true) in
    */terminal) ;;
    *)
      echo "$bin/porchlight is something else. Nothing was changed." >&2
      exit 1
      ;;
  esac
fi

mkdir -p "$bin" "$data/applications"
(cd "$here/share" && find . -type f ! -name "$id.desktop") | while IFS= read -r file; do
  mkdir -p "$data/$(dirname "$file")"
  cp "$here/share/$file" "$data/$file"
done
# What a path may have in an entry: https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html.
program=$(printf %s "$here/porchlight" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g; s/[&|\\]/\\&/g')
sed "s|@PROGRAM@|$program|" "$here/share/applications/$id.desktop" >"$data/applications/$id.desktop"
ln -sfn "$here/terminal" "$bin/porchlight"
refresh
echo "Porchlight is in your menu, and \`porchlight\` is in $bin."
if ! { [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; }; then
  echo "This system lets no program make user namespaces, which Chromium's sandbox needs. As root, once:" >&2
  echo "  chown root '$here/chrome-sandbox' && chmod 4755 '$here/chrome-sandbox'" >&2
fi
