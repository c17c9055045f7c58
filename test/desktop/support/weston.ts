import { execFile, execFileSync, spawn } from 'node:child_process';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { readDesktopSession } from './desktop-session.ts';
import { endWithTests } from './owned-processes.ts';
import { pollFor } from './poll.ts';
import { toUserCommand } from './session-user.ts';

const SOCKET = 'porchlight-weston';

/** Nothing but black, so that what is not black is a window. */
const CONFIGURATION = `[core]
shell=desktop-shell.so
idle-time=0
[shell]
background-color=0xff000000
panel-position=none
locking=false
`;

/** Why nothing can be tested on Wayland here, in a sentence; undefined where it can. */
export const westonSkipReason: string | undefined = findSkipReason();

function findSkipReason(): string | undefined {
  try {
    execFileSync('weston', ['--version'], { stdio: 'ignore' });
    return undefined;
  } catch {
    return 'there is no weston; install the package weston';
  }
}

/** A Wayland desktop in a window of the session's X display. */
export interface Weston {
  /** What a program needs to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** Share of the middle of its screen that is not black, 0 to 1. */
  measurePainted(): Promise<number>;
  stop(): void;
}

/** Starts weston on the session's display. Its `headless` backend has no seat, and GDK ends without one. */
export async function startWeston(): Promise<Weston> {
  const { folder } = readDesktopSession();
  const configuration = join(folder, 'weston.ini');
  await writeFile(configuration, CONFIGURATION);
  await chmod(configuration, 0o644);
  const [command = '', ...args] = toUserCommand('user', [
    'weston',
    '--backend=x11-backend.so',
    `--socket=${SOCKET}`,
    `--config=${configuration}`,
    '--width=1280',
    '--height=740',
  ]);
  const child = endWithTests(spawn(command, args, { stdio: 'ignore' }));
  const weston: Weston = {
    env: { WAYLAND_DISPLAY: SOCKET, XDG_SESSION_TYPE: 'wayland' },
    measurePainted,
    stop: () => void child.kill(),
  };
  await pollFor('black screen of weston', async () => ((await measurePainted()) < 0.01 ? true : undefined));
  return weston;
}

async function measurePainted(): Promise<number> {
  const path = join(readDesktopSession().folder, 'screen.ppm');
  await promisify(execFile)('scrot', ['--overwrite', path]);
  return sharePainted(await readFile(path));
}

/** Binary PPM: `P6`, comments, width, height and 255, then three bytes a pixel (https://netpbm.sourceforge.net/doc/ppm.html). */
function sharePainted(picture: Buffer): number {
  const header = /^P6\s(?:#.*\n)*(\d+) (\d+)\s255\s/.exec(picture.subarray(0, 200).toString('latin1'));
  if (header === null) throw new Error('The picture is no PPM.');
  const [width, height] = [Number(header[1]), Number(header[2])];
  const pixels = picture.subarray(header[0].length);
  let painted = 0;
  let looked = 0;
  // Away from the edges there is neither a frame nor a panel.
  for (let y = Math.floor(height / 4); y < (height * 3) / 4; y += 1) {
    for (let x = Math.floor(width / 4); x < (width * 3) / 4; x += 1) {
      const at = (y * width + x) * 3;
      looked += 1;
      if (pixels[at] !== 0 || pixels[at + 1] !== 0 || pixels[at + 2] !== 0) painted += 1;
    }
  }
  return painted / looked;
}
