import type { CurveName, Study, StudyFigure } from '../content';
import { element } from '../dom';
import { measured, orDash } from '../format';
import { layerCurves } from '../layerCurves';
import type { LayerLine } from '../plots/layers';
import { layersPlot } from '../plots/layers';
import { isDefined } from '../statistics';
import { chart } from './chart';
import { claimsList } from './claims';
import { figure } from './figure';
import { item, stroke } from './legend';
import { section } from './section';
import { foldedTable } from './table';

const upper = '6 4';
const lower = '1.5 3';
const [fisherColour, firstColour, secondColour] = ['var(--series-2)', 'var(--series-0)', 'var(--series-1)'];

const bounded = (name: string, curve: 'fisher' | 'first' | 'second', colour: string): LayerLine[] => [
  { name, curve, colour },
  { name: `upper bound, ${name}`, curve: `${curve}_upper`, colour, dash: upper },
  { name: `lower bound, ${name}`, curve: `${curve}_lower`, colour, dash: lower },
];

const rows = [
  { label: 'mean Fisher information', log: true, lines: bounded('Fisher information', 'fisher', fisherColour) },
  { label: 'standard deviation of one sample', log: true, lines: [...bounded('sd of Î₁', 'first', firstColour), ...bounded('sd of Î₂', 'second', secondColour)] },
  {
    label: 'log₁₀ (upper bound / variance)',
    log: false,
    lines: [
      { name: 'log₁₀ UB/V₁', curve: 'first_ratio' as const, colour: firstColour },
      { name: 'log₁₀ UB/V₂', curve: 'second_ratio' as const, colour: secondColour },
    ],
  },
];

/** What was claimed, each subject with its charts and figures below. */
export function study(content: Study | null): HTMLElement[] {
  if (!content) return [];
  const titles = new Set(content.figures.map(({ title }) => title));
  const subjects = [...new Set([...content.claims, ...content.charts].map(({ subject }) => subject))].filter((subject) => !titles.has(subject));
  return [
    ...subjects.map((subject) => section(subject,
        claimsList(content.claims.filter((claim) => claim.subject === subject)),
        ...content.charts.filter((one) => one.subject === subject).map(chart))),
    ...content.figures.map((one) => section(one.title,
        element('p', { class: 'description' }, one.description),
        claimsList(content.claims.filter(({ subject }) => subject === one.title)),
        curves(one))),
  ];
}

function curves(content: StudyFigure): HTMLElement {
  let input = 0;
  const hasLower = content.curves.some((one) => [one.fisher_lower, one.first_lower, one.second_lower].some((values) => values.some((value) => isDefined(value) && value > 0)));
  const seeds = new Set(content.curves.map(({ seed }) => seed)).size;
  const caption = [
    'A column a layer, over epochs of training; epoch 0 is the network before it. Means over the parameters of the layer, for one label sample.',
    hasLower ? null : 'Lower bounds are zero, which a logarithmic scale has no place for: the covariance of labels is singular.',
    'A variance that is zero has no curve.',
    seeds > 1 ? `Lines are means over ${seeds} initialisations (geometric where the scale is logarithmic), bands their range.` : null,
  ].filter((sentence) => sentence !== null).join(' ');
  return figure({
    wide: true,
    pictures: rows.map(({ label, log, lines }) => ({
      description: `${label} of each layer over epochs, ${content.title}. ${caption}`,
      draw: (width) => layersPlot(content, lines, { label, log, input, width }),
    })),
    caption,
    legend: element('ul', { class: 'legend' },
      item('Fisher information', [stroke(fisherColour)]),
      item('Î₁, of squared scores', [stroke(firstColour)]),
      item('Î₂, of second derivatives', [stroke(secondColour)]),
      item('upper bound', [stroke('currentColor', upper)]),
      hasLower ? item('lower bound', [stroke('currentColor', lower)]) : null),
    choice: content.inputs.length > 1 ? { label: 'Measured at', options: content.inputs, change: (chosen) => { input = chosen; } } : null,
    data: numbers(content),
  });
}

/** The numbers after the last epoch. */
function numbers(content: StudyFigure): HTMLElement {
  const columns: [string, CurveName, boolean][] = [
    ['Fisher', 'fisher', true], ['Upper bound', 'fisher_upper', true],
    ['sd of Î₁', 'first', true], ['Upper bound', 'first_upper', true],
    ['sd of Î₂', 'second', true], ['Upper bound', 'second_upper', true],
    ['log₁₀ UB/V₁', 'first_ratio', false], ['log₁₀ UB/V₂', 'second_ratio', false],
  ];
  const last = content.epochs.length - 1;
  const body = content.inputs.flatMap((name, input) => {
    const cells = columns.map(([, curve, log]) => layerCurves(content, input, curve, log).filter((_, index) => index % content.epochs.length === last));
    return content.layers.map((layer, index) => [
      { text: name },
      { text: layer },
      ...cells.map((points) => ({ text: orDash(points[index]!.y, measured) })),
    ]);
  });
  return foldedTable(`Numbers after epoch ${content.epochs[last]}`, `${content.title}, after the last epoch`, ['Input', 'Layer', ...columns.map(([heading]) => heading)], body, 2);
}
