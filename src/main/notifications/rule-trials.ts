import type { Clock } from '../../core/clock.ts';
import {
  countEvents,
  replayRule,
  toBackTest,
  toCount,
  TRIAL_LIMITS,
  type BackTest,
  type BackTestOptions,
  type Replay,
} from '../../core/rules/back-test.ts';
import { createRedactor } from '../../core/redaction/redact.ts';
import { toWordsContext } from '../../core/rules/due-words.ts';
import type { Decision } from '../../core/rules/engine.ts';
import type { RuleCount } from '../../core/rules/refuse-rule.ts';
import type { Rule } from '../../core/rules/rule.ts';
import { toNotification, type Notification } from '../../core/rules/wording.ts';
import type { Services } from '../app/services.ts';
import { withDeadline } from '../app/with-deadline.ts';

export type Days = 1 | 7;

const DAY_MS = 86_400_000;
/** A person who looks on gets what was found so far after this time. */
const LOOK_MS = 400;
/** Deadline of a result for which something waits. */
const WHOLE_MS = 5_000;
/** A trial that nobody asked for again ends; a result is true for so long. */
const KEPT_MS = 10_000;
const RESULT_LASTS_MS = 300_000;
/** Trials at once, and results kept. The one asked for longest ago gives way. */
const MAX_TRIALS = 8;

export interface RuleTrialsPorts extends Pick<Services, 'queryContext'> {
  readonly settings: Pick<Services['settings'], 'current'>;
  readonly history: BackTestOptions['history'];
}

/** The newest alert that a rule would have raised, and what it would have said. */
interface Example {
  readonly decision: Decision;
  readonly words: Notification;
}

interface Trial {
  readonly soFar: () => Replay;
  /** Events of that time. */
  readonly total: () => number;
  /** Resolves to false when it failed or was ended. */
  readonly whole: Promise<boolean>;
  /** Keeps it from ending for a while. */
  readonly hold: () => void;
  readonly end: () => void;
}

export type RuleTrials = ReturnType<typeof createRuleTrials>;

/** Tries rules on the events of the last days. Each question about the same rule continues the same trial. */
export function createRuleTrials({ history, settings, queryContext }: RuleTrialsPorts, clock: Clock) {
  const trials = new Map<string, Trial>();

  function begin(key: string, rule: Rule, days: Days): Trial {
    const ending = new AbortController();
    const { signal } = ending;
    const now = clock.now();
    const from = now - days * DAY_MS;
    let soFar: Replay = {
      matches: 0,
      alerts: 0,
      told: [],
      isFlood: false,
      unwatched: [],
      checkedUntil: from,
    };
    let total = 0;
    let undo: () => void = () => undefined;
    const endIn = (ms: number): void => {
      undo();
      undo = clock.after(ms, end);
    };
    function end(): void {
      undo();
      ending.abort();
      if (trials.get(key) === trial) trials.delete(key);
    }
    async function run(): Promise<boolean> {
      const onSoFar = (next: Replay): void => {
        soFar = next;
      };
      const options = { history, ...queryContext(), from, now, limits: TRIAL_LIMITS, signal, onSoFar };
      total = await countEvents(rule, from, options);
      const replay = await replayRule(rule, options);
      if (replay === null) return false;
      soFar = replay;
      endIn(RESULT_LASTS_MS);
      return true;
    }
    const trial: Trial = {
      soFar: () => soFar,
      total: () => total,
      whole: run()
        .catch(() => false)
        .then((isWhole) => {
          // One that failed is made again when it is asked for again.
          if (!isWhole) end();
          return isWhole;
        }),
      hold: () => {
        if (soFar.checkedUntil !== null) endIn(KEPT_MS);
      },
      end,
    };
    return trial;
  }

  function open(rule: Rule, days: Days): Trial {
    const key = keyOf(rule, days);
    const trial = trials.get(key) ?? begin(key, rule, days);
    trials.delete(key);
    trials.set(key, trial);
    const [oldest] = trials.values();
    if (trials.size > MAX_TRIALS) oldest?.end();
    trial.hold();
    return trial;
  }

  /** Whether all events were checked; `null` while they are not. */
  function wait(trial: Trial, ms: number): Promise<boolean | null> {
    return withDeadline(trial.whole, ms, clock).catch(() => null);
  }

  return {
    /** What was found so far, soon. Ask again while `checkedUntil` is not null. `null` where nothing can be found. */
    async look(rule: Rule, days: Days): Promise<BackTest | null> {
      const trial = open(rule, days);
      if ((await wait(trial, LOOK_MS)) === false) return null;
      const { redaction } = settings.current().history;
      const { told, ...soFar } = trial.soFar();
      // Its words may be others than when the trial began.
      const retold = told.map(({ decision, at }) => ({ decision: { ...decision, rule }, at }));
      return toBackTest({ ...soFar, told: retold }, trial.total(), { ...queryContext(), redaction });
    },
    /** How often the rule would have told; `null` where that can't be found or takes too long. */
    async count(rule: Rule, days: Days): Promise<RuleCount | null> {
      const trial = open(rule, days);
      if ((await wait(trial, WHOLE_MS)) !== true) return null;
      return toCount(trial.soFar(), trial.total());
    },
    /** That count, if it is known by now. */
    known(rule: Rule, days: Days): RuleCount | null {
      const trial = trials.get(keyOf(rule, days));
      const replay = trial?.soFar();
      return trial === undefined || replay?.checkedUntil !== null ? null : toCount(replay, trial.total());
    },
    /** The newest alert of seven days, with the words of the rule as they are; `null` where there is none. */
    async preview(rule: Rule): Promise<Example | null> {
      const trial = open(rule, 7);
      await wait(trial, WHOLE_MS);
      const decision = trial.soFar().told[0]?.decision;
      if (decision === undefined) return null;
      const redact = createRedactor(settings.current().history.redaction);
      const context = toWordsContext(decision.serverId, queryContext(), redact);
      return { decision, words: toNotification({ ...decision, rule }, context) };
    },
  };
}

/** What a trial depends on. */
function keyOf({ query, server, cooldownMs, timing, onlyIf, maxPerHour }: Rule, days: Days): string {
  return JSON.stringify([query.trim(), server, cooldownMs, timing, onlyIf, maxPerHour, days]);
}
