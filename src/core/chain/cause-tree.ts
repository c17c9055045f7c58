import type { CauseNode } from './cause-chain.ts';
import type { CauseBranch } from './arrange-causes.ts';

/** A branch and all below it, parents before their children. */
export function listBranches(roots: readonly CauseBranch[]): readonly CauseBranch[] {
  const all = [...roots];
  for (const branch of all) for (const child of branch.children) all.push(child);
  return all;
}

/** The plain tree, as it crosses to the page, with only the branches that are kept. */
export function toCauseNodes(
  roots: readonly CauseBranch[],
  kept: ReadonlySet<CauseBranch> | null = null,
): readonly CauseNode[] {
  return roots
    .filter((branch) => kept === null || kept.has(branch))
    .map(({ row, link, children }) => ({ row, link, children: toCauseNodes(children, kept) }));
}
