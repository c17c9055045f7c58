#!/bin/sh
set -e

app='/opt/${sanitizedProductName}'

# Chromium's sandbox uses user namespaces. Only where the kernel refuses them to everybody, a helper with root's rights takes their place.
if [ -L /proc/self/ns/user ] && unshare --user true 2>/dev/null; then
    chmod 0755 "$app/chrome-sandbox"
else
    chmod 4755 "$app/chrome-sandbox"
fi

if command -v update-desktop-database >/dev/null; then
    update-desktop-database /usr/share/applications || true
fi

# Ubuntu 24.04 and newer allow user namespaces only to programs with such a profile. An older AppArmor does not know its language.
if command -v apparmor_status >/dev/null && apparmor_status --enabled 2>/dev/null; then
    profile='/etc/apparmor.d/${executable}'
    if apparmor_parser --skip-kernel-load --debug "$app/resources/apparmor-profile" >/dev/null 2>&1; then
        cp -f "$app/resources/apparmor-profile" "$profile"
        if ! { command -v ischroot >/dev/null && ischroot; }; then
            apparmor_parser --replace --write-cache --skip-read-cache "$profile" || true
        fi
    fi
fi

exit 0
