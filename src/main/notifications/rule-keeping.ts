import type { Clock } from '../../core/clock.ts';
import { guardedBy, watchedBy } from '../../core/rules/guarded.ts';
import { refuseFlood, refuseRule, refuseWords } from '../../core/rules/refuse-rule.ts';
import { MAX_RULES, ruleSchema, type Rule } from '../../core/rules/rule.ts';
import { refuseCalls, refuseHidden } from '../../core/rules/rule-calls.ts';
import type { Services } from '../app/services.ts';
import type { RequestHandlers } from '../ipc/request-gate.ts';
import { createHomeQuestions, type HomeQuestionsPorts } from './home-questions.ts';
import { createRuleTrials, type RuleTrials, type RuleTrialsPorts } from './rule-trials.ts';

/** The requests about rules. */
export type RuleKeeping = Pick<
  RequestHandlers,
  | 'saveRule'
  | 'agreeToRule'
  | 'removeRule'
  | 'restoreRule'
  | 'moveRule'
  | 'findSubjects'
  | 'readHome'
  | 'readRuleFacts'
  | 'readWatched'
  | 'tryRule'
  | 'previewRule'
>;

export interface RuleKeepingPorts extends RuleTrialsPorts {
  readonly settings: Pick<Services['settings'], 'current' | 'save'>;
  readonly monitor: Pick<Services['monitor'], 'states'>;
  readonly history: RuleTrialsPorts['history'] & HomeQuestionsPorts['history'];
}

export function createRuleKeeping(
  services: RuleKeepingPorts,
  clock: Clock,
  trials: RuleTrials = createRuleTrials(services, clock),
): RuleKeeping {
  const { settings, history } = services;
  let removed: { readonly rule: Rule; readonly at: number } | null = null;

  function rules(): readonly Rule[] {
    return settings.current().notifications.rules;
  }

  function change(next: readonly Rule[]): void {
    const current = settings.current();
    settings.save({ ...current, notifications: { ...current.notifications, rules: [...next] } });
  }

  /** If the query is unchanged, the rule is not refused for its matches: it may come from an earlier version. */
  function isKept({ id, query, server }: Rule): boolean {
    return rules().some((rule) => rule.id === id && rule.query === query && rule.server === server);
  }

  return {
    ...createHomeQuestions(services, clock),
    tryRule: (rule, days) => trials.look(rule, days),
    async previewRule(rule) {
      const found = await trials.preview(rule);
      return found === null ? null : { ...found.words, at: found.decision.at };
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
      const wrong = refuseWords(rule) ?? refuseCalls(rule) ?? (isUnconfirmed ? null : refuseHidden(rule));
      if (wrong !== null) return wrong;
      if (!isKept(rule)) {
        const refusal = refuseRule(rule) ?? refuseFlood(rule, await trials.count(rule, 1));
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
      const hidden = refuseHidden(stored);
      if (hidden !== null) return hidden;
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
      // A file may have brought it back meanwhile.
      if (!rules().some(({ id }) => id === rule.id)) change(rules().toSpliced(at, 0, rule));
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
    async readWatched(serverId) {
      const read = await services.monitor.states(serverId);
      if (read === null || (!read.isWhole && read.states.length === 0)) return null;
      const states = read.states.map((state) => ({ serverId, ...state }));
      return watchedBy(
        rules().filter(({ enabled, server }) => enabled && (server ?? serverId) === serverId),
        states,
        services.queryContext(),
      );
    },
    async readRuleFacts(rule) {
      const refusal = refuseRule(rule);
      if (refusal !== null) return { guarded: null, refusal };
      return {
        guarded: guardedBy(rule, await history.currentStates(rule.server ?? null), services.queryContext()),
        refusal: isKept(rule) ? null : refuseFlood(rule, trials.known(rule, 1)),
      };
    },
  };
}

/** The same for two rules that say the same. */
function toText(rule: Rule): string {
  return JSON.stringify(ruleSchema.parse(rule));
}
