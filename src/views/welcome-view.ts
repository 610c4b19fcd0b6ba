import { type CommandSpec } from '../model/command-spec';
import { type View } from '../model/view';

/** What we say where we are new. */
export function welcomeView(specs: CommandSpec[]): View {
  return {
    kind: 'help',
    tone: 'neutral',
    icon: '👋',
    headline: ['Countersign is here: operations from chat, with approval and a record of each'],
    lines: [['Sensitive changes wait until the right people have approved. Everybody here sees what happens.']],
    lists: [
      {
        title: 'Try',
        // Lines about one request are pressed, not typed.
        items: specs
          .filter(({ example }) => !example.includes('<'))
          .map(({ example, summary }) => [{ code: example }, ` ${summary}`]),
      },
    ],
    footer: [[{ code: '/help' }, ' shows all of it.']],
  };
}
