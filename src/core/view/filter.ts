export { isOwnRow, shownTypeOf as filterTypeOf } from './row-kind.ts';
