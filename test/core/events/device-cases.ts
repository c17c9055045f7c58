import { BUTTON_CASES, type DeviceCase } from './button-cases.ts';

/** All of them. */
export const DEVICE_CASES: readonly DeviceCase[] = [
  ...BUTTON_CASES,
  // nest, netatmo
  [
    'nest_event',
    { device_id: 'n', type: 'doorbell_chime', timestamp: '2026-11-21T06:00:00Z', nest_event_id: 'x' },
    'Nest: somebody rang',
  ],
  [
    'nest_event',
    { device_id: 'n', type: 'camera_person', timestamp: '', nest_event_id: 'x', zones: ['Gate'] },
    'Nest: a person was seen, in Gate',
  ],
  [
    'netatmo_event',
    { type: 'person', data: { camera_name: 'Hall', name: 'Robin', is_known: true }, device_id: 'n' },
    'Netatmo Hall: Robin was seen',
  ],
  ['netatmo_event', { type: 'tag_open', data: { home_name: 'Home' } }, 'Netatmo Home: a door tag opened'],
  // telegram_bot, imap, feedreader, folder_watcher
  [
    'telegram_text',
    {
      id: 311,
      user_id: 12_345,
      from_first: 'Robin',
      from_last: 'Doe',
      chat_id: -100_123,
      text: 'Lights off please',
    },
    'Telegram: Robin wrote "Lights off please"',
  ],
  [
    'telegram_command',
    { user_id: 1, from_first: 'Robin', chat_id: 2, command: '/light', args: ['hall', 'on'] },
    'Telegram: Robin sent "/light hall on"',
  ],
  [
    'telegram_callback',
    { chat_id: 1, from_first: 'Robin', data: '/open_gate', command: '/open_gate', args: [] },
    'Telegram: Robin pressed "/open_gate"',
  ],
  [
    'imap_content',
    {
      server: 'imap.example.org',
      username: 'robin@example.org',
      sender: 'post@example.org',
      subject: 'Parcel',
      text: 'Your parcel arrives today',
    },
    'E-mail "Parcel" from post@example.org',
  ],
  [
    'feedreader',
    {
      title: 'Release',
      link: 'https://www.example.org/a?key=1',
      feed_url: 'https://u:p@www.example.org/feed?token=x',
    },
    'New article "Release" from www.example.org',
  ],
  [
    'folder_watcher',
    { event_type: 'created', path: '/share/a.jpg', file: 'a.jpg', folder: '/share' },
    'File a.jpg was created',
  ],
  // mobile_app, ios, homekit, alexa, google_assistant, nodered, assist
  [
    'mobile_app_notification_action',
    { action: 'REPLY', reply_text: 'Coming home', tag: 'door', device_id: 'p' },
    'Phone: "REPLY" was pressed with "Coming home", about door',
  ],
  [
    'ios.zone_entered',
    { sourceDeviceName: "Anna's phone", zone: 'zone.school' },
    "Anna's phone arrived at School",
  ],
  ['android.zone_exited', { device_id: 'p', zone: 'zone.home' }, 'Phone left Home'],
  [
    'homekit_tv_remote_key_pressed',
    { key_name: 'arrow_up', entity_id: 'media_player.tv' },
    'Apple remote: arrow up for Tv',
  ],
  [
    'google_assistant_command',
    {
      request_id: '1',
      entity_id: ['light.hall', 'light.desk'],
      execution: [{ command: 'action.devices.commands.OnOff', params: { on: true } }],
      source: 'cloud',
    },
    'Google Assistant sent the command OnOff for Hall and Desk',
  ],
  [
    'alexa_smart_home',
    {
      request: { namespace: 'Alexa.PowerController', name: 'TurnOn', entity_id: 'light.hall' },
      response: {},
    },
    'Alexa asked for TurnOn for Hall',
  ],
  ['nodered_loaded', {}, 'Node-RED is ready'],
  ['assist_pipeline_event', { device_id: 'v' }, 'Assist: a voice command is recorded'],
  // locks and alarms
  ['nuki_event', { entity_id: 'lock.front_door', type: 'ring' }, 'Front door: ring'],
  [
    'SIMPLISAFE_EVENT',
    { last_event_info: 'Door opened', last_event_sensor_name: 'Front', system_id: 1 },
    'SimpliSafe Front: Door opened',
  ],
  ['abode_alarm', { device_name: 'Hall', device_id: '1' }, 'Abode Hall: alarm'],
  ['ecovacs_error', { entity_id: 'vacuum.robby', error: 'wheel stuck' }, 'Robby: error wheel stuck'],
  [
    'device_tracker_new_device',
    { entity_id: 'device_tracker.x', host_name: 'laptop', mac: '00:11' },
    'New device on the network: laptop',
  ],
];
