import type { CertificateFacts } from '../route/certificate.ts';

/** The six questions about a server, in this order; each is answered by itself. */
export const TEST_STEPS = ['reachable', 'certificate', 'version', 'token', 'administrator', 'ping'] as const;
export type TestStepName = (typeof TEST_STEPS)[number];

type TestAnswer = Omit<TestStep, 'name'>;
export type TestAnswers = Readonly<Partial<Record<TestStepName, TestAnswer>>>;

/** The whole list, with the known answers. */
export function toTestSteps(answers: TestAnswers, rest: TestAnswer): readonly TestStep[] {
  return TEST_STEPS.map((name) => ({ name, ...(answers[name] ?? rest) }));
}

export interface TestStep {
  readonly name: TestStepName;
  readonly outcome: 'pending' | 'running' | 'passed' | 'failed' | 'skipped';
  /** One sentence: what was found, or what is wrong and what to do next. */
  readonly message: string;
  /** The certificate that was refused, if a person may decide to trust it. */
  readonly certificate?: CertificateFacts;
  /** Fingerprint of the one that was trusted until now. */
  readonly pinned?: string;
}

/** The answer to each question after one whose answer was no. */
export const NOT_ASKED = {
  outcome: 'skipped',
  message: 'Not asked, because an earlier answer was no.',
} as const;
