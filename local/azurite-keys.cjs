'use strict';
// Loaded into Azurite before it starts (local/azurite.ts). Azure finds a row by its keys, and a range of keys without reading the rest; Azurite goes
// through the whole partition at each write and through the whole table at each query, and sorts what it finds. What is answered is the same.
const store = require('azurite/dist/src/table/persistence/LokiTableMetadataStore').default.prototype;
const queries = require('azurite/dist/src/table/persistence/LokiTableStoreQueryGenerator').default;

/** The rows of each collection by partition, then by row key; the row keys of each partition in order. */
const indexes = new WeakMap();
const { getEntityCollection } = store;

store.getEntityCollection = function (...args) {
  const collection = getEntityCollection.apply(this, args);
  if (!indexes.has(collection)) follow(collection);
  return collection;
};

function follow(collection) {
  const partitions = new Map();
  indexes.set(collection, partitions);
  const add = (doc) => {
    const partition = partitions.get(doc.PartitionKey) ?? { docs: new Map(), keys: [] };
    partitions.set(doc.PartitionKey, partition);
    if (!partition.docs.has(doc.RowKey)) partition.keys.splice(at(partition.keys, doc.RowKey), 0, doc.RowKey);
    partition.docs.set(doc.RowKey, doc);
  };
  collection.data.forEach(add);
  collection.on('insert', add);
  collection.on('update', add);
  collection.on('delete', (doc) => {
    const partition = partitions.get(doc.PartitionKey);
    if (partition?.docs.delete(doc.RowKey)) partition.keys.splice(at(partition.keys, doc.RowKey), 1);
  });
  const { findOne } = collection;
  collection.findOne = (query) =>
    query && typeof query.PartitionKey === 'string' && typeof query.RowKey === 'string'
      ? (partitions.get(query.PartitionKey)?.docs.get(query.RowKey) ?? null)
      : findOne.call(collection, query);
}

/** Where a key stands, or would. */
function at(keys, key) {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

const { queryTableEntities } = store;
const ONE_PARTITION = /^PartitionKey eq '((?:[^']|'')*)'(?: and (.*))?$/s;
const RANGE = /^RowKey (?:ge|gt) '((?:[^']|'')*)'(?: and RowKey (lt|le) '((?:[^']|'')*)')?/;

store.queryTableEntities = async function (context, account, table, options, nextPartition, nextRow) {
  const [, partitionKey, rest = ''] = ONE_PARTITION.exec(options.filter ?? '') ?? [];
  if (partitionKey === undefined || leadsElsewhere(rest))
    return queryTableEntities.call(this, context, account, table, options, nextPartition, nextRow);
  const partition = indexes.get(this.getEntityCollection(account, table, context)).get(plain(partitionKey));
  const keys = partition?.keys ?? [];
  const [, from = '', bound, to = ''] = RANGE.exec(rest) ?? [];
  const after = this.decodeContinuationHeader(nextRow) ?? '';
  const begin = Math.max(at(keys, plain(from)), at(keys, after));
  const end = bound ? at(keys, plain(to) + (bound === 'le' ? '\0' : '')) : keys.length;
  const holds = queries.generateQueryForPersistenceLayer(options, context);
  const most = this.getMaxResultsOption(options);
  const found = [];
  for (let index = begin; index < end && found.length <= most; index++) {
    const doc = partition.docs.get(keys[index]);
    if (holds(doc)) found.push(doc);
  }
  const { nextPartitionKeyResponse, nextRowKeyResponse } = this.adjustQueryResultforTop(found, most);
  return [found, nextPartitionKeyResponse, nextRowKeyResponse];
};

/** Whether an "or" that stands in no parentheses may lead to other partitions, or past the range. */
function leadsElsewhere(rest) {
  const bare = rest.replace(/'(?:[^']|'')*'/g, '');
  return / or /.test(bare.replace(/\([^()]*\)/g, ''));
}

function plain(text) {
  return text.replaceAll("''", "'");
}
