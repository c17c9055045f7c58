#!/bin/bash
# enter-root.sh ROOT SCRATCH SHARE ARCHIVES COMMAND...: runs COMMAND as root in the Debian at ROOT, which stays as it is: what COMMAND changes
# goes into SCRATCH. SHARE is seen as /share; ARCHIVES keeps the packages that apt downloads. Folders of the environment are seen there too:
# PROJECT as /project, RUNTIME with an Electron as /runtime; and the file NODE as /usr/local/bin/node.
#
# Mounts, processes and the host name are its own, and its root is a pivoted one. A chroot would not do: Linux refuses user namespaces
# to a process in a chroot, so neither the package's own check nor Chromium's sandbox would be the real ones. Everything that runs in it
# ends with COMMAND.
set -euo pipefail
root=$1 scratch=$2 share=$3 archives=$4
shift 4
mkdir -p "$scratch/upper" "$scratch/work" "$scratch/root" "$archives"
export root scratch share archives PROJECT RUNTIME NODE
exec unshare --mount --pid --ipc --uts --fork --kill-child bash -c '
  set -euo pipefail
  mount --make-rprivate /
  at=$scratch/root
  mount -t overlay overlay -o "lowerdir=$root,upperdir=$scratch/upper,workdir=$scratch/work" "$at"
  mkdir -p "$at/share" "$at/.old"
  mount -t proc proc "$at/proc"
  mount -t sysfs sysfs "$at/sys"
  mount -t tmpfs -o mode=755 tmpfs "$at/dev"
  for node in null zero full random urandom tty; do
    touch "$at/dev/$node"
    mount --bind "/dev/$node" "$at/dev/$node"
  done
  ln -s /proc/self/fd "$at/dev/fd"
  ln -s fd/0 "$at/dev/stdin"
  ln -s fd/1 "$at/dev/stdout"
  ln -s fd/2 "$at/dev/stderr"
  mkdir "$at/dev/pts" "$at/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$at/dev/pts"
  ln -s pts/ptmx "$at/dev/ptmx"
  mount -t tmpfs -o mode=1777 tmpfs "$at/dev/shm"
  mount -t tmpfs -o mode=1777 tmpfs "$at/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$at/run"
  mount --bind "$share" "$at/share"
  mkdir -p "$at/project" "$at/runtime"
  mount --bind -o ro "$PROJECT" "$at/project"
  mount --bind -o ro "$RUNTIME" "$at/runtime"
  touch "$at/usr/local/bin/node"
  mount --bind -o ro "$NODE" "$at/usr/local/bin/node"
  mount --bind "$archives" "$at/var/cache/apt/archives"
  mkdir -p "$at/var/cache/apt/archives/partial"
  # How this computer reaches names and packages.
  cp /etc/resolv.conf "$at/etc/resolv.conf"
  grep -lsE "Acquire::|Proxy" /etc/apt/apt.conf.d/* | xargs -r cp -t "$at/etc/apt/apt.conf.d/" || true
  # A package starts no service here, and nothing needs to survive a power cut.
  printf "#!/bin/sh\nexit 101\n" >"$at/usr/sbin/policy-rc.d"
  chmod +x "$at/usr/sbin/policy-rc.d"
  echo force-unsafe-io >"$at/etc/dpkg/dpkg.cfg.d/unsafe-io"
  printf "127.0.0.1 localhost porchlight-test\n::1 localhost\n" >"$at/etc/hosts"
  hostname porchlight-test
  cd "$at"
  pivot_root . .old
  umount -l /.old
  rmdir /.old 2>/dev/null || true
  exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TERM=dumb LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
' bash "$@"
