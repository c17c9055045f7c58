import type { Row } from '../../src/core/events/row.ts';
import { formatClock } from '../../src/core/time/format-time.ts';
import type { HouseOrder } from './house-worker.ts';

/** The same rows the plain way: each becomes an element, and the list scrolls to its end. */
const house = new Worker('house-worker.js?stored=0');
const list = document.createElement('div');
list.className = 'list';
document.body.append(list);

function toElement(row: Row): HTMLElement {
  const line = document.createElement('div');
  line.className = 'row';
  for (const text of [formatClock(row.at), row.type, row.subject, row.text, row.origin]) {
    const cell = document.createElement('span');
    cell.textContent = text;
    line.append(cell);
  }
  return line;
}

const { port1, port2 } = new MessageChannel();
port2.onmessage = ({ data }: MessageEvent<readonly Row[]>) => {
  list.append(...data.map(toElement));
  list.scrollTop = list.scrollHeight;
  requestAnimationFrame(() => {
    port2.postMessage('drawn');
  });
};
house.postMessage({ kind: 'rows', port: port1 } satisfies HouseOrder, [port1]);
Object.assign(window, {
  bench: {
    run: (perSecond: number): void => {
      house.postMessage({ kind: 'run', perSecond } satisfies HouseOrder);
    },
  },
});
