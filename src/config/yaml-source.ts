import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { type Problem } from './company-file-error';
import { type Path, pathText } from './path-text';
import { substituteVariables } from './substitute-variables';

/** A YAML text, its variables filled in, that still knows where everything stood. */
export class YamlSource {
  readonly problems: Problem[];
  private readonly lines = new LineCounter();
  private readonly document: Document;
  /** Aliases of nothing. */
  private readonly lost: Alias[] = [];
  private readonly written: Map<unknown, string>;

  constructor(text: string, env: Record<string, string | undefined>) {
    this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false });
    const { written, problems } = substituteVariables(this.document, env);
    this.written = written;
    const { errors, warnings } = this.document;
    visit(this.document, {
      Alias: (_key, alias) => {
        if (!alias.resolve(this.document)) this.lost.push(alias);
      },
    });
    this.problems = [
      ...this.lost.map(({ range, source }) => ({
        line: this.lineAt(range),
        path: '',
        message: `found *${source}, but no &${source} before it`,
      })),
      ...[...errors, ...warnings].map(({ pos, message }) => ({ line: this.lineAt(pos), path: '', message })),
      ...problems.map(({ path, node, message }) => ({ line: this.lineAt(node.range), path: pathText(path), message })),
    ];
  }

  /** Whether it could be read as YAML, duplicate keys aside. */
  get readable(): boolean {
    return this.lost.length === 0 && this.document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  }

  toJS(): unknown {
    return this.document.toJS({ maxAliasCount: -1 });
  }

  /** The line of a value or, where there is none, of what it is missing from. */
  line(path: Path): number {
    const range = this.node(path)?.range;
    return range || path.length === 0 ? this.lineAt(range) : this.line(path.slice(0, -1));
  }

  /** The line of a key in the mapping at `path`. */
  keyLine(path: Path, key: PropertyKey): number {
    const map = this.node(path);
    const pair = isMap(map) ? map.items.find((item) => isScalar(item.key) && item.key.value === key) : undefined;
    return isScalar(pair?.key) ? this.lineAt(pair.key.range) : this.line(path);
  }

  /** A value as it stands in the file, or a `part` of it, short enough for a message. Never what a variable holds. */
  found(path: Path, part?: string): string {
    const node = this.node(path);
    if (isMap(node)) return 'a mapping';
    if (isSeq(node)) return 'a list';
    if (!isScalar(node) || node.value === null) return 'nothing';
    const text = JSON.stringify(this.written.get(node) ?? part ?? node.value);
    return text.length > 60 ? `${text.slice(0, 59)}…` : text;
  }

  private node(path: Path): Node | undefined {
    const resolve = (node: unknown) => (isAlias(node) ? node.resolve(this.document) : (node as Node | undefined));
    return path.reduce<Node | undefined>(
      (node, key) => (isMap(node) || isSeq(node) ? resolve(node.get(key, true)) : undefined),
      resolve(this.document.contents),
    );
  }

  private lineAt(range: readonly number[] | null | undefined): number {
    return this.lines.linePos(range?.[0] ?? 0).line || 1;
  }
}
