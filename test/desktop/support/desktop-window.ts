import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { pollFor } from './poll.ts';

const runFile = promisify(execFile);

/** Where a window's content is on the screen, in pixels. */
export interface DesktopPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Ids of Porchlight's windows that are on the screen; a minimised one is not. */
export async function listDesktopWindows(): Promise<readonly string[]> {
  // xdotool ends with 1 when it finds none.
  const { stdout } = await runFile('xdotool', ['search', '--onlyvisible', '--name', '^Porchlight$']).catch(
    () => ({
      stdout: '',
    }),
  );
  return stdout.split('\n').filter((id) => id !== '');
}

/** Porchlight's window on the screen, waiting for it (10 s unless told). */
export function waitForDesktopWindow(timeoutMs?: number): Promise<string> {
  return pollFor('window on the screen', async () => (await listDesktopWindows())[0], timeoutMs);
}

/** Waits until no window of Porchlight is on the screen. */
export async function waitForNoDesktopWindow(): Promise<void> {
  await pollFor('empty screen', async () => ((await listDesktopWindows()).length === 0 ? true : undefined));
}

/** Whether the window has the keyboard. */
export async function isActiveDesktopWindow(id: string): Promise<boolean> {
  const { stdout } = await runFile('xdotool', ['getactivewindow']);
  return stdout.trim() === id;
}

export async function readDesktopPlace(id: string): Promise<DesktopPlace> {
  const { stdout } = await runFile('xdotool', ['getwindowgeometry', '--shell', id]);
  const read = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(stdout)?.[1]);
  return { x: read('X'), y: read('Y'), width: read('WIDTH'), height: read('HEIGHT') };
}

export async function placeDesktopWindow(id: string, place: DesktopPlace): Promise<void> {
  await runFile('xdotool', ['windowsize', '--sync', id, String(place.width), String(place.height)]);
  await runFile('xdotool', ['windowmove', id, String(place.x), String(place.y)]);
}

/** Closes the window as a person does, through the window manager. */
export async function closeDesktopWindow(id: string): Promise<void> {
  await runFile('xdotool', ['windowactivate', '--sync', id, 'key', '--clearmodifiers', 'alt+F4']);
}

export async function minimizeDesktopWindow(id: string): Promise<void> {
  await runFile('xdotool', ['windowminimize', '--sync', id]);
}
