/**
 * What a version changed, from CHANGELOG.md.
 *
 * @param {string} changelog
 * @param {string} version
 * @returns {string} without the headline.
 * @throws when the version has no section, or nothing is in it.
 */
export function readReleaseNotes(changelog, version) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  const [, ...lines] = section?.split('\n') ?? [];
  const notes = lines
    .filter((line) => !/^\[[^\]]+\]: /.test(line))
    .join('\n')
    .trim();
  if (section === undefined) throw new Error(`CHANGELOG.md has no section "## [${version}]".`);
  if (notes === '') throw new Error(`The section "## [${version}]" of CHANGELOG.md is empty.`);
  return notes;
}
