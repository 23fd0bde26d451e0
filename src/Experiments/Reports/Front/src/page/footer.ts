import type { ReportContent } from '../content';
import { element } from '../dom';

/** What made the page. */
export const footer = ({ generated }: ReportContent) => element('footer', {}, `Made by ${generated}.`);
