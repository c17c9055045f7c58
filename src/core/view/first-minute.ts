import type { ProbeAnswer } from '../discovery/found-server.ts';
import type { ServerView } from '../ipc/overview.ts';
import { toTestSteps, type TestAnswers, type TestStep, type TestStepName } from '../servers/test-step.ts';
import { describeFailure } from '../stream/describe-failure.ts';
import type { Failure } from '../stream/failure.ts';
import { CHECK_WORDS } from './first-minute-words.ts';
import { toMendStep } from './mend-step.ts';

/** How far a person has come with a server. */
export interface FirstMinute {
  /** As it was chosen or typed. */
  readonly address: string;
  readonly probe: ProbeAnswer | 'asking' | null;
  /** Fingerprint of the certificate that the person trusts. */
  readonly pin: string | null;
  /** Answers of a connection test, before the server is saved. */
  readonly test: readonly TestStep[] | null;
  /** As it was saved. */
  readonly server: ServerView | null;
  /** Events since it was saved. */
  readonly events: number;
}

const PENDING = { outcome: 'pending', message: '' } as const;

/** The checklist from an address to the first event: what is known, what is asked, and what stands in the way. */
export function toChecklist(minute: FirstMinute): readonly TestStep[] {
  const { server, test, probe, address } = minute;
  if (server !== null) return toTestSteps({ ...judgeProbe(minute), ...judgeServer(minute, server) }, PENDING);
  if (test !== null) return mergeTest(minute, test);
  if (probe === 'asking') return toTestSteps({ reachable: running(CHECK_WORDS.looking(address)) }, PENDING);
  return toTestSteps(judgeProbe(minute), PENDING);
}

/** The line that stands in the way, or where the person is asked: how to sign in. */
export function stuckAt(steps: readonly TestStep[]): TestStepName {
  return steps.find(({ outcome }) => outcome === 'failed')?.name ?? 'token';
}

/** A test says no more of an address than its probe did. */
function mergeTest(minute: FirstMinute, test: readonly TestStep[]): readonly TestStep[] {
  const known = judgeProbe(minute);
  const isOver = test.some(({ outcome }) => outcome === 'failed');
  return test.map((step) => {
    const before = known[step.name];
    const isOpen = step.outcome === 'pending' || (step.outcome === 'skipped' && isOver);
    if (before !== undefined && before.outcome !== 'failed' && isOpen) return { name: step.name, ...before };
    return isOpen ? { name: step.name, ...PENDING } : step;
  });
}

function judgeProbe({ probe, pin, address }: FirstMinute): TestAnswers {
  if (probe === null || probe === 'asking') return {};
  if (probe.kind === 'nothing') return { reachable: failed(probe.message) };
  const { baseUrl, version, certificate } = probe;
  const reachable = passed(CHECK_WORDS.answers(baseUrl === '' ? address : baseUrl));
  if (certificate !== undefined && certificate.fingerprint !== pin)
    return { reachable, certificate: { ...failed(CHECK_WORDS.untrusted), certificate } };
  return {
    reachable,
    certificate: baseUrl.startsWith('https:')
      ? passed(certificate === undefined ? CHECK_WORDS.trusted : CHECK_WORDS.trustedByYou)
      : { outcome: 'skipped', message: CHECK_WORDS.notEncrypted },
    version:
      version === null
        ? { outcome: 'skipped', message: CHECK_WORDS.noVersion }
        : passed(CHECK_WORDS.version(version)),
  };
}

/** A server that was saved, as its connection stands. */
function judgeServer({ pin, events }: FirstMinute, server: ServerView): TestAnswers {
  const { state, baseUrl, version } = server;
  const isEncrypted = baseUrl.startsWith('https:');
  const certificate: TestAnswers = {
    certificate: isEncrypted
      ? passed((server.tls.pin ?? pin) === null ? CHECK_WORDS.trusted : CHECK_WORDS.trustedByYou)
      : { outcome: 'skipped', message: CHECK_WORDS.notEncrypted },
  };
  const reached: TestAnswers = { reachable: passed(CHECK_WORDS.answers(baseUrl)), ...certificate };
  switch (state.kind) {
    case 'live':
      return {
        ...reached,
        version:
          version === ''
            ? { outcome: 'skipped', message: CHECK_WORDS.noVersion }
            : passed(CHECK_WORDS.version(version)),
        token:
          server.credentialKind === 'none'
            ? { outcome: 'skipped', message: CHECK_WORDS.noneNeeded }
            : passed(CHECK_WORDS.signedIn),
        administrator: passed(CHECK_WORDS.administrator),
        ping: events === 0 ? running(CHECK_WORDS.waitingForEvent) : passed(CHECK_WORDS.events(events)),
      };
    case 'idle':
    case 'connecting':
      return { token: running(CHECK_WORDS.connecting) };
    case 'waiting':
    case 'stopped':
      return judgeFailure(state.reason, server, reached);
  }
}

function judgeFailure(reason: Failure, server: ServerView, reached: TestAnswers): TestAnswers {
  const { cause, next } = describeFailure(reason, server);
  const answer = failed(`${cause} ${next}`);
  switch (reason.code) {
    case 'unauthorized':
    case 'bad-credential':
    case 'signed-out':
    case 'no-credential':
    case 'banned':
      return { ...reached, token: answer };
    case 'not-admin':
      return { ...reached, token: passed(CHECK_WORDS.signedIn), administrator: answer };
    case 'buffered':
      return {
        ...reached,
        token: passed(CHECK_WORDS.signedIn),
        administrator: passed(CHECK_WORDS.administrator),
        ping: answer,
      };
    default: {
      const step = toMendStep(server.state);
      if (step.kind !== 'certificate') return { reachable: answer };
      const { certificate, pinned } = step;
      return {
        reachable: passed(CHECK_WORDS.answersNow),
        certificate: { ...answer, certificate, ...(pinned === null ? {} : { pinned }) },
      };
    }
  }
}

function running(message: string): Omit<TestStep, 'name'> {
  return { outcome: 'running', message };
}

function passed(message: string): Omit<TestStep, 'name'> {
  return { outcome: 'passed', message };
}

function failed(message: string): Omit<TestStep, 'name'> {
  return { outcome: 'failed', message };
}
