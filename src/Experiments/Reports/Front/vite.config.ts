import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { defineConfig } from 'vitest/config';

const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
const dataElement = '<script id="report-content" type="application/json">';

/** `npm run dev` shows a fixture, the comparison or the one named by the FIXTURE variable, and lets the page talk to the server. */
const showFixture: Plugin = {
  name: 'show-fixture',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html.replace(policy, '').replace(dataElement, () => dataElement + readFileSync(`fixtures/${process.env.FIXTURE ?? 'comparison'}.json`, 'utf8')),
};

export default defineConfig({
  plugins: [viteSingleFile(), showFixture],
  build: { target: 'es2022', emptyOutDir: true, modulePreload: { polyfill: false } },
  test: { include: ['tests/**/*.test.ts'] },
});
