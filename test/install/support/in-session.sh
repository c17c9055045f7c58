#!/bin/bash
# The second half of scenario.sh, in a desktop session.
set -uo pipefail

fact() { printf '%s %s\n' "$1" "$2" >>/share/facts; }
as=(setpriv --reuid "$PORCHLIGHT_SESSION_UID" --regid "$PORCHLIGHT_SESSION_UID" --clear-groups --)
apt() { apt-get -q -y "$@"; }
data=$HOME/.config/Porchlight

# Waits for a minute or so until a command prints something, and prints that.
until_said() {
  local said
  for _ in $(seq 300); do
    said=$("$@" 2>/dev/null)
    if [ -n "$said" ]; then break; fi
    sleep 0.2
  done
  printf %s "$said"
}
gone() { pgrep -f '^/opt/Porchlight/' >/dev/null || echo yes; }
main_process() { pgrep -o -f '^/opt/Porchlight/porchlight'; }
renderer() { pgrep -f '^/opt/Porchlight/porchlight.*--type=renderer' | head -n 1; }
window() { xdotool search --onlyvisible --name '^Porchlight$'; }
tray() {
  busctl --address="$DBUS_SESSION_BUS_ADDRESS" get-property org.kde.StatusNotifierWatcher /StatusNotifierWatcher \
    org.kde.StatusNotifierWatcher RegisteredStatusNotifierItems | grep -o 'StatusNotifierItem'
}
notification() { grep -a -A 12 'member=Notify' "$PORCHLIGHT_SESSION_DIR/notified" | grep -a -o 'Front door opened' | head -n 1; }
end_app() {
  kill -TERM "$(main_process)"
  fact "$1-quit" "$(until_said gone)"
}
look() {
  fact "$1-window" "$(until_said window | wc -w)"
  fact "$1-tray" "$(until_said tray | wc -w)"
}

# Line by line: it would keep its last lines to itself.
stdbuf -oL dbus-monitor --address "$DBUS_SESSION_BUS_ADDRESS" "interface='org.freedesktop.Notifications',member='Notify'" >"$PORCHLIGHT_SESSION_DIR/notified" 2>/dev/null &
monitor=$!

"${as[@]}" gtk-launch io.porchlight.Porchlight >/dev/null 2>&1
fact entry "$?"
look entry
process=$(until_said renderer)
fact renderer-uid "$(awk '/^Uid/ { print $2 }' "/proc/$process/status")"
fact renderer-seccomp "$(awk '/^Seccomp:/ { print $2 }' "/proc/$process/status")"
for kind in user pid net; do
  fact "renderer-own-$kind" "$([ "$(readlink "/proc/$process/ns/$kind")" = "$(readlink "/proc/self/ns/$kind")" ] && echo no || echo yes)"
done
fact flags "$(tr '\0' ' ' <"/proc/$(main_process)/cmdline")"
end_app entry

# Without a window: somebody who looks at the log is not told what is in it.
"${as[@]}" /opt/Porchlight/porchlight --hidden --demo >/dev/null 2>&1 &
fact notification "$(until_said notification)"
end_app demo

# What a person has. All of it must be there afterwards, byte for byte.
"${as[@]}" bash -c "echo kept >'$data/of-the-person'"
list_data() { (cd "$data" && find . -type f -not -path './*Cache*' -not -name '*.log' | LC_ALL=C sort | xargs -d '\n' sha256sum); }
list_data >/share/data-before
apt install --no-install-recommends /share/new.deb >/share/upgrade.log 2>&1
fact upgrade "$?"
fact upgraded-version "$(dpkg-query -W -f '${Version}' porchlight)"
fact upgraded-program "$(porchlight --version 2>&1)"
list_data >/share/data-upgraded
"${as[@]}" gtk-launch io.porchlight.Porchlight >/dev/null 2>&1
look upgraded
paused() { grep -o '"pausedUntil": *[0-9]\+' "$data/config.json" | grep -o '^"pausedUntil"'; }
# The second action of the entry, as a second start.
"${as[@]}" porchlight --pause >/dev/null 2>&1
fact paused "$(until_said paused)"
end_app upgraded

list_data >/share/data-at-end
kill "$monitor"
apt remove porchlight >/share/remove.log 2>&1
fact remove "$?"
fact remove-warnings "$(grep -ciE 'warning|dangling|not empty' /share/remove.log)"
find / -xdev \( -path /proc -o -path /sys -o -path /share -o -path /tmp -o -path /var/cache/apt -o -path /var/lib/dpkg \) -prune -o \
  -iname '*porchlight*' -print >/share/left-after-remove
fact program-after-remove "$(command -v porchlight)"
apt purge porchlight >/share/purge.log 2>&1
fact purge "$?"
find / -xdev \( -path /proc -o -path /sys -o -path /share -o -path /tmp -o -path /var/cache/apt \) -prune -o -iname '*porchlight*' -print \
  >/share/left-after-purge
list_data >/share/data-after-purge
