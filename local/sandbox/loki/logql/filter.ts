import { type LabelFilter, type LogQuery, type Matcher, type Stage, toRegExp } from './parse';

type Labels = Record<string, string>;

/** Whether a stream has what `{…}` asks for. */
export function streamTest({ matchers }: LogQuery): (labels: Labels) => boolean {
  const tests = matchers.map(labelTest);
  return (labels) => tests.every((test) => test(labels));
}

/** What the stages look at; `labels` are of its stream and its own. */
interface Line {
  line: string;
  labels: Labels;
}

/** Whether a line goes through every stage. */
export function lineTest({ stages }: LogQuery): (line: Line) => boolean {
  const tests = stages.map(stageTest);
  return (line) => tests.every((test) => test(line));
}

function stageTest(stage: Stage): (line: Line) => boolean {
  if (stage.kind === 'label') {
    const test = filterTest(stage.filter);
    return ({ labels }) => test(labels);
  }
  const { operator, texts } = stage;
  const tests = texts.map((text) => {
    if (operator === '|=' || operator === '!=') return (line: string) => line.includes(text);
    const pattern = toRegExp(text, false);
    return (line: string) => pattern.test(line);
  });
  const wanted = operator.startsWith('|');
  return ({ line }) => tests.some((test) => test(line)) === wanted;
}

function filterTest(filter: LabelFilter): (labels: Labels) => boolean {
  if ('label' in filter) return labelTest(filter);
  const tests = ('any' in filter ? filter.any : filter.all).map(filterTest);
  return (labels) => ('any' in filter ? tests.some((test) => test(labels)) : tests.every((test) => test(labels)));
}

/** A label that is not there is empty. */
function labelTest({ label, operator, value }: Matcher): (labels: Labels) => boolean {
  const wanted = !operator.startsWith('!');
  if (operator.endsWith('~')) {
    const pattern = toRegExp(value, true);
    return (labels) => pattern.test(labels[label] ?? '') === wanted;
  }
  return (labels) => ((labels[label] ?? '') === value) === wanted;
}
