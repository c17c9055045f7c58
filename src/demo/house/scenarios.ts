import { LIGHT_IDS, USER_IDS } from './entities.ts';
import { pickOne } from './seeded-random.ts';
import { act, report, reportIn, seconds, type Scenario } from './scenario.ts';

/** A person comes or goes through the front door. */
export const openFrontDoor: Scenario = (stage) => {
  report(stage, 'binary_sensor.front_door', 'on');
  reportIn(stage, [1.2, 2.4], 'binary_sensor.hall_motion', 'on');
  reportIn(stage, [5, 9], 'binary_sensor.front_door', 'off');
  reportIn(stage, [14, 20], 'binary_sensor.hall_motion', 'off');
};

/** A person passes a motion sensor; after a while the sensor turns off. */
export const walkThrough: Scenario = (stage) => {
  const room = pickOne(stage.core.random, [
    'hall',
    'kitchen',
    'kitchen',
    'living_room',
    'landing',
    'bathroom',
    'kids_room',
  ]);
  report(stage, `binary_sensor.${room}_motion`, 'on');
  reportIn(stage, [12, 40], `binary_sensor.${room}_motion`, 'off');
};

/** A person switches a lamp, so the context names the user. */
export const switchLamp: Scenario = (stage) => {
  const lamp = pickOne(stage.core.random, [
    'zoes_lamp',
    'sofa_lamp',
    'study_desk',
    'dining_table',
    'bedside_left',
  ]);
  const person = pickOne(stage.core.random, ['zoe', 'zoe', 'tom'] as const);
  act(stage, person, 'light.toggle', { entity_id: `light.${lamp}` });
};

/** @param media_duration seconds */
const toTrack = (
  media_artist: string,
  media_title: string,
  media_album_name: string,
  media_duration: number,
) => ({ media_content_type: 'music', media_artist, media_title, media_album_name, media_duration });

const TRACKS = [
  toTrack('Sigur Rós', 'Hoppípolla', 'Takk…', 268),
  toTrack('Beyoncé', 'Halo', 'I Am… Sasha Fierce', 261),
  toTrack('坂本龍一', 'Merry Christmas Mr. Lawrence', '1996', 284),
  toTrack('Nina Simone', 'Feeling Good', 'I Put a Spell on You', 178),
] as const;

const SPEAKER = 'media_player.living_room';

/** Music starts, or the next track does, or it stops. */
export const playMusic: Scenario = (stage) => {
  const isPlaying = stage.core.getState(SPEAKER)?.state === 'playing';
  if (isPlaying && stage.core.random() < 0.35) {
    act(stage, 'zoe', 'media_player.media_pause', { entity_id: SPEAKER });
    return;
  }
  if (!isPlaying) act(stage, 'zoe', 'media_player.media_play', { entity_id: SPEAKER });
  report(stage, SPEAKER, 'playing', pickOne(stage.core.random, TRACKS));
};

/** A person turns the heating up or down by half a degree. */
export const turnThermostat: Scenario = (stage) => {
  const wanted = Number(stage.core.getState('climate.living_room')?.attributes['temperature'] ?? 20.5);
  const temperature =
    wanted >= 21.5 ? wanted - 0.5 : wanted <= 19 || stage.core.random() < 0.5 ? wanted + 0.5 : wanted - 0.5;
  act(stage, 'tom', 'climate.set_temperature', { entity_id: 'climate.living_room', temperature });
};

/** The washing machine runs its programme; an automation notifies when it is done. */
export const doLaundry: Scenario = (stage) => {
  if (stage.core.getState('sensor.washing_machine')?.state !== 'idle') return;
  const power = 'sensor.washing_machine_power';
  report(stage, 'sensor.washing_machine', 'washing');
  report(stage, power, '1842.6');
  reportIn(stage, [15, 25], power, '212.3');
  stage.later(seconds(stage, 30, 40), () => {
    report(stage, 'sensor.washing_machine', 'spinning');
    report(stage, power, '467.9');
  });
  stage.later(seconds(stage, 50, 60), () => {
    report(stage, power, '0.4');
    report(stage, 'sensor.washing_machine', 'finished');
  });
  reportIn(stage, [90, 120], 'sensor.washing_machine', 'idle');
};

/** A battery runs down below the warning level; later a person replaces it. */
export const drainBattery: Scenario = (stage) => {
  report(stage, 'sensor.garage_remote_battery', '14');
  reportIn(stage, [100, 140], 'sensor.garage_remote_battery', '100');
};

/** Water under the washing machine: the valve closes by itself, a person opens it again. */
export const leakWater: Scenario = (stage) => {
  report(stage, 'binary_sensor.washing_machine_leak', 'on');
  reportIn(stage, [25, 40], 'binary_sensor.washing_machine_leak', 'off');
  stage.later(seconds(stage, 50, 60), () => {
    act(stage, 'zoe', 'valve.open_valve', { entity_id: 'valve.main_water' });
  });
};

/**
 * A person tries a wrong password. A home reports it only in its log, which is on the event bus if the owner has
 * `system_log: fire_event: true`, as here.
 */
export const failLogin: Scenario = ({ core }) => {
  const loggedAt = Date.parse(core.timestamp()) / 1_000;
  const logged = {
    name: 'homeassistant.components.http.ban',
    message: [
      "Login attempt or request with invalid authentication from 192.168.1.66 (192.168.1.66). Requested URL: '/auth/token'. (curl/8.5.0)",
    ],
    level: 'WARNING',
    source: ['components/http/ban.py', 138],
    timestamp: loggedAt,
    exception: '',
    count: 1,
    first_occurred: loggedAt,
  };
  core.fire('system_log_event', logged, core.newContext());
};

/** A timer for boiled eggs, shorter than a real one. */
export const boilEggs: Scenario = (stage) => {
  if (stage.core.getState('timer.eggs')?.state === 'active') return;
  act(stage, 'zoe', 'timer.start', { entity_id: 'timer.eggs' });
  stage.later(seconds(stage, 30, 45), () => {
    const { core } = stage;
    const context = core.newContext();
    core.setState('timer.eggs', 'idle', context);
    core.fire('timer.finished', { entity_id: 'timer.eggs', finished_at: core.timestamp() }, context);
  });
};

/** A phone scans the tag beside the coffee machine; an automation runs a script. */
export const scanTag: Scenario = (stage) => {
  const { core } = stage;
  const data = {
    tag_id: 'c0ffee00-7a1d-4f3e-9b52-8d6f0e21a7c4',
    name: 'Coffee corner',
    device_id: '7d1f2c8e94b04a6fb35e0c91d2a86f47',
  };
  core.fire('tag_scanned', data, core.newContext({ userId: USER_IDS.zoe }));
  reportIn(stage, [30, 50], 'switch.coffee_machine', 'off');
};

/** A new version of Home Assistant is found, and installed a good while later. */
export const findUpdate: Scenario = (stage) => {
  report(stage, 'update.home_assistant_core_update', 'on', { latest_version: '2024.4.0' });
  reportIn(stage, [150, 200], 'update.home_assistant_core_update', 'off', { latest_version: '2024.3.3' });
};

/** Tom's phone reaches the house, or leaves it; his person and the zone follow in the same context. */
export const comeOrGo: Scenario = ({ core }) => {
  const where = core.getState('person.tom')?.state === 'home' ? 'not_home' : 'home';
  const context = core.newContext();
  core.setState('device_tracker.toms_phone', where, context);
  core.setState('person.tom', where, context);
  const persons = where === 'home' ? ['person.zoe', 'person.tom'] : ['person.zoe'];
  core.setState('zone.home', String(persons.length), context, { persons });
};

/** A scene switches more than twenty lamps in one instant: all bright, or dim when most were bright. */
export const setScene: Scenario = (stage) => {
  const lit = LIGHT_IDS.filter((id) => stage.core.getState(id)?.state === 'on').length;
  const scene = lit > LIGHT_IDS.length / 2 ? 'scene.movie_night' : 'scene.bright_evening';
  act(stage, 'tom', 'scene.turn_on', { entity_id: scene });
};

/** The end of each round: all lamps go off and the door is locked. */
export const sayGoodNight: Scenario = (stage) => {
  act(stage, 'zoe', 'script.good_night', {});
};

/** A sensor loses its radio link for a while. */
export const loseSensor: Scenario = (stage) => {
  const last = stage.core.getState('sensor.bedroom_temperature')?.state;
  if (last === undefined || last === 'unavailable') return;
  report(stage, 'sensor.bedroom_temperature', 'unavailable');
  reportIn(stage, [15, 30], 'sensor.bedroom_temperature', last);
};

/** Somebody rings at the front door. */
export const ringDoorbell: Scenario = (stage) => {
  report(stage, 'event.doorbell', stage.core.timestamp(), { event_type: 'ring' });
};

/** The garage door is forgotten for longer than a car needs. */
export const forgetGarage: Scenario = (stage) => {
  report(stage, 'cover.garage_door', 'open');
};
export const closeGarage: Scenario = (stage) => {
  report(stage, 'cover.garage_door', 'closed');
};

/** Both people leave, or are back. */
const goOut =
  (where: 'home' | 'not_home'): Scenario =>
  ({ core }) => {
    const context = core.newContext();
    for (const id of Object.keys(USER_IDS)) {
      core.setState(`device_tracker.${id}s_phone`, where, context);
      core.setState(`person.${id}`, where, context);
    }
    const persons = where === 'home' ? Object.keys(USER_IDS).map((id) => `person.${id}`) : [];
    core.setState('zone.home', String(persons.length), context, { persons });
  };
export const leaveHome = goOut('not_home');
export const comeHome = goOut('home');

/** Something moves in a room where nobody should be. */
export const moveInKidsRoom: Scenario = (stage) => {
  report(stage, 'binary_sensor.kids_room_motion', 'off');
  report(stage, 'binary_sensor.kids_room_motion', 'on');
};

/** A person comes downstairs. */
export const walkIntoHall: Scenario = (stage) => {
  report(stage, 'binary_sensor.hall_motion', 'off');
  report(stage, 'light.hall', 'off');
  report(stage, 'binary_sensor.hall_motion', 'on');
};

/** A door or window other than the front door opens for a moment. */
export const airTheRoom: Scenario = (stage) => {
  const id = pickOne(stage.core.random, ['binary_sensor.back_door', 'binary_sensor.kitchen_window']);
  report(stage, id, 'on');
  reportIn(stage, [10, 30], id, 'off');
};

/** The garage door opens, and closes again. */
export const openGarage: Scenario = (stage) => {
  report(stage, 'cover.garage_door', 'open');
  reportIn(stage, [30, 50], 'cover.garage_door', 'closed');
};

/** What is in each round, so that a newcomer sees it within minutes, although it is rare in a home. */
export const RARE: ReadonlySet<Scenario> = new Set([
  leakWater,
  drainBattery,
  failLogin,
  findUpdate,
  loseSensor,
  ringDoorbell,
]);

/** One round of the day except its end: each scenario as often as it is listed here, shuffled each time. */
export const SCENARIOS: readonly Scenario[] = [
  ...Array.from({ length: 5 }, () => walkThrough),
  ...Array.from({ length: 3 }, () => switchLamp),
  ...[openFrontDoor, airTheRoom, playMusic, playMusic, turnThermostat, doLaundry, boilEggs, scanTag],
  ...[comeOrGo, leakWater, drainBattery, failLogin, findUpdate, loseSensor, openGarage, ringDoorbell],
  ...[setScene, setScene],
];
