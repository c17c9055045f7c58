import type { Environment } from './command.ts';

/** Colours by meaning. The numbers are SGR codes of the 16 colours, which follow the terminal's own theme. */
const SGR = {
  dim: [2, 22],
  bold: [1, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
  inverse: [7, 27],
} as const;

export type StyleName = keyof typeof SGR;

/** Paints a text, or returns it as it is where colours are not wanted. */
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
  if (!colour) return (_style, text) => text;
  return (style, text) => {
    const [on, off] = SGR[style];
    return `\u001b[${String(on)}m${text}\u001b[${String(off)}m`;
  };
}
