import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useDismiss } from '../../../../pages/client/use-dismiss';
import { type FieldProps } from './field-props';
import { type Option } from './options';
import { plain, type TextObject } from './text';

/** How long after the last key the app is asked, ms. */
const PAUSE_MS = 150;

interface Props extends FieldProps<{ placeholder?: TextObject; initial_option?: Option }> {
  suggest: (typed: string) => Promise<Option[]>;
}

/** A menu whose choices the app is asked for while one types. Only what it offers can be chosen. */
export function ExternalSelect({ element, value, onChange, suggest, ...rest }: Props) {
  const [typed, setTyped] = useState<string>();
  const [options, setOptions] = useState<Option[]>();
  const box = useRef<HTMLDivElement>(null);
  const asking = useRef(suggest);
  asking.current = suggest;
  const close = useCallback(() => setTyped(undefined), []);
  useEffect(() => {
    if (typed === undefined) return setOptions(undefined);
    let current = true;
    const timer = setTimeout(
      () => void asking.current(typed).then((offered) => current && setOptions(offered)),
      typed ? PAUSE_MS : 0,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [typed]);
  const choose = (option: Option) => {
    onChange(option.value);
    close();
  };
  return (
    <div ref={box} className="external">
      <input
        {...rest}
        type="text"
        role="combobox"
        autoComplete="off"
        aria-expanded={typed !== undefined}
        className="field"
        placeholder={element.placeholder && plain(element.placeholder)}
        value={typed ?? value[0] ?? ''}
        onFocus={() => setTyped('')}
        onBlur={close}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || typed === undefined) return;
          event.preventDefault();
          if (options?.[0]) choose(options[0]);
        }}
      />
      {typed !== undefined && (
        <Offered options={options} chosen={value[0]} choose={choose} around={box} close={close} />
      )}
    </div>
  );
}

interface OfferedProps {
  /** Absent while the app is asked. */
  options?: Option[];
  chosen?: string;
  choose: (option: Option) => void;
  around: RefObject<HTMLElement | null>;
  close: () => void;
}

function Offered({ options, chosen, choose, around, close }: OfferedProps) {
  useDismiss(around, close);
  return (
    <ul className="menu popover" role="listbox">
      {options === undefined && <li className="nothing">Looking…</li>}
      {options?.length === 0 && <li className="nothing">No results</li>}
      {options?.map((option) => (
        <li key={option.value} role="none">
          <button
            type="button"
            role="option"
            aria-selected={option.value === chosen}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(option)}
          >
            {plain(option.text)}
          </button>
        </li>
      ))}
    </ul>
  );
}
