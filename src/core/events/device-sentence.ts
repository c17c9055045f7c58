import { BUSES } from './devices/buses.ts';
import { HOUSE } from './devices/house.ts';
import { MESSAGES, PHONES_AND_ASSISTANTS } from './devices/messages.ts';
import { deviceName, list, say, spoken, type Describe } from './devices/parts.ts';
import { describePress } from './devices/press-words.ts';
import { REMOTES } from './devices/remotes.ts';
import type { HaEvent } from './event.ts';
import { readField, type WireRecord } from './read-field.ts';

const SENTENCES: ReadonlyMap<string, Describe> = new Map(
  Object.entries({ ...REMOTES, ...BUSES, ...MESSAGES, ...PHONES_AND_ASSISTANTS, ...HOUSE }),
);

/** A sentence about a device, a phone, a message or an assistant; `null` for other events. */
export function describeDevice(event: HaEvent): string | null {
  const describe = SENTENCES.get(event.event_type);
  if (describe !== undefined) return describe(event.data);
  const [type, { data }] = [event.event_type, event];
  if (type.startsWith('sia_event_'))
    return say('Alarm panel', '', list(spoken(data, 'message'), spoken(data, 'ri')));
  return isPressed(type, data) ? describeUnknownButton(type, data) : null;
}

/** Custom integrations and ESPHome devices name what a button did in one of these. */
const DID = ['click_type', 'button_type', 'action', 'gesture', 'command'];

/** True for the event of a device that says what was pressed, of an integration that is not in the list. */
function isPressed(type: string, data: WireRecord): boolean {
  return (
    /(?:_|\.)(?:event|click|button|press|pressed|action)$/.test(type) &&
    typeof readField(data, 'device_id') === 'string' &&
    DID.some((key) => spoken(data, key) !== '')
  );
}

function describeUnknownButton(type: string, data: WireRecord): string {
  const did = DID.map((key) => readField(data, key)).find((value) => value !== undefined && value !== null);
  const button = spoken(data, 'button') || spoken(data, 'subtype') || spoken(data, 'channel');
  return say(type, deviceName(data), list(button === '' ? '' : `button ${button}`, describePress(did)));
}
