import { readFileSync } from 'node:fs';
import { arch, release, type } from 'node:os';

/** Where a Linux system says what it is: https://www.freedesktop.org/software/systemd/man/latest/os-release.html */
const OS_RELEASE = '/etc/os-release';

/** Name, version and kind of processor of this computer's system: "Debian GNU/Linux 12 (bookworm)", "6.1.0-28-amd64", "x64". */
export function readSystem(): { readonly name: string; readonly release: string; readonly arch: string } {
  return { name: readPrettyName() ?? type(), release: release(), arch: arch() };
}

function readPrettyName(): string | null {
  try {
    return /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(readFileSync(OS_RELEASE, 'utf8'))?.[1] ?? null;
  } catch {
    return null;
  }
}
