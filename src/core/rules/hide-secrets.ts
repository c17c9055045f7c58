import { isWireRecord, readRecord, readText } from '../events/read-field.ts';
import { REDACTED } from '../events/redacted.ts';
import type { Redact } from '../redaction/redact.ts';
import type { Rule } from './rule.ts';

type Action = NonNullable<Rule['does']>[number];

/** A text that a person typed, without the secrets that are known to stand in texts. */
export function hideInText(text: string, redact: Redact): string {
  return readText(redact({ event_type: '', data: { text }, origin: '', time_fired: '' }).data, 'text');
}

/** A rule without the secrets in its query and words, and in the data of its actions, such as the code of an alarm. */
export function hideSecrets(rule: Rule, redact: Redact): Rule {
  const { query, says, does } = rule;
  return {
    ...rule,
    query: hideInText(query, redact),
    ...(says === undefined ? {} : { says: mapWords(says, (text) => hideInText(text, redact)) }),
    ...(does === undefined ? {} : { does: does.map((each) => hideIn(each, redact)) }),
  };
}

/** A rule from a file, with the secrets that its earlier form has and that were taken out of the file. */
export function withKnownSecrets(rule: Rule, before: Rule | undefined, redact: Redact): Rule {
  if (before === undefined) return rule;
  const { query, says, does } = rule;
  const putBack = (text: string, known = text): string => (hideInText(known, redact) === text ? known : text);
  return {
    ...rule,
    query: putBack(query, before.query),
    ...(says === undefined
      ? {}
      : { says: mapWords(says, (text, name) => putBack(text, before.says?.[name])) }),
    ...(does?.some(isHidden) !== true
      ? {}
      : {
          does: does.map(
            (action) => before.does?.find((each) => isSame(hideIn(each, redact), action)) ?? action,
          ),
        }),
  };
}

type Says = NonNullable<Rule['says']>;

function mapWords({ title, body }: Says, to: (text: string, name: keyof Says) => string): Says {
  return {
    ...(title === undefined ? {} : { title: to(title, 'title') }),
    ...(body === undefined ? {} : { body: to(body, 'body') }),
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
