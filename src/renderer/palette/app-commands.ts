import { ask, bridge } from '../state/bridge.ts';
import type { CommandContext } from './command-context.ts';
import type { Command } from './commands.ts';

/** What can be done with the app: pages, servers, notifications, looks. */
export function listAppCommands(context: CommandContext): readonly Command[] {
  return [
    ...pageCommands(context),
    ...serverCommands(context),
    ...notificationCommands(context),
    ...lookCommands(context),
  ];
}

function pageCommands({ openPage, openPart }: CommandContext): readonly Command[] {
  return [
    { id: 'page-events', group: 'Go to', title: 'Events', words: 'page log', run: () => openPage('events') },
    {
      id: 'page-notifications',
      group: 'Go to',
      title: 'Notifications',
      words: 'page alerts rules',
      run: () => openPage('notifications'),
    },
    {
      id: 'page-send',
      group: 'Go to',
      title: 'Send an event or call an action…',
      words: 'page fire service post',
      run: () => openPage('send'),
    },
    {
      id: 'page-settings',
      group: 'Go to',
      title: 'Settings',
      words: 'page preferences options',
      run: () => openPage('settings'),
    },
    {
      id: 'shortcuts',
      group: 'App',
      title: 'Keyboard shortcuts',
      words: 'keys help',
      keys: ['?'],
      run: () => openPart('shortcuts'),
    },
    {
      id: 'erase',
      group: 'App',
      title: 'Erase what is remembered…',
      words: 'delete history forget clear database',
      hint: 'in the settings',
      run: () => openPage('settings'),
    },
  ];
}

function serverCommands({ overview, openPage }: CommandContext): readonly Command[] {
  const reconnect = (id: string | null) => () => {
    ask(bridge().reconnect(id));
  };
  return [
    {
      id: 'add-server',
      group: 'Servers',
      title: 'Add a server…',
      words: 'connect home assistant new',
      hint: 'in the settings',
      run: () => openPage('settings'),
    },
    ...(overview.servers.length > 1
      ? [
          {
            id: 'reconnect-all',
            group: 'Servers' as const,
            title: 'Reconnect all servers now',
            words: 'retry',
            run: reconnect(null),
          },
        ]
      : []),
    ...overview.servers.map(({ id, name }) => ({
      id: `reconnect-${id}`,
      group: 'Servers' as const,
      title: `Reconnect ${name} now`,
      words: 'retry',
      run: reconnect(id),
    })),
    ...overview.servers.map(({ id, name }) => ({
      id: `open-${id}`,
      group: 'Servers' as const,
      title: `Open ${name} in the browser`,
      words: 'home assistant web',
      run: () => {
        ask(bridge().openInHomeAssistant(id, '/'));
      },
    })),
  ];
}

function notificationCommands({ overview }: CommandContext): readonly Command[] {
  const { enabled, pausedUntil } = overview.notifications;
  const pause = (until: 'hour' | 'tomorrow' | 'resume') => () => {
    ask(bridge().pauseNotifications(until));
  };
  const words = 'mute silence alerts';
  return [
    ...(pausedUntil === null
      ? [
          {
            id: 'pause-hour',
            group: 'App' as const,
            title: 'Pause notifications for an hour',
            words,
            run: pause('hour'),
          },
          {
            id: 'pause-day',
            group: 'App' as const,
            title: 'Pause notifications until tomorrow',
            words,
            run: pause('tomorrow'),
          },
        ]
      : [
          {
            id: 'pause-end',
            group: 'App' as const,
            title: 'Resume notifications',
            words,
            run: pause('resume'),
          },
        ]),
    {
      id: 'notifications-on',
      group: 'App',
      title: enabled ? 'Turn notifications off' : 'Turn notifications on',
      words,
      run: () => {
        ask(bridge().changeSettings({ notifications: { enabled: !enabled } }));
      },
    },
  ];
}

function lookCommands({ overview }: CommandContext): readonly Command[] {
  const themes = [
    ['system', 'Theme of the system'],
    ['light', 'Light theme'],
    ['dark', 'Dark theme'],
  ] as const;
  return [
    ...themes.map(([theme, title]) => ({
      id: `theme-${theme}`,
      group: 'App' as const,
      title,
      words: 'theme colours appearance',
      ...(overview.theme === theme ? { hint: 'now' } : {}),
      run: () => {
        ask(bridge().changeSettings({ theme }));
      },
    })),
    {
      id: 'data-folder',
      group: 'App',
      title: 'Open the data folder',
      words: 'files database',
      run: () => {
        ask(bridge().openDataFolder());
      },
    },
  ];
}
