import { type ConfirmationDialog } from '@slack/types';
import { useCallback, useRef, useState } from 'react';
import { IconButton } from '../../../../pages/client/icon-button';
import { useDismiss } from '../../../../pages/client/use-dismiss';
import { safeAddress } from '../mrkdwn';
import { useReading } from '../reading';
import { useActing } from './acting';
import { useConfirming } from './confirming';
import { type FieldProps } from './field-props';
import { type Choosing, groupsOf } from './options';
import { plain, Text, type TextObject } from './text';

type Menu = Choosing & { action_id?: string; placeholder?: TextObject };

/** A menu of which one entry is chosen. */
export function Select({ element, value, onChange, ...rest }: FieldProps<Menu>) {
  const groups = groupsOf(element, useReading());
  const all = groups.map(({ label, options }, index) => {
    const shown = options.map((option) => (
      <option key={option.value} value={option.value}>
        {plain(option.text)}
      </option>
    ));
    return label ? (
      <optgroup key={index} label={plain(label)}>
        {shown}
      </optgroup>
    ) : (
      shown
    );
  });
  return (
    <select {...rest} className="field" value={value[0] ?? ''} onChange={(event) => onChange(event.target.value)}>
      <option value="" disabled>
        {element.placeholder ? plain(element.placeholder) : 'Choose…'}
      </option>
      {all}
    </select>
  );
}

/** Entries with a box or a dot each: checkboxes, radio buttons and menus of which several are chosen. */
export function Choices({ element, value, onChange, id, ...rest }: FieldProps<Menu>) {
  const one = element.type === 'radio_buttons';
  const options = groupsOf(element, useReading()).flatMap((group) => group.options);
  const toggle = (option: string) => {
    if (one) return onChange(option);
    onChange(value.includes(option) ? value.filter((other) => other !== option) : [...value, option]);
  };
  return (
    <div {...rest} id={id} className="choices" role={one ? 'radiogroup' : 'group'}>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type={one ? 'radio' : 'checkbox'}
            name={id}
            checked={value.includes(option.value)}
            onChange={() => toggle(option.value)}
          />
          <span>
            <Text of={option.text} />
            {option.description && (
              <small>
                <Text of={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
    </div>
  );
}

/** The three dots with more to do. */
export function Overflow({ element }: { element: Menu & { confirm?: ConfirmationDialog } }) {
  const { act } = useActing();
  const { run, busy, dialog } = useConfirming(element.confirm);
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const close = useCallback(() => setOpen(false), []);
  return (
    <span ref={box} className="anchor">
      <IconButton icon="more" label="More" disabled={busy} aria-expanded={open} onClick={() => setOpen(!open)} />
      {open && (
        <Entries
          close={close}
          options={element.options ?? []}
          pick={(value, url) => {
            close();
            const address = url && safeAddress(url);
            if (address) window.open(address, '_blank', 'noopener,noreferrer');
            run(() => act(element.action_id ?? '', value));
          }}
        />
      )}
      {dialog}
    </span>
  );
}

interface EntriesProps {
  options: NonNullable<Choosing['options']>;
  pick: (value: string, url?: string) => void;
  close: () => void;
}

function Entries({ options, pick, close }: EntriesProps) {
  const list = useRef<HTMLUListElement>(null);
  useDismiss(list, close);
  return (
    <ul ref={list} className="menu popover" role="menu">
      {options.map((option) => (
        <li key={option.value} role="none">
          <button type="button" role="menuitem" onClick={() => pick(option.value, option.url)}>
            {plain(option.text)}
          </button>
        </li>
      ))}
    </ul>
  );
}
