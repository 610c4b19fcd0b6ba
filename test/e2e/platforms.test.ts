import { platformContract } from '../contracts/platform';
import { consoleDriver } from './console-driver';
import { discordDriver } from './discord-driver';
import { slackDriver } from './slack-driver';
import { openStage, type Stage } from './stage';
import { teamsDriver } from './teams-driver';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ typedConfirmation: true });
}, 60_000);
afterAll(() => stage.close());

for (const [name, driver] of Object.entries({
  Slack: slackDriver,
  'Microsoft Teams': teamsDriver,
  Discord: discordDriver,
  'The command line': consoleDriver,
})) {
  platformContract(
    name,
    () => stage,
    () => driver(stage),
  );
}
