import {
  NOT_ASKED,
  toTestSteps,
  type TestAnswers,
  type TestStep,
  type TestStepName,
} from '../servers/test-step.ts';
import { runAttempt, type AttemptEnd } from './attempt.ts';
import { describeFailure, type FailureServer } from './describe-failure.ts';
import type { Failure } from './failure.ts';
import { streamPath, toRequest, type Target } from './request.ts';
import { getJson, isApiRunning, readConfig, type RestPorts } from './rest.ts';

export interface ConnectionTestOptions extends RestPorts {
  readonly target: Target;
  /** For the sentences. */
  readonly server: FailureServer;
  /** Called with the whole list whenever an answer changes. */
  onStep(steps: readonly TestStep[]): void;
  readonly signal: AbortSignal;
}

/** Failures that come from a server: it was reached and refused the secret or this computer. */
const REACHED: ReadonlySet<Failure['code']> = new Set(['unauthorized', 'not-admin', 'banned']);

/**
 * Answers the six questions about a new server with at most three requests, and sends a wrong secret at most
 * once. `/api/` goes first, because it tells a wrong token from a user who is not an administrator.
 */
export async function runConnectionTest(options: ConnectionTestOptions): Promise<readonly TestStep[]> {
  const board = createBoard(options.onStep);
  board.set('reachable', 'running', `Looking for ${options.server.baseUrl}.`);
  const probe = await getJson(options, options.target, '/api/', options.signal);
  const failure: Failure | null = !probe.ok
    ? probe.failure
    : isApiRunning(probe.body)
      ? null
      : { code: 'not-event-stream', status: 200 };
  if (failure !== null) return judgeProbe(board, failure, options);
  board.set('reachable', 'passed', 'Home Assistant answers.');
  judgeCertificate(board, options.target);
  if (options.target.credential.kind === 'none') board.set('token', 'skipped', 'This server asks for none.');
  else board.set('token', 'passed', 'The server accepts it.');
  await askVersion(board, options);
  if (options.signal.aborted) return board.skipRest('The test was ended.');
  await askStream(board, options);
  return board.skipRest('Not asked.');
}

function judgeProbe(
  board: Board,
  failure: Failure,
  { server, target }: ConnectionTestOptions,
): readonly TestStep[] {
  const message = sentence(failure, server);
  const decision = decisionOf(failure);
  if (REACHED.has(failure.code)) {
    board.set('reachable', 'passed', 'A server answers.');
    judgeCertificate(board, target);
    board.set('token', 'failed', message);
  } else if (decision.certificate !== undefined) {
    board.set('reachable', 'passed', 'A server answers.');
    board.set('certificate', 'failed', message, decision);
  } else {
    board.set('reachable', 'failed', message);
  }
  return board.skipRest(NOT_ASKED.message);
}

/** Nothing is sent over a connection whose certificate is not trusted, so an answer says that it is. */
function judgeCertificate(board: Board, { baseUrl }: Target): void {
  if (baseUrl.startsWith('https:')) board.set('certificate', 'passed', 'Trusted.');
  else board.set('certificate', 'skipped', 'None: the connection is not encrypted.');
}

async function askVersion(board: Board, options: ConnectionTestOptions): Promise<void> {
  board.set('version', 'running', 'Asking for the version.');
  const answer = await getJson(options, options.target, '/api/config', options.signal);
  if (!answer.ok) {
    board.set('version', 'skipped', 'The server does not say. Porchlight works all the same.');
    return;
  }
  const { version, locationName: name } = readConfig(answer.body);
  const words = version === '' ? 'Home Assistant, version unknown' : `Home Assistant ${version}`;
  board.set('version', 'passed', name === '' ? `${words}.` : `${words}, called "${name}".`);
}

async function askStream(board: Board, options: ConnectionTestOptions): Promise<void> {
  board.set('administrator', 'running', 'Opening the event stream.');
  board.set('ping', 'running', 'Waiting for the first ping.');
  const end = await openUntilPing(options);
  if (end === null) {
    board.set('administrator', 'passed', MAY_READ);
    board.set('ping', 'passed', 'The first ping is here. The stream works.');
    return;
  }
  if (end.failure.code === 'unauthorized') {
    board.set('administrator', 'failed', sentence({ code: 'not-admin', status: 401 }, options.server));
    board.set('ping', 'skipped', 'Not asked, because the stream was refused.');
    return;
  }
  if (end.failure.code === 'buffered') board.set('administrator', 'passed', MAY_READ);
  else board.set('administrator', 'skipped', 'Not known: the stream did not open.');
  board.set('ping', 'failed', sentence(end.failure, options.server));
}

const MAY_READ = 'This user may read the event stream.';

/** `null` once a message came, else how the stream ended. */
async function openUntilPing(options: ConnectionTestOptions): Promise<AttemptEnd | null> {
  const enough = new AbortController();
  const stop = (): void => {
    enough.abort();
  };
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  let heard = false as boolean;
  const end = await runAttempt({
    ...toRequest(options.target, streamPath([]), 'text/event-stream'),
    transport: options.transport,
    clock: options.clock,
    signal: enough.signal,
    onLive: () => {
      heard = true;
      stop();
    },
    onMessage: () => undefined,
    onOversize: () => undefined,
  });
  options.signal.removeEventListener('abort', stop);
  return heard ? null : end;
}

function sentence(failure: Failure, server: FailureServer): string {
  const { cause, next } = describeFailure(failure, server);
  return `${cause} ${next}`;
}

/** What a person needs to decide about a certificate. */
type Decision = Pick<TestStep, 'certificate' | 'pinned'>;

/** A person can decide only about these two; the others must be corrected on the server. */
function decisionOf({ code, certificate, pinned }: Failure): Decision {
  if ((code !== 'tls-untrusted' && code !== 'tls-changed') || certificate === undefined) return {};
  return { certificate, ...(pinned === undefined ? {} : { pinned }) };
}

type Board = ReturnType<typeof createBoard>;

function createBoard(onChange: (steps: readonly TestStep[]) => void) {
  let answers: TestAnswers = {};
  return {
    set(name: TestStepName, outcome: TestStep['outcome'], message: string, decision: Decision = {}): void {
      answers = { ...answers, [name]: { outcome, message, ...decision } };
      onChange(toTestSteps(answers, { outcome: 'pending', message: '' }));
    },
    /** Answers every open question with `skipped` and returns the whole list. */
    skipRest(message: string): readonly TestStep[] {
      const settled = Object.entries(answers).filter(([, { outcome }]) => outcome !== 'running');
      const steps = toTestSteps(Object.fromEntries(settled), { outcome: 'skipped', message });
      onChange(steps);
      return steps;
    },
  };
}
