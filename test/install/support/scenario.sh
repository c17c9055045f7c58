#!/bin/bash
# A package's whole life on a fresh Debian, as root in enter-root.sh: /share has old.deb, new.deb, other.deb (of another architecture),
# perhaps porchlight.tar.gz and porchlight.AppImage, session.sh, and home.json with a server. What is seen is written as lines
# "NAME VALUE" to /share/facts; deb.test.ts judges them.
set -uo pipefail

fact() { printf '%s %s\n' "$1" "$2" >>/share/facts; }
apt() { apt-get -q -y -o APT::Keep-Downloaded-Packages=true -o Acquire::Retries=3 "$@"; }

apt update || exit 3
fact packages-before "$(dpkg-query -W | wc -l)"
apt install --no-install-recommends /share/old.deb
fact install "$?"
fact version "$(dpkg-query -W -f '${Version}' porchlight)"
fact missing-libraries "$(for file in /opt/Porchlight/porchlight /opt/Porchlight/*.so*; do ldd "$file"; done | grep -c 'not found')"
fact sandbox-helper "$(stat -c %a /opt/Porchlight/chrome-sandbox)"
apt install --no-install-recommends /share/other.deb >/share/other.log 2>&1
fact other-architecture "$?"
fact other-architecture-said "$(grep -om1 'package architecture ([a-z0-9]*) does not match system ([a-z0-9]*)' /share/other.log)"
fact changed-files "$(dpkg -V porchlight | tr '\n' ' ')"
fact terminal-version "$(porchlight --version 2>&1)"
fact terminal-tail "$(setpriv --reuid 65534 --regid 65534 --clear-groups -- env HOME=/nonexistent timeout 30 porchlight tail --demo --max-events 2 --json 2>/dev/null | grep -c '"kind":"event"')"
porchlight tail --demo --json >/share/tail 2>&1 &
tail=$!
until grep -q event /share/tail; do sleep 0.1; done
kill -INT "$tail"
wait "$tail"
fact terminal-interrupted "$?"
porchlight tail --nonsense >/dev/null 2>&1
fact terminal-usage "$?"

# A desktop, and what starts an entry of its menu.
apt install --no-install-recommends xvfb dbus-daemon systemd openbox xfce4-panel dunst gnome-keyring xdotool fonts-dejavu-core \
  libglib2.0-bin libgtk-3-bin procps >/share/session-packages.log || exit 4
exec /share/session.sh bash /share/in-session.sh
