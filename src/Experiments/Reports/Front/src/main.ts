import './style.css';
import { readContent } from './data';
import { element } from './dom';
import { accuracy } from './page/accuracy';
import { cost } from './page/cost';
import { footer } from './page/footer';
import { header } from './page/header';
import { loss } from './page/loss';
import { next } from './page/next';
import { results } from './page/results';
import { runsTable } from './page/runs';
import { study } from './page/study';
import { tables } from './page/tables';
import { zones } from './page/zones';
import { seriesOf } from './series';

function report(): (HTMLElement | null)[] {
  const content = readContent(document);
  const series = seriesOf(content.runs);
  document.title = content.title;
  return [
    header(content),
    results(series),
    loss(series),
    accuracy(series),
    cost(content, series),
    runsTable(content.runs),
    ...zones(content.zones),
    ...study(content.study),
    ...tables(content.tables),
    next(content.next),
    footer(content),
  ];
}

const page = document.getElementById('page')!;
try {
  page.replaceChildren(...report().filter((part) => part !== null));
} catch (error) {
  page.replaceChildren(element('p', { class: 'failure', role: 'alert' }, `The report cannot be shown: ${String(error)}`));
}
