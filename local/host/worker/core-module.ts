import Module from 'node:module';
import type { FunctionCallback, FunctionMetadata, HookCallback, ProgrammingModel } from './rpc';

/** What the app registered while its files were loaded. */
export interface Registrations {
  model: ProgrammingModel | undefined;
  functions: Map<string, { metadata: FunctionMetadata; callback: FunctionCallback }>;
  hooks: Map<string, HookCallback[]>;
}

interface RequireLike {
  prototype: { require: (this: unknown, id: string) => unknown };
}

class Disposable {
  constructor(private readonly action: () => void) {}

  dispose(): void {
    this.action();
  }
}

/**
 * The module `@azure/functions-core`, which the real worker supplies to the SDK. Names and versions as Microsoft's
 * worker gives them (recording worker-register).
 */
export function createCoreModule(
  registrations: Registrations,
  appDirectory: string,
  log: (level: string, category: string, message: string) => void,
): Record<string, unknown> {
  let locked = false;
  return {
    version: '3.9.1',
    workerVersion: '3.9.1',
    hostVersion: '4.1037.0.0',
    isWorker: true,
    functionAppDirectory: appDirectory,
    registerHook(name: string, callback: HookCallback) {
      const list = registrations.hooks.get(name) ?? [];
      registrations.hooks.set(name, list);
      list.push(callback);
      return new Disposable(() => void list.splice(list.indexOf(callback), 1));
    },
    setProgrammingModel(model: ProgrammingModel) {
      registrations.model = model;
    },
    getProgrammingModel: () => registrations.model,
    registerFunction(metadata: FunctionMetadata, callback: FunctionCallback) {
      if (locked) throw new Error('A function can only be registered during app startup.');
      if (registrations.functions.has(metadata.name))
        throw new Error(`The function name "${metadata.name}" is used twice.`);
      metadata.functionId = metadata.name;
      registrations.functions.set(metadata.name, { metadata, callback });
      return new Disposable(() => void registrations.functions.delete(metadata.name));
    },
    log,
    Disposable,
    lock: () => (locked = true),
  };
}

/**
 * Makes `require('@azure/functions-core')` answer with the given module everywhere in this process: in CommonJS files
 * and, as `createRequire` goes the same way, in ES modules too. Gives back the function that undoes it.
 */
export function provideCoreModule(core: Record<string, unknown>): () => void {
  const { prototype } = Module as unknown as RequireLike;
  const original = prototype.require;
  prototype.require = function (this: unknown, id: string): unknown {
    return id === '@azure/functions-core' ? core : original.call(this, id);
  };
  return () => {
    prototype.require = original;
  };
}
