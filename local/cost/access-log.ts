/** Counts requests in Azurite's access log, by what they do and to which table: `POST CountersignAudit`. */
export function createAccessLog() {
  let counts = new Map<string, number>();
  return {
    hear(line: string): void {
      const [, method, path = ''] = /"(GET|POST|PUT|PATCH|MERGE|DELETE|HEAD) (\S+) HTTP/.exec(line) ?? [];
      // A table is made once.
      if (!method || /\/Tables(?:\W|$)/.test(path)) return;
      const what = `${method} ${path.split('?')[0]?.split('/').at(-1)?.replace(/\(.*$/, '') ?? ''}`;
      counts.set(what, (counts.get(what) ?? 0) + 1);
    },
    /** What was counted since it was taken last. */
    take(): Map<string, number> {
      const taken = counts;
      counts = new Map();
      return taken;
    },
  };
}
