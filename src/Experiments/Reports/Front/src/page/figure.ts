import * as Plot from '@observablehq/plot';
import { element } from '../dom';

/** One picture of a figure: what it shows in a sentence, and how it is drawn at a width. */
export interface Picture {
  description: string;
  draw: (width: number) => Plot.PlotOptions;
}

/** A choice that redraws the figure's pictures. */
export interface Toggle {
  label: string;
  checked: boolean;
  change: (checked: boolean) => void;
}

/** A choice among several that redraws the figure's pictures. */
export interface Choice {
  label: string;
  options: readonly string[];
  change: (chosen: number) => void;
}

export interface Figure {
  pictures: Picture[];
  caption: string;
  /** Whether pictures stand below each other, each as wide as the page. */
  wide?: boolean;
  choice?: Choice | null;
  legend?: HTMLElement | null;
  toggle?: Toggle | null;
  /** The numbers behind the pictures. */
  data: HTMLElement;
}

/** Pictures side by side, drawn again whenever their room or the toggle changes. */
export function figure({ pictures, caption, wide = false, choice = null, legend = null, toggle = null, data }: Figure): HTMLElement {
  const frames = pictures.map((picture) => {
    const frame = element('div', { class: 'picture' });
    const draw = (width: number) => {
      const plot = Plot.plot(picture.draw(width));
      plot.setAttribute('role', 'img');
      plot.setAttribute('aria-label', picture.description);
      frame.replaceChildren(plot);
    };
    let drawn = 0;
    new ResizeObserver(([entry]) => {
      const width = Math.floor(entry!.contentRect.width);
      if (width > 0 && width !== drawn) draw((drawn = width));
    }).observe(frame);
    return { frame, redraw: () => drawn && draw(drawn) };
  });
  const redrawAll = () => frames.forEach(({ redraw }) => redraw());
  return element('figure', {},
    element('div', { class: 'keys' }, legend, choice && choiceOf(choice, redrawAll), toggle && switchOf(toggle, redrawAll)),
    element('div', { class: wide ? 'pictures wide' : 'pictures' }, ...frames.map(({ frame }) => frame)),
    element('figcaption', {}, caption),
    data);
}

function switchOf({ label, checked, change }: Toggle, redraw: () => void): HTMLElement {
  const box = element('input', { type: 'checkbox' });
  box.checked = checked;
  box.addEventListener('change', () => {
    change(box.checked);
    redraw();
  });
  return element('label', { class: 'toggle' }, box, label);
}

function choiceOf({ label, options, change }: Choice, redraw: () => void): HTMLElement {
  const list = element('select', {}, ...options.map((option, index) => element('option', { value: String(index) }, option)));
  list.addEventListener('change', () => {
    change(list.selectedIndex);
    redraw();
  });
  return element('label', { class: 'choice' }, label, list);
}
