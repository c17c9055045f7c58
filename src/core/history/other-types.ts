/** Event types that are counted together. No event of Home Assistant has a name with blanks. */
export const OTHER_TYPES = '(other types)';
