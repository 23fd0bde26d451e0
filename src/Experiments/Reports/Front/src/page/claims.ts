import type { Claim } from '../content';
import { element } from '../dom';

const verdicts = new Map<boolean | null, [string, string]>([[true, ['held', 'Held']], [false, ['failed', 'Not held']], [null, ['open', 'Not judged']]]);

/** What was published, what was measured and whether it held. */
export function claimsList(claims: readonly Claim[]): HTMLElement | null {
  if (claims.length === 0) return null;
  return element('ul', { class: 'claims' }, ...claims.map(({ published, measured, held }) => {
    const [kind, verdict] = verdicts.get(held)!;
    return element('li', {},
      element('span', { class: `verdict ${kind}` }, verdict),
      element('p', {}, published),
      element('p', { class: 'measured' }, measured));
  }));
}
