import { element } from '../dom';
import { section } from './section';

/** Commands to go on with. */
export function next(commands: readonly string[] | null): HTMLElement | null {
  return commands?.length
    ? section('What to try next', element('ul', { class: 'commands' }, ...commands.map((command) =>
        element('li', {}, element('code', {}, command)))))
    : null;
}
