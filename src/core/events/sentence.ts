import { describeCall } from './call-sentence.ts';
import { describeDevice } from './device-sentence.ts';
import type { HaEvent } from './event.ts';
import { readFailedLogin } from './failed-login.ts';
import { describeAutomation, describeLogbookEntry, describeScript, describeTimer } from './run-sentence.ts';
import { hideSecretPlaces } from './secret-places.ts';
import { toStateChange } from './state-change.ts';
import { describeStateChange } from './state-sentence.ts';
import { describeShoppingList, describeSystem } from './system-sentence.ts';
import { toLine } from './text.ts';
import { describePair, describeValue } from './value-words.ts';

/** Longest sentence, in code points. */
const MAX_SENTENCE_CHARS = 300;
/** Most members of a custom event in its sentence. */
const MAX_NAMED_PAIRS = 3;

/**
 * One English sentence for any event: safe for a single line, at most 300 characters, never with the value of a
 * member whose name or place says that it is a secret.
 */
export function describeEvent(event: HaEvent): string {
  const sentence = toLine(sentenceOf(hideSecretPlaces(event)), MAX_SENTENCE_CHARS);
  // An event type may consist of invisible characters only.
  return sentence === '' ? 'An event without a readable name' : sentence;
}

function sentenceOf(event: HaEvent): string {
  const failedLogin = readFailedLogin(event);
  if (failedLogin !== null) return `Failed login: ${describeValue(failedLogin, 200)}`;
  const change = toStateChange(event);
  if (change !== null) return describeStateChange(change);
  switch (event.event_type) {
    case 'call_service':
      return describeCall(event);
    case 'automation_triggered':
      return describeAutomation(event);
    case 'script_started':
      return describeScript(event);
    case 'logbook_entry':
      return describeLogbookEntry(event);
    case 'shopping_list_updated':
      return describeShoppingList(event);
    default:
      if (/^timer\.[a-z]+$/.test(event.event_type)) return describeTimer(event);
      return describeDevice(event) ?? describeSystem(event) ?? describeCustom(event);
  }
}

/** "custom_event: a = 1, unicode = zoë". The id of a device says nothing; its name stands beside the sentence. */
function describeCustom(event: HaEvent): string {
  const entries = Object.entries(event.data).filter(([key]) => key !== 'device_id');
  const pairs = entries.slice(0, MAX_NAMED_PAIRS).map(([key, value]) => describePair(key, value));
  const rest = entries.length - MAX_NAMED_PAIRS;
  const words = [...pairs, ...(rest > 0 ? [`${String(rest)} more`] : [])].join(', ');
  return words === '' ? event.event_type : `${event.event_type}: ${words}`;
}
