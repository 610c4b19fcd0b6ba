import { Seeded } from '../../local/crash/seeded';
import { renderers } from './hostile/renderers';
import { tryProperties } from './try-properties';
(async () => {
  for (const one of renderers) {
    const t = process.cpuUsage();
    await tryProperties(
      [{ ...one, runs: Number(process.argv[3] ?? 1000) }],
      new Seeded(Number(process.argv[2] ?? 1)),
      'everything',
    ).then((s) => console.log(s, process.cpuUsage(t).user / 1000));
  }
})();
