#!/bin/sh
set -e

# Not after an upgrade: the new version is there already. dpkg says "upgrade", rpm counts what is left, pacman says nothing.
case "$1" in
    upgrade | failed-upgrade | abort-upgrade | abort-install | 1) exit 0 ;;
    *) ;;
esac

profile='/etc/apparmor.d/${executable}'
if [ -f "$profile" ]; then
    if command -v apparmor_status >/dev/null && apparmor_status --enabled 2>/dev/null; then
        apparmor_parser --remove "$profile" || true
    fi
    rm -f "$profile"
fi

if command -v update-desktop-database >/dev/null; then
    update-desktop-database /usr/share/applications || true
fi

exit 0
