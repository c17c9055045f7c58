import type { Clock } from '../../core/clock.ts';
import { createRedactor } from '../../core/redaction/redact.ts';
import { backTest, type BackTest } from '../../core/rules/back-test.ts';
import { toWordsContext } from '../../core/rules/due-words.ts';
import type { Decision } from '../../core/rules/engine.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { toNotification, type Notification } from '../../core/rules/wording.ts';
import type { Services } from '../app/services.ts';
import { withDeadline } from '../app/with-deadline.ts';

/** Deadline of the count, for which a person waits. */
const COUNT_DEADLINE_MS = 5_000;
/** A count is true of a rule for so long. */
const COUNT_LASTS_MS = 300_000;

export interface RuleTrialsPorts extends Pick<Services, 'queryContext'> {
  readonly settings: Pick<Services['settings'], 'current'>;
  readonly history: Pick<Services['history'], 'search' | 'histogram' | 'currentStates' | 'connectionSpans'>;
}

/** The newest alert that a rule would have raised, and what it would have said. */
interface Example {
  readonly decision: Decision;
  readonly words: Notification;
}

/** What rules would have told. Remembers the last answers, because a form asks again and again. */
export type RuleTrials = ReturnType<typeof createRuleTrials>;

export function createRuleTrials(services: RuleTrialsPorts, clock: Clock) {
  const { settings, history } = services;
  /** The newest alert that a rule would have raised, and what of the rule that depends on. */
  let newest: { readonly key: string; readonly decision: Decision | null } = { key: '', decision: null };
  /** The last count of a day, which is asked for again when that rule is kept. */
  let counted: { readonly key: string; readonly at: number; readonly count: BackTest | null } | null = null;

  async function tryOut(
    rule: Rule,
    days: 1 | 7,
    onNewest?: (decision: Decision) => void,
  ): Promise<BackTest | null> {
    const ending = new AbortController();
    const trying = backTest(rule, {
      history,
      ...services.queryContext(),
      days,
      redaction: settings.current().history.redaction,
      now: clock.now(),
      signal: ending.signal,
      ...(onNewest === undefined ? {} : { onNewest }),
    });
    try {
      return await withDeadline(trying, COUNT_DEADLINE_MS, clock);
    } catch {
      return null;
    } finally {
      ending.abort();
    }
  }

  async function countDay(rule: Rule): Promise<BackTest | null> {
    const count = await tryOut(rule, 1);
    counted = { key: keyOf(rule), at: clock.now(), count };
    return count;
  }

  function dayOf(rule: Rule): Promise<BackTest | null> {
    const isKnown = counted?.key === keyOf(rule) && clock.now() - counted.at < COUNT_LASTS_MS;
    return isKnown ? Promise.resolve(counted?.count ?? null) : countDay(rule);
  }

  /** A text that is typed asks again and again, and only with other words. */
  async function findNewest(rule: Rule): Promise<Decision | null> {
    const key = keyOf(rule);
    if (newest.key === key && newest.decision !== null) return newest.decision;
    let decision: Decision | null = null;
    await tryOut(rule, 7, (found) => {
      decision = found;
    });
    newest = { key, decision };
    return decision;
  }

  return {
    tryOut: (rule: Rule, days: 1 | 7): Promise<BackTest | null> => tryOut(rule, days),
    countDay,
    dayOf,
    /** With the words of the rule as they are; `null` where nothing in seven days would have told. */
    async preview(rule: Rule): Promise<Example | null> {
      const decision = await findNewest(rule);
      if (decision === null) return null;
      const redact = createRedactor(settings.current().history.redaction);
      const context = toWordsContext(decision.serverId, services.queryContext(), redact);
      return { decision, words: toNotification({ ...decision, rule }, context) };
    },
  };
}

/** What a count depends on. */
function keyOf({ query, server, cooldownMs, timing, onlyIf, maxPerHour }: Rule): string {
  return JSON.stringify([query.trim(), server, cooldownMs, timing, onlyIf, maxPerHour]);
}
