// @vitest-environment happy-dom
import { afterEach, expect, test } from 'vitest';
import { readContent } from '../src/data';
import { contents } from './contents';

const put = (text: string) => {
  const holder = document.createElement('script');
  holder.id = 'report-content';
  holder.type = 'application/json';
  holder.textContent = text;
  document.body.replaceChildren(holder);
};

afterEach(() => document.body.replaceChildren());

test('the content is what the element holds', () => {
  put(JSON.stringify(contents.comparison));
  expect(readContent(document)).toEqual(contents.comparison);
});

test('numbers keep every digit', () => {
  const content = structuredClone(contents.single);
  content.runs[0]!.final.test_loss = 0.1 + 0.2;
  put(JSON.stringify(content));
  expect(readContent(document).runs[0]!.final.test_loss).toBe(0.1 + 0.2);
});

test('an empty element is an error in words', () => {
  put('');
  expect(() => readContent(document)).toThrow('no report');
});
