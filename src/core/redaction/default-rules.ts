/** Which values must not be stored or exported. */
export interface RedactionRules {
  /** Keys whose values are replaced, at any depth of `data`, compared without case; `*` allowed. */
  readonly keys: readonly string[];
  /** Bounded regular expressions; their matches in a text value are replaced. */
  readonly patterns: readonly string[];
}

/**
 * Codes of alarm panels and locks, passwords, tokens and keys, as actions and integrations of Home Assistant name them
 * (`code`: alarm_control_panel and lock; `usercode`: zwave_js; `webhook_id`: mobile_app and webhook triggers). A JSON web
 * token is what a long-lived access token and a signed path are (https://www.rfc-editor.org/rfc/rfc7519); `token=` stands
 * in the addresses of camera pictures.
 */
const FIRST_RULES: RedactionRules = {
  keys: [
    ...['code', 'user_code', 'usercode', 'access_code', 'pin', 'pin_code', 'pincode', 'passcode'],
    ...['otp', 'psk', '*password*', 'passwd', 'pwd', 'passphrase', 'token', 'tokens', '*_token'],
    ...['*accesstoken', '*refreshtoken', '*api_key', '*apikey', 'private_key', '*secret', 'secrets'],
    ...['secret_*', 'credential', 'credentials', 'authorization', 'cookie', 'set-cookie', 'webhook_id'],
    ...['webhook_url', 'cloudhook_url', 'x-ha-access'],
  ],
  patterns: [
    '\\beyJ[\\w-]{8,}\\.[\\w-]+\\.[\\w-]*',
    '\\bBearer [\\w.~+/=-]{8,}',
    '(?:token|password|api_key|apikey|secret)=[\\w.~%+-]+',
  ],
};

/**
 * Rules that were added later, also for owners who had changed theirs: codes of locks, keypads and alarms,
 * codes for pairing, and addresses that give access to anybody who knows them.
 */
export const ADDED_RULES: RedactionRules = {
  keys: [
    // Keymaster, Rental Control, alarm panels; `keypress` of envisalink and alarmdecoder is what is typed on the panel.
    ...['*_passcode', '*usercode', '*user_code', '*access_code', '*pin_code', '*_pin', 'slot_code'],
    ...['lock_code', 'alarm_code', 'entry_code', 'keypad_code', 'master_code', 'guest_code', 'code_value'],
    ...['arm_disarm_code', 'action_code', 'keypress', 'last_keypress', 'credential_data', 'door_code'],
    // Pairing: Zigbee, Z-Wave, Matter, HomeKit, Thread, ESPHome, Bluetooth.
    ...['install_code', 'qr_code', 'qr_code_string', 'qr_provisioning_information', 'dsk', 'setup_code'],
    ...['setup_payload', 'manual_pairing_code', 'pairing_code', 'network_key', '*_network_key', 'irk'],
    ...['*s0_legacy_key', '*s2_*_key', 'encryption_key', '*_psk', 'bindkey', 'bind_key', 'local_key', 'tlvs'],
    // Phones and browsers that are registered for notifications.
    ...['jwt', 'p256dh', 'push_id', 'pushid'],
  ],
  patterns: [
    // Answers of a sign-in by OAuth; shorter values are states and error codes.
    '\\b(?:code|state)=[\\w.~%/-]{16,}',
    '\\b(?:code|pin|user_code|access_code|usercode)=\\d{4,12}',
    '/api/(?:webhook|hls)/[\\w-]{8,}',
    'hooks\\.(?:nabu\\.casa|slack\\.com/services)/[\\w./-]{8,}',
    'discord(?:app)?\\.com/api/webhooks/[\\w/-]{8,}',
    '/api/homekit/pairingqr\\?[\\w-]{8,}',
    // Name and password in an address, such as that of a camera.
    '://[^\\s/@:]{1,64}:[^\\s/@]{1,128}@',
    // The token of a bot of Telegram, and the code that HomeKit shows.
    '\\d{8,10}:[\\w-]{35}',
    '\\b\\d{3}-\\d{2}-\\d{3}\\b',
    '\\b(?:pin|passcode|(?:alarm|door|access|entry|lock|verification|security) code)(?: is|:| =)? \\d{3,12}\\b',
  ],
};

/** The rules of a new owner. */
export const DEFAULT_REDACTION: RedactionRules = withRules(FIRST_RULES, ADDED_RULES);

/** The rules of an owner with those that they don't have yet. */
export function withRules(own: RedactionRules, more: RedactionRules): RedactionRules {
  return {
    keys: [...new Set([...own.keys, ...more.keys])],
    patterns: [...new Set([...own.patterns, ...more.patterns])],
  };
}
