import type { Rule } from '../rules/rule.ts';

/** An alert as it leaves this computer. */
export interface AlertMessage {
  readonly title: string;
  readonly body: string;
  readonly level: Rule['level'];
  /** Name of the rule; `null` for a test. */
  readonly rule: string | null;
  /** Entity id of the thing, and name of its server, where one thing is meant. */
  readonly entity: string | null;
  readonly server: string | null;
  /** Epoch ms. */
  readonly at: number;
}
