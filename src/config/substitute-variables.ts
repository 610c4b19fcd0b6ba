import { type Document, isPair, isScalar, isSeq, type Scalar, visit } from 'yaml';
import { type Path } from './path-text';

interface Substitution {
  /** Texts as they stand in the file: what errors show, since a variable may hold a secret. */
  written: Map<unknown, string>;
  problems: { path: Path; node: Scalar; message: string }[];
}

/** Replaces `${NAME}` and `${NAME:-default}` in the document's values. What a variable holds stays text, never YAML. */
export function substituteVariables(document: Document, env: Record<string, string | undefined>): Substitution {
  const written: Substitution['written'] = new Map();
  const problems: Substitution['problems'] = [];
  visit(document, {
    Scalar(key, node, ancestors) {
      if (key === 'key' || typeof node.value !== 'string' || !node.value.includes('${')) return;
      written.set(node, node.value);
      const problem = (message: string) => problems.push({ path: pathOf([...ancestors, node]), node, message });
      node.value = node.value.replace(/\$\{[^}]*\}?/g, (placeholder) => {
        const [, name, fallback] = /^\$\{([A-Za-z_]\w*)(?::-(.*))?\}$/s.exec(placeholder) ?? [];
        if (name === undefined) {
          problem(`found ${placeholder}, allowed: \${NAME} or \${NAME:-default}`);
          return placeholder;
        }
        const value = env[name] || fallback;
        if (value === undefined) problem(`found \${${name}}, but the setting ${name} is not set`);
        return value ?? placeholder;
      });
    },
  });
  return { written, problems };
}

function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, index): PropertyKey[] => {
    if (isPair(node) && isScalar(node.key)) return [String(node.key.value)];
    return isSeq(node) ? [node.items.indexOf(nodes[index + 1])] : [];
  });
}
