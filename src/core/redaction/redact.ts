import type { HaEvent } from '../events/event.ts';
import { parseExactRegex } from '../query/bounded-regex.ts';
import { createKeyTest } from './secret-keys.ts';
import { createTextRedactor } from './secret-texts.ts';
import { redactValue } from './redact-value.ts';

/** What must not be kept or exported. */
export interface RedactionRules {
  /** Keys whose values are replaced, at any depth of `data`, compared without case; `*` allowed. */
  readonly keys: readonly string[];
  /** Bounded regular expressions; what they find inside of a text value is replaced. */
  readonly patterns: readonly string[];
}

export { REDACTED } from './redacted.ts';

/**
 * Codes of alarm panels and locks, passwords, tokens and keys, as actions and integrations of Home Assistant name them
 * (`code`: alarm_control_panel and lock; `usercode`: zwave_js; `webhook_id`: mobile_app and webhook triggers). A JSON web
 * token is what a long-lived access token and a signed path are (https://www.rfc-editor.org/rfc/rfc7519); `token=` stands
 * in the addresses of camera pictures.
 */
export const DEFAULT_REDACTION: RedactionRules = {
  keys: [
    ...[
      'code',
      'user_code',
      'usercode',
      'access_code',
      'pin',
      'pin_code',
      'pincode',
      'passcode',
      'otp',
      'psk',
    ],
    ...[
      '*password*',
      'passwd',
      'pwd',
      'passphrase',
      'token',
      'tokens',
      '*_token',
      '*accesstoken',
      '*refreshtoken',
    ],
    ...['*api_key', '*apikey', 'private_key', '*secret', 'secrets', 'secret_*', 'credential', 'credentials'],
    ...['authorization', 'cookie', 'set-cookie', 'webhook_id', 'webhook_url', 'cloudhook_url', 'x-ha-access'],
  ],
  patterns: [
    '\\beyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*',
    '\\bBearer [\\w.~+/=-]{8,}',
    '(?:token|password|api_key|apikey|secret)=[\\w.~%+-]+',
  ],
};

/**
 * Makes the function that takes the secrets out of an event: values of the keys, whatever they are, and what the patterns
 * find in texts. It returns the same object when there are none. An empty value, yes, no and null are no secrets.
 * Patterns that can't be allowed are left out; `parseRedaction` says so before.
 */
export function createRedactor(rules: RedactionRules): (event: HaEvent) => HaEvent {
  const isSecretKey = createKeyTest(rules.keys);
  const redactText = createTextRedactor(rules.patterns);
  return (event) => {
    const data = redactValue(event.data, isSecretKey, redactText);
    return data === event.data ? event : { ...event, data: data as HaEvent['data'] };
  };
}

/** Why these rules can't be used, as a sentence for the person who wrote them; `null` when they can. */
export function parseRedaction({ keys, patterns }: RedactionRules): string | null {
  const everything = keys.find((key) => /^[*?]+$/.test(key.trim()));
  if (everything !== undefined) {
    return `The key ${everything} stands for every key, so nothing would be left. Name the keys.`;
  }
  return patterns.map(refusePattern).find((problem) => problem !== null) ?? null;
}

function refusePattern(pattern: string): string | null {
  const parsed = parseExactRegex(pattern);
  if (!parsed.ok) return `The pattern ${shorten(pattern)} can't be used. ${parsed.problem}`;
  return new RegExp(pattern, 'is').test('')
    ? `The pattern ${shorten(pattern)} finds even an empty text. Let it need a character.`
    : null;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
