import { type Suggestion } from '../../../pages/client/completion';
import { type PageCommand, type PageUser, type Snapshot } from '../model';

const ofCommand = ({ command, usageHint, description }: PageCommand): Suggestion => ({
  value: command,
  hint: usageHint,
  description,
});
const ofUser = ({ name, realName }: PageUser): Suggestion => ({ value: `@${name}`, description: realName });

/** What can be completed when writing: people and channels, and commands where they can be used. */
export function suggestionsOf({ commands, users, channels }: Snapshot, withCommands: boolean): Suggestion[] {
  return [
    ...(withCommands ? commands.map(ofCommand) : []),
    ...users.filter(({ kind }) => kind !== 'slackbot').map(ofUser),
    ...channels.filter(({ kind }) => kind !== 'im').map(({ name }) => ({ value: `#${name}` })),
  ];
}
