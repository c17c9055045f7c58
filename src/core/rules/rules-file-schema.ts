import * as z from 'zod';
import { DURATION_PATTERN } from './duration-text.ts';
import { ruleSchema } from './rule.ts';

/** Version of the shape below. A file of a newer one is refused whole. */
export const RULES_FILE_VERSION = 1;

/** More rules than settings can have. */
export const MAX_RULES_IN_FILE = 10_000;

/** Days as a file names them, as `Date` counts them. */
export const DAY_NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

/** Conditions without parts, in words. */
export const PLAIN_CONDITIONS = [
  'everybody is away',
  'the sun is up',
  'the sun is down',
  'this computer is locked',
  'this computer is in use',
] as const;

const { shape } = ruleSchema;
const text = z.string().min(1).max(255);
/** As `07:30`. */
const clock = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: 'needs a time of day, such as 07:30' });

const DURATION_HELP = 'needs a number and a unit, such as 10 min';
const COOLDOWN_HELP = 'needs a number and a unit, such as 5 min, or none';

function duration(description: string) {
  return z
    .string({ error: DURATION_HELP })
    .regex(DURATION_PATTERN, { error: DURATION_HELP })
    .exactOptional()
    .meta({ description, examples: ['30 s', '10 min', '1 h 30 min', '2 d'] });
}

/** A state. `is: 5` is a number to YAML, and `is: true` a truth value. */
const state = z.union([text, z.number(), z.boolean()]);
const states = z.union([state, z.array(state).min(1).max(50)]);

const stateCondition = z
  .strictObject({
    entity: text.meta({ description: 'Entity id: light.hall' }),
    is: states.exactOptional().meta({ description: 'One of these states' }),
    'is not': states.exactOptional().meta({ description: 'None of these states' }),
    server: text
      .exactOptional()
      .meta({ description: 'Name or address of its server; by default that of the event' }),
  })
  .meta({ description: 'A thing is in a state' });

const hoursCondition = z
  .strictObject({
    from: clock,
    to: clock.meta({ description: 'Not included. Earlier than from: over midnight' }),
    days: z
      .array(z.enum(DAY_NAMES))
      .min(1)
      .max(7)
      .exactOptional()
      .meta({ description: 'Without it, every day' }),
  })
  .meta({ description: 'Between two times of the day, local time' });

const plainCondition = z.enum(PLAIN_CONDITIONS);

/** The forms of a condition, by which member says which one it is. */
export const CONDITION_FORMS = {
  plain: plainCondition,
  entity: stateCondition,
  from: hoursCondition,
} as const;

const action = z.strictObject({
  label: z.string().min(1).max(40).meta({ description: 'What the button says' }),
  action: z
    .string()
    .regex(/^[a-z0-9_]{1,64}\.[a-z0-9_]{1,64}$/, { error: 'needs an action, such as light.turn_off' })
    .meta({ description: 'Action of Home Assistant: light.turn_off' }),
  target: text
    .exactOptional()
    .meta({ description: 'Entity id, or none; by default the thing that the event is about' }),
  data: z
    .union([z.record(z.string(), z.json()), z.string().max(4_000)])
    .exactOptional()
    .meta({ description: 'Further data of the action, or the same as a text of JSON' }),
});

/** One rule as a file says it. */
export const fileRuleSchema = z.strictObject({
  name: shape.name.meta({ description: 'Shown in the list and in notifications' }),
  id: shape.id.exactOptional().meta({
    description: 'By which an import knows the rule again. By default it is made from the name',
  }),
  enabled: shape.enabled.exactOptional().meta({ description: 'By default true' }),
  when: shape.query.meta({
    description: 'Which events, in the query language of the log',
    examples: ['entity:cover.garage_door to:open', 'class:door area:kitchen to:on'],
  }),
  server: text.exactOptional().meta({ description: 'Name or address of the only server that is meant' }),
  for: duration('It has stayed so for this time'),
  'silent for': duration('Nothing more was heard of a thing for this time'),
  times: z.number().int().min(2).max(100).exactOptional().meta({ description: 'So many times, within' }),
  within: duration('The time for times'),
  'only if': z
    .array(z.union([plainCondition, stateCondition, hoursCondition]))
    .max(10)
    .exactOptional()
    .meta({ description: 'All of them must hold' }),
  level: shape.level.exactOptional().meta({
    description:
      'quiet: only in the list. normal: the default. important: stays until closed. critical: urgent, with sound',
  }),
  cooldown: z
    .string({ error: COOLDOWN_HELP })
    .regex(new RegExp(`^none$|${DURATION_PATTERN.source}`), { error: COOLDOWN_HELP })
    .exactOptional()
    .meta({
      description: 'Silence after an alert about the same thing; by default 10 s',
      examples: ['none', '5 min'],
    }),
  'at most an hour': z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .exactOptional()
    .meta({ description: 'So many alerts' }),
  'snoozed until': z
    .union([z.string(), z.number()])
    .exactOptional()
    .meta({ description: 'Nothing is told before, such as 2026-12-24T18:00:00Z' }),
  says: shape.says.meta({ description: 'Its own words, with {{names}} of what the event says' }),
  sound: shape.sound.meta({ description: 'By default the sound of its level' }),
  shows: shape.shows.meta({ description: 'Camera or image whose picture is shown: camera.front_door' }),
  does: z.array(action).min(1).max(3).exactOptional().meta({ description: 'Buttons of the notification' }),
  'send to': z
    .array(text)
    .min(1)
    .max(5)
    .exactOptional()
    .meta({ description: 'Names of destinations in the settings to which it is sent as well' }),
  unconfirmed: shape.unconfirmed.meta({ description: 'It stays off until its owner has agreed' }),
});
export type FileRule = z.infer<typeof fileRuleSchema>;
export type FileCondition = NonNullable<FileRule['only if']>[number];

/** A whole file. */
export const rulesFileSchema = z
  .strictObject({
    version: z.literal(RULES_FILE_VERSION).meta({ description: 'Version of this format' }),
    rules: z.array(fileRuleSchema).max(MAX_RULES_IN_FILE).meta({ description: 'In the order of the list' }),
  })
  .meta({
    title: 'Rules of Porchlight',
    description: 'A file of rules for the desktop monitor of Home Assistant, as it exports and imports them',
  });

/** The published JSON schema, for editors. */
export function toRulesJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(rulesFileSchema, { io: 'input' });
}
