import { LIGHT_IDS, USER_IDS } from './entities.ts';
import { between, pickOne } from './seeded-random.ts';
import { callService } from './services.ts';
import { act, report } from './story.ts';
import type { Beat, Stage } from './story.ts';

const seconds = (stage: Stage, min: number, max: number): number =>
  between(stage.core.random, min, max) * 1_000;

/** Somebody comes or goes by the front door. */
export const openFrontDoor: Beat = (stage) => {
  report(stage, 'binary_sensor.front_door', 'on');
  stage.later(seconds(stage, 1.2, 2.4), () => {
    report(stage, 'binary_sensor.hall_motion', 'on');
  });
  stage.later(seconds(stage, 5, 9), () => {
    report(stage, 'binary_sensor.front_door', 'off');
  });
  stage.later(seconds(stage, 14, 20), () => {
    report(stage, 'binary_sensor.hall_motion', 'off');
  });
};

/** Somebody passes a motion sensor; after a while the sensor is quiet again. */
export const walkThrough: Beat = (stage) => {
  const room = pickOne(stage.core.random, [
    'hall',
    'kitchen',
    'kitchen',
    'living_room',
    'landing',
    'bathroom',
  ]);
  report(stage, `binary_sensor.${room}_motion`, 'on');
  stage.later(seconds(stage, 12, 40), () => {
    report(stage, `binary_sensor.${room}_motion`, 'off');
  });
};

/** A person switches a lamp, so the context names the user. */
export const switchLamp: Beat = (stage) => {
  const lamp = pickOne(stage.core.random, [
    'zoes_lamp',
    'sofa_lamp',
    'study_desk',
    'dining_table',
    'bedside_left',
  ]);
  const userId = pickOne(stage.core.random, [USER_IDS.zoe, USER_IDS.zoe, USER_IDS.tom]);
  act(stage, userId, { domain: 'light', service: 'toggle', data: { entity_id: `light.${lamp}` } });
};

interface Track {
  readonly media_artist: string;
  readonly media_title: string;
  readonly media_album_name: string;
  /** Seconds. */
  readonly media_duration: number;
}

const TRACKS: readonly [Track, ...Track[]] = [
  { media_artist: 'Sigur Rós', media_title: 'Hoppípolla', media_album_name: 'Takk…', media_duration: 268 },
  {
    media_artist: 'Beyoncé',
    media_title: 'Halo',
    media_album_name: 'I Am… Sasha Fierce',
    media_duration: 261,
  },
  {
    media_artist: '坂本龍一',
    media_title: 'Merry Christmas Mr. Lawrence',
    media_album_name: '1996',
    media_duration: 284,
  },
  {
    media_artist: 'Nina Simone',
    media_title: 'Feeling Good',
    media_album_name: 'I Put a Spell on You',
    media_duration: 178,
  },
];

/** Music starts, or the next track does, or it stops. */
export const playMusic: Beat = (stage) => {
  const isPlaying = stage.core.getState('media_player.living_room')?.state === 'playing';
  if (isPlaying && stage.core.random() < 0.35) {
    act(stage, USER_IDS.zoe, {
      domain: 'media_player',
      service: 'media_pause',
      data: { entity_id: 'media_player.living_room' },
    });
    return;
  }
  if (!isPlaying) {
    act(stage, USER_IDS.zoe, {
      domain: 'media_player',
      service: 'media_play',
      data: { entity_id: 'media_player.living_room' },
    });
  }
  report(stage, 'media_player.living_room', 'playing', {
    media_content_type: 'music',
    ...pickOne(stage.core.random, TRACKS),
  });
};

/** A person turns the heating up or down by half a degree. */
export const turnThermostat: Beat = (stage) => {
  const wanted = Number(stage.core.getState('climate.living_room')?.attributes['temperature'] ?? 20.5);
  const temperature =
    wanted >= 21.5 ? wanted - 0.5 : wanted <= 19 || stage.core.random() < 0.5 ? wanted + 0.5 : wanted - 0.5;
  act(stage, USER_IDS.tom, {
    domain: 'climate',
    service: 'set_temperature',
    data: { entity_id: 'climate.living_room', temperature },
  });
};

/** The washing machine runs through its programme; an automation tells when it is done. */
export const doLaundry: Beat = (stage) => {
  if (stage.core.getState('sensor.washing_machine')?.state !== 'idle') return;
  const power = (watts: string): void => {
    report(stage, 'sensor.washing_machine_power', watts);
  };
  report(stage, 'sensor.washing_machine', 'washing');
  power('1842.6');
  stage.later(seconds(stage, 15, 25), () => {
    power('212.3');
  });
  stage.later(seconds(stage, 30, 40), () => {
    report(stage, 'sensor.washing_machine', 'spinning');
    power('467.9');
  });
  stage.later(seconds(stage, 50, 60), () => {
    power('0.4');
    report(stage, 'sensor.washing_machine', 'finished');
  });
  stage.later(seconds(stage, 90, 120), () => {
    report(stage, 'sensor.washing_machine', 'idle');
  });
};

/** A battery runs down past the point where the house complains; later somebody changes it. */
export const drainBattery: Beat = (stage) => {
  report(stage, 'sensor.garage_remote_battery', '14');
  stage.later(seconds(stage, 100, 140), () => {
    report(stage, 'sensor.garage_remote_battery', '100');
  });
};

/** Water under the washing machine: the valve closes by itself, a person opens it again. */
export const leakWater: Beat = (stage) => {
  report(stage, 'binary_sensor.washing_machine_leak', 'on');
  stage.later(seconds(stage, 25, 40), () => {
    report(stage, 'binary_sensor.washing_machine_leak', 'off');
  });
  stage.later(seconds(stage, 50, 60), () =>
    act(stage, USER_IDS.zoe, {
      domain: 'valve',
      service: 'open_valve',
      data: { entity_id: 'valve.main_water' },
    }),
  );
};

/**
 * Somebody tries a wrong password. Until 2023.5 a home called a service then, which put a note among its states. A home of
 * today says it in its log alone, which is on the bus where its owner has `system_log: fire_event: true`, as here.
 */
export const failLogin: Beat = ({ core, later }) => {
  const attempt = 'Login attempt or request with invalid authentication from 192.168.1.66 (192.168.1.66).';
  if (!core.hasNotificationStates) {
    const loggedAt = Date.parse(core.timestamp()) / 1_000;
    const logged = {
      name: 'homeassistant.components.http.ban',
      message: [`${attempt} Requested URL: '/auth/token'. (curl/8.5.0)`],
      level: 'WARNING',
      source: ['components/http/ban.py', 138],
      timestamp: loggedAt,
      exception: '',
      count: 1,
      first_occurred: loggedAt,
    };
    core.fire('system_log_event', logged, core.newContext());
    return;
  }
  const domain = 'persistent_notification';
  const note = { notification_id: 'http-login' };
  const data = { ...note, title: 'Login attempt failed', message: attempt };
  callService(core, { domain, service: 'create', data }, core.newContext());
  // It goes away later, so that the next attempt is seen again.
  later(60_000, () => {
    callService(core, { domain, service: 'dismiss', data: note }, core.newContext({ userId: USER_IDS.zoe }));
  });
};

/** Eggs are boiled, in shorter time than real ones. */
export const boilEggs: Beat = (stage) => {
  if (stage.core.getState('timer.eggs')?.state === 'active') return;
  act(stage, USER_IDS.zoe, { domain: 'timer', service: 'start', data: { entity_id: 'timer.eggs' } });
  stage.later(seconds(stage, 30, 45), () => {
    const { core } = stage;
    const context = core.newContext();
    core.setState('timer.eggs', 'idle', context);
    core.fire('timer.finished', { entity_id: 'timer.eggs', finished_at: core.timestamp() }, context);
  });
};

/** A phone touches the tag beside the coffee machine; an automation runs a script. */
export const scanTag: Beat = (stage) => {
  const { core } = stage;
  const data = {
    tag_id: 'c0ffee00-7a1d-4f3e-9b52-8d6f0e21a7c4',
    name: 'Coffee corner',
    device_id: '7d1f2c8e94b04a6fb35e0c91d2a86f47',
  };
  core.fire('tag_scanned', data, core.newContext({ userId: USER_IDS.zoe }));
  stage.later(seconds(stage, 30, 50), () => {
    report(stage, 'switch.coffee_machine', 'off');
  });
};

/** A new version of Home Assistant is found, and installed a good while later. */
export const findUpdate: Beat = (stage) => {
  report(stage, 'update.home_assistant_core_update', 'on', { latest_version: '2024.4.0' });
  stage.later(seconds(stage, 150, 200), () => {
    report(stage, 'update.home_assistant_core_update', 'off', { latest_version: '2024.3.3' });
  });
};

/** Tom's phone reaches the house, or leaves it; his person and the zone follow in the same context. */
export const comeOrGo: Beat = ({ core }) => {
  const where = core.getState('person.tom')?.state === 'home' ? 'not_home' : 'home';
  const context = core.newContext();
  core.setState('device_tracker.toms_phone', where, context);
  core.setState('person.tom', where, context);
  const persons = where === 'home' ? ['person.zoe', 'person.tom'] : ['person.zoe'];
  core.setState('zone.home', String(persons.length), context, { persons });
};

/** A scene switches more than twenty lamps in one instant: all bright, or dim when most were bright. */
export const setScene: Beat = (stage) => {
  const lit = LIGHT_IDS.filter((id) => stage.core.getState(id)?.state === 'on').length;
  const scene = lit > LIGHT_IDS.length / 2 ? 'scene.movie_night' : 'scene.bright_evening';
  act(stage, USER_IDS.tom, { domain: 'scene', service: 'turn_on', data: { entity_id: scene } });
};

/** The end of each round: everything goes dark and the door is locked. */
export const sayGoodNight: Beat = (stage) => {
  act(stage, USER_IDS.zoe, { domain: 'script', service: 'good_night', data: {} });
};

/** A sensor loses its radio link for a while. */
export const loseSensor: Beat = (stage) => {
  const last = stage.core.getState('sensor.bedroom_temperature')?.state;
  if (last === undefined || last === 'unavailable') return;
  report(stage, 'sensor.bedroom_temperature', 'unavailable');
  stage.later(seconds(stage, 15, 30), () => {
    report(stage, 'sensor.bedroom_temperature', last);
  });
};

/** A door or window other than the front door opens for a moment. */
export const airTheRoom: Beat = (stage) => {
  const id = pickOne(stage.core.random, ['binary_sensor.back_door', 'binary_sensor.kitchen_window']);
  report(stage, id, 'on');
  stage.later(seconds(stage, 10, 30), () => {
    report(stage, id, 'off');
  });
};

/** One round of the day but its end: each story as often as it stands here, shuffled anew each time. */
export const STORIES: readonly Beat[] = [
  walkThrough,
  walkThrough,
  walkThrough,
  walkThrough,
  walkThrough,
  switchLamp,
  switchLamp,
  switchLamp,
  openFrontDoor,
  airTheRoom,
  playMusic,
  playMusic,
  turnThermostat,
  doLaundry,
  boilEggs,
  scanTag,
  comeOrGo,
  leakWater,
  drainBattery,
  failLogin,
  findUpdate,
  loseSensor,
  setScene,
  setScene,
];
