import { element } from '../dom';

/** A cell's text; `best` marks the best of its column. */
export interface Cell {
  text: string;
  best?: boolean;
}

/** A table whose first column names the row and whose first `words` columns are not numbers; it scrolls sideways by itself, also by keyboard, where it is wider than the page. */
export function table(label: string, headings: readonly string[], rows: readonly (readonly Cell[])[], words = 1): HTMLElement {
  const alignment = (column: number): Record<string, string> => (column < words ? { class: 'words' } : {});
  const head = element('tr', {}, ...headings.map((heading, column) => element('th', { scope: 'col', ...alignment(column) }, heading)));
  const body = rows.map((row) =>
    element('tr', {}, ...row.map(({ text, best }, column) =>
      column === 0
        ? element('th', { scope: 'row', class: 'words' }, text)
        : element('td', best ? { class: 'best' } : alignment(column), text))));
  return element('div', { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': label },
    element('table', {}, element('thead', {}, head), element('tbody', {}, ...body)));
}

/** The same, folded away under a word. */
export const foldedTable = (summary: string, label: string, headings: readonly string[], rows: readonly (readonly Cell[])[], words = 1) =>
  element('details', {}, element('summary', {}, summary), table(label, headings, rows, words));
