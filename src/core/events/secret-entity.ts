import { domainOf } from './entity-name.ts';

/** Endings of entity names whose state is a code, from integrations for locks, alarms and Wi-Fi. */
const CODE_NAME =
  /(?:^|_)(?:passcode|pin_?code|password|passphrase|usercode|(?:user|access|door|alarm|lock|entry|keypad|slot|action|guest|master)_code|code_slot_\d+)(?:_\d+)?(?:_pin)?$/;

/** A sensor's `gpio_pin` is not a secret, but the value of a text field with that name is. */
const PIN_NAME = /(?:^|_)pins?(?:_\d+)?$/;

const TYPED: ReadonlySet<string> = new Set(['text', 'input_text', 'input_number']);
const SHOWN: ReadonlySet<string> = new Set(['sensor', 'number', 'event']);

/**
 * True for an entity whose state is a code or a password, by its name: the text fields and sensors of keymaster and of Lock
 * Code Manager (`text.front_door_code_slot_1_pin`, `sensor.front_door_code_slot_1`), and the `action_code` of a keypad of
 * Zigbee2MQTT.
 */
export function isSecretEntity(entityId: string): boolean {
  const domain = domainOf(entityId);
  if (!TYPED.has(domain) && !SHOWN.has(domain)) return false;
  const name = entityId.slice(domain.length + 1).toLowerCase();
  return CODE_NAME.test(name) || (TYPED.has(domain) && PIN_NAME.test(name));
}
