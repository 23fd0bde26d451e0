import type { PlotOptions } from '@observablehq/plot';

/** The look all plots share: the page's own text and colours, room for labels. */
export const frame = {
  style: { background: 'transparent', color: 'inherit', fontFamily: 'inherit', fontSize: '12px', overflow: 'visible' },
  marginLeft: 48,
  marginRight: 16,
  marginTop: 28,
  marginBottom: 40,
} satisfies PlotOptions;
