import { isWireRecord, readRecord } from '../events/read-field.ts';
import { REDACTED } from '../events/redacted.ts';
import type { Redact } from '../redaction/redact.ts';
import type { Rule } from './rule.ts';

type Action = NonNullable<Rule['does']>[number];

/** A rule without the secrets in the data of its actions, such as the code of an alarm. */
export function hideSecrets(rule: Rule, redact: Redact): Rule {
  return rule.does === undefined ? rule : { ...rule, does: rule.does.map((each) => hideIn(each, redact)) };
}

/** A rule from a file, with the secrets that its earlier form has and that were taken out of the file. */
export function withKnownSecrets(rule: Rule, before: Rule | undefined, redact: Redact): Rule {
  if (rule.does?.some(isHidden) !== true || before?.does === undefined) return rule;
  const known = before.does;
  return {
    ...rule,
    does: rule.does.map((action) => known.find((each) => isSame(hideIn(each, redact), action)) ?? action),
  };
}

function isHidden({ data }: Action): boolean {
  return data?.includes(REDACTED) === true;
}

function hideIn(action: Action, redact: Redact): Action {
  const { data, action: called } = action;
  const value = data === undefined ? null : parseRecord(data);
  if (value === null) return action;
  const [domain, service] = called.split('.');
  const call = { domain, service, service_data: value };
  const event = { event_type: 'call_service', data: call, origin: '', time_fired: '' };
  const hidden = readRecord(redact(event).data, 'service_data');
  return hidden === value ? action : { ...action, data: JSON.stringify(hidden) };
}

function parseRecord(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isWireRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function isSame(a: Action, b: Action): boolean {
  return a.action === b.action && a.label === b.label && a.target === b.target && a.data === b.data;
}
