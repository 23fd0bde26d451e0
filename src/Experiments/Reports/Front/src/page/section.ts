import { element } from '../dom';

/** A part of the page under its heading. */
export const section = (heading: string, ...children: (HTMLElement | null)[]) =>
  element('section', {}, element('h2', {}, heading), ...children);
