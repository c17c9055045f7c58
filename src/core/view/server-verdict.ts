import { parseBaseUrl } from '../servers/base-url.ts';
import { describeCredentialProblem, parseCredential, type CredentialKind } from '../servers/credential.ts';

/** The text under a field while a person types. An empty text keeps the line empty. */
export interface Verdict {
  readonly tone: 'none' | 'good' | 'warn' | 'bad';
  readonly text: string;
}

const NONE: Verdict = { tone: 'none', text: '' };

/** Says what an address opens, or what is wrong with it. `asked` is true once the person wants to go on. */
export function judgeAddress(input: string, asked: boolean): Verdict {
  if (input.trim() === '' && !asked) {
    return {
      tone: 'none',
      text: 'The one you open in the browser. A name, an IP address, or the whole line.',
    };
  }
  const parsed = parseBaseUrl(input);
  if (!parsed.ok) return { tone: 'bad', text: parsed.message };
  if (parsed.insecure) {
    return {
      tone: 'warn',
      text: `Opens ${parsed.baseUrl}. Without https, others on the way can read the secret.`,
    };
  }
  return { tone: 'good', text: `Opens ${parsed.baseUrl}` };
}

/**
 * Says whether a secret can be used. A long-lived access token is a JSON web token of three parts; another form
 * causes a warning, not a refusal. `stored` means that an empty field keeps the stored secret.
 */
export function judgeSecret(kind: CredentialKind, input: string, stored: boolean, asked: boolean): Verdict {
  if (kind === 'none' || kind === 'sign-in') return NONE;
  if (input.trim() === '' && (stored || !asked)) return NONE;
  const parsed = parseCredential(kind, input);
  if (!parsed.ok) return { tone: 'bad', text: describeCredentialProblem(parsed.problem, kind) };
  if (kind === 'bearer' && !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(input.trim())) {
    return {
      tone: 'warn',
      text: 'This does not look like a whole access token. They have three parts with dots between.',
    };
  }
  return { tone: 'good', text: kind === 'bearer' ? 'This looks like an access token.' : 'This can be sent.' };
}
