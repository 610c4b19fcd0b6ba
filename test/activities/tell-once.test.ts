import { type Azurite, startAzurite } from '../../local/azurite';
import { tellOnce } from '../../src/activities/tell-once';
import { ChatError } from '../../src/platforms/chat-error';
import { createMarks } from '../../src/state/marks';
import { freshTables } from '../kit/fresh-tables';

let azurite: Azurite;
beforeAll(async () => {
  azurite = await startAzurite();
});
afterAll(() => azurite.close());

function teller() {
  const marks = createMarks(freshTables(azurite.connectionString)());
  let said = 0;
  const tell = (fail?: Error) =>
    tellOnce({ marks, now: () => new Date() }, 'abc', 'answer', async () => {
      if (fail) throw fail;
      said += 1;
    });
  return { tell, said: () => said };
}

describe('telling something once', () => {
  it('says it once, however often it is run', async () => {
    const { tell, said } = teller();
    await tell();
    await tell();
    expect(said()).toBe(1);
  });

  it('says it after all when the first try met trouble that passes', async () => {
    const { tell, said } = teller();
    await expect(tell(new ChatError('rate limited', 'ratelimited', true))).rejects.toThrow('rate limited');
    await tell();
    expect(said()).toBe(1);
  });

  it('lets go of what the platform refuses for good', async () => {
    const { tell, said } = teller();
    await tell(new ChatError('no such channel', 'channel_not_found', false));
    await tell();
    expect(said()).toBe(0);
  });
});
