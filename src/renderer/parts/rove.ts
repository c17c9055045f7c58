/** Which keys go to the next and to the one before. */
const KEYS = {
  across: { next: 'ArrowRight', before: 'ArrowLeft' },
  down: { next: 'ArrowDown', before: 'ArrowUp' },
} as const;

/**
 * The arrow keys of a group that is one stop of the Tab key: the first of its controls, or the chosen one, has tabindex 0, the
 * others have -1. For its `keydown`.
 *
 * @param selector finds the controls of the group, in their order
 */
export function roveBy(selector: string, way: keyof typeof KEYS = 'across'): (event: KeyboardEvent) => void {
  return (event) => {
    const { currentTarget: group, key } = event;
    if (!(group instanceof Element) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey)
      return;
    const controls = [...group.querySelectorAll<HTMLElement>(selector)].filter((each) =>
      each.checkVisibility(),
    );
    const at = controls.findIndex((each) => each.matches(':focus'));
    if (at === -1) return;
    const { next, before } = KEYS[way];
    const to = { [next]: at + 1, [before]: at - 1, Home: 0, End: controls.length - 1 }[key];
    if (to === undefined) return;
    controls[Math.max(0, Math.min(to, controls.length - 1))]?.focus();
    event.preventDefault();
    event.stopPropagation();
  };
}
