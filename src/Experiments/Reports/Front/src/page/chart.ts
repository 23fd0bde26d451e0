import type { Chart } from '../content';
import { element } from '../dom';
import { measured, orDash } from '../format';
import { chartPlot, lineColours } from '../plots/chart';
import { figure } from './figure';
import { item, stroke } from './legend';
import { foldedTable } from './table';

const dashes: Record<string, string> = { solid: 'none', dashed: '6 4', points: '1 5' };

/** Most rows of a chart's table; the page's data hold all. */
const mostRows = 60;

/** A chart under its heading, with its legend and the numbers behind it. */
export function chart(content: Chart): HTMLElement {
  const colours = lineColours(content.lines);
  const names = [...colours.keys()];
  const legend = names.length < 2 ? null : element('ul', { class: 'legend' }, ...names.map((name) => {
    const { style } = content.lines.find((line) => line.name === name)!;
    return item(name, [stroke(colours.get(name)!, dashes[style])]);
  }));
  return element('div', { class: 'chart' },
    element('h3', {}, content.title),
    figure({
      wide: true,
      pictures: [{ description: `${content.title}: ${content.y.label} over ${content.x.label}. ${content.description}`, draw: (width) => chartPlot(content, width) }],
      caption: content.description,
      legend,
      data: numbers(content),
    }));
}

function numbers({ title, x, y, lines }: Chart): HTMLElement {
  const stride = Math.max(1, Math.ceil(lines.reduce((sum, line) => sum + line.x.length, 0) / mostRows));
  const rows = lines.flatMap((line) => line.x
    .map((value, index) => [{ text: line.name }, { text: orDash(value, measured) }, { text: orDash(line.y[index] ?? null, measured) }])
    .filter((_, index) => index % stride === 0 || index === line.x.length - 1));
  return foldedTable(stride > 1 ? 'Numbers of some points' : 'Numbers', title, ['Line', x.label, y.label], rows);
}
