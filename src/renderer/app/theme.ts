import type { Density } from '../../core/settings/density.ts';
import type { Theme } from '../../core/settings/settings.ts';
import { setClock, type Clocks } from '../../core/time/format-time.ts';
import { usualWidth } from '../../core/view/columns.ts';
import { rowPx, setDensity } from '../../core/view/list-window.ts';

const dark = matchMedia('(prefers-color-scheme: dark)');
let chosen: Theme = 'system';

function apply(): void {
  const theme = chosen === 'system' ? (dark.matches ? 'dark' : 'light') : chosen;
  document.documentElement.dataset['theme'] = theme;
}

/** Puts the theme on the root element. `system` follows the system from then on. */
export function setTheme(theme: Theme): void {
  chosen = theme;
  apply();
}

/** Sets how times are written, and the room that they need in the log. */
export function setTimes(clock: Clocks): void {
  setClock(clock);
  document.documentElement.style.setProperty('--time-px', `${String(usualWidth('time') ?? 0)}px`);
}

/** Sets the height of the rows, for what is computed and for what is drawn. */
export function setRowHeight(density: Density): void {
  setDensity(density);
  document.documentElement.style.setProperty('--row-px', `${String(rowPx)}px`);
}

dark.addEventListener('change', apply);
apply();
