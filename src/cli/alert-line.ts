import { toIso } from '../core/export/ndjson.ts';
import type { Rule } from '../core/rules/rule.ts';
import { toSpecialLine } from './human-line.ts';
import type { Paint, StyleName } from './terminal-style.ts';
import { toTerminalJson, toTerminalText } from './terminal-text.ts';

/** What a rule tells, ready to be printed. */
export interface PrintedAlert {
  /** Epoch ms. */
  readonly at: number;
  /** Name or address. */
  readonly server: string;
  readonly rule: Pick<Rule, 'id' | 'name'>;
  readonly level: Rule['level'];
  readonly title: string;
  readonly body: string;
}

const STYLES: Readonly<Record<Rule['level'], StyleName>> = {
  quiet: 'dim',
  normal: 'cyan',
  important: 'yellow',
  critical: 'red',
};

/** "07:12:03.412 ▲  important  Garage door opened · Garage · Garage left open · for 10 min" */
export function toAlertLine({ at, level, title, body, rule }: PrintedAlert, paint: Paint): string {
  // Words of the owner's own need not name the rule.
  const named = `${title} ${body}`.includes(rule.name) ? '' : ` [${rule.name}]`;
  const text = [title, body].filter((part) => part !== '').join(' · ');
  return toSpecialLine(at, '▲', level, toTerminalText(text + named), STYLES[level], paint);
}

/** `{"kind":"alert","at","server","rule":{"id","name"},"level","title","body"}`: one line. */
export function toAlertJsonLine({ at, server, rule, level, title, body }: PrintedAlert): string {
  const { id, name } = rule;
  return toTerminalJson(
    JSON.stringify({ kind: 'alert', at: toIso(at), server, rule: { id, name }, level, title, body }),
  );
}
