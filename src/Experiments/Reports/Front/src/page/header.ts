import type { ReportContent } from '../content';
import { element } from '../dom';

/** Title, facts and what the reader should know before the numbers. */
export function header({ title, subtitle, facts, notes }: ReportContent): HTMLElement {
  return element('header', {},
    element('h1', {}, title),
    subtitle ? element('p', { class: 'subtitle' }, subtitle) : null,
    facts.length
      ? element('dl', { class: 'facts' }, ...facts.map(({ label, value }) =>
          element('div', {}, element('dt', {}, label), element('dd', {}, value))))
      : null,
    notes.length ? element('ul', { class: 'notes' }, ...notes.map((note) => element('li', {}, note))) : null);
}
