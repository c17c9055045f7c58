import { setFlagsFromString } from 'node:v8';

/**
 * Lets V8's optimizing compiler begin with what it finds hot, in all threads of the process, or not. What it has compiled stays.
 *
 * V8 reads this flag each time it thinks of compiling; Electron and Node leave its flags open on purpose, see `collectGarbage`.
 */
export function setOptimizing(on: boolean): void {
  setFlagsFromString(on ? '--turbofan' : '--no-turbofan');
}
