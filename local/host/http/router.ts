import { type RouteTemplate, compileRoute } from './route-template';

interface Route<Target> {
  template: RouteTemplate;
  target: Target;
}

/** Finds the target of a method and path. A path that only other methods know is not found, as on Microsoft's host. */
export class Router<Target> {
  private readonly literals = new Map<string, Map<string, Target>>();
  private readonly patterns = new Map<string, Route<Target>[]>();

  add(methods: readonly string[], template: string, target: Target): void {
    const route = { template: compileRoute(template), target };
    for (const method of methods) {
      const { literal } = route.template;
      if (literal !== undefined) {
        const known = this.literals.get(method) ?? new Map<string, Target>();
        if (!known.has(literal)) known.set(literal, target);
        this.literals.set(method, known);
      } else {
        const known = this.patterns.get(method) ?? [];
        known.push(route);
        known.sort((a, b) => (a.template.precedence < b.template.precedence ? -1 : 1));
        this.patterns.set(method, known);
      }
    }
  }

  /** `path` begins with a slash and has no query. */
  find(method: string, path: string): { target: Target; params: Record<string, string> } | undefined {
    const trimmed = path.endsWith('/') ? path.slice(1, -1) : path.slice(1);
    const literals = this.literals.get(method);
    const exact = literals?.get(trimmed) ?? literals?.get(trimmed.toLowerCase());
    if (exact !== undefined) return { target: exact, params: {} };
    for (const { template, target } of this.patterns.get(method) ?? []) {
      const params = template.match(trimmed);
      if (params) return { target, params };
    }
    return undefined;
  }
}
