#!/bin/bash
# Runs a command inside a complete desktop without a screen, and takes the desktop down again afterwards:
#
#   session.sh COMMAND [ARGUMENT...]
#
# The desktop is a virtual display, a private session bus, a window manager (openbox), a panel with a StatusNotifier tray (xfce4-panel),
# a notification server (dunst) and an unlocked keyring (gnome-keyring). Nothing of the person's own session is touched.
#
# Started by root, everything but the display runs as the unprivileged user 65534, and so should the app: Chromium's sandbox works only
# for an unprivileged user. COMMAND itself keeps its rights; the bus and the display let it in. It finds these variables:
#
#   DISPLAY, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, XDG_CURRENT_DESKTOP   as in any session
#   PORCHLIGHT_SESSION_DIR   a folder that is removed at the end; home/ in it is the home of the session's user
#   PORCHLIGHT_SESSION_UID   whom the session runs as
#
# PORCHLIGHT_SESSION_WITHOUT names parts to leave out: any of "tray notifications keyring", separated by spaces.
set -euo pipefail

if [ $# -eq 0 ]; then
  echo 'usage: session.sh COMMAND [ARGUMENT...]' >&2
  exit 2
fi

without=" ${PORCHLIGHT_SESSION_WITHOUT:-} "
uid=$(id -u)
as_user=()
if [ "$uid" -eq 0 ]; then
  uid=65534
  as_user=(setpriv --reuid "$uid" --regid "$uid" --clear-groups --)
  mkdir -p -m 1777 /tmp/.X11-unix
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/porchlight-session-XXXXXX")
pids=()
finish() {
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null || true
  done
  # Not waited for: a bus that was told to stop takes its last clients with it within moments.
  rm -rf "$dir" 2>/dev/null || { sleep 1; rm -rf "$dir"; } || true
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

mkdir -p "$dir/home" "$dir/run" "$dir/log" "$dir/home/.config" "$dir/home/.local/share" "$dir/home/.cache"
chmod 755 "$dir"
chmod 700 "$dir/run"
chown -R "$uid" "$dir"

export PORCHLIGHT_SESSION_DIR=$dir PORCHLIGHT_SESSION_UID=$uid
export HOME=$dir/home XDG_RUNTIME_DIR=$dir/run XDG_CONFIG_HOME=$dir/home/.config
export XDG_DATA_HOME=$dir/home/.local/share XDG_CACHE_HOME=$dir/home/.cache
export XDG_CURRENT_DESKTOP=XFCE XDG_SESSION_TYPE=x11 LANG=C.UTF-8 NO_AT_BRIDGE=1 GIO_USE_VFS=local
unset WAYLAND_DISPLAY DBUS_SESSION_BUS_ADDRESS SESSION_MANAGER XAUTHORITY

# Starts a part of the desktop in the background, its output in log/NAME.log.
start() {
  local name=$1
  shift
  "$@" >"$dir/log/$name.log" 2>&1 &
  pids+=($!)
}

# Waits up to 15 s until a command succeeds.
wait_for() {
  local what=$1
  shift
  for _ in $(seq 150); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 0.1
  done
  echo "The desktop session could not start: no $what after 15 s." >&2
  tail -n 5 "$dir"/log/*.log >&2
  exit 1
}

# The display's number is chosen by the X server, so any number of sessions can run side by side. Access control is off because
# the server listens only on this machine's own socket and lives only as long as the command.
start display bash -c 'exec 3>"$0" && exec Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -ac' "$dir/display"
wait_for 'virtual display' test -s "$dir/display"
DISPLAY=:$(cat "$dir/display")
export DISPLAY

# The standard session bus lets in only its own user. Here the command may be root while the session is not, and the default policy
# is written out because tests must be able to watch notifications.
cat >"$dir/bus.conf" <<CONF
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path=$dir/bus</listen>
  <auth>EXTERNAL</auth>
  <standard_session_servicedirs/>
  <policy context="default">
    <allow user="*"/>
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
CONF
start bus "${as_user[@]}" dbus-daemon --nofork --config-file="$dir/bus.conf"
wait_for 'session bus' test -S "$dir/bus"
export DBUS_SESSION_BUS_ADDRESS=unix:path=$dir/bus

owned() {
  busctl --address="$DBUS_SESSION_BUS_ADDRESS" call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus NameHasOwner s "$1" |
    grep -q true
}

start window-manager "${as_user[@]}" openbox
if [[ $without != *' keyring '* ]]; then
  # The keyring file is new, so the password that unlocks it is the one that it gets.
  printf session | "${as_user[@]}" gnome-keyring-daemon --foreground --unlock --components=secrets >"$dir/log/keyring.log" 2>&1 &
  pids+=($!)
fi
if [[ $without != *' notifications '* ]]; then
  start notifications "${as_user[@]}" dunst
fi
if [[ $without != *' tray '* ]]; then
  # One panel with nothing but a tray, in place of the whole panel of a first start.
  mkdir -p "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml"
  cp "$(dirname "$0")/xfce4-panel.xml" "$XDG_CONFIG_HOME/xfce4/xfconf/xfce-perchannel-xml/xfce4-panel.xml"
  chown -R "$uid" "$XDG_CONFIG_HOME/xfce4"
  start panel "${as_user[@]}" xfce4-panel --disable-wm-check
fi

[[ $without == *' keyring '* ]] || wait_for keyring owned org.freedesktop.secrets
[[ $without == *' notifications '* ]] || wait_for 'notification server' owned org.freedesktop.Notifications
[[ $without == *' tray '* ]] || wait_for 'tray host' owned org.kde.StatusNotifierWatcher

code=0
"$@" || code=$?
exit "$code"
