import { describeFailure, type FailureServer } from '../stream/describe-failure.ts';
import type { Failure } from '../stream/failure.ts';

/** Why a sign-in did not come about. */
export type SignInProblem =
  | { readonly kind: 'not-set-up' | 'not-offered' | 'no-port' | 'timed-out' | 'cancelled' | 'other-sign-in' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The code, which is sent once, was refused. */
  | { readonly kind: 'code-refused' };

/** One or two sentences: what is wrong, and the next step. */
export function describeSignInProblem(problem: SignInProblem, server: FailureServer): string {
  switch (problem.kind) {
    case 'not-set-up':
      return 'This Home Assistant is not set up yet. Open it in your browser, take its first steps, and then sign in here.';
    case 'not-offered':
      return 'This server has no sign-in by browser. If it is a Home Assistant before 0.77, choose the API password below. Else check the address.';
    case 'no-port':
      return 'This computer lets Porchlight open no port for the answer of the browser. Paste an access token instead.';
    case 'timed-out':
      return 'Five minutes went by without an answer from the browser. Start the sign-in again.';
    case 'cancelled':
      return 'The sign-in was cancelled.';
    case 'other-sign-in':
      return 'Another sign-in was started.';
    case 'code-refused':
      return 'Home Assistant did not take the answer of the browser. Perhaps the browser opens another Home Assistant at this address than Porchlight does. Compare the address, then start the sign-in again.';
    case 'failed': {
      const { cause, next } = describeFailure(problem.failure, server);
      return `${cause} ${next}`;
    }
  }
}

/** What the browser shows when it comes back. */
export const CALLBACK_PAGES = {
  done: {
    title: 'You are signed in',
    text: 'Porchlight has what it needs. You can close this page.',
  },
  notDone: {
    title: 'This did not work',
    text: 'Porchlight says why. You can close this page.',
  },
  stranger: {
    title: 'Nothing to do here',
    text: 'This is not the answer that Porchlight waits for. Start the sign-in again in Porchlight.',
  },
} as const;
