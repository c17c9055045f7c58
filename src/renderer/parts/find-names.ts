import { bridge } from '../state/bridge.ts';
import type { FoundOptions } from './list-field.ts';

/** Names that are offered. */
const MAX_NAMES = 10;

/** Event types or actions that were seen and begin as typed, commonest first. */
export async function findNames(kind: 'type' | 'service', typed: string): Promise<FoundOptions> {
  const seen = await bridge().listValues('log', kind, typed);
  const others = seen.filter(({ value }) => value !== typed).slice(0, MAX_NAMES);
  const options = others.map(({ value, count }) => {
    return { group: '', words: value, detail: `seen ${count.toLocaleString('en-GB')}` };
  });
  return { options, more: 0 };
}
