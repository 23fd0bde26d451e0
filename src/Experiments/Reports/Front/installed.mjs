// Exits with 0 where node_modules holds the packages of package-lock.json, with 1 where `npm ci` is due.
import { readFileSync } from 'node:fs';

const packagesOf = (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')).packages;

function satisfied() {
  try {
    const installed = packagesOf('node_modules/.package-lock.json');
    return Object.entries(packagesOf('package-lock.json')).every(([path, { version, optional }]) =>
      // The root has no entry among the installed; packages for other platforms are optional and absent.
      path === '' || (installed[path] ? installed[path].version === version : optional));
  } catch {
    return false;
  }
}

process.exitCode = satisfied() ? 0 : 1;
