import { bridge } from '../state/bridge.ts';
import type { FoundOptions } from './list-field.ts';

/** Names that are offered. */
const MAX_NAMES = 10;

/** Event types that were seen and begin as typed, or actions that have it in them, commonest first. */
export async function findNames(kind: 'type' | 'service', typed: string): Promise<FoundOptions> {
  const seen =
    kind === 'type' ? await bridge().listValues('log', 'type', typed) : await bridge().listActions(typed);
  const others = seen.filter(({ value }) => value !== typed).slice(0, MAX_NAMES);
  const options = others.map(({ value, count }) => {
    return { group: '', words: value, detail: count === 0 ? '' : `seen ${count.toLocaleString('en-GB')}` };
  });
  return { options, more: 0 };
}
