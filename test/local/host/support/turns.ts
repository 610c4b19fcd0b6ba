import { readFileSync } from 'node:fs';
import type { Json } from './json';

/** A line of the recorder, in the shape of the recordings' `turns`. */
export interface Turn {
  function: string;
  data: Json;
  /** Only of a recording's first turn; ours has it of each. */
  metadata: Json;
  answer?: Json;
  thrown?: Json;
}

interface RecordedLine {
  function: string;
  request: { inputData: { data: { string?: string } }[]; triggerMetadata: Json };
  response?: { returnValue?: { json?: string } };
  thrown?: { name: string; message: string };
}

/** Turns of these instances and runs of these activities, in order. */
export function readTurns(file: string, belongs: (turn: Turn) => boolean): Turn[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => asTurn(JSON.parse(line) as RecordedLine))
    .filter(belongs);
}

function asTurn(line: RecordedLine): Turn {
  const text = line.request.inputData[0]?.data.string;
  const json = line.response?.returnValue?.json;
  return {
    function: line.function,
    data: text === undefined ? undefined : parse(text),
    metadata: line.request.triggerMetadata,
    ...(json === undefined ? {} : { answer: JSON.parse(json) }),
    ...(line.thrown ? { thrown: { name: line.thrown.name, message: line.thrown.message } } : {}),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A recording's turns in the same shape. */
export function recordedTurns(recording: Json): Turn[] {
  return recording.turns.map((turn: Json) => ({
    function: turn.function,
    data: turn.data,
    metadata: turn.triggerMetadata,
    ...(turn.answer?.value === undefined || typeof turn.answer.value !== 'object' ? {} : { answer: turn.answer.value }),
    ...(turn.thrown ? { thrown: { name: turn.thrown.name, message: turn.thrown.message } } : {}),
  }));
}
