import { systemClock } from '../node/system-clock.ts';
import type { Monitor, MonitorEvent } from '../core/monitor/monitor.ts';
import { createRegistryKeeper } from '../core/registry/registry-keeper.ts';
import type { Registry } from '../core/registry/registry.ts';
import type { Rule } from '../core/rules/rule.ts';
import { isAboutPlaces, namesPlaces } from './asks-for-places.ts';
import { readAppSettings } from './app-settings.ts';
import type { TailOptions } from './command.ts';
import { openRules } from './open-rules.ts';
import { TAIL_ID } from './tail-target.ts';

/** The rules that `tail` follows; `null` for none. Those of other servers tell nothing. @throws Problem */
export async function openTailRules({ rules, target }: TailOptions): Promise<readonly Rule[] | null> {
  if (rules === null) return null;
  const { names } = await readAppSettings(rules.folder);
  const here = names.servers.find(({ address }) => target.kind === 'server' && address === target.baseUrl);
  const opened = await openRules(rules, names);
  const isHere = (server: string | undefined): boolean => server !== undefined && server === here?.id;
  return opened.map((rule) => ({
    ...rule,
    ...(isHere(rule.server) ? { server: TAIL_ID } : {}),
    onlyIf: rule.onlyIf.map((each) =>
      each.kind === 'state' && isHere(each.server) ? { ...each, server: TAIL_ID } : each,
    ),
  }));
}

/** What a person hears of: also what the desktop would have folded into a summary. */
const TOLD: ReadonlySet<string> = new Set(['raised', 'quiet', 'burst']);

/** The same monitor, which follows rules and emits their alerts instead of events. Gaps are emitted, as nobody listened then. */
export function followRules(monitor: Monitor, rules: readonly Rule[]): Monitor {
  const known = new Map<string, Registry>();
  const registries = createRegistryKeeper({
    clock: systemClock,
    send: (serverId, request) => monitor.send(serverId, request),
    known,
    earlier: new Map(),
    onChange: () => {
      monitor.setRegistries(known);
    },
  });
  const isPlaced = rules.some((rule) => isAboutPlaces(rule) || namesPlaces(rule));
  monitor.onEvent((event) => {
    if (!isPlaced) return;
    if (event.kind === 'state' && event.state.kind === 'live') registries.connected(event.serverId);
    if (event.kind === 'event') registries.note(event.serverId, event.event);
  });
  monitor.setNotifications({ enabled: true, pausedUntil: null, rules: [...rules] });
  return {
    ...monitor,
    onEvent: (fn) =>
      monitor.onEvent((event) => {
        if (isAboutRules(event)) fn(event);
      }),
    stop() {
      registries.stop();
      return monitor.stop();
    },
  };
}

function isAboutRules(event: MonitorEvent): boolean {
  switch (event.kind) {
    case 'alert':
      return event.alert.about !== undefined && TOLD.has(event.alert.outcome);
    case 'own':
    case 'state':
    case 'version':
      return true;
    case 'event':
    case 'unparsed':
    case 'revised':
    case 'recovered':
    case 'imported':
      return false;
  }
}
