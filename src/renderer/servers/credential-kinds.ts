import type { CredentialKind } from '../../core/servers/credential.ts';

export interface CredentialKindWords {
  readonly kind: CredentialKind;
  readonly name: string;
  readonly explanation: string;
  /** Label of the field for the secret; empty if there is none. */
  readonly secretLabel: string;
}

/** The kinds of credential for people. The first is right for nearly everybody. */
export const CREDENTIAL_KINDS: readonly CredentialKindWords[] = [
  {
    kind: 'sign-in',
    name: 'Sign in with Home Assistant',
    explanation: 'Your browser opens its login page. Porchlight never sees your password.',
    secretLabel: '',
  },
  {
    kind: 'bearer',
    name: 'Access token',
    explanation:
      'You make a long-lived one in your profile and paste it here. For every Home Assistant back to 0.79.',
    secretLabel: 'Long-lived access token',
  },
  {
    kind: 'password',
    name: 'API password',
    explanation: 'For old servers from 0.26 to 0.100 that have an api_password.',
    secretLabel: 'API password',
  },
  {
    kind: 'query',
    name: 'API password in the address',
    explanation:
      'Only where nothing else works. Servers and proxies write addresses into their logs, and the password with them.',
    secretLabel: 'API password',
  },
  {
    kind: 'none',
    name: 'None',
    explanation: "For old servers without a password, or where this computer's address is trusted.",
    secretLabel: '',
  },
];

/** How to get a token, in three steps. */
export const TOKEN_STEPS: readonly string[] = [
  'Open Home Assistant in your browser as an administrator, and click your name at the bottom left.',
  'Open the Security tab. At its end, under long-lived access tokens, choose Create token. In older versions it is at the end of the profile page.',
  'Call it Porchlight, copy it, and paste it here. Home Assistant shows it only once.',
];
