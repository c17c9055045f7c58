/**
 * The texts of a day in a busy house, the same for the same seed: 54 % `state_changed`, about 740 bytes each, with the
 * sizes and members that recordings of real servers have.
 */
export declare function recordStream(count: number, seed: number): readonly string[];
