import { look } from '../../src/intake/look';
import { type Intake } from '../../src/intake/intake';
import { type View } from '../../src/model/view';

const ballot = { instanceId: 'abc', round: 1, planHash: 'h1' };
const shown: View = { kind: 'request', tone: 'waiting', icon: '🚀', headline: ['Deploy'] };

function rows(rounds: Record<number, string>, view: View | undefined = shown) {
  return {
    requests: { round: async (_: string, round: number) => rounds[round] && { planHash: rounds[round] } },
    messages: { shown: async () => view },
  } as unknown as Pick<Intake, 'requests' | 'messages'>;
}

const headline = async (...given: Parameters<typeof rows>) => (await look(rows(...given), ballot)).headline[0];

describe('who looks at a request', () => {
  it('sees what stands on its message now', async () => {
    expect(await look(rows({ 1: 'h1' }), ballot)).toBe(shown);
  });

  it('is told of the newer card when a round followed', async () => {
    expect(await headline({ 1: 'h1', 2: 'h2' })).toMatch(/plan has changed/);
  });

  it.each<Record<number, string>>([{}, { 1: 'another' }])('learns nothing from a made-up card (%j)', async (rounds) => {
    expect(await headline(rounds)).toMatch(/stands for no request/);
  });
});
