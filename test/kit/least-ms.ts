/** Milliseconds of the processor, which a busy machine does not add to; of up to four times the least, none more once one is below `enough`. */
export function leastMs(run: () => unknown, enough: number): number {
  let least = Infinity;
  for (let time = 0; time < 4 && least > enough; time++) {
    const before = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}
