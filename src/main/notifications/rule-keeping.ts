import type { Clock } from '../../core/clock.ts';
import { backTest, type BackTest } from '../../core/rules/back-test.ts';
import { createRedactor } from '../../core/redaction/redact.ts';
import { toWordsContext } from '../../core/rules/due-words.ts';
import type { Decision } from '../../core/rules/engine.ts';
import { guardedBy } from '../../core/rules/guarded.ts';
import { listThings } from '../../core/rules/home-things.ts';
import { refuseFlood, refuseRule, refuseWords } from '../../core/rules/refuse-rule.ts';
import { MAX_RULES, ruleSchema, type Rule } from '../../core/rules/rule.ts';
import { refuseCalls } from '../../core/rules/rule-calls.ts';
import { toNotification } from '../../core/rules/wording.ts';
import type { Services } from '../app/services.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';
import { withDeadline } from '../app/with-deadline.ts';

/** The requests about rules. */
export type RuleKeeping = Pick<
  RequestHandlers,
  | 'saveRule'
  | 'agreeToRule'
  | 'removeRule'
  | 'restoreRule'
  | 'moveRule'
  | 'listThings'
  | 'readRuleFacts'
  | 'tryRule'
  | 'previewRule'
>;

/** Deadline of the count, for which a person waits. */
const COUNT_DEADLINE_MS = 5_000;
/** A count is true of a rule for so long. */
const COUNT_LASTS_MS = 300_000;

export interface RuleKeepingPorts extends Pick<Services, 'queryContext'> {
  readonly settings: Pick<Services['settings'], 'current' | 'save'>;
  readonly history: Pick<Services['history'], 'search' | 'histogram' | 'currentStates' | 'connectionSpans'>;
}

export function createRuleKeeping(services: RuleKeepingPorts, clock: Clock): RuleKeeping {
  const { settings, history } = services;
  /** The newest alert that a rule would have raised, and what of the rule that depends on. */
  let newest: { readonly key: string; readonly decision: Decision | null } = { key: '', decision: null };
  /** The last count of a day, which is asked for again when that rule is kept. */
  let counted: { readonly key: string; readonly at: number; readonly count: BackTest | null } | null = null;
  let removed: { readonly rule: Rule; readonly at: number } | null = null;

  function rules(): readonly Rule[] {
    return settings.current().notifications.rules;
  }

  function change(next: readonly Rule[]): void {
    const current = settings.current();
    settings.save({ ...current, notifications: { ...current.notifications, rules: [...next] } });
  }

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

  /** If the query is unchanged, the rule is not refused for its matches: it may come from an earlier version. */
  function isKept({ id, query, server }: Rule): boolean {
    return rules().some((rule) => rule.id === id && rule.query === query && rule.server === server);
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
    tryRule: (rule, days) => tryOut(rule, days),
    async previewRule(rule) {
      const decision = await findNewest(rule);
      if (decision === null) return null;
      const redact = createRedactor(settings.current().history.redaction);
      const context = toWordsContext(decision.serverId, services.queryContext(), redact);
      return { ...toNotification({ ...decision, rule }, context), at: decision.at };
    },
    async saveRule(asked) {
      const stored = rules().find(({ id }) => id === asked.id);
      const isUnconfirmed = asked.unconfirmed === true || stored?.unconfirmed === true;
      if (stored?.unconfirmed === true && asked.enabled)
        return 'This rule came from a file. Look at it, and agree to it, before it runs.';
      // Only `agreeToRule` takes the mark away.
      const rule: Rule = isUnconfirmed ? { ...asked, enabled: false, unconfirmed: true } : asked;
      const isNew = !rules().some(({ id }) => id === rule.id);
      if (isNew && rules().length >= MAX_RULES) {
        return `There are ${String(MAX_RULES)} rules already. Delete one first.`;
      }
      const wrong = refuseWords(rule) ?? refuseCalls(rule);
      if (wrong !== null) return wrong;
      if (!isKept(rule)) {
        const refusal = refuseRule(rule) ?? refuseFlood(rule, await dayOf(rule));
        if (refusal !== null) return refusal;
      }
      // The list may have changed during the count.
      const known = rules().some(({ id }) => id === rule.id);
      change(known ? rules().map((each) => (each.id === rule.id ? rule : each)) : [rule, ...rules()]);
      return null;
    },
    agreeToRule(seen) {
      const stored = rules().find(({ id }) => id === seen.id);
      if (stored === undefined) return 'The rule is not there any more.';
      if (toText(stored) !== toText(seen)) return 'The rule has changed meanwhile. Look at it again.';
      const wrong = refuseCalls(stored);
      if (wrong !== null) return wrong;
      const agreed: Rule = { ...stored, enabled: true };
      delete agreed.unconfirmed;
      change(rules().map((each) => (each === stored ? agreed : each)));
      return null;
    },
    removeRule(id) {
      const at = rules().findIndex((rule) => rule.id === id);
      const rule = rules()[at];
      if (rule !== undefined) {
        removed = { rule, at };
        change(rules().filter((each) => each !== rule));
      }
      return null;
    },
    restoreRule() {
      if (removed === null) return null;
      const { rule, at } = removed;
      removed = null;
      change(rules().toSpliced(at, 0, rule));
      return null;
    },
    moveRule(id, to) {
      const rule = rules().find((each) => each.id === id);
      if (rule !== undefined)
        change(
          rules()
            .filter((each) => each !== rule)
            .toSpliced(to, 0, rule),
        );
      return null;
    },
    async listThings() {
      const { serverNames, registries } = services.queryContext();
      const things = listThings(await history.currentStates(null), registries);
      // The states of a server that was removed are kept for a while.
      return things.filter(({ serverId }) => serverNames.has(serverId));
    },
    async readRuleFacts(rule) {
      const refusal = refuseRule(rule);
      if (refusal !== null) return { lastDay: null, guarded: null, refusal };
      const lastDay = await countDay(rule);
      return {
        lastDay,
        guarded: guardedBy(rule, await history.currentStates(rule.server ?? null), services.queryContext()),
        refusal: isKept(rule) ? null : refuseFlood(rule, lastDay),
      };
    },
  };
}

/** The same for two rules that say the same. */
function toText(rule: Rule): string {
  return JSON.stringify(ruleSchema.parse(rule));
}

/** What a count depends on. */
function keyOf({ query, server, cooldownMs, timing, onlyIf, maxPerHour }: Rule): string {
  return JSON.stringify([query.trim(), server, cooldownMs, timing, onlyIf, maxPerHour]);
}
