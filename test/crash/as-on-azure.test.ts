import { asOnAzure } from '../../local/crash/product/as-on-azure';
import { Seeded } from '../../local/crash/seeded';

it("does everything once under the faults of Microsoft's host", async () => {
  expect((await asOnAzure(new Seeded(0), 'sample')).wrong).toEqual([]);
}, 240_000);
