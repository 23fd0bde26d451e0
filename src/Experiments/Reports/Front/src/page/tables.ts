import type { ReportTable } from '../content';
import { element } from '../dom';
import { section } from './section';
import { table } from './table';

/** What was measured of a trained network, a section a table. */
export const tables = (measured: readonly ReportTable[]): HTMLElement[] => measured.map(({ title, headings, rows, reading }) =>
  section(title, element('div', {}, table(title, headings, rows.map((cells) => cells.map((text) => ({ text })))), element('p', { class: 'reading' }, reading))));
