import { domainOf } from './entity-name.ts';

/** How the integrations that manage locks, alarms and Wi-Fi end the names of entities whose state is a code. */
const CODE_NAME =
  /(?:^|_)(?:passcode|pin_?code|password|passphrase|usercode|(?:user|access|door|alarm|lock|entry|keypad|slot|action|guest|master)_code|code_slot_\d+)(?:_\d+)?(?:_pin)?$/;

/** `gpio_pin` of a sensor is no secret, but what a person types into a field named so is. */
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
