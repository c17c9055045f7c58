import { inspect } from 'node:util';
import type { Environment } from './command.ts';

/** A style: one of the 16 colours, which follow the terminal's theme, or a font weight. */
export type StyleName = 'dim' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'inverse';

/** Styles a text, or returns it unchanged if colours are off. */
export type Paint = (style: StyleName, text: string) => string;

/**
 * Whether a stream gets colours: `NO_COLOR` forbids (https://no-color.org), `FORCE_COLOR` demands
 * (https://force-color.org), else a terminal that is not dumb has them.
 */
export function wantsColour(isTerminal: boolean, env: Environment): boolean {
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && env['TERM'] !== 'dumb';
}

export function createPaint(colour: boolean): Paint {
  // Not `styleText`, which the Node of Electron 25 has not.
  return (style, text) => {
    const codes = inspect.colors[style];
    return colour && codes ? `\u001b[${String(codes[0])}m${text}\u001b[${String(codes[1])}m` : text;
  };
}
