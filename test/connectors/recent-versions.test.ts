import { recentVersions } from '../../src/connectors/recent-versions';
import { type CiCd } from '../../src/connectors/types';
import { VendorError } from '../../src/connectors/vendor-error';
import { type Service } from '../../src/model/company';

const service = { id: 'order-service', repository: 'demo/order-service', deploy: { connector: 'github' } } as Service;

function vendor(answer: () => Promise<string[]>, patienceMs = 5_000) {
  let asked = 0;
  let clock = 0;
  const versions: CiCd['versions'] = () => {
    asked += 1;
    return answer();
  };
  const recent = recentVersions(
    async () => ({ versions }) as CiCd,
    () => clock,
    patienceMs,
  );
  return { recent: () => recent(service), asked: () => asked, pass: (ms: number) => (clock += ms) };
}

test('the vendor is asked once a minute, however much is typed', async () => {
  const { recent, asked, pass } = vendor(async () => ['v2', 'v1']);
  expect(await Promise.all([recent(), recent(), recent()])).toEqual(Array(3).fill(['v2', 'v1']));
  expect(asked()).toBe(1);
  pass(60_001);
  await recent();
  expect(asked()).toBe(2);
});

test('a vendor that is slow has offered nothing yet, and what it says later is there', async () => {
  let say: (versions: string[]) => void = () => {};
  const { recent, asked } = vendor(() => new Promise((resolve) => (say = resolve)), 10);
  expect(await recent()).toEqual([]);
  say(['v2']);
  expect(await recent()).toEqual(['v2']);
  expect(asked()).toBe(1);
});

test('a vendor that is away offers nothing, and is asked again', async () => {
  const { recent, asked } = vendor(() => Promise.reject(new VendorError('GitHub is away.', 'GitHub', true)));
  expect(await recent()).toEqual([]);
  expect(await recent()).toEqual([]);
  expect(asked()).toBe(2);
});
