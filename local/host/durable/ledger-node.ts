import { type Action, ActionType } from './actions';

/** A scheduled action: one piece of work (a leaf), or a Task.all or Task.any over others. */
export class LedgerNode {
  done = false;
  firstId: number | undefined;
  protected parent: Compound | undefined;

  constructor(public action: Action) {}

  adoptedBy(parent: Compound): void {
    this.parent = parent;
  }

  leaves(): Leaf[] {
    return [];
  }

  /** Takes over the newest answer's object for the same action: only `isCanceled` can have changed. */
  update(action: Action): void {
    this.action = action;
  }

  finish(): void {
    if (this.done) return;
    this.done = true;
    this.parent?.childFinished();
  }
}

export class Leaf extends LedgerNode {
  attempt = 0;
  firstAttemptAt = 0;
  waitsForRetry = false;
  /** The end of a timer that is being waited for in pieces. */
  timerTarget: number | undefined;

  override leaves(): Leaf[] {
    return [this];
  }

  /** Milliseconds until the next attempt, 0 after the last; undefined when nothing is to be retried. Throws when retryTimeout has passed. */
  retryDelay(now: number): number | undefined {
    const options = this.action.retryOptions;
    if (!options) return undefined;
    if (this.attempt >= options.maxNumberOfAttempts) return 0;
    if (
      options.retryTimeoutInMilliseconds !== undefined &&
      now - this.firstAttemptAt > options.retryTimeoutInMilliseconds
    )
      throw new Error(
        `retryTimeoutInMilliseconds of "${this.action.functionName}" has passed, which durable-functions for JavaScript does not know how to go on from.`,
      );
    const delay = options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** (this.attempt - 1);
    return Math.min(delay, options.maxRetryIntervalInMilliseconds ?? Infinity);
  }
}

class Compound extends LedgerNode {
  private readonly children: LedgerNode[];

  constructor(action: Action) {
    super(action);
    this.children = action.compoundActions!.map(newNode);
    for (const child of this.children) child.adoptedBy(this);
  }

  override leaves(): Leaf[] {
    return this.children.flatMap((child) => child.leaves());
  }

  override update(action: Action): void {
    super.update(action);
    for (const [index, child] of this.children.entries()) child.update(action.compoundActions![index]!);
  }

  /** Task.all is over when all are, even if one has failed: so Microsoft's host waits. */
  childFinished(): void {
    const isDone = (child: LedgerNode): boolean => child.done;
    if (this.action.actionType === ActionType.WhenAll ? this.children.every(isDone) : this.children.some(isDone))
      this.finish();
  }
}

/** Throws for an action that this engine does not do. */
export function newNode(action: Action): LedgerNode {
  switch (action.actionType) {
    case ActionType.WhenAny:
    case ActionType.WhenAll:
      return new Compound(action);
    case ActionType.CallActivity:
    case ActionType.CallActivityWithRetry:
    case ActionType.CallSubOrchestrator:
    case ActionType.CallSubOrchestratorWithRetry:
    case ActionType.CreateTimer:
    case ActionType.WaitForExternalEvent:
      return new Leaf(action);
    case 8:
      throw new Error('callHttp is not supported by the embedded host; call an activity that uses fetch.');
    default:
      throw new Error(`Durable entities are not supported by the embedded host (action type ${action.actionType}).`);
  }
}

/** Whether two answers mean the same action; inputs and times may differ, kinds and names may not. */
export function sameShape(a: Action, b: Action): boolean {
  if (a.actionType !== b.actionType || a.functionName !== b.functionName || a.externalEventName !== b.externalEventName)
    return false;
  const [left, right] = [a.compoundActions ?? [], b.compoundActions ?? []];
  return left.length === right.length && left.every((child, index) => sameShape(child, right[index]!));
}
