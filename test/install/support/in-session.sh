#!/bin/bash
# The second half of scenario.sh, in a desktop session.
set -uo pipefail

fact() { printf '%s %s\n' "$1" "$2" >>/share/facts; }
as=(setpriv --reuid "$PORCHLIGHT_SESSION_UID" --regid "$PORCHLIGHT_SESSION_UID" --clear-groups --)
apt() { apt-get -q -y "$@"; }
data=$HOME/.config/Porchlight
home=$(sed 's/.*"url":"\([^"]*\)".*/\1/' /share/home.json)

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
# Where the app is that runs at the moment.
app=/opt/Porchlight
gone() { pgrep -f "^$app/" >/dev/null || echo yes; }
main_process() { pgrep -o -f "^$app/porchlight"; }
renderer() { pgrep -f "^$app/porchlight.*--type=renderer" | head -n 1; }
window() { xdotool search --onlyvisible --name '^Porchlight$'; }
tray() {
  busctl --address="$DBUS_SESSION_BUS_ADDRESS" get-property org.kde.StatusNotifierWatcher /StatusNotifierWatcher \
    org.kde.StatusNotifierWatcher RegisteredStatusNotifierItems | grep -o 'StatusNotifierItem'
}
# Whether the tray says that the server is connected.
live() {
  local item
  item=$(busctl --address="$DBUS_SESSION_BUS_ADDRESS" get-property org.kde.StatusNotifierWatcher /StatusNotifierWatcher \
    org.kde.StatusNotifierWatcher RegisteredStatusNotifierItems | grep -o '"[^"]*"' | tr -d '"')
  busctl --address="$DBUS_SESSION_BUS_ADDRESS" get-property "${item%%/*}" "/${item#*/}" org.kde.StatusNotifierItem ToolTip | grep -o 'is live'
}
# A mark among the requests that the server gets.
mark() {
  local port=${home##*:}
  exec 3<>"/dev/tcp/127.0.0.1/$port"
  printf 'GET /%s HTTP/1.0\r\n\r\n' "$1" >&3
  cat <&3 >/dev/null
  exec 3>&-
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

# What the kernel says of the page's process.
sandbox() {
  local process
  process=$(until_said renderer)
  fact "$1-uid" "$(awk '/^Uid/ { print $2 }' "/proc/$process/status")"
  fact "$1-seccomp" "$(awk '/^Seccomp:/ { print $2 }' "/proc/$process/status")"
  for kind in user pid net; do
    fact "$1-own-$kind" "$([ "$(readlink "/proc/$process/ns/$kind")" = "$(readlink "/proc/self/ns/$kind")" ] && echo no || echo yes)"
  done
}

# Line by line: it would keep its last lines to itself.
stdbuf -oL dbus-monitor --address "$DBUS_SESSION_BUS_ADDRESS" "interface='org.freedesktop.Notifications',member='Notify'" >"$PORCHLIGHT_SESSION_DIR/notified" 2>/dev/null &
monitor=$!

"${as[@]}" gtk-launch io.porchlight.Porchlight >/dev/null 2>&1
fact entry "$?"
look entry
sandbox entry
fact flags "$(tr '\0' ' ' <"/proc/$(main_process)/cmdline")"
end_app entry

# Without a window: somebody who looks at the log is not told what is in it.
"${as[@]}" /opt/Porchlight/porchlight --hidden --demo >/dev/null 2>&1 &
fact notification "$(until_said notification)"
end_app demo

# A server of the person's own, whose token goes into the keyring.
"${as[@]}" env NODE_PATH=/project/node_modules node /share/add-server.cjs >/share/add-server.log 2>&1
fact add-server "$?"

# What a person has. All of it must be there afterwards, byte for byte.
"${as[@]}" bash -c "echo kept >'$data/of-the-person'"
list_data() { (cd "$data" && find . -type f -not -path './*Cache*' -not -name '*.log' | LC_ALL=C sort | xargs -d '\n' sha256sum); }
list_data >/share/data-before
apt install --no-install-recommends /share/new.deb >/share/upgrade.log 2>&1
fact upgrade "$?"
fact upgraded-version "$(dpkg-query -W -f '${Version}' porchlight)"
fact upgraded-program "$(porchlight --version 2>&1)"
list_data >/share/data-upgraded
fact history-kept "$("${as[@]}" porchlight history --json 2>/dev/null | grep -c kept_through_an_upgrade)"
mark upgraded
"${as[@]}" gtk-launch io.porchlight.Porchlight >/dev/null 2>&1
look upgraded
fact upgraded-live "$(until_said live)"
paused() { grep -o '"pausedUntil": *[0-9]\+' "$data/config.json" | grep -o '^"pausedUntil"'; }
# The second action of the entry, as a second start.
"${as[@]}" porchlight --pause >/dev/null 2>&1
fact paused "$(until_said paused)"
end_app upgraded
mark upgraded-ended

list_data >/share/data-at-end
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

# The archive, which needs no root: the libraries that it loads are still there.
if [ -e /share/porchlight.tar.gz ]; then
  tar -C "$HOME" -xzf /share/porchlight.tar.gz --no-same-owner
  app=$(echo "$HOME"/porchlight-*)
  chown -R "$PORCHLIGHT_SESSION_UID" "$app"
  "${as[@]}" "$app/install.sh" >/share/tar-install.log 2>&1
  fact tar-install "$?"
  fact tar-version "$("${as[@]}" "$HOME/.local/bin/porchlight" --version 2>&1)"
  "${as[@]}" gtk-launch io.porchlight.Porchlight >/dev/null 2>&1
  look tar
  sandbox tar
  fact tar-live "$(until_said live)"
  end_app tar
  "${as[@]}" "$app/install.sh" --remove >/share/tar-remove.log 2>&1
  fact tar-remove "$?"
  fact tar-left "$(find "$HOME/.local" -iname '*porchlight*' | grep -v '/share/Trash' | tr '\n' ' ')"
  rm -r "$app"
fi

# The AppImage, where it could be made. Without FUSE it unpacks itself below TMPDIR.
if [ -e /share/porchlight.AppImage ]; then
  export TMPDIR=$HOME/unpacked APPIMAGE_EXTRACT_AND_RUN=1
  "${as[@]}" mkdir -p "$TMPDIR"
  app=$TMPDIR/appimage_extracted_[0-9a-f]+
  fact appimage-version "$("${as[@]}" /share/porchlight.AppImage --version 2>/dev/null)"
  "${as[@]}" /share/porchlight.AppImage >/share/appimage.log 2>&1 &
  look appimage
  sandbox appimage
  fact appimage-live "$(until_said live)"
  fact appimage-flags "$(tr '\0' ' ' <"/proc/$(main_process)/cmdline")"
  end_app appimage
fi
kill "$monitor"
