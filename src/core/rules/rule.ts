import * as z from 'zod';
import { SOUNDS } from '../history/alert.ts';

/** Rules that a person can make. Those that were taken over from earlier versions may be more. */
export const MAX_RULES = 500;

const DAY_MS = 86_400_000;
const waitMs = z
  .number()
  .int()
  .min(1_000)
  .max(7 * DAY_MS);
const id = z.string().min(1).max(64);
const text = z.string().min(1).max(255);
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);

/** When a rule tells of what matches. Times in milliseconds. */
const timingSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('at-once') }),
  /** It has matched, and nothing contrary came for so long. */
  z.strictObject({ kind: z.literal('for'), ms: waitMs }),
  /** Nothing that matches came of a thing for so long. */
  z.strictObject({ kind: z.literal('silent'), ms: waitMs }),
  /** So many matches of one thing within a time. */
  z.strictObject({
    kind: z.literal('times'),
    count: z.number().int().min(2).max(100),
    withinMs: waitMs.max(DAY_MS),
  }),
]);

/** What must be so at the moment of telling. */
const conditionSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('state'),
    /** Id of the entity's server; absent for the event's own. */
    server: id.exactOptional(),
    entity: text,
    is: z.enum(['in', 'not-in']),
    states: z.array(text).min(1).max(50),
  }),
  /** No `person.*` of the event's server is at home; where it has none, no `device_tracker.*`. */
  z.strictObject({ kind: z.literal('everybody-away') }),
  /** Local time, `to` excluded. Over midnight the day is that of the start; equal times are a whole day. 0 is Sunday. */
  z.strictObject({
    kind: z.literal('hours'),
    from: clock,
    to: clock,
    days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
  }),
  /** By `sun.sun` of the event's server. */
  z.strictObject({ kind: z.literal('sun'), is: z.enum(['up', 'down']) }),
  z.strictObject({ kind: z.literal('computer'), is: z.enum(['locked', 'in-use']) }),
]);

/** A text with `{{names}}` of what the event says: see `template.ts`. */
const template = (max: number) => z.string().min(1).max(max);

/** A button of the notification that calls an action of Home Assistant, as `POST /api/services/<domain>/<action>`. */
const actionSchema = z.strictObject({
  label: z.string().min(1).max(40),
  action: z.string().regex(/^[a-z0-9_]{1,64}\.[a-z0-9_]{1,64}$/),
  /** Entity id; absent for the thing that the event is about, `none` for nothing in particular. */
  target: text.exactOptional(),
  /** A JSON object; absent for none. */
  data: z.string().max(4_000).exactOptional(),
});

/** One wish to be told: which events, when, and how often at most. Any number of rules may be about one thing. */
export const ruleSchema = z.strictObject({
  id,
  /** Shown in the list and in notifications. */
  name: z.string().min(1).max(80),
  enabled: z.boolean(),
  /** Which events, in the query language. A `state_changed` counts only when the state itself became another. */
  query: z.string().min(1).max(4_000),
  /** Id of the server whose events are meant; absent for all. */
  server: id.exactOptional(),
  /** Silence after an alert about the same thing. */
  cooldownMs: z.number().int().min(0).max(DAY_MS),
  timing: timingSchema,
  /** All of them must hold. */
  onlyIf: z.array(conditionSchema).max(10).readonly(),
  level: z.enum(['quiet', 'normal', 'important', 'critical']),
  maxPerHour: z.number().int().min(1).max(1_000).nullable(),
  /** Epoch ms until which its owner wants to hear nothing of it; absent where that was never asked for. */
  snoozedUntil: z.number().int().nonnegative().exactOptional(),
  /** Its own words; what is absent is made from the event. */
  says: z
    .strictObject({ title: template(200).exactOptional(), body: template(1_000).exactOptional() })
    .exactOptional(),
  /** Absent: the sound of its level. */
  sound: z.enum(SOUNDS).exactOptional(),
  /** Entity id of a `camera.*` or an `image.*`, whose picture is shown. */
  shows: z
    .string()
    .regex(/^(?:camera|image)\.[a-z0-9_]{1,200}$/)
    .exactOptional(),
  /** Buttons beside the usual ones, in their order. */
  does: z.array(actionSchema).min(1).max(3).readonly().exactOptional(),
  /** Ids of the destinations in the settings to which it is sent as well. */
  sendTo: z.array(id).min(1).max(5).readonly().exactOptional(),
  /** It came in a file and acts outside of this computer. It stays off until its owner has agreed. */
  unconfirmed: z.literal(true).exactOptional(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** What must be so at the moment of telling. */
export type Condition = Rule['onlyIf'][number];
