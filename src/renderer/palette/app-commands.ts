import { isPaused, type Pause } from '../../core/settings/pause.ts';
import { withServer } from '../../core/view/server-filter.ts';
import { ask, bridge } from '../state/bridge.ts';
import type { CommandContext, CommandList } from './commands.ts';

/** Commands of the app: pages, servers, notifications, appearance. */
export function listAppCommands(
  context: CommandContext,
  typed: string,
): Readonly<Record<string, CommandList>> {
  return {
    'Go to': pageCommands(context),
    // There may be hundreds.
    ...(typed.trim() === '' ? {} : { Rules: ruleCommands(context) }),
    Servers: serverCommands(context),
    App: [...programCommands(context), ...notificationCommands(context), ...lookCommands(context)],
  };
}

function pageCommands({ openPage }: CommandContext): CommandList {
  const pages = [
    ['events', 'Events', 'page log'],
    ['notifications', 'Notifications', 'page alerts rules'],
    ['send', 'Send an event or call an action…', 'page fire service post'],
    ['settings', 'Settings', 'page preferences options'],
  ] as const;
  return pages.map(([page, title, words]) => ({ title, words, run: () => openPage(page) }));
}

function ruleCommands({ overview: { notifications }, editRule }: CommandContext): CommandList {
  return notifications.rules.map(({ id, name, enabled }) => ({
    title: `Rule: ${name}`,
    words: 'alert notification edit',
    hint: enabled ? 'on' : 'off',
    run: () => editRule(id),
  }));
}

function programCommands({ openPage, openPart }: CommandContext): CommandList {
  return [
    { title: 'Keyboard shortcuts', words: 'keys help', keys: ['?'], run: () => openPart('shortcuts') },
    {
      title: 'Erase what is remembered…',
      words: 'delete history forget clear database',
      hint: 'in the settings',
      run: () => openPage('settings'),
    },
    {
      title: 'Open the data folder',
      words: 'files database',
      run: () => ask(bridge().openDataFolder()),
    },
  ];
}

function serverCommands({ overview: { servers }, model, openPage }: CommandContext): CommandList {
  const reconnect = (name: string, id: string | null): CommandList[number] => ({
    title: `Reconnect ${name} now`,
    words: 'retry',
    run: () => ask(bridge().reconnect(id)),
  });
  return [
    {
      title: 'Add a server…',
      words: 'connect home assistant new',
      hint: 'in the settings',
      run: () => openPage('settings'),
    },
    ...(servers.length > 1 ? servers : []).map((server) => ({
      title: `Show only the events of ${server.name}`,
      words: 'filter server home',
      run: () => {
        model.setQuery(withServer(model.query, servers, server));
        openPage('events');
      },
    })),
    servers.length > 1 && reconnect('all servers', null),
    ...servers.map(({ id, name }) => reconnect(name, id)),
    ...servers.map(({ id, name }) => ({
      title: `Open ${name} in the browser`,
      words: 'home assistant web',
      run: () => ask(bridge().openInHomeAssistant(id, '/')),
    })),
  ];
}

function notificationCommands({ overview }: CommandContext): CommandList {
  const { enabled, pausedUntil, quietHours } = overview.notifications;
  const paused = isPaused(pausedUntil, Date.now());
  const words = 'mute silence alerts';
  const pause = (title: string, until: Pause): CommandList[number] => ({
    title,
    words,
    run: () => ask(bridge().pauseNotifications(until)),
  });
  return [
    !paused && pause('Pause notifications for 30 minutes', 'half-hour'),
    !paused && pause('Pause notifications for an hour', 'hour'),
    !paused && pause('Pause notifications for 4 hours', 'four-hours'),
    !paused && pause('Pause notifications until tomorrow', 'tomorrow'),
    !paused && overview.tellsLock && pause('Pause notifications until I unlock', 'unlock'),
    paused && pause('Resume notifications', 'resume'),
    {
      title: quietHours.on ? 'Turn quiet hours off' : 'Turn quiet hours on',
      words: `${words} night`,
      run: () =>
        ask(
          bridge().changeSettings({
            notifications: { quietHours: { ...quietHours, on: !quietHours.on } },
          }),
        ),
    },
    {
      title: enabled ? 'Turn notifications off' : 'Turn notifications on',
      words,
      run: () => ask(bridge().changeSettings({ notifications: { enabled: !enabled } })),
    },
  ];
}

function lookCommands({ overview }: CommandContext): CommandList {
  const themes = [
    ['system', 'Theme of the system'],
    ['light', 'Light theme'],
    ['dark', 'Dark theme'],
  ] as const;
  return themes.map(([theme, title]) => ({
    title,
    words: 'theme colours appearance',
    hint: overview.theme === theme ? 'now' : '',
    run: () => ask(bridge().changeSettings({ theme })),
  }));
}
