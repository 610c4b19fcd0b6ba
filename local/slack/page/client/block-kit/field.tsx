import { type ConfirmationDialog } from '@slack/types';
import { useId, useState } from 'react';
import { useActing } from './acting';
import { useConfirming } from './confirming';
import { ExternalSelect } from './external-select';
import { type FieldProps } from './field-props';
import { Choices, Select } from './menus';
import { initialOf } from './options';
import { plain, type TextObject } from './text';

export interface FieldElement {
  type: string;
  action_id?: string;
  confirm?: ConfirmationDialog;
  focus_on_load?: boolean;
  placeholder?: TextObject;
  multiline?: boolean;
  max_length?: number;
}

interface Props {
  element: FieldElement;
  /** The ID of the input block around it; without one the element acts as soon as something is chosen. */
  blockId?: string;
  /** Whether the app is told at once, though the element is part of a form. */
  dispatch?: boolean;
  id?: string;
  label?: string;
  describedBy?: string;
  invalid?: boolean;
}

/** Any element in which something is entered or chosen. In an input block it is part of the form, else it acts at once. */
export function Field({ element, blockId, dispatch, id, label, describedBy, invalid }: Props) {
  const ownId = useId();
  const { act, form, suggest } = useActing();
  const { run, dialog } = useConfirming(element.confirm);
  const [local, setLocal] = useState<string | string[]>();
  const key = blockId ?? element.action_id ?? '';
  const value = [form?.values[key] ?? local ?? initialOf(element) ?? []].flat();
  const onChange = (chosen: string | string[]) => {
    if (form) form.set(key, chosen);
    else setLocal(chosen);
    if ((!blockId || dispatch) && !isTyped(element)) run(() => act(element.action_id ?? '', chosen));
  };
  const props: FieldProps<FieldElement> = {
    element,
    value,
    onChange,
    id: id ?? ownId,
    'aria-label': label ?? (id ? undefined : element.placeholder && plain(element.placeholder)),
    'aria-describedby': describedBy,
    'aria-invalid': invalid,
    'data-focus': element.focus_on_load || undefined,
  };
  const send = blockId ? undefined : () => run(() => act(element.action_id ?? '', value));
  return (
    <>
      {suggest && element.type === 'external_select' ? (
        <ExternalSelect {...props} suggest={(typed) => suggest(element.action_id ?? '', typed)} />
      ) : (
        pick(props, send)
      )}
      {dialog}
    </>
  );
}

const isTyped = ({ type }: FieldElement) => type.endsWith('_input') || type.endsWith('external_select');

function pick(props: FieldProps<FieldElement>, send?: () => void) {
  const { type } = props.element;
  if (type === 'checkboxes' || type === 'radio_buttons') return <Choices {...props} />;
  if (isTyped(props.element)) return <Typed {...props} send={send} />;
  if (type.startsWith('multi_')) return <Choices {...props} />;
  if (type.endsWith('_select')) return <Select {...props} />;
  return <Typed {...props} send={send} />;
}

const inputTypes: Record<string, string> = {
  email_text_input: 'email',
  url_text_input: 'url',
  number_input: 'number',
  datepicker: 'date',
  timepicker: 'time',
  datetimepicker: 'datetime-local',
};

function Typed({ element, value, onChange, send, ...rest }: FieldProps<FieldElement> & { send?: () => void }) {
  const common = {
    ...rest,
    className: 'field',
    placeholder: element.placeholder && plain(element.placeholder),
    maxLength: element.max_length,
  };
  if (element.multiline) {
    return <textarea {...common} rows={3} value={value[0] ?? ''} onChange={(event) => onChange(event.target.value)} />;
  }
  const isMoment = element.type === 'datetimepicker';
  const shown = isMoment && value[0] ? localMinute(Number(value[0])) : (value[0] ?? '');
  const given = (text: string) => onChange(isMoment && text ? String(Date.parse(text) / 1000) : text);
  return (
    <input
      {...common}
      type={inputTypes[element.type] ?? 'text'}
      value={shown}
      onChange={(event) => given(event.target.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !send) return;
        event.preventDefault();
        send();
      }}
    />
  );
}

/** Seconds of the epoch as an input of the browser takes them, in the reader's own time zone. */
function localMinute(seconds: number): string {
  const offset = new Date(seconds * 1000).getTimezoneOffset() * 60;
  return new Date((seconds - offset) * 1000).toISOString().slice(0, 16);
}
