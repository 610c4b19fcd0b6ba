import { createAccessLog } from '../../../local/cost/access-log';
import { durableTransactions } from '../../../local/cost/durable-transactions';

it('counts each request of Azurite’s access log by what it does to which table, and not the making of tables', () => {
  const log = createAccessLog();
  const stamp = '127.0.0.1 - - [27/Nov/2026:17:00:00 +0000]';
  for (const request of [
    `"POST /devstoreaccount1/CountersignRequests HTTP/1.1" 204 -`,
    `"GET /devstoreaccount1/CountersignRequests(PartitionKey=%27a%27,RowKey=%27b%27) HTTP/1.1" 404 -`,
    `"GET /devstoreaccount1/CountersignRequests()?$filter=x HTTP/1.1" 200 -`,
    `"POST /devstoreaccount1/$batch HTTP/1.1" 202 -`,
    `"POST /devstoreaccount1/Tables HTTP/1.1" 409 -`,
  ])
    log.hear(`${stamp} ${request}`);
  log.hear('Azurite Table service is successfully listening at http://127.0.0.1:10002');
  expect([...log.take()]).toEqual([
    ['POST CountersignRequests', 1],
    ['GET CountersignRequests', 2],
    ['POST $batch', 1],
  ]);
  expect([...log.take()]).toEqual([]);
});

it('works out what an instance with one activity, one timer and one event takes on Azure Storage', () => {
  const history = [
    'ExecutionStarted',
    'TaskCompleted',
    'TimerCreated',
    'TimerFired',
    'EventRaised',
    'ExecutionCompleted',
  ];
  // Messages: its start, the work item and its result, the timer, the event. Turns: all of these but the work item.
  expect(durableTransactions(history)).toEqual({ turns: 4, activities: 1, queues: 3 * 5, tables: 3 * 4 + 2 + 1 });
});
