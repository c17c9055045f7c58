import { Message, type MessageBus, type Variant } from '@jellybrick/dbus-next';

const NAME = 'org.freedesktop.Notifications';
const PATH = '/org/freedesktop/Notifications';

/** What `Notify` was called with, and by whom. */
export interface Notified {
  readonly sender: string;
  readonly replaces: number;
  readonly title: string;
  readonly body: string;
  readonly actions: readonly string[];
  readonly hints: Readonly<Record<string, unknown>>;
  readonly timeout: number;
}

/** A notification server as the specification has it. `answers: false`: it takes calls, and says nothing. */
export function createNotificationServer(
  bus: MessageBus,
  { capabilities = ['actions', 'body', 'body-markup', 'persistence'], answers = true } = {},
) {
  const notified: Notified[] = [];
  const closed: unknown[] = [];
  let lastId = 0;
  let asked = 0;
  bus.addMethodHandler((message) => {
    if (message.interface !== NAME) return false;
    const reply = (signature: string, body: unknown[]): void => {
      if (answers) bus.send(Message.newMethodReturn(message, signature, body));
    };
    if (message.member === 'GetCapabilities') {
      asked += 1;
      reply('as', [capabilities]);
    }
    if (message.member === 'Notify') {
      const [, replaces, , title, body, actions, hints, timeout] = message.body as [
        string,
        number,
        string,
        string,
        string,
        string[],
        Record<string, Variant>,
        number,
      ];
      const plain = Object.entries(hints).map(([name, { value }]) => [name, value] as const);
      notified.push({
        sender: message.sender,
        replaces,
        title,
        body,
        actions,
        hints: Object.fromEntries(plain),
        timeout,
      });
      reply('u', [replaces === 0 ? (lastId += 1) : replaces]);
    }
    if (message.member === 'CloseNotification') {
      closed.push(message.body[0]);
      reply('', []);
      signal('NotificationClosed', 'uu', [message.body[0], 3]);
    }
    return true;
  });

  function signal(member: string, signature: string, body: unknown[]): void {
    bus.send(Message.newSignal(PATH, NAME, member, signature, body));
  }

  return {
    notified,
    closed,
    asked: () => asked,
    /** Takes the name, so that calls come here. */
    own: (): Promise<unknown> => bus.requestName(NAME, 0),
    leave: (): Promise<unknown> => bus.releaseName(NAME),
    press: (id: number, key: string): void => {
      signal('ActionInvoked', 'us', [id, key]);
    },
    dismiss: (id: number): void => {
      signal('NotificationClosed', 'uu', [id, 2]);
    },
  };
}

/** A signal as a program sends it that is not the server, straight to somebody. */
export function forge(destination: string, member: string, signature: string, body: unknown[]): Message {
  const message = Message.newSignal(PATH, NAME, member, signature, body);
  message.destination = destination;
  return message;
}
