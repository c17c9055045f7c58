import type { CertificateFacts } from '../route/certificate.ts';

/** The five questions of a connection test, in this order; each is answered by itself. */
export const TEST_STEPS = ['reachable', 'version', 'token', 'administrator', 'ping'] as const;
export type TestStepName = (typeof TEST_STEPS)[number];

export interface TestStep {
  readonly name: TestStepName;
  readonly outcome: 'pending' | 'running' | 'passed' | 'failed' | 'skipped';
  /** One sentence: what was found, or what is wrong and what to do next. */
  readonly message: string;
  /** The certificate that was refused, where a person may decide to trust it. */
  readonly certificate?: CertificateFacts;
  /** Fingerprint of the one that was trusted until now. */
  readonly pinned?: string;
}
