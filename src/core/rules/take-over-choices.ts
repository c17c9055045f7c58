import * as z from 'zod';
import { LIMITS } from '../limits.ts';
import { quoteValue } from '../query/quote-value.ts';
import { DEFAULT_RULES } from './default-rules.ts';
import { PLAIN_RULE } from './rule-choices.ts';
import { ruleSchema, type Rule } from './rule.ts';

/** The choice for one event type in settings of version 4 and before. */
const choiceSchema = z.object({
  type: z.string().min(1).max(255),
  enabled: z.boolean(),
  /** Entity ids, `*` inside. Empty: any, and for `state_changed` none. */
  entities: z.array(z.string().min(1).max(255)).max(200),
  /** For `state_changed`: the new states. Empty: any. */
  toStates: z.array(z.string().min(1).max(255)).max(50),
  cooldownMs: z.number().int().min(0).max(86_400_000),
});
type Choice = z.infer<typeof choiceSchema>;

const choicesSchema = z.object({ choices: z.array(choiceSchema).max(500) }).loose();

/** The default choices of version 4 and before. */
const OLD_DEFAULTS: readonly string[] = [
  starter(
    'state_changed',
    [
      'binary_sensor.front_door*',
      'binary_sensor.*leak*',
      'binary_sensor.*smoke*',
      'binary_sensor.*carbon_monoxide*',
      'alarm_control_panel.*',
    ],
    ['on', 'triggered', 'open'],
  ),
  starter('timer.finished'),
  starter('tag_scanned'),
].map((choice) => JSON.stringify(choice));

/** A query has at most 4,000 characters and 200 terms. */
const MAX_GROUP_CHARS = 1_600;
const MAX_GROUP_TERMS = 95;
/** As many as the settings take. */
const MAX_TAKEN_OVER = 9_900;

/**
 * Turns the choices of old settings into equivalent rules, and unchanged default choices into the present default rules.
 * If the owner changed a default choice, its default rules are added switched off.
 *
 * @param notifications of the old settings; anything of another shape is passed on, and the schema refuses it
 */
export function takeOverChoices(notifications: unknown): unknown {
  const parsed = choicesSchema.safeParse(notifications);
  if (!parsed.success) return notifications;
  const { choices, ...rest } = parsed.data;
  const isUntouched = (choice: Choice): boolean => OLD_DEFAULTS.includes(JSON.stringify(choice));
  const own = choices.filter((choice) => !isUntouched(choice));
  const touched = new Set(own.map(({ type }) => type));
  const defaults = DEFAULT_RULES.map((rule) =>
    touched.has(typeOfDefault(rule)) ? { ...rule, enabled: false } : rule,
  );
  return { ...rest, rules: [...own.flatMap(toRules).slice(0, MAX_TAKEN_OVER), ...defaults] };
}

/**
 * Gives rules of settings of version 5 what they lacked: they told at once, whatever else was so. Those that came with
 * Porchlight have the level that they come with now.
 */
export function withTiming(rules: unknown): unknown {
  if (!Array.isArray(rules)) return rules;
  return rules.map((rule: unknown) => {
    if (typeof rule !== 'object' || rule === null) return rule;
    const ours = DEFAULT_RULES.find((each) => 'query' in rule && each.query === rule.query);
    const whole = { ...PLAIN_RULE, level: ours?.level ?? PLAIN_RULE.level, ...rule };
    return Object.fromEntries(Object.entries(whole).filter(([name]) => name in ruleSchema.shape));
  });
}

function starter(type: string, entities: string[] = [], toStates: string[] = []): Choice {
  return { type, enabled: true, entities, toStates, cooldownMs: LIMITS.defaultCooldownMs };
}

/** The type whose old default a rule of today stands for. */
function typeOfDefault({ query }: Rule): string {
  return /^type:(\S+)$/.exec(query)?.[1] ?? 'state_changed';
}

/** More than one where there are too many entities or states for one query. */
function toRules(choice: Choice, at: number): readonly Rule[] {
  const { type, entities, toStates, cooldownMs } = choice;
  const isChange = type === 'state_changed';
  const states = split(toStates.map(toState)).map((group) => oneOf('to', group));
  const queries = (isChange ? (states.length === 0 ? ['to:*'] : states) : ['']).flatMap((state) => {
    const start = `type:${quoteValue(type)} ${state}`.trim();
    const groups = split(entities.map(toPattern));
    return groups.length === 0 ? [start] : groups.map((group) => `${start} ${oneOf('entity', group)}`);
  });
  return queries.map((query, part) => ({
    id: `choice-${String(at + 1)}${part === 0 ? '' : `-${String(part + 1)}`}`,
    name: isChange ? 'Changes of state' : type.slice(0, 80),
    // Without entities a choice of `state_changed` matched nothing.
    enabled: choice.enabled && !(isChange && entities.length === 0),
    query,
    cooldownMs,
    ...PLAIN_RULE,
  }));
}

function toState(state: string): string {
  return quoteValue(state.trim() === '' ? state : state.trim());
}

/** A text that could be an entity id is a pattern; anything else was literal and matched nothing. */
function toPattern(entity: string): string {
  return /^[\w.*]+$/.test(entity) && !/^(?:AND|OR|NOT)$/.test(entity) ? entity : quoteValue(entity);
}

function oneOf(field: string, values: readonly string[]): string {
  const [only] = values;
  return values.length === 1 && only !== undefined ? `${field}:${only}` : `${field}:(${values.join(' OR ')})`;
}

/** Groups short enough for two of them in one query. */
function split(values: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let chars = 0;
  for (const value of values) {
    const group = groups.at(-1);
    chars += value.length + ' OR '.length;
    if (group !== undefined && chars <= MAX_GROUP_CHARS && group.length < MAX_GROUP_TERMS) {
      group.push(value);
    } else {
      groups.push([value]);
      chars = value.length;
    }
  }
  return groups;
}
