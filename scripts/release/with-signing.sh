#!/bin/bash
# with-signing.sh COMMAND...: runs COMMAND with the variables by which electron-builder signs, for the keys that there are and the system
# that this is. Only COMMAND sees them.
#
# MAC_CERTIFICATE, MAC_CERTIFICATE_PASSWORD, WINDOWS_CERTIFICATE, WINDOWS_CERTIFICATE_PASSWORD: a .p12 in base64 and its password.
# NOTARY_KEY (the text of a .p8), NOTARY_KEY_ID, NOTARY_ISSUER: for Apple's notarisation.
set -euo pipefail

without_line_breaks() { tr -d '\r\n'; }

case ${RUNNER_OS:-} in
  macOS)
    if [ -n "${MAC_CERTIFICATE:-}" ]; then
      CSC_LINK=$(without_line_breaks <<<"$MAC_CERTIFICATE")
      export CSC_LINK CSC_KEY_PASSWORD=${MAC_CERTIFICATE_PASSWORD:-}
    else
      # Whatever is in the keychain of a runner is nobody's.
      export CSC_IDENTITY_AUTO_DISCOVERY=false
    fi
    if [ -n "${NOTARY_KEY:-}" ]; then
      if [ -z "${MAC_CERTIFICATE:-}" ]; then
        echo 'APPLE_API_KEY is set and MAC_CERTIFICATE is not: Apple notarises only what is signed.' >&2
        exit 1
      fi
      APPLE_API_KEY=$(mktemp "${RUNNER_TEMP:-${TMPDIR:-/tmp}}/notary.XXXXXX")
      trap 'rm -f "$APPLE_API_KEY"' EXIT
      printf '%s\n' "$NOTARY_KEY" >"$APPLE_API_KEY"
      export APPLE_API_KEY APPLE_API_KEY_ID=${NOTARY_KEY_ID:-} APPLE_API_ISSUER=${NOTARY_ISSUER:-}
    fi
    ;;
  Windows)
    if [ -n "${WINDOWS_CERTIFICATE:-}" ]; then
      WIN_CSC_LINK=$(without_line_breaks <<<"$WINDOWS_CERTIFICATE")
      export WIN_CSC_LINK WIN_CSC_KEY_PASSWORD=${WINDOWS_CERTIFICATE_PASSWORD:-}
    fi
    ;;
esac
unset MAC_CERTIFICATE MAC_CERTIFICATE_PASSWORD WINDOWS_CERTIFICATE WINDOWS_CERTIFICATE_PASSWORD NOTARY_KEY NOTARY_KEY_ID NOTARY_ISSUER
"$@"
