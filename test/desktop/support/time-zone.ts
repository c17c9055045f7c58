/** A zone in which it is about an hour of the day now. POSIX counts the other way round. */
export function zoneWhereItIs(wantedHour: number, now: Date): string {
  const ahead = (wantedHour - now.getUTCHours() + 24) % 24;
  const hours = ahead > 12 ? ahead - 24 : ahead;
  return `Etc/GMT${hours > 0 ? '-' : '+'}${String(Math.abs(hours))}`;
}
