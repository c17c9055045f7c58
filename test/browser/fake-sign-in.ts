import type { SaveResult, SignInAnswer, SignInProgress } from '../../src/core/ipc/overview.ts';
import type { ServerDraft } from '../../src/core/servers/server-draft.ts';
import type { Bridge, PushName, Pushes } from '../../src/core/ipc/table.ts';

export interface FakeSignInPorts {
  readonly push: <N extends PushName>(name: N, value: Pushes[N]) => void;
  readonly save: (draft: ServerDraft) => Promise<SaveResult>;
}

const WAITING: Extract<SignInProgress, { kind: 'waiting' }> = {
  kind: 'waiting',
  server: 'Home',
  host: 'homeassistant.local:8123',
  listedAs: 'http://127.0.0.1:28141',
  isOpen: true,
};

/**
 * Waits for the browser until `fake.finishSignIn()`. The browser can't be opened when the address contains `nobrowser`, and the
 * server has no sign-in when it contains `ancient`.
 */
export function createFakeSignIn({ push, save }: FakeSignInPorts) {
  let draft: ServerDraft | null = null;
  let settle: ((answer: SignInAnswer) => void) | null = null;
  const requests = {
    signIn: (next) => {
      if (next.url.includes('ancient')) {
        return Promise.resolve({
          ok: false,
          field: 'form',
          message: 'This server has no sign-in by browser.',
        });
      }
      draft = next;
      push('signIn', { ...WAITING, isOpen: !next.url.includes('nobrowser') });
      return new Promise<SignInAnswer>((resolve) => {
        settle = resolve;
      });
    },
    cancelSignIn: async () => {
      settle?.({ ok: false, field: 'form', message: 'The sign-in was cancelled.', isCancelled: true });
      return null;
    },
    signInAddress: async () => null,
  } satisfies Pick<Bridge, 'signIn' | 'cancelSignIn' | 'signInAddress'>;
  return {
    requests: requests as Pick<Bridge, 'signIn' | 'cancelSignIn' | 'signInAddress'>,
    async finish(): Promise<void> {
      if (draft !== null) settle?.(await save(draft));
    },
  };
}
