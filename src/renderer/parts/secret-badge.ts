import { html, nothing, type TemplateResult } from 'lit';
import type { ServerView } from '../../core/ipc/overview.ts';
import type { SecretPlace } from '../../core/servers/credential.ts';
import { icons } from './icons.ts';

/** Where a secret is, in a few words; `label` names the keyring of this system. */
export function describeSecretPlace(place: SecretPlace, label: string): { short: string; long: string } {
  switch (place) {
    case 'keyring':
      return { short: label, long: `Encrypted. ${label} holds the key.` };
    case 'memory':
      return {
        short: 'Memory only',
        long: 'Kept in memory until Porchlight quits, because there is no keyring here.',
      };
    case 'weak':
      return {
        short: 'Weak storage',
        long: 'Kept on disk with a key that everybody knows. Anyone who can read your files can read it.',
      };
    case 'missing':
      return {
        short: 'No credential',
        long: 'Needed and not there, or it can not be read now. Enter it again.',
      };
    case 'not-needed':
      return { short: 'Not needed', long: 'This server needs no credential.' };
  }
}

/** A badge for a secret outside a keyring; empty if it is in one or not needed. */
export function secretWarning(
  servers: readonly ServerView[],
  label: string,
): TemplateResult | typeof nothing {
  const server = servers.find(({ secretPlace }) => ['memory', 'weak', 'missing'].includes(secretPlace));
  if (server === undefined) return nothing;
  const { short, long } = describeSecretPlace(server.secretPlace, label);
  return html`<span class="secret" title=${`${server.name}: ${long}`}
    >${icons.key(14)}<span>${short}</span></span
  >`;
}
