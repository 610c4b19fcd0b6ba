import { Seeded } from '../../local/crash/seeded';

it('gives the same numbers for the same seed, and others for another', () => {
  const draw = (seed: number) => {
    const random = new Seeded(seed);
    return Array.from({ length: 20 }, () => random.between(1, 1_000));
  };
  expect(draw(5)).toEqual(draw(5));
  expect(draw(5)).not.toEqual(draw(6));
  expect(draw(5).every((one) => one >= 1 && one <= 1_000)).toBe(true);
});
