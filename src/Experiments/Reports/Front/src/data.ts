import type { ReportContent } from './content';

/** The content that stands in the page as JSON: the one place where the front gets its data. */
export function readContent(page: Document): ReportContent {
  const text = page.getElementById('report-content')?.textContent?.trim();
  if (!text) throw new Error('This page holds no report.');
  return JSON.parse(text) as ReportContent;
}
