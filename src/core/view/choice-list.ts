import type { EventTypeView } from '../ipc/overview.ts';
import { LIMITS } from '../limits.ts';
import type { NotificationChoice } from '../settings/settings.ts';

/** "Alert me about this": the type of a row, and what it was about. */
export interface ChoiceRequest {
  readonly type: string;
  /** Subject of the row; counts only where it is an entity id. */
  readonly subject: string;
}

/** A choice that says nothing yet. */
export function newChoice(type: string): NotificationChoice {
  return { type, enabled: false, entities: [], toStates: [], cooldownMs: LIMITS.defaultCooldownMs };
}

/** True for `domain.object_id`, as Home Assistant writes it. */
export function isEntityId(text: string): boolean {
  return /^[a-z0-9_]+\.[a-z0-9_]+$/.test(text);
}

/** The choice that also covers what was asked for. One that covers all entities already is only switched on. */
export function withRequest(
  existing: NotificationChoice | undefined,
  request: ChoiceRequest,
): NotificationChoice {
  const choice = existing ?? newChoice(request.type);
  const named = isEntityId(request.subject) && request.type !== 'call_service';
  const coversAll = existing?.entities.length === 0 && request.type !== 'state_changed';
  const entities =
    !named || coversAll || choice.entities.includes(request.subject)
      ? choice.entities
      : [...choice.entities, request.subject];
  return { ...choice, entities, enabled: true };
}

/** First order of the list: chosen types, then those seen by count, then those that are only known. */
export function firstOrder(
  types: readonly EventTypeView[],
  choices: readonly NotificationChoice[],
): readonly string[] {
  const chosen = new Set(choices.map(({ type }) => type));
  const rank = ({ type, count }: EventTypeView): number => (chosen.has(type) ? 0 : count > 0 ? 1 : 2);
  const listed = types.toSorted((a, b) => rank(a) - rank(b) || b.count - a.count).map(({ type }) => type);
  return [...choices.map(({ type }) => type).filter((type) => !listed.includes(type)), ...listed];
}

/** The order of before with newly seen types at the end, so that nothing jumps under the pointer. */
export function laterOrder(
  order: readonly string[],
  types: readonly EventTypeView[],
  choices: readonly NotificationChoice[],
): readonly string[] {
  const known = new Set(order);
  const added = [...types, ...choices].map(({ type }) => type).filter((type) => !known.has(type));
  return added.length === 0 ? order : [...order, ...new Set(added)];
}

/** Cool-downs on offer, with the one in use among them. Milliseconds. */
export function cooldownOptions(currentMs: number): readonly number[] {
  const offered = [0, 10_000, 60_000, 300_000, 900_000, 3_600_000, 86_400_000];
  return offered.includes(currentMs) ? offered : [...offered, currentMs].toSorted((a, b) => a - b);
}
