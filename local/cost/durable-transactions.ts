/** Requests that are billed, by what they are made to. */
export interface Transactions {
  queues: number;
  tables: number;
}

/** Messages that wake an orchestrator, by the event that they leave in its history. */
const WAKES = new Set([
  'ExecutionStarted',
  'TaskCompleted',
  'TaskFailed',
  'TimerFired',
  'SubOrchestrationInstanceCompleted',
  'SubOrchestrationInstanceFailed',
  'EventRaised',
]);

/**
 * What one instance costs on Durable's Azure Storage backend, worked out from its history; it does not run here. After
 * https://github.com/Azure/durabletask, DurableTask.AzureStorage: a message is put, got and deleted; an activity is two (the
 * work item and its result); each turn reads the history, writes what is new of it in one batch, and updates the instance's row.
 * The worst case: each message wakes the orchestrator by itself, though those that come together share a turn. Polling of empty
 * queues, leases and messages over 45 KB, which go by way of blobs, are not in it.
 */
export function durableTransactions(history: string[]): Transactions & { turns: number; activities: number } {
  const count = (...kinds: string[]) => history.filter((kind) => kinds.includes(kind)).length;
  const turns = history.filter((kind) => WAKES.has(kind)).length;
  const activities = count('TaskCompleted', 'TaskFailed');
  const messages = turns + activities;
  // At the start: whether there is one already, and its row; an event asks for the row too.
  const byClient = 2 * count('ExecutionStarted') + count('EventRaised');
  return { turns, activities, queues: 3 * messages, tables: 3 * turns + byClient };
}
