import { commands } from '../../src/commands/index';
import { plainText } from '../kit/plain-text';

const help = commands.find(({ spec }) => spec.name === 'help');
const answer = (args: Record<string, string>) =>
  plainText(help?.kind === 'answers' ? help.answer(args) : (undefined as never));

describe('/help', () => {
  it('names every command with its usage', () => {
    for (const { spec } of commands) expect(answer({})).toContain(`/${spec.name}`);
    expect(answer({})).toContain('/deploy <service> <version> <environment>');
  });

  it('shows one command in full', () => {
    expect(answer({ command: 'deploy' })).toContain('Example: /deploy order-service v2.4.1 staging');
    expect(answer({ command: 'deploy' })).toContain('--dry-run');
  });
});
